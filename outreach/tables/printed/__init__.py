"""A printed table → what its own arithmetic says against it."""
