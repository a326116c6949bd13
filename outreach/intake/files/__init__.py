"""Files of every kind → rows of text cells."""
