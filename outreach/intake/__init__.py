"""A file becomes Responses."""
