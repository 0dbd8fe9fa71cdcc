"""Units of the file proposed for names as the paper writes them."""

from __future__ import annotations

from collections.abc import Sequence

from models.org.queries import UnitName
from ui.intake.review import Match
from ui.intake.review_items import Proposal


def matcher(dictionary: Sequence[UnitName]) -> Match:
    """The function that a review asks for proposals."""
    by_name: dict[str, list[UnitName]] = {}
    for unit in dictionary:
        for name in unit.all_names:
            by_name.setdefault(name, []).append(unit)

    def match(names: Sequence[str]) -> dict[str, Sequence[Proposal]]:
        return {
            name: tuple(Proposal(unit.id, unit.name, "名称相同", 1.0) for unit in by_name[name])
            for name in names
            if name in by_name
        }

    return match
