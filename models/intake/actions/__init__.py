"""Writing a checked draft: all of it in one step, or nothing; and what columns of forms mean."""

from models.intake.actions.accept import NOTHING_HELD, Accepted, Held, accept_draft
from models.intake.actions.columns import remember_columns

__all__ = ["NOTHING_HELD", "Accepted", "Held", "accept_draft", "remember_columns"]
