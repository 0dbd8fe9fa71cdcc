"""The tasks that serve an indicator in the end: its own, those of the heading above it, those of another standard."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from models.standard.queries.rows import IndicatorRow, LinkRow, ServingTask
from models.standard.terms import LinkKind, Served


@dataclass(frozen=True, slots=True)
class Serving:
    """A task and through what it serves the indicator ("" when it is tied to it); `id` is the task's."""

    id: int
    task: ServingTask
    via: str = ""


def serves_along(link: LinkRow) -> bool:
    """Whether what serves the other side of a link serves this side too."""
    return link.kind is LinkKind.SAME or (link.kind is LinkKind.PART and link.is_forward)


def tasks_serving(row: IndicatorRow, rows: Mapping[int, IndicatorRow]) -> tuple[Serving, ...]:
    """Every task once, in order; `rows` are all indicators of all standards by id."""
    found: dict[int, Serving] = {task.id: Serving(task.id, task) for task in row.tasks}
    if row.served is Served.ABOVE:
        for above in _above(row, rows):
            for task in above.tasks:
                found.setdefault(task.id, Serving(task.id, task, f"上级“{above.title}”"))
    if row.served is Served.LINK:
        for one in (row, *_above(row, rows)):
            for link in filter(serves_along, one.links):
                other = rows[link.other_id]
                for theirs in (other, *_above(other, rows)):
                    for task in theirs.tasks:
                        via = f"{link.other_standard} {link.other_no or link.other_name}"
                        found.setdefault(task.id, Serving(task.id, task, via))
    return tuple(found.values())


def _above(row: IndicatorRow, rows: Mapping[int, IndicatorRow]) -> Iterator[IndicatorRow]:
    current = row.parent_id
    while current is not None and current in rows:
        yield rows[current]
        current = rows[current].parent_id
