"""Files that a committee may really get, each with the verdict that it deserves."""
