"""Reading official documents into a checked draft; nothing is written before a person confirms it."""
