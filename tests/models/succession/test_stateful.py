"""Whatever happens to units and posts with a day: nothing hangs in the air, no loops, one duty once, sane ranges, and
the sheets of earlier days are what they were."""

import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select
from sqlalchemy.orm import Session

import models.schema  # noqa: F401 - all tables known
from models.check import check
from models.database import create_database
from models.errors import Refusal
from models.grid.tables import GridCell, Pairing, Watch
from models.org import actions as org
from models.org.rules import overlap
from models.org.tables import Campaign, Contact, FormerUnit, Group, Post, Seat, Tenure, Unit, UnitAlias
from models.org.terms import TenureKind
from models.succession import actions
from models.task.tables import Assignment, AssignmentRule
from models.trees import walk
from tests.models.succession.office import furnish
from tests.models.succession.sheets import sheets

DAYS = tuple(date(2026, month, 1) for month in range(1, 13))
LONG_AGO = date(2025, 6, 1)
PROBES = (LONG_AGO, date(2026, 4, 15), date(2026, 8, 15), date(2027, 1, 1))
DATED: tuple[Any, ...] = (Assignment, Seat, Watch, Contact, Pairing, Tenure, Unit)
days = st.sampled_from(DAYS)


class Succession(RuleBasedStateMachine):
    """Renames, mergers, splits, moves, leavings, hand-overs, returns, undo and redo; refusals are allowed."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.database = create_database(Path(self.folder.name) / "沿革.zrt")
        self.made = 0
        self.done: list[tuple[Any, Any]] = []  # sheets before and after every step that can be undone
        self.undone: list[tuple[Any, Any]] = []

    @initialize()
    def furnish(self) -> None:
        self.office = furnish(self.database)

    def shown(self, *when: date) -> list[Any]:
        return self.database.read(lambda session: [sheets(session, day=day) for day in when])

    def act(self, from_day: date | None, action: Any, /, **kw: Any) -> None:
        """One step; the sheets of the days before `from_day` must not change."""
        past = () if from_day is None else (LONG_AGO, from_day - timedelta(days=40), from_day - timedelta(days=1))
        before, probes = self.shown(*past), self.shown(*PROBES)
        try:
            changed = self.database.do("一步", action, **kw).seq is not None
        except Refusal:
            assert self.shown(*PROBES) == probes  # refused: nothing half done
            return
        assert self.shown(*past) == before, action.__name__
        if changed:
            self.done.append((probes, self.shown(*PROBES)))
            self.undone.clear()

    def ids(self, mapped: Any) -> list[int]:
        return self.database.read(lambda session: list(session.scalars(select(mapped.id).order_by(mapped.id))))

    def pick(self, data: st.DataObject, mapped: Any) -> int:
        return data.draw(st.sampled_from(self.ids(mapped)))

    def fresh(self, data: st.DataObject) -> str:
        self.made += 1
        return data.draw(st.sampled_from([f"第{self.made}局", "甲局", "乙局", "市工商局"]))

    @rule(data=st.data(), day=days, short=st.sampled_from([None, "", "简一", "简二"]))
    def rename(self, data: st.DataObject, day: date, short: str | None) -> None:
        name = self.fresh(data)
        self.act(day, actions.rename_unit, unit_id=self.pick(data, Unit), name=name, short_name=short, day=day)

    @rule(data=st.data(), day=days, several=st.booleans())
    def merge(self, data: st.DataObject, day: date, several: bool) -> None:
        units = self.ids(Unit)
        chosen = data.draw(st.lists(st.sampled_from(units), min_size=1, max_size=2 if several else 1, unique=True))
        into = data.draw(st.sampled_from([None, *units]))
        self.act(day, actions.merge_units, unit_ids=chosen, into_id=into, new_name=self.fresh(data), day=day)

    @rule(data=st.data(), day=days, goes_on=st.booleans())
    def split(self, data: st.DataObject, day: date, goes_on: bool) -> None:
        unit = self.pick(data, Unit)
        self.made += 1
        parts = [actions.Part(f"分{self.made}局"), actions.Part(f"立{self.made}局", "分立")]
        wanted = [*self.ids(Assignment), *self.ids(Seat), *self.ids(Post), *self.ids(Watch), *self.ids(Unit)]
        allotted = data.draw(st.dictionaries(st.sampled_from(wanted), st.integers(0, 1), max_size=6))
        self.act(day, actions.split_unit, unit_id=unit, parts=parts, day=day, allotment=allotted, goes_on=goes_on)

    @rule(data=st.data())
    def move(self, data: st.DataObject) -> None:
        target = data.draw(st.sampled_from([None, *self.ids(Unit)]))
        self.act(None, org.move_units, unit_ids=[self.pick(data, Unit)], parent_id=target)

    @rule(data=st.data(), day=days, kind=st.sampled_from([TenureKind.REGULAR, TenureKind.CONCURRENT]))
    def hand_over(self, data: st.DataObject, day: date, kind: TenureKind) -> None:
        who = data.draw(st.sampled_from([None, self.office["周晓岚"], self.office["贺明川"], self.office["陆青禾"]]))
        self.act(day, org.set_holder, post_id=self.pick(data, Post), person_id=who, on=day, kind=kind)

    @rule(data=st.data(), day=days, last=st.sampled_from([None, 20, 90]), who=st.sampled_from(["周晓岚", "陆青禾"]))
    def second(self, data: st.DataObject, day: date, last: int | None, who: str) -> None:
        self.act(
            day,
            org.second,
            post_id=self.pick(data, Post),
            person_id=self.office[who],
            kind=data.draw(st.sampled_from(list(TenureKind))),
            valid_from=day,
            valid_to=None if last is None else day + timedelta(days=last),
        )

    @rule(data=st.data(), day=days)
    def come_back(self, data: st.DataObject, day: date) -> None:
        self.act(day, org.come_back, post_id=self.pick(data, Post), on=day)

    @precondition(lambda self: self.ids(Tenure))
    @rule(data=st.data(), day=days)
    def leave(self, data: st.DataObject, day: date) -> None:
        tenure = self.pick(data, Tenure)
        ends = self.database.read(lambda session: session.get(Tenure, tenure).valid_to)
        if ends is None or day <= ends:
            self.act(day, org.update_tenure, tenure_id=tenure, valid_to=day)

    @precondition(lambda self: self.done)
    @rule()
    def undo(self) -> None:
        self.database.undo()
        before, after = self.done.pop()
        assert self.shown(*PROBES) == before
        self.undone.append((before, after))

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        self.database.redo()
        before, after = self.undone.pop()
        assert self.shown(*PROBES) == after
        self.done.append((before, after))

    @invariant()
    def is_sound(self) -> None:
        assert check(self.database).findings == ()  # references, history, every row against its last image
        self.database.read(_no_loops)
        self.database.read(_sane_ranges)
        self.database.read(_nothing_in_the_air)
        self.database.read(_one_duty_once)

    def teardown(self) -> None:
        self.database.close()
        self.folder.cleanup()


def _no_loops(session: Session) -> None:
    units = {row.id: row for row in session.scalars(select(Unit))}
    places = {place.id: place.depth for place in walk((row.id, row.parent_id, row.id) for row in units.values())}
    for row in units.values():
        assert places[row.id] == (0 if row.parent_id is None else places[row.parent_id] + 1)
        for field in ("successor_id", "origin_id"):
            seen: set[int] = set()
            current: int | None = row.id
            while current is not None:
                assert current not in seen, field
                seen.add(current)
                current = getattr(units[current], field)
        if row.successor_id is not None:
            assert row.valid_to is not None
        if row.origin_id is not None:
            assert row.valid_from is not None


def _sane_ranges(session: Session) -> None:
    for mapped in DATED:
        for row in session.scalars(select(mapped)):
            assert row.valid_from is None or row.valid_to is None or row.valid_from < row.valid_to, mapped
    for alias in session.scalars(select(UnitAlias)):
        unit = session.get_one(Unit, alias.unit_id)
        assert alias.valid_to is None or unit.valid_from is None or unit.valid_from < alias.valid_to


def _nothing_in_the_air(session: Session) -> None:
    records = {
        record_id
        for mapped in (Unit, Post, Group, Campaign, GridCell, AssignmentRule)
        for record_id in session.scalars(select(mapped.id))
    }
    assert records >= set(session.scalars(select(FormerUnit.record_id)))
    ended = {row.id: row.valid_to for row in session.scalars(select(Unit)) if row.valid_to is not None}
    carrying: tuple[Any, ...] = (Assignment, Seat, Watch, Contact, Pairing)
    for mapped in carrying:
        for row in session.scalars(select(mapped).where(mapped.unit_id.in_(ended))):
            assert row.valid_to is not None and row.valid_to <= ended[row.unit_id], mapped
    leading: list[Any] = [Group.lead_unit_id, Campaign.lead_unit_id, GridCell.unit_id, AssignmentRule.unit_id]
    for column in leading:
        for unit_id in session.scalars(select(column).where(column.in_(ended))):
            assert session.get_one(Unit, unit_id).successor_id is None  # a merger leaves no name behind


def _one_duty_once(session: Session) -> None:
    found = list(session.scalars(select(Assignment)))
    for number, one in enumerate(found):
        for other in found[:number]:
            same = all(getattr(one, key) == getattr(other, key) for key in ("task_id", "unit_id", "role", "cell_id"))
            assert not (same and overlap(one.valid_from, one.valid_to, other.valid_from, other.valid_to))


class LongSuccession(Succession):
    """The same over many more and longer histories."""


# Shrinking a machine on a real database takes minutes: the history that failed is said as it was found.
_plain: dict[str, Any] = {"deadline": None, "phases": [Phase.generate], "suppress_health_check": list(HealthCheck)}
Succession.TestCase.settings = settings(max_examples=5, stateful_step_count=14, **_plain)
LongSuccession.TestCase.settings = settings(max_examples=25, stateful_step_count=30, **_plain)
TestSuccession = Succession.TestCase
TestLongSuccession = pytest.mark.long(LongSuccession.TestCase)
