"""What a merger or a split would move, row by row, before anything is written."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.grid.tables import GridCell, Level, WatchRole
from models.org.queries import posts
from models.org.queries.units import unit_names
from models.org.tables import Group, Person, Post, Unit
from models.records import fetch_all
from models.succession.actions.merging import children_that_stay
from models.succession.facts import renamed_on, unit_facts
from models.succession.holdings import HOLDINGS, Holding, held
from models.succession.rules import why_not_merged, why_not_renamed, why_not_split
from models.succession.terms import MoveKind
from models.task.tables import Task


@dataclass(frozen=True, slots=True)
class Moving:
    """A record that would go over: what it is in words, what is special about it, whether it is proposed."""

    id: int
    kind: MoveKind
    unit_id: int
    unit: str
    name: str
    note: str = ""
    wanted: bool = True


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What would move to `into` (its id is 0 while it is to be founded)."""

    id: int
    into: str
    day: date
    units: tuple[str, ...]
    rows: tuple[Moving, ...]

    def counts(self) -> dict[MoveKind, int]:
        """How many records of each kind there are, in the order of the kinds."""
        return _counts(self.rows)


@dataclass(frozen=True, slots=True)
class SplitPreview:
    """What a unit has that can be allotted to its parts."""

    id: int
    unit: str
    day: date
    rows: tuple[Moving, ...]

    def counts(self) -> dict[MoveKind, int]:
        """How many records of each kind there are, in the order of the kinds."""
        return _counts(self.rows)


def merge_preview(
    session: Session, *, unit_ids: Sequence[int], into_id: int | None, day: date, new_name: str = ""
) -> MergePreview:
    """What a merger would move; raises the Refusal the action would raise."""
    unit_ids = list(dict.fromkeys(unit_ids))
    fetch_all(session, Unit, [*unit_ids, *([into_id] if into_id is not None else [])])
    refusal = why_not_merged(unit_facts(session), unit_ids, into_id, day, new_name)
    if refusal:
        raise refusal
    names = unit_names(session, day=day)
    rows = _rows(session, unit_ids, day, into_id)
    return MergePreview(
        into_id or 0,
        new_name if into_id is None else names[into_id],
        day,
        tuple(names[unit_id] for unit_id in unit_ids),
        tuple(rows),
    )


def split_preview(session: Session, *, unit_id: int, day: date) -> SplitPreview:
    """What a unit has on `day` that can be allotted."""
    fetch_all(session, Unit, [unit_id])
    return SplitPreview(
        unit_id, unit_names(session, day=day)[unit_id], day, tuple(_rows(session, [unit_id], day, None))
    )


def why_not_splittable(session: Session, *, unit_id: int, names: Sequence[str], day: date, goes_on: bool) -> None:
    """Raises the Refusal that a split into units of these names would raise."""
    fetch_all(session, Unit, [unit_id])
    refusal = why_not_split(unit_facts(session), unit_id, names, day, goes_on=goes_on)
    if refusal:
        raise refusal


def why_not_renamable(session: Session, *, unit_id: int, name: str, day: date) -> None:
    """Raises the Refusal that a change of name would raise."""
    fetch_all(session, Unit, [unit_id])
    refusal = why_not_renamed(unit_facts(session), unit_id, name, day, renamed=renamed_on(session).get(unit_id))
    if refusal:
        raise refusal


def _counts(rows: Iterable[Moving]) -> dict[MoveKind, int]:
    counted = Counter(row.kind for row in rows)
    return {kind: counted[kind] for kind in MoveKind if counted[kind]}


def _rows(session: Session, unit_ids: Sequence[int], day: date, into_id: int | None) -> list[Moving]:
    words = _Words(session, day)
    stay = children_that_stay(session, unit_ids, into_id, day)
    rows: dict[int, Moving] = {}
    heirs = [] if into_id is None else [into_id]
    for holding in HOLDINGS:
        of_heir = list(held(session, holding, heirs, day))
        own = {holding.key(record) for record in of_heir}
        titles = {record.title for record in of_heir} if holding.kind is MoveKind.POST else set()
        for record in held(session, holding, unit_ids, day):
            if record.id in rows or record.id == into_id:
                continue
            note = ""
            if holding.is_dated and holding.key(record) in own:
                note = "承接单位已有，只结束原来的"
            elif holding.kind is MoveKind.POST and record.title in titles:
                holder = words.holders.get(record.id, "")
                note = "由承接单位的同名岗位承接" + (f"，{holder}任职到此为止" if holder else "")
            elif record.id in stay:
                note = "承接单位下面已有同名单位，留在原处"
            unit_id = getattr(record, holding.field)
            rows[record.id] = Moving(
                record.id,
                holding.kind,
                unit_id,
                words.units.get(unit_id, ""),
                words.of(holding, record),
                note,
                record.id not in stay,
            )
            if holding.is_dated:
                own.add(holding.key(record))
            if holding.kind is MoveKind.POST:
                titles.add(record.title)
    order = list(MoveKind)
    return sorted(rows.values(), key=lambda row: order.index(row.kind))


class _Words:
    """What a record is, in words a clerk knows it by."""

    def __init__(self, session: Session, day: date) -> None:
        self._session = session
        self.units = unit_names(session, day=day)
        self.holders = {row.id: row.holder for row in posts(session, day=day)}
        self._names: dict[type[Any], dict[int, str]] = {}

    def of(self, holding: Holding, record: Any) -> str:
        kind = holding.kind
        if kind is MoveKind.ASSIGNMENT:
            at = f"（{self._name(GridCell, record.cell_id)}）" if record.cell_id else ""
            return f"{record.role.label}：{self._name(Task, record.task_id)}{at}"
        if kind is MoveKind.SEAT:
            who = self._name(Person, record.person_id)
            return f"{self._name(Group, record.group_id)} {record.wording or record.role.label} {who}".strip()
        if kind is MoveKind.POST:
            holder = self.holders.get(record.id, "")
            return f"{record.title}（{holder or '空缺'}）"
        if kind is MoveKind.CONTACT:
            return f"{record.role.label}：{self._name(Person, record.person_id)}"
        if kind is MoveKind.WATCH:
            who = self._name(Person, record.person_id) or self._name(Post, record.post_id)
            return f"{self._name(GridCell, record.cell_id)} {self._name(WatchRole, record.role_id)} {who}".strip()
        if kind is MoveKind.PAIRING:
            other = record.unit_id if holding.field == "partner_id" else record.partner_id
            with_whom = self._name(GridCell, record.cell_id) or self.units.get(other, "")
            who = self._name(Person, record.person_id) or self._name(Post, record.post_id)
            return f"{record.kind.label}：{with_whom or who}"
        if kind is MoveKind.RULE:
            return f"{record.role.label}：{self._name(Task, record.task_id)}，每个{self._name(Level, record.level_id)}"
        return str(record.name)

    def _name(self, mapped: type[Any], record_id: int | None) -> str:
        if record_id is None:
            return ""
        if mapped not in self._names:
            column = mapped.title if hasattr(mapped, "title") else mapped.name
            self._names[mapped] = dict(self._session.execute(select(mapped.id, column)).all())
        return self._names[mapped].get(record_id, "")
