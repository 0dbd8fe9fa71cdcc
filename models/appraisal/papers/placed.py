"""The items of a score table in their order, each with the headings it stands under: filled or blank."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from models.appraisal.queries.criteria import nodes_of
from models.appraisal.rows import CriterionRow, EntryRow, ExemptionRow
from models.appraisal.rules.facts import Line
from models.appraisal.rules.figures import short
from models.appraisal.rules.totals import Frame, Sum, total

ByItem = Mapping[int, Mapping[int, Sequence[EntryRow]]]
"""Unit → criterion → entries."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An item with its headings from the top down."""

    item: Sum
    headings: tuple[Sum, ...]


def placed(component: Sum) -> Iterator[Placed]:
    """The items of a component in order."""
    for one in component.below:
        yield from _placed(one, ())


def _placed(one: Sum, headings: tuple[Sum, ...]) -> Iterator[Placed]:
    if not one.below:
        yield Placed(one, headings)
        return
    for inner in one.below:
        yield from _placed(inner, (*headings, one))


def blank(
    frame: Frame, rows: Sequence[CriterionRow], group_id: int | None, unit_id: int | None = None
) -> tuple[Sum, ...]:
    """The components of the score table of a group, or of a unit of it, without scores; of all when there is none."""
    kept = [row for row in rows if row.children or group_id is None or _applies(row, group_id, unit_id)]
    while True:  # headings that have nothing left below them go as well
        above = {row.parent_id for row in kept}
        left = [row for row in kept if not row.children or row.id in above]
        if len(left) == len(kept):
            return total(replace(frame, nodes=nodes_of(tuple(left))), {}).components
        kept = left


def _applies(row: CriterionRow, group_id: int, unit_id: int | None) -> bool:
    if not row.group_ids and not row.unit_ids:
        return True
    return group_id in row.group_ids or unit_id in row.unit_ids


def signed(points: Fraction) -> str:
    """+1.5, -0.5, 0."""
    return f"+{short(points)}" if points > 0 else short(points)


def line_words(line: Line) -> str:
    """发现3次 -1.5: what a line of an item's score says."""
    return f"{line.words} {signed(line.points)}" if line.points else line.words


def entry_words(entry: EntryRow) -> str:
    """3月5日 人民路垃圾满溢 2次: an entry in a cell; nothing for a bare figure, which its line tells."""
    if not (entry.reason or entry.event or entry.scorer):
        return ""
    day = f"{entry.day.month}月{entry.day.day}日" if entry.day else ""
    mark = f"{entry.scorer}评{short(entry.amount)}" if entry.scorer and entry.points is None else ""
    times = f"{short(entry.amount)}次" if entry.points is not None and entry.amount != 1 else ""
    return " ".join(part for part in (day, entry.reason or entry.event, mark, times) if part)


def by_item(entries: Sequence[EntryRow]) -> ByItem:
    """The entries of each unit by criterion."""
    found: dict[int, dict[int, list[EntryRow]]] = {}
    for entry in entries:
        found.setdefault(entry.unit_id, {}).setdefault(entry.criterion_id, []).append(entry)
    return found


def reasons(exemptions: Sequence[ExemptionRow]) -> Mapping[int, Mapping[int, str]]:
    """Why items do not apply, of each unit by criterion."""
    found: dict[int, dict[int, str]] = {}
    for one in exemptions:
        if one.criterion_id is not None:
            found.setdefault(one.unit_id, {})[one.criterion_id] = one.reason
    return found
