"""Which indicators tasks serve, and sums of points over the tree; on plain ids."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from models.standard.terms import LinkKind, Served
from models.trees import ancestors


def served_by(
    parents: Mapping[int, int | None], with_task: Collection[int], links: Iterable[tuple[int, int, LinkKind]]
) -> dict[int, Served]:
    """How each indicator of `parents` is served. One that is the same as a served one, or a part of it, is served by
    the other's tasks; one that only overlaps is not. `links` are (indicator, other, kind)."""
    direct = set(with_task)
    beside: dict[int, set[int]] = {}
    for one, other, kind in links:
        if kind in (LinkKind.SAME, LinkKind.PART):
            beside.setdefault(one, set()).add(other)
        if kind is LinkKind.SAME:
            beside.setdefault(other, set()).add(one)
    found: dict[int, Served] = {}
    for indicator in parents:
        above = ancestors(parents, indicator)
        if indicator in direct:
            found[indicator] = Served.OWN
        elif any(one in direct for one in above):
            found[indicator] = Served.ABOVE
        elif any(_has_task(other, parents, direct) for one in (indicator, *above) for other in beside.get(one, ())):
            found[indicator] = Served.LINK
        else:
            found[indicator] = Served.NOT
    return found


def _has_task(indicator: int, parents: Mapping[int, int | None], direct: set[int]) -> bool:
    return indicator in direct or any(one in direct for one in ancestors(parents, indicator))


def sums_of_points(rows: Sequence[tuple[int, int | None, int | None]]) -> dict[int, int | None]:
    """(id, parent id, own points) in tree order → the points of what is below each heading; None where none has any.

    A heading counts with its own points when it has some, else with the sum below it.
    """
    below: dict[int, int | None] = {row_id: None for row_id, _, _ in rows}
    for row_id, parent, own in reversed(rows):
        counted = own if own is not None else below[row_id]
        if parent in below and counted is not None:
            below[parent] = (below[parent] or 0) + counted
    return below
