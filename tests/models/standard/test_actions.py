"""Standards in a real database: the tree, ties, and what goes along when a task or a standard is deleted."""

from dataclasses import dataclass

import pytest

from models.database import Database
from models.errors import Refusal
from models.org.tables import Campaign
from models.standard import actions, queries
from models.standard.queries import IndicatorRow
from models.standard.terms import Comparison, LinkKind, Served
from models.task import actions as tasks


@dataclass
class Desk:
    database: Database
    health: int
    civil: int
    task: int

    def do(self, action: object, **kw: object) -> int:
        return self.database.do("测试", action, **kw).value  # type: ignore[arg-type]

    def add(self, name: str, parent: int | None = None, **kw: object) -> int:
        return self.do(actions.create_indicator, standard_id=self.health, name=name, parent_id=parent, **kw)

    def row(self, indicator_id: int) -> IndicatorRow:
        return next(row for row in self.database.read(queries.indicators) if row.id == indicator_id)


@pytest.fixture
def desk(database: Database) -> Desk:
    def campaign(session: object) -> int:
        row = Campaign(name="创卫", year=2026)
        session.add(row)  # type: ignore[attr-defined]
        session.flush()  # type: ignore[attr-defined]
        return row.id

    made = database.do("准备", campaign).value
    health = database.do("准备", actions.create_standard, name="国家卫生城市标准", issue="2021 版").value
    civil = database.do("准备", actions.create_standard, name="测评体系").value
    task = database.do("准备", tasks.add_task, campaign_id=made, title="免疫规划").value
    return Desk(database, health, civil, task)


def test_the_tree_with_sums_order_and_levels(desk: Desk) -> None:
    top = desk.add("人群健康")
    first = desk.add("发病率", top, no="1", points=200)
    second = desk.add("死亡率", top, no="2", points=150)
    assert desk.row(top).counted_points == 350
    with pytest.raises(Refusal):
        desk.add("又一个", top, no="1")
    with pytest.raises(Refusal):
        desk.do(actions.move_indicators, indicator_ids=[top], parent_id=second)
    desk.do(actions.indent_indicators, indicator_ids=[second])
    assert (desk.row(second).parent_id, desk.row(second).depth) == (first, 2)
    desk.do(actions.outdent_indicators, indicator_ids=[second])
    desk.do(actions.shift_indicators, indicator_ids=[second], by=-1)
    assert [row.id for row in desk.database.read(queries.indicators)] == [top, second, first]


def test_setting_a_comparison_confirms_the_line(desk: Desk) -> None:
    line = desk.add("接种率", threshold="90", unit="％", to_confirm=True)
    assert desk.row(line).words == "90%（比较方式待定）"
    desk.do(actions.update_indicator, indicator_id=line, comparison=Comparison.AT_LEAST)
    assert (desk.row(line).words, desk.row(line).to_confirm) == ("不低于 90%", False)


def test_a_task_serves_the_same_indicator_of_the_other_standard(desk: Desk) -> None:
    mine = desk.add("接种率")
    other = desk.do(actions.create_indicator, standard_id=desk.civil, name="疫苗接种")
    link = desk.do(actions.link_indicators, indicator_id=mine, other_id=other, kind=LinkKind.SAME)
    assert len(desk.database.read(queries.bare_indicators)) == 2
    desk.do(actions.add_task, indicator_id=mine, task_id=desk.task)
    assert desk.row(other).served is Served.LINK
    (tied,) = desk.database.read(queries.indicators_of_task, task_id=desk.task)
    assert tied.beside == ("测评体系 疫苗接种",)
    desk.do(actions.set_link_kind, link_id=link, kind=LinkKind.PART, forward=False)
    (seen,) = desk.row(other).links
    assert seen.kind_words == "是其中一部分" and desk.row(other).served is Served.LINK
    with pytest.raises(Refusal):
        desk.do(actions.link_indicators, indicator_id=mine, other_id=other)


def test_ties_go_along_with_a_task_and_come_back(desk: Desk) -> None:
    line = desk.add("接种率")
    desk.do(actions.set_task_indicators, task_id=desk.task, indicator_ids=[line])
    desk.do(tasks.delete_tasks, task_ids=[desk.task])
    assert desk.row(line).tasks == ()
    desk.database.undo()
    assert [task.id for task in desk.row(line).tasks] == [desk.task]


def test_a_standard_goes_whole_and_comes_back_in_one_undo(desk: Desk) -> None:
    line = desk.add("接种率", desk.add("人群健康"))
    desk.do(actions.connect_tasks, indicator_id=line, task_ids=[desk.task])
    before = desk.database.read(queries.indicators)
    assert desk.do(actions.delete_standard, standard_id=desk.health) == 2
    assert desk.database.read(queries.indicators) == ()
    desk.database.undo()
    assert desk.database.read(queries.indicators) == before
