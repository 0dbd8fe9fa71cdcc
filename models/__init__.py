"""The work itself: data, rules, documents in and out. Nothing in here knows of a window."""

from models.later import put_off_unused

put_off_unused()  # here, because it must come before SQLAlchemy whoever imports it first
