"""Rules and their rows in a real database: made, offered changes, states, ended rows, one step each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import Refusal
from models.grid.actions import delete_cells, move_cells, update_cell
from models.grid.tables import GridCell, Level
from models.org.tables import Unit
from models.task import actions, queries
from models.task.actions import DutyEdit
from models.task.rules import IssueKind, StateCounts
from models.task.tables import Assignment, AssignmentRule
from models.task.terms import DutyState, Role
from tests.models.task.conftest import Work

TODAY = date.today()
CELLS = (
    ("云溪市", "市", None, None),
    ("临江区", "区", "云溪市", "临江区"),
    ("青石区", "区", "云溪市", "青石区"),
    ("滨江市场", "点位", "临江区", None),
    ("文昌市场", "点位", "临江区", None),
    ("南门市场", "点位", "临江区", "商务局"),
    ("古樟市场", "点位", "青石区", None),
)


@dataclass
class Field:
    """The grid of the tests: ids of levels, cells and units by name."""

    work: Work
    levels: dict[str, int]
    cells: dict[str, int]
    units: dict[str, int]

    def duties(self, task_id: int, day: date = TODAY) -> list[tuple[str, str, str]]:
        rows = self.work.database.read(queries.duties, task_id=task_id, day=day)
        return [(row.cell, row.unit, row.state.label) for row in rows]

    def ids(self, task_id: int) -> dict[str, int]:
        return {row.cell: row.id for row in self.work.database.read(queries.duties, task_id=task_id)}

    def offers(self, rule_id: int) -> set[tuple[str, str]]:
        found = self.work.database.read(queries.rule_changes, rule_id=rule_id)
        assert found is not None
        return {(row.what, row.cell) for row in found.rows}


def build_grid(session: Session) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    levels = {
        name: Level(name=name, position=at, is_site=name == "点位") for at, name in enumerate(("市", "区", "点位"))
    }
    units = {name: Unit(name=name, position=10) for name in ("临江区", "青石区")}
    session.add_all([*levels.values(), *units.values()])
    session.flush()
    ids = {name: unit.id for name, unit in units.items()}
    ids |= {row.short_name: row.id for row in session.scalars(select(Unit)) if row.short_name}
    cells: dict[str, int] = {}
    for place, (name, level, above, unit) in enumerate(CELLS):
        cell = GridCell(
            name=name,
            level_id=levels[level].id,
            parent_id=cells[above] if above else None,
            position=place,
            unit_id=ids[unit] if unit else None,
        )
        session.add(cell)
        session.flush()
        cells[name] = cell.id
    return {name: level.id for name, level in levels.items()}, cells, ids


@pytest.fixture
def field(work: Work) -> Field:
    return Field(work, *work.do(build_grid))


@pytest.fixture
def task(work: Work) -> int:
    return work.add("改造农贸市场", deadline="5月底前")


@pytest.fixture
def rule(field: Field, task: int) -> int:
    made: int = field.work.do(actions.add_rule, task_id=task, level_id=field.levels["点位"])
    return made


def test_a_rule_makes_its_rows_in_one_step(field: Field, task: int, rule: int) -> None:
    assert field.duties(task) == [
        ("滨江市场", "临江区", "未开始"),
        ("文昌市场", "临江区", "未开始"),
        ("南门市场", "商务局", "未开始"),
        ("古樟市场", "青石区", "未开始"),
    ]
    (row,) = field.work.database.read(queries.rules_of_task, task_id=task)
    assert (row.words, row.states.total) == ("每个点位由各自管理单位负责", 4)
    field.work.database.undo()
    assert field.duties(task) == []
    assert field.work.database.read(queries.rules_of_task, task_id=task) == ()
    field.work.database.redo()
    assert len(field.duties(task)) == 4


def test_a_unit_at_many_cells_is_one_chip_with_a_count(field: Field, task: int, rule: int) -> None:
    row = field.work.row(task)
    assert [ref.label for ref in row.responsible] == ["临江区 · 2 处", "商务局 · 1 处", "青石区 · 1 处"]
    assert row.lead == ()
    assert {issue.kind for issue in row.issues} & {
        IssueKind.UNIT_TWICE,
        IssueKind.NO_LEAD,
        IssueKind.JOINT_LEAD,
    } == set()
    counts = field.work.database.read(queries.counts, campaign_id=field.work.campaign)
    assert (counts.assignments, counts.without_lead) == (3, 0)
    details = field.work.details(task)
    assert details.units(Role.RESPONSIBLE) == ()
    assert len(details.assignments) == 4


def test_a_named_unit_with_cells_stays_one_chip(field: Field, task: int) -> None:
    units = field.units
    field.work.do(actions.set_units, task_id=task, role=Role.RESPONSIBLE, unit_ids=[units["公安局"], units["临江区"]])
    field.work.do(actions.add_rule, task_id=task, level_id=field.levels["点位"], under_id=field.cells["临江区"])
    row = field.work.row(task)
    assert [ref.label for ref in row.responsible] == ["公安局", "临江区 · 2 处", "商务局 · 1 处"]
    assert [ref.is_written for ref in row.responsible] == [True, True, False]


def test_typing_units_neither_takes_cells_away_nor_doubles_a_unit_that_stands_there_by_them(
    field: Field, task: int, rule: int
) -> None:
    field.work.do(actions.set_cells, edits=[actions.CellEdit(task, "responsible", "临江区、公安局")])
    assert [ref.label for ref in field.work.row(task).responsible] == [
        "公安局",
        "临江区 · 2 处",
        "商务局 · 1 处",
        "青石区 · 1 处",
    ]
    field.work.do(actions.set_cells, edits=[actions.CellEdit(task, "responsible", "")])
    assert len(field.duties(task)) == 4
    assert all(ref.cells for ref in field.work.row(task).responsible)


def test_the_matrix_does_not_take_cells_away(field: Field, task: int, rule: int) -> None:
    with pytest.raises(Refusal) as refused:
        field.work.do(
            actions.set_role_in_cells, cells=[(task, field.units["公安局"]), (task, field.units["临江区"])], role=None
        )
    assert "2 处网格" in refused.value.sentence and "落到网格" in refused.value.next_step
    field.work.do(actions.set_roles, task_id=task, unit_id=field.units["临江区"], roles={Role.RESPONSIBLE, Role.LEAD})
    found = field.work.database.read(queries.matrix, campaign_id=field.work.campaign).roles
    assert found[task, field.units["临江区"]] == (Role.LEAD, Role.RESPONSIBLE)


@pytest.mark.parametrize(
    ("kw", "sentence"),
    [
        ({"level": "市"}, "都没有管理单位"),
        ({"level": "市", "under": "青石区"}, "没有“市”这一级"),
        ({"level": "点位"}, "已经有同样的规则"),
        ({"level": "点位", "under": "青石区"}, "都已经有同一单位"),
    ],
)
def test_rules_that_make_nothing_are_refused(
    field: Field, task: int, rule: int, kw: dict[str, str], sentence: str
) -> None:
    under = field.cells[kw["under"]] if "under" in kw else None
    with pytest.raises(Refusal) as refused:
        field.work.do(actions.add_rule, task_id=task, level_id=field.levels[kw["level"]], under_id=under)
    assert sentence in refused.value.sentence
    assert len(field.duties(task)) == 4


def test_overlapping_rules_share_the_cells(field: Field, task: int) -> None:
    small = field.work.do(actions.add_rule, task_id=task, level_id=field.levels["点位"], under_id=field.cells["临江区"])
    whole = field.work.do(actions.add_rule, task_id=task, level_id=field.levels["点位"])
    assert len(field.duties(task)) == 4
    assert field.offers(small) == field.offers(whole) == set()
    assert len(field.work.database.read(queries.rule_rows, rule_id=whole)) == 1


def test_changes_of_the_grid_are_offered_and_not_forced(field: Field, task: int, rule: int) -> None:
    work, cells = field.work, field.cells

    def change_grid(session: Session) -> None:
        session.add(GridCell(name="北塔市场", level_id=field.levels["点位"], parent_id=cells["青石区"], position=9))
        update_cell(session, cell_id=cells["文昌市场"], unit_id=field.units["公安局"])

    work.do(change_grid)
    work.do(actions.change_rule, rule_id=rule, level_id=field.levels["点位"])
    work.database.undo()
    assert len(field.duties(task)) == 4
    assert field.offers(rule) == {("新增", "北塔市场"), ("换单位", "文昌市场")}
    found = work.database.read(queries.changes_of_rules, task_id=task)
    assert [one.words for one in found] == ["新增 1 处，换单位 1 处"]
    done = work.do(actions.apply_rule, rule_id=rule)
    assert done.words == "新增 1 处，换单位 1 处"
    assert ("文昌市场", "公安局", "未开始") in field.duties(task)
    assert ("北塔市场", "青石区", "未开始") in field.duties(task)
    assert work.database.read(queries.changes_of_rules, campaign_id=work.campaign) == ()
    yesterday = field.duties(task, TODAY - timedelta(days=1))
    assert ("文昌市场", "临江区", "未开始") in yesterday and len(yesterday) == 4
    assert work.do(actions.apply_rule, rule_id=rule).words == "没有变化"


def test_rows_with_noted_work_are_ended_and_not_deleted(field: Field, task: int) -> None:
    work = field.work
    rule = work.do(actions.add_rule, task_id=task, level_id=field.levels["点位"], under_id=field.cells["临江区"])
    ids = field.ids(task)
    work.do(actions.set_duties, duty_ids=[ids["滨江市场"]], state=DutyState.DOING, note="棚顶已换")
    work.do(move_cells, cell_ids=[field.cells["滨江市场"], field.cells["文昌市场"]], parent_id=field.cells["青石区"])
    assert field.offers(rule) == {("撤销", "滨江市场"), ("撤销", "文昌市场")}
    assert work.do(actions.apply_rule, rule_id=rule).words == "撤销 2 处"
    assert field.duties(task) == [("南门市场", "商务局", "未开始")]
    kept = work.database.read(lambda session: session.get(Assignment, ids["滨江市场"]))
    assert kept is not None and (kept.valid_to, kept.state_note) == (TODAY, "棚顶已换")
    assert work.database.read(lambda session: session.get(Assignment, ids["文昌市场"])) is None
    assert ("滨江市场", "临江区", "进行中") in field.duties(task, TODAY - timedelta(days=1))


def test_a_new_unit_goes_on_with_what_the_former_had_begun(field: Field, task: int, rule: int) -> None:
    work = field.work
    work.do(actions.set_duties, duty_ids=[field.ids(task)["文昌市场"]], state=DutyState.DONE, done_on=date(2026, 1, 5))
    work.do(update_cell, cell_id=field.cells["文昌市场"], unit_id=field.units["公安局"])
    work.do(actions.apply_rules, rule_ids=[rule])
    row = next(row for row in work.database.read(queries.duties, task_id=task) if row.cell == "文昌市场")
    assert (row.unit, row.state, row.done_on, row.valid_from) == ("公安局", DutyState.DONE, date(2026, 1, 5), TODAY)
    assert ("文昌市场", "临江区", "已完成") in field.duties(task, TODAY - timedelta(days=1))


def test_a_changed_rule_keeps_the_states_of_what_stays(field: Field, task: int, rule: int) -> None:
    work = field.work
    work.do(actions.set_duties, duty_ids=[field.ids(task)["滨江市场"]], state=DutyState.DOING)
    work.do(
        actions.change_rule,
        rule_id=rule,
        level_id=field.levels["点位"],
        under_id=field.cells["临江区"],
        unit_id=field.units["商务局"],
        role=Role.LEAD,
    )
    assert field.duties(task) == [
        ("滨江市场", "商务局", "进行中"),
        ("文昌市场", "商务局", "未开始"),
        ("南门市场", "商务局", "未开始"),
    ]
    assert [ref.label for ref in work.row(task).lead] == ["商务局 · 3 处"]
    work.database.undo()
    assert len(field.duties(task)) == 4


def test_a_deleted_rule_takes_its_rows_along(field: Field, task: int, rule: int) -> None:
    work = field.work
    done = field.ids(task)["滨江市场"]
    work.do(actions.set_duties, duty_ids=[done], state=DutyState.DONE)
    assert work.do(actions.delete_rules, rule_ids=[rule]) == 4
    assert field.duties(task) == []
    assert field.duties(task, TODAY - timedelta(days=1)) == [("滨江市场", "临江区", "已完成")]
    again = work.do(actions.add_rule, task_id=task, level_id=field.levels["点位"], unit_id=field.units["公安局"])
    assert ("滨江市场", "公安局", "未开始") not in field.duties(task, TODAY - timedelta(days=1))
    assert len(field.duties(task, TODAY - timedelta(days=1))) == 4
    assert len(field.duties(task)) == 4
    assert field.offers(again) == set()


def test_deleted_tasks_take_rules_and_rows_along(field: Field, task: int, rule: int) -> None:
    field.work.do(actions.delete_tasks, task_ids=[task])
    left = field.work.database.read(
        lambda session: (
            len(session.scalars(select(Assignment)).all()),
            len(session.scalars(select(AssignmentRule)).all()),
        )
    )
    assert left == (0, 0)
    field.work.database.undo()
    assert len(field.duties(task)) == 4


def test_a_cell_with_duties_is_not_deleted(field: Field, task: int, rule: int) -> None:
    with pytest.raises(Refusal) as refused:
        field.work.do(delete_cells, cell_ids=[field.cells["滨江市场"]])
    assert "责任分解" in refused.value.sentence


# ---- by hand ------------------------------------------------------------------------------------------------


def test_one_cell_by_hand(field: Field, task: int) -> None:
    work = field.work
    first = work.do(actions.assign_cell, task_id=task, cell_id=field.cells["滨江市场"])
    work.do(actions.assign_cell, task_id=task, cell_id=field.cells["古樟市场"], unit_id=field.units["公安局"])
    assert field.duties(task) == [("滨江市场", "临江区", "未开始"), ("古樟市场", "公安局", "未开始")]
    with pytest.raises(Refusal, match="已经是责任单位"):
        work.do(actions.assign_cell, task_id=task, cell_id=field.cells["滨江市场"])
    with pytest.raises(Refusal, match="没有管理单位"):
        work.do(actions.assign_cell, task_id=task, cell_id=field.cells["云溪市"])
    work.do(actions.set_duty_cells, edits=[DutyEdit(first, "unit", "卫健委")])
    assert field.duties(task)[0] == ("滨江市场", "卫健委", "未开始")
    work.do(actions.set_duties, duty_ids=[first], state=DutyState.DOING)
    work.do(actions.delete_duties, duty_ids=list(field.ids(task).values()))
    assert field.duties(task) == []
    assert field.duties(task, TODAY - timedelta(days=1)) == [("滨江市场", "卫健委", "进行中")]
    work.do(actions.assign_cell, task_id=task, cell_id=field.cells["滨江市场"], unit_id=field.units["卫健委"])
    assert len(field.duties(task, TODAY - timedelta(days=1))) == 1


def test_rows_of_a_rule_are_not_deleted_or_given_away_one_by_one(field: Field, task: int, rule: int) -> None:
    one = field.ids(task)["滨江市场"]
    with pytest.raises(Refusal) as refused:
        field.work.do(actions.delete_duties, duty_ids=[one])
    assert "不涉及" in refused.value.next_step
    with pytest.raises(Refusal, match="由规则决定"):
        field.work.do(actions.set_duty_cells, edits=[DutyEdit(one, "unit", "公安局")])


# ---- states -------------------------------------------------------------------------------------------------


def test_states_of_many_rows_in_one_step(field: Field, task: int, rule: int) -> None:
    work = field.work
    ids = list(field.ids(task).values())
    assert work.do(actions.set_duties, duty_ids=ids[:3], state=DutyState.DONE) == 3
    rows = work.database.read(queries.duties, task_id=task)
    assert [row.done_on for row in rows] == [TODAY, TODAY, TODAY, None]
    assert work.database.read(queries.state_counts, campaign_id=work.campaign) == {task: StateCounts(1, 0, 3, 0)}
    work.do(actions.set_duties, duty_ids=ids[:1], state=DutyState.DOING)
    assert work.database.read(queries.duties, task_id=task)[0].done_on is None
    work.database.undo()
    work.database.undo()
    assert work.database.read(queries.state_counts, campaign_id=work.campaign)[task] == StateCounts(4)


def test_a_day_of_completion_completes_and_clearing_it_reopens(field: Field, task: int, rule: int) -> None:
    work = field.work
    one = field.ids(task)["滨江市场"]
    work.do(actions.set_duty_cells, edits=[DutyEdit(one, "done_on", "2026-01-05"), DutyEdit(one, "note", " 已验收 ")])
    row = work.database.read(queries.duties, task_id=task)[0]
    assert (row.state, row.done_on, row.note) == (DutyState.DONE, date(2026, 1, 5), "已验收")
    work.do(actions.set_duty_cells, edits=[DutyEdit(one, "done_on", "")])
    row = work.database.read(queries.duties, task_id=task)[0]
    assert (row.state, row.done_on) == (DutyState.DOING, None)


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (("state", "差不多"), "第 2 行“状态”：没有状态“差不多”"),
        (("done_on", "去年"), "第 2 行“完成日期”：“去年”不是日期"),
        (("done_on", "2999-01-01"), "在今天之后"),
    ],
)
def test_a_bad_cell_refuses_all_cells(field: Field, task: int, rule: int, edit: tuple[str, str], sentence: str) -> None:
    first, second = list(field.ids(task).values())[:2]
    with pytest.raises(Refusal) as refused:
        field.work.do(actions.set_duty_cells, edits=[DutyEdit(first, "state", "已完成"), DutyEdit(second, *edit)])
    assert sentence in refused.value.sentence
    assert {state for _, _, state in field.duties(task)} == {"未开始"}


def test_ended_rows_are_history(field: Field, task: int, rule: int) -> None:
    work = field.work
    one = field.ids(task)["滨江市场"]
    work.do(actions.set_duties, duty_ids=[one], state=DutyState.DOING)
    work.do(actions.delete_rules, rule_ids=[rule])
    with pytest.raises(Refusal, match="已经结束"):
        work.do(actions.set_duties, duty_ids=[one], state=DutyState.DONE)


# ---- seen from the cell, reach ------------------------------------------------------------------------------


def test_duties_of_a_cell_and_of_all_below(field: Field, task: int, rule: int) -> None:
    read: Callable[..., Any] = field.work.database.read
    (row,) = read(queries.cell_duties, cell_id=field.cells["南门市场"])
    assert (row.task, row.unit, row.level, row.path) == ("改造农贸市场", "商务局", "点位", ("云溪市", "临江区"))
    assert read(queries.cell_duties, cell_id=field.cells["临江区"]) == ()
    assert len(read(queries.cell_duties, cell_id=field.cells["临江区"], below=True)) == 3
    assert read(queries.cell_duties, cell_id=field.cells["临江区"], below=True, campaign_id=1) == ()


def test_reach_says_which_cells_are_missing(field: Field, task: int, rule: int) -> None:
    work = field.work
    (whole,) = work.database.read(queries.reach, work.campaign)
    assert (whole.id, whole.level, whole.wanted, whole.covered, whole.is_whole) == (task, "点位", 4, 4, True)
    work.do(
        lambda session: session.add(
            GridCell(name="北塔市场", level_id=field.levels["点位"], parent_id=field.cells["青石区"], position=9)
        )
    )
    (row,) = work.database.read(queries.reach_of_task, task_id=task)
    assert (row.covered, row.missing) == (4, ("北塔市场",))
    assert work.database.read(queries.reach, work.campaign, TODAY - timedelta(days=1))[0].missing == ("北塔市场",)
