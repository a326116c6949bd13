"""Tests and intervals, on arrays and on tables."""
