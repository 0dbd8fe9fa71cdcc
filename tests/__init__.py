"""Tests; the folders mirror the rooms (models, ui, packaging)."""
