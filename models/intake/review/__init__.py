"""A reading under review: every row confirmed, edited or dropped by a person before anything is written."""

from models.intake.review.by_hand import values_from
from models.intake.review.items import Block, Count, Decision, Item, Place, Proposal, State, UnitEntry
from models.intake.review.keeping import Match
from models.intake.review.review import Review

__all__ = [
    "Block",
    "Count",
    "Decision",
    "Item",
    "Match",
    "Place",
    "Proposal",
    "Review",
    "State",
    "UnitEntry",
    "values_from",
]
