"""The window: pages on frozen rows, no SQL."""
