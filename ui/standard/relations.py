"""How an indicator stands to one of another standard, read from its own side, and the step that makes it so."""

from typing import Any

from models.standard.queries import LinkRow
from models.standard.terms import LinkKind
from ui.tables.editors import Option

SAME, PART, WHOLE, OVERLAPS = "same", "part", "whole", "overlaps"
RELATIONS = (
    Option(SAME, LinkKind.SAME.label),
    Option(PART, LinkKind.PART.label),
    Option(WHOLE, LinkKind.PART.seen_from_other),
    Option(OVERLAPS, LinkKind.OVERLAPS.label),
)
_KINDS = {SAME: LinkKind.SAME, PART: LinkKind.PART, WHOLE: LinkKind.PART, OVERLAPS: LinkKind.OVERLAPS}


def relation_of(link: LinkRow) -> str:
    """The relation as the side says it from which the link was read."""
    if link.kind is LinkKind.PART:
        return PART if link.is_forward else WHOLE
    return link.kind.value


def words_of_relation(relation: object) -> str:
    """相同, 是其中一部分, 包含其中一部分, 部分重合."""
    return next(option.text for option in RELATIONS if option.value == relation)


def new_link(indicator_id: int, other_id: int, relation: str) -> dict[str, Any]:
    """What `link_indicators` is called with."""
    one, other = (other_id, indicator_id) if relation == WHOLE else (indicator_id, other_id)
    return {"indicator_id": one, "other_id": other, "kind": _KINDS[relation]}


def changed_link(link: LinkRow, relation: str) -> dict[str, Any]:
    """What `set_link_kind` is called with."""
    forward = not link.is_forward if relation == WHOLE else link.is_forward
    return {"link_id": link.id, "kind": _KINDS[relation], "forward": forward}
