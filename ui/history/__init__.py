"""历史: who did what and when, each record before and after, undo and redo."""
