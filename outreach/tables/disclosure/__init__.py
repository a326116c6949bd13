"""Small numbers hidden so that they cannot be worked out."""
