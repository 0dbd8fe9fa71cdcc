"""Where the rows of a review stand in the draft it makes: the part and the place in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from models.acceptance.terms import Part
from models.intake.draft import Group
from models.intake.phases import phases_of
from models.intake.review import Block, Item, Review

PARTS: Mapping[Block, Part] = {
    Block.TASKS: Part.TASKS,
    Block.TARGETS: Part.TARGETS,
    Block.REPORTING: Part.REPORTING,
    Block.CONTACTS: Part.CONTACTS,
    Block.CRITERIA: Part.CRITERIA,
}


def places_of(
    review: Review, *, confirmed_only: bool = False, sure_only: bool = False
) -> Iterator[tuple[int, tuple[Part, int]]]:
    """Rows of the review with their part and place in `to_draft()`."""
    wanted: dict[Block, list[Item]] = {block: [] for block in Block}
    for item in review.written(confirmed_only=confirmed_only, sure_only=sure_only):
        wanted[item.block].append(item)
    groups = seats = 0
    for item in wanted[Block.SEATS]:
        if isinstance(item.value, Group):
            yield item.id, (Part.GROUPS, groups)
            groups += 1
        else:
            yield item.id, (Part.SEATS, seats)
            seats += 1
    for block, part in PARTS.items():
        for at, item in enumerate(wanted[block]):
            yield item.id, (part, at)
    phases = wanted[Block.PHASES]
    for at, yearly in enumerate(phases_of(tuple(item.value for item in phases))):
        yield phases[yearly.at].id, (Part.PHASES, at)
    areas: dict[str, list[int]] = {}
    for item in wanted[Block.PLACES]:
        own = areas.setdefault(item.value.area, [0])  # the area, then its places
        if item.value.name:
            own.append(item.id)
        else:
            own[0] = item.id
    for at, item_id in enumerate(item_id for ids in areas.values() for item_id in ids):
        if item_id:
            yield item_id, (Part.PLACES, at)
