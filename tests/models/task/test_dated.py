"""Assignments count on their days only, under the names units bore then; edits of today leave ended ones alone."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.org.tables import Unit, UnitAlias
from models.org.terms import AliasKind
from models.overview.queries import overview
from models.overview.terms import Matter
from models.task import actions, queries
from models.task.rules import IssueKind
from models.task.tables import Assignment
from models.task.terms import Role
from tests.models.task.conftest import Work

TODAY = date.today()
DAY = timedelta(days=1)
MERGED = TODAY - 30 * DAY
BEFORE, AFTER = MERGED - DAY, MERGED


@pytest.fixture
def task(work: Work) -> int:
    """A task led by 商务局 until it was merged, by 城管局 since."""
    made = work.add("整治占道经营", deadline="5月底前")

    def assign(session: Session) -> None:
        session.add(Assignment(task_id=made, unit_id=work.units["商务局"], role=Role.LEAD, valid_to=MERGED))
        session.add(Assignment(task_id=made, unit_id=work.units["城管局"], role=Role.LEAD, valid_from=MERGED))

    work.do(assign)
    return made


def leads(work: Work, task: int, day: date) -> list[str]:
    return [ref.name for ref in work.row(task, on=day).lead]


def rows_of(work: Work, task: int) -> list[tuple[int, date | None, date | None]]:
    query = select(Assignment.unit_id, Assignment.valid_from, Assignment.valid_to).where(Assignment.task_id == task)
    return [tuple(row) for row in work.database.read(lambda session: session.execute(query).all())]


def test_only_what_is_valid_on_the_day_counts(work: Work, task: int) -> None:
    assert leads(work, task, BEFORE) == ["商务局"]
    assert leads(work, task, AFTER) == leads(work, task, TODAY) == ["城管局"]
    assert not any(issue.kind is IssueKind.JOINT_LEAD for issue in work.row(task).issues)
    read = work.database.read
    for day, unit in ((BEFORE, "商务局"), (AFTER, "城管局")):
        assert read(queries.counts, campaign_id=work.campaign, on=day).assignments == 1
        assert set(read(queries.matrix, campaign_id=work.campaign, on=day).roles) == {(task, work.units[unit])}
        assert [row.unit.label for row in read(queries.by_unit, campaign_id=work.campaign, on=day)] == [unit]
        assert read(queries.task_counts, campaign_id=work.campaign, on=day) == {work.units[unit]: 1}
        found = read(queries.task_details, task_id=task, on=day)
        assert found is not None and [row.label for row in found.assignments] == [unit]
        idle = {row.id for row in read(queries.findings, campaign_id=work.campaign, on=day) if row.is_unit}
        assert work.units[unit] not in idle and len(idle) == 4


def test_the_overview_counts_the_same(work: Work, task: int) -> None:
    for day in (BEFORE, AFTER):
        found = work.database.read(overview, campaign_id=work.campaign, today=day)
        assert found is not None
        assert (found.assignments, found.units_with_tasks, found.leaves_with_lead) == (1, 1, 1)
        assert found.count(Matter.JOINT_LEAD) == found.count(Matter.NO_LEAD) == 0
        assert {entry.lead for entry in found.todo if not entry.is_unit} <= {"商务局" if day == BEFORE else "城管局"}


def test_units_stand_under_the_name_they_bore(work: Work, task: int) -> None:
    def rename(session: Session) -> None:
        unit = session.get(Unit, work.units["城管局"])
        assert unit is not None
        unit.name, unit.short_name = "云溪市综合执法局", "综合执法局"
        name = "云溪市城市管理执法局"
        session.add(UnitAlias(unit_id=unit.id, name=name, kind=AliasKind.FORMER, valid_to=TODAY - 10 * DAY))
        session.add(
            UnitAlias(unit_id=unit.id, name="云溪市城管大队", kind=AliasKind.FORMER, valid_to=MERGED - 100 * DAY)
        )

    work.do(rename)
    assert leads(work, task, TODAY) == leads(work, task, TODAY - 10 * DAY) == ["综合执法局"]
    assert leads(work, task, TODAY - 11 * DAY) == ["云溪市城市管理执法局"]
    heads = work.database.read(queries.units_in_order, on=TODAY - 11 * DAY)
    assert next(head.label for head in heads if head.id == work.units["城管局"]) == "云溪市城市管理执法局"
    details = work.database.read(queries.task_details, task_id=task, on=TODAY - 11 * DAY)
    assert details is not None and details.assignments[0].label == "云溪市城市管理执法局"


def test_edits_leave_what_ended_alone(work: Work, task: int) -> None:
    ended = (work.units["商务局"], None, MERGED)
    work.do(actions.set_units, task_id=task, role=Role.LEAD, unit_ids=[work.units["公安局"]])
    assert leads(work, task, TODAY) == ["公安局"]
    assert leads(work, task, BEFORE) == ["商务局", "公安局"]
    assert ended in rows_of(work, task)
    assert (work.units["城管局"], MERGED, TODAY) in rows_of(work, task)
    work.do(actions.set_roles, task_id=task, unit_id=work.units["公安局"], roles=set())
    work.do(actions.set_cells, edits=[actions.CellEdit(task, "lead", "")])
    assert leads(work, task, TODAY) == []
    assert leads(work, task, MERGED) == ["城管局"]
    assert ended in rows_of(work, task)


def test_a_unit_that_comes_back_begins_where_it_ended(work: Work, task: int) -> None:
    work.do(actions.set_cells, edits=[actions.CellEdit(task, "lead", "商务局")])
    assert leads(work, task, TODAY) == ["商务局"]
    assert leads(work, task, BEFORE) == ["商务局"]
    assert (work.units["商务局"], MERGED, None) in rows_of(work, task)


def test_a_role_given_in_the_matrix_counts_what_is_held_today(work: Work, task: int) -> None:
    cell = (task, work.units["商务局"])
    work.do(actions.set_role_in_cells, cells=[cell], role=Role.SUPPORT)
    found = work.database.read(queries.matrix, campaign_id=work.campaign).roles
    assert found[cell] == (Role.SUPPORT,)
    work.do(actions.set_role_in_cells, cells=[cell], role=Role.SUPPORT, on=False)
    assert cell not in work.database.read(queries.matrix, campaign_id=work.campaign).roles
    assert (work.units["商务局"], None, MERGED) in rows_of(work, task)


def test_what_begins_later_waits(work: Work) -> None:
    task = work.add("更换果皮箱")
    start = TODAY + 10 * DAY
    work.do(
        lambda session: session.add(
            Assignment(task_id=task, unit_id=work.units["公安局"], role=Role.LEAD, valid_from=start)
        )
    )
    assert leads(work, task, TODAY) == []
    assert leads(work, task, start) == ["公安局"]


def test_new_units_are_told_apart(work: Work) -> None:
    seen = work.database.read(queries.changes_since, seq=None).seq
    work.do(lambda session: session.add(Unit(name="云溪市数据局", position=9)))
    found = work.database.read(queries.changes_since, seq=seen)
    assert (found.task_ids, found.has_units) == (frozenset(), True)


def test_a_change_of_the_grid_asks_for_no_row_again(work: Work, task: int) -> None:
    from models.grid.tables import GridCell, Level

    seen = work.database.read(queries.changes_since, seq=None).seq

    def build(session: Session) -> int:
        level = Level(name="区", position=0)
        session.add(level)
        session.flush()
        cell = GridCell(name="临江区", level_id=level.id, position=0)
        session.add(cell)
        session.flush()
        return cell.id

    cell_id = work.do(build)

    def rename(session: Session) -> None:
        cell = session.get(GridCell, cell_id)
        assert cell is not None
        cell.name = "滨江区"

    work.do(rename)
    found = work.database.read(queries.changes_since, seq=seen)
    assert (found.task_ids, found.is_moved) == (frozenset(), False)
