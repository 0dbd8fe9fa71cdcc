"""Writing a checked draft: all of it in one step, or nothing."""

from models.intake.actions.accept import Accepted, accept_draft

__all__ = ["Accepted", "accept_draft"]
