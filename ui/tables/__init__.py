"""Shared item models and the table views."""
