"""The rows in hand: read once, then only what steps touched; knows which rows have gaps, are late or hold notices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models.org.terms import UnitKind
from models.task import queries
from models.task.queries import TaskRow, UnitHead, UnitRef
from models.task.rules import text_of_points
from ui.store import Store
from ui.task.columns import has_gap, has_notice, is_overdue


@dataclass(frozen=True, slots=True)
class Fresh:
    """What a reading brought: everything (`changed` None), or the rows that differ."""

    changed: tuple[TaskRow, ...] | None


class Rows:
    """The rows of one campaign in tree order."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._campaign_id: int | None = None
        self._day: date | None = None
        self._seq: int | None = None
        self._where: dict[int, int] = {}
        self._rows: list[TaskRow] = []
        self._sums: dict[int, tuple[int, int]] = {}  # rows without rows below them, and their 分值, per row above
        self.gaps: set[int] = set()
        self.late: set[int] = set()
        self.notices: set[int] = set()
        self.units: tuple[UnitHead, ...] = ()  # in official order
        self._carried: Counter[int] = Counter()  # how often each unit is named
        self.points = 0  # sum of 分值 over rows without rows below, in 1/100

    def __len__(self) -> int:
        return len(self._rows)

    def sums_of(self, row: TaskRow) -> str:
        """What lies below a row: 7 项 · 12 分; empty for a row without rows below it."""
        if not row.children:
            return ""
        count, points = self._sums.get(row.id, (0, 0))
        return f"{count} 项" + (f" · {text_of_points(points)} 分" if points else "")

    @property
    def all(self) -> tuple[TaskRow, ...]:
        return tuple(self._rows)

    def get(self, task_id: int | None) -> TaskRow | None:
        """The row of a task, None when it is not in this campaign."""
        at = self._where.get(task_id) if task_id is not None else None
        return None if at is None else self._rows[at]

    def below(self, task_id: int) -> set[int]:
        """The task and everything under it."""
        at = self._where.get(task_id)
        if at is None:
            return set()
        depth, found = self._rows[at].depth, {task_id}
        for row in self._rows[at + 1 :]:
            if row.depth <= depth:
                break
            found.add(row.id)
        return found

    def naming(self, unit_id: int) -> set[int]:
        """The tasks that name a unit in any role."""
        return {row.id for row in self._rows if any(ref.unit_id == unit_id for refs in _roles(row) for ref in refs)}

    def idle_units(self) -> tuple[UnitHead, ...]:
        """Current units that no task names; collective names (各区) are never idle."""
        return tuple(
            unit
            for unit in self.units
            if unit.is_current and unit.kind is not UnitKind.COLLECTIVE and not self._carried[unit.id]
        )

    def read(self, campaign_id: int | None, today: date) -> Fresh:
        """Bring the rows up to date; another campaign or another day reads everything."""
        if campaign_id is None:
            self._take((), None, None, today)
            return Fresh(None)
        known = self._seq if (campaign_id, today) == (self._campaign_id, self._day) else None
        since = self._store.read(queries.changes_since, seq=known)
        if since.task_ids is not None and since.has_units:
            self.units = self._store.read(queries.units_in_order, on=today)
        if since.task_ids is not None and not since.is_moved:
            old = [row for task_id in since.task_ids if (row := self.get(task_id)) is not None]
            fresh = self._store.read(queries.task_rows, campaign_id=campaign_id, known=old, on=today) if old else ()
            self._seq = since.seq
            self._replace(fresh)
            return Fresh(fresh)
        if since.task_ids is not None:
            places = {row.id: row for row in self._rows}
            rows = self._store.read(
                queries.task_tree_again, campaign_id=campaign_id, known=places, touched=since.task_ids, on=today
            )
            self._take(rows, campaign_id, since.seq, today)
            return Fresh(None)
        self.units = self._store.read(queries.units_in_order, on=today)
        rows = self._store.read(queries.task_tree, campaign_id=campaign_id, on=today)
        self._take(rows, campaign_id, since.seq, today)
        return Fresh(None)

    def forget(self) -> None:
        """Another file: read everything next time."""
        self._seq = None

    def _take(self, rows: Iterable[TaskRow], campaign_id: int | None, seq: int | None, today: date) -> None:
        old, self._rows = {row.id: row for row in self._rows}, list(rows)
        self._recount(old, self._rows)
        self._campaign_id, self._seq, self._day = campaign_id, seq, today
        self._where = {row.id: at for at, row in enumerate(self._rows)}
        self.gaps = {row.id for row in self._rows if has_gap(row)}
        self.late = {row.id for row in self._rows if is_overdue(row)}
        self.notices = {row.id for row in self._rows if has_notice(row)}
        self.points = sum(_points(row) for row in self._rows)
        self._sums = {}
        for row in reversed(self._rows):
            if row.parent_id is not None:
                count, points = self._sums.get(row.id, (1, _points(row)))
                above = self._sums.get(row.parent_id, (0, 0))
                self._sums[row.parent_id] = (above[0] + count, above[1] + points)

    def _replace(self, fresh: Iterable[TaskRow]) -> None:
        for row in fresh:
            at = self._where[row.id]
            self._carried.subtract(_named_in(self._rows[at]))
            self._carried.update(_named_in(row))
            more = _points(row) - _points(self._rows[at])
            if more:
                self._add_points(row, more)
            self._rows[at] = row
            for marked, is_marked in (
                (self.gaps, has_gap(row)),
                (self.late, is_overdue(row)),
                (self.notices, has_notice(row)),
            ):
                (marked.add if is_marked else marked.discard)(row.id)

    def _recount(self, old: dict[int, TaskRow], rows: Iterable[TaskRow]) -> None:
        """Bring `_carried` up to date; rows whose units are the very same tuples cost nothing."""
        for row in rows:
            before = old.pop(row.id, None)
            if before is not None:
                if all(now is was for now, was in zip(_roles(row), _roles(before), strict=True)):
                    continue
                self._carried.subtract(_named_in(before))
            self._carried.update(_named_in(row))
        for gone in old.values():
            self._carried.subtract(_named_in(gone))

    def _add_points(self, row: TaskRow, more: int) -> None:
        self.points += more
        above = self.get(row.parent_id)
        while above is not None:
            count, points = self._sums[above.id]
            self._sums[above.id] = (count, points + more)
            above = self.get(above.parent_id)


def _roles(row: TaskRow) -> tuple[tuple[UnitRef, ...], ...]:
    return (row.lead, row.responsible, row.support, row.oversee)


def _named_in(row: TaskRow) -> list[int]:
    return [ref.unit_id for refs in _roles(row) for ref in refs]


def _points(row: TaskRow) -> int:
    return 0 if row.children else row.points or 0
