"""The work itself: data, rules, documents in and out. Nothing in here knows of a window."""
