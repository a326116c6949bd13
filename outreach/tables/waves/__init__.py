"""One event against another: what can be compared, and what it shows."""
