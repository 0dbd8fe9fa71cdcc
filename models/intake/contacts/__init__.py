"""Contact lists in: vCards of phones and mail programs, sheets and pasted rows, read into plain entries."""
