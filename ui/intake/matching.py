"""Units of the file proposed for names as the paper writes them."""

from __future__ import annotations

from collections.abc import Sequence

from models.intake.matching import match_units
from models.intake.review import Match, Proposal
from models.org.queries import UnitName


def matcher(dictionary: Sequence[UnitName]) -> Match:
    """The function that a review asks for proposals."""

    def match(names: Sequence[str]) -> dict[str, Sequence[Proposal]]:
        if not names or not dictionary:
            return {}
        found = match_units(names, dictionary)
        return {
            name: tuple(Proposal(one.unit_id, one.name, one.reason, one.score) for one in proposals)
            for name, proposals in found.items()
            if proposals
        }

    return match
