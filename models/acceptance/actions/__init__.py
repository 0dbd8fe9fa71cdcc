"""Taking a checked document in, as one step."""

from models.acceptance.actions.accept import NOTHING_NEW, Taken, accept_reading, why_nothing_to_take
from models.acceptance.actions.tables import TableTaken

__all__ = ["NOTHING_NEW", "TableTaken", "Taken", "accept_reading", "why_nothing_to_take"]
