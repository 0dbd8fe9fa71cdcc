"""Verb `contacts`: contact lists into a database. `read` and `import` of documents stand in models.acceptance."""

from models.intake.contacts.verbs import add_verbs

__all__ = ["add_verbs"]
