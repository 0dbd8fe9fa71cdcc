"""A confirmed reading written to where it belongs: tasks and groups, places, contacts, standards, schemes."""
