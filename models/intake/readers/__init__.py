"""Readers of parts of a document: member lists, tasks, phases, tables. They turn the outline into draft items."""
