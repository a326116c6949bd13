"""Data frames of other libraries → Responses."""
