"""Pairs of indicators of two standards, and the tasks whose work counts for both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.standard.queries import IndicatorRow, LinkRow, ServingTask
from models.standard.terms import LinkKind
from ui.standard.book import Book


@dataclass(frozen=True, slots=True)
class Pair:
    """A link with both its indicators, read from the first standard; `id` is the link's."""

    id: int
    one: IndicatorRow
    other: IndicatorRow
    link: LinkRow
    tasks: tuple[ServingTask, ...]


def pairs_of(book: Book, first_id: int, second_id: int) -> tuple[Pair, ...]:
    """The links between two standards in the order of the first."""
    return tuple(
        Pair(link.id, row, book.by_id[link.other_id], link, serving_both(row, link, book))
        for row in book.rows_of(first_id)
        for link in row.links
        if book.by_id[link.other_id].standard_id == second_id
    )


def link_between(one: IndicatorRow, other: IndicatorRow) -> LinkRow | None:
    """The link of two indicators as `one` sees it."""
    return next((link for link in one.links if link.other_id == other.id), None)


def serving_both(row: IndicatorRow, link: LinkRow, book: Book) -> tuple[ServingTask, ...]:
    """Tasks tied to both sides; those of one side too when what serves it serves the other: the same, or the whole of
    which it is a part."""
    own = {task.id: task for task in _tied(row, book)}
    theirs = {task.id: task for task in _tied(book.by_id[link.other_id], book)}
    same, part = link.kind is LinkKind.SAME, link.kind is LinkKind.PART
    found = {task_id: task for task_id, task in own.items() if task_id in theirs}
    if same or (part and not link.is_forward):
        found |= own
    if same or (part and link.is_forward):
        found |= {task_id: task for task_id, task in theirs.items() if task_id not in found}
    return tuple(found.values())


def _tied(row: IndicatorRow, book: Book) -> Iterator[ServingTask]:
    current: IndicatorRow | None = row
    while current is not None:
        yield from current.tasks
        current = book.by_id.get(current.parent_id) if current.parent_id is not None else None
