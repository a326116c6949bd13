"""Responses become numbers."""
