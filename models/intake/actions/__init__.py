"""Writing a checked draft: all of it in one step, or nothing."""

from models.intake.actions.accept import NOTHING_HELD, Accepted, Held, accept_draft

__all__ = ["NOTHING_HELD", "Accepted", "Held", "accept_draft"]
