"""Whatever is done to the tree of units: no loop, no orphan, one order per parent, and undo all the way back."""

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

import models.schema  # noqa: F401 - all tables known
from models.database import create_database
from models.errors import Refusal
from models.org import actions, queries


class UnitTree(RuleBasedStateMachine):
    """Units are created, moved, shifted, renamed and deleted; refusals are allowed, damage is not."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.database = create_database(Path(self.folder.name) / "树.zrt")
        self.made = 0
        self.steps = 0

    def rows(self) -> tuple[queries.UnitRow, ...]:
        return self.database.read(queries.units)

    def act(self, title: str, action: Any, **kw: Any) -> None:
        try:
            self.steps += self.database.do(title, action, **kw).seq is not None
        except Refusal:
            pass

    def pick(self, data: st.DataObject) -> int:
        return data.draw(st.sampled_from([row.id for row in self.rows()]))

    @rule(data=st.data())
    def create(self, data: st.DataObject) -> None:
        ids: list[int | None] = [None, *(row.id for row in self.rows())]
        self.made += 1
        self.act(
            "新单位",
            actions.create_unit,
            name=f"第{self.made}局",
            parent_id=data.draw(st.sampled_from(ids)),
        )

    @precondition(lambda self: self.rows())
    @rule(data=st.data(), several=st.booleans())
    def move(self, data: st.DataObject, several: bool) -> None:
        ids = [row.id for row in self.rows()]
        chosen = data.draw(st.lists(st.sampled_from(ids), min_size=1, max_size=3 if several else 1, unique=True))
        target = data.draw(st.sampled_from([None, *ids]))
        before = data.draw(st.sampled_from([None, *ids]))
        self.act("移动", actions.move_units, unit_ids=chosen, parent_id=target, before_id=before)

    @precondition(lambda self: self.rows())
    @rule(data=st.data(), by=st.sampled_from([-1, 1]))
    def shift(self, data: st.DataObject, by: int) -> None:
        self.act("次序", actions.shift_units, unit_ids=[self.pick(data)], by=by)

    @precondition(lambda self: self.rows())
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        self.act("删除", actions.delete_units, unit_ids=[self.pick(data)])

    @precondition(lambda self: self.steps)
    @rule()
    def undo(self) -> None:
        self.database.undo()
        self.steps -= 1

    @invariant()
    def is_a_tree(self) -> None:
        rows = self.rows()
        ids = {row.id for row in rows}
        assert len(ids) == len(rows)
        depth: dict[int, int] = {}
        numbers: dict[int | None, list[int]] = {}
        for row in rows:
            assert row.parent_id is None or row.parent_id in depth  # parents come first: no orphan, no loop
            depth[row.id] = 0 if row.parent_id is None else depth[row.parent_id] + 1
            assert row.depth == depth[row.id]
            numbers.setdefault(row.parent_id, []).append(row.number)
        assert all(found == list(range(1, len(found) + 1)) for found in numbers.values())

    def teardown(self) -> None:
        for _ in range(self.steps):
            self.database.undo()
        left = self.rows()
        self.database.close()
        self.folder.cleanup()
        assert left == ()


UnitTree.TestCase.settings = settings(
    max_examples=6, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
TestUnitTree = UnitTree.TestCase
