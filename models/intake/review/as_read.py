"""What the document said for the rows of a review, and which row to be written each of them became. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from models.intake.draft import Draft, Group
from models.intake.review.items import Block, Item

DROPPED = -1
_PARTS = {
    Block.TASKS: "tasks",
    Block.PHASES: "phases",
    Block.TARGETS: "targets",
    Block.REPORTING: "reporting",
    Block.CONTACTS: "contacts",
    Block.CRITERIA: "criteria",
}


@dataclass(frozen=True, slots=True)
class AsRead:
    """`draft` as the document was read; `became`: part → place in it → place in what is written, DROPPED for a row
    that a person left out; a row that still waits has none."""

    draft: Draft
    became: Mapping[str, Mapping[int, int]] = field(default_factory=dict)


def places_in(items: Iterable[Item]) -> dict[int, tuple[str, int]]:
    """The part and the place of rows in the draft made of them, by their ids; places count areas and their points."""
    found: dict[int, tuple[str, int]] = {}
    counted: dict[str, int] = {}
    areas: dict[str, list[int]] = {}
    for item in items:
        if item.block is Block.PLACES:
            own = areas.setdefault(item.value.area, [0])  # the area, then its places
            if item.value.name:
                own.append(item.id)
            else:
                own[0] = item.id
            continue
        part = _PARTS.get(item.block)
        if item.block is Block.SEATS:
            part = "groups" if isinstance(item.value, Group) else "seats"
        if part is not None:
            found[item.id] = (part, counted.get(part, 0))
            counted[part] = counted.get(part, 0) + 1
    for at, item_id in enumerate(item_id for ids in areas.values() for item_id in ids):
        if item_id:
            found[item_id] = ("places", at)
    return found
