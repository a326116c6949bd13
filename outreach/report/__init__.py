"""Numbers become files and screens."""
