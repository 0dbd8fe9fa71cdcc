"""A draft written into a real database: one step, one undo, everything where it belongs."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.database import Database
from models.errors import Cancelled, Refusal
from models.grid.tables import GridCell, Level
from models.intake.actions import accept_draft
from models.intake.draft import Draft, Duty, Kind, Task, TaskUnit
from models.intake.reading import read_bytes, read_text
from models.intake.sorting import doubtful_items, without_doubt
from models.intake.source import Spot
from models.org.actions import create_campaign, create_unit
from models.org.tables import Campaign, Group, Person, Post, Seat, Tenure, Unit, UnitAlias
from models.task.tables import Assignment, Phase, Target, TaskPerson
from models.task.tables import Task as TaskRow
from models.task.terms import Role, TaskKind


@pytest.fixture
def sample(root: Path) -> Draft:
    path = root / "resources" / "sample" / "plan.docx"
    return read_bytes(path.read_bytes(), path.name).draft


def counts(session: Session) -> dict[str, int]:
    tables = (
        Campaign,
        Unit,
        Person,
        Group,
        Seat,
        Phase,
        TaskRow,
        Assignment,
        Target,
        GridCell,
        Post,
        Tenure,
        TaskPerson,
    )
    return {table.__name__: session.execute(select(func.count()).select_from(table)).scalar_one() for table in tables}


def test_the_sample_is_one_step_and_one_undo(database: Database, sample: Draft) -> None:
    before = database.read(counts)
    done = database.do("导入", accept_draft, draft=sample, source="plan.docx")
    accepted = done.value
    assert (accepted.tasks, accepted.seats, accepted.phases, accepted.reporting, accepted.cells) == (8, 29, 3, 2, 11)
    assert accepted.same_people == ("项阳", "黎川")
    after = database.read(counts)
    assert after["Campaign"] == 1 and after["Task"] == 10
    assert after["Seat"] == 29 and after["Person"] == 27, "two people sit twice"
    assert after["Group"] == 2 and after["Phase"] == 3 and after["Target"] == 9
    assert "导入" in database.undo().value
    assert database.read(counts) == before
    database.redo()
    assert database.read(counts) == after


def test_tasks_keep_roles_order_and_dates(database: Database, sample: Draft) -> None:
    campaign_id = database.do("导入", accept_draft, draft=sample, source="plan.docx").value.campaign_id

    def read(session: Session) -> None:
        row = session.get_one(Campaign, campaign_id)
        assert (row.name, row.year, row.year_end) == (sample.title, 2026, None)
        tasks = list(session.scalars(select(TaskRow).order_by(TaskRow.position)))
        third = tasks[2]
        assert third.title == "老旧小区专项整治行动" and third.source == "plan.docx第 45 段"
        names = dict(session.execute(select(Unit.id, Unit.name)).all())
        listed = session.scalars(
            select(Assignment).where(Assignment.task_id == third.id).order_by(Assignment.role, Assignment.position)
        ).all()
        assert [names[one.unit_id] for one in listed if one.role is Role.LEAD] == list(sample.tasks[2].lead_units)
        assert [names[one.unit_id] for one in listed if one.role is Role.RESPONSIBLE] == list(
            sample.tasks[2].support_units
        )
        assert {one.wording for one in listed} == {"牵头单位", "责任单位"}
        assert tasks[0].due_to == date(2026, 9, 30) and tasks[6].due_every.startswith("FREQ=")
        hand_ins = [task for task in tasks if task.kind is TaskKind.REPORTING]
        assert [task.deadline for task in hand_ins] == ["4月10日前", "每月28日前"]
        assert hand_ins[0].due_to == date(2026, 4, 10)

    database.read(read)


def test_seats_hold_people_posts_and_the_office(database: Database, sample: Draft) -> None:
    database.do("导入", accept_draft, draft=sample)

    def read(session: Session) -> None:
        office = session.scalars(select(Group).where(Group.name == "办公室")).one()
        main = session.get_one(Group, office.parent_id or 0)
        assert main.name == "清河新区创建国家卫生城市指挥部" and office.duty == "简称：创卫办"
        assert session.get_one(Unit, office.lead_unit_id or 0).name == "社会事务局"
        seats = session.scalars(select(Seat).where(Seat.group_id == main.id).order_by(Seat.position)).all()
        assert [seat.wording for seat in seats[:2]] == ["指挥长", "副指挥长"]
        assert seats[4].post_text == "管委会副主任、市自然资源和规划局新区分局局长"
        held = session.execute(
            select(Person.name, Unit.name, Post.title)
            .join(Tenure, Tenure.person_id == Person.id)
            .join(Post, Post.id == Tenure.post_id)
            .join(Unit, Unit.id == Post.unit_id)
        ).all()
        assert ("项阳", "社会事务局", "局长") in [tuple(row) for row in held]
        assert ("耿长河", "财政局", "副局长") in [tuple(row) for row in held]

    database.read(read)


def test_places_stand_on_the_grid(database: Database, sample: Draft) -> None:
    database.do("导入", accept_draft, draft=sample)

    def read(session: Session) -> None:
        levels = {level.id: level.name for level in session.scalars(select(Level))}
        cells = {cell.name: cell for cell in session.scalars(select(GridCell))}
        assert levels[cells["橘园市场"].level_id] == "点位"
        assert cells["橘园市场"].parent_id == cells["清河街道"].id
        assert (cells["沙洲头市场"].stage.label, cells["沙洲头市场"].progress) == ("改造中", 60)
        assert (cells["文昌阁市场"].stage.label, cells["文昌阁市场"].batch) == ("评审", "第二批")
        assert cells["橘园市场"].stage.label == "完工" and cells["北门市场"].stage.label == "摸底"

    database.read(read)


PLAN = "2024年方案\n二、主要任务\n（一）整治市容\n牵头单位：市城管局\n配合单位：市商务局、市城管局二队\n"


def test_links_join_a_written_name_to_a_known_unit(database: Database) -> None:
    draft = read_text(PLAN).draft
    known = database.do("单位", create_unit, name="云溪市城市管理局").value
    database.do("导入", accept_draft, draft=draft, links={"市城管局": known})

    def read(session: Session) -> None:
        assert session.scalars(select(Unit.name).order_by(Unit.name)).all() == [
            "云溪市城市管理局",
            "市商务局",
            "市城管局二队",
        ]
        assert session.scalars(select(UnitAlias.name)).all() == ["市城管局"]
        lead = session.scalars(select(Assignment).where(Assignment.role == Role.LEAD)).one()
        assert lead.unit_id == known

    database.read(read)


def test_an_exact_name_is_the_unit_that_bears_it(database: Database) -> None:
    known = database.do("单位", create_unit, name="云溪市商务局", short_name="市商务局").value
    database.do("导入", accept_draft, draft=read_text(PLAN).draft)
    supports = database.read(
        lambda session: session.scalars(select(Assignment.unit_id).where(Assignment.role == Role.SUPPORT)).all()
    )
    assert known in supports


def test_into_a_campaign_that_exists_and_a_name_that_is_taken(database: Database) -> None:
    draft = read_text(PLAN).draft
    campaign_id = database.do("新建", create_campaign, name="2024年方案").value
    with pytest.raises(Refusal, match="已有"):
        database.do("导入", accept_draft, draft=draft)
    assert database.do("导入", accept_draft, draft=draft, campaign_id=campaign_id).value.campaign_id == campaign_id
    assert database.do("导入", accept_draft, draft=draft, campaign_name="另一项").value.campaign_id != campaign_id


def test_namesakes_may_be_kept_apart(database: Database) -> None:
    draft = read_text("创卫领导小组成员名单如下：\n组  长：莫彬  市长\n成  员：莫彬  安监局局长\n").draft
    apart = database.do("导入", accept_draft, draft=draft, campaign_name="甲", apart=[1]).value
    assert apart.same_people == () and apart.people == 2
    again = database.do("导入", accept_draft, draft=draft, campaign_name="乙").value
    assert again.same_people == ("莫彬",)


def test_cancel_writes_nothing(database: Database, sample: Draft) -> None:
    before = database.read(counts)

    def stop(done: int, total: int, text: str) -> None:
        if done > 5:
            raise Cancelled

    with pytest.raises(Cancelled):
        database.do("导入", accept_draft, draft=sample, report=stop)
    assert database.read(counts) == before


def test_many_rows_are_one_step(database: Database) -> None:
    units = tuple(TaskUnit(f"第{number}局", "责任单位", Duty.RESPONSIBLE) for number in range(5))
    tasks = tuple(Task(key=key, title=f"任务{key}", units=units, spot=Spot(key + 1)) for key in range(400))
    draft = Draft(Kind.BREAKDOWN, title="大表", tasks=tasks)
    done = database.do("导入", accept_draft, draft=draft)
    assert done.value.tasks == 400 and done.value.units == 5
    database.undo()
    assert database.read(counts)["Assignment"] == 0


def test_only_what_is_beyond_doubt_is_sorted_out() -> None:
    units = (TaskUnit("市城管局", "牵头单位", Duty.LEAD),)
    tasks = (
        Task(0, "大项", doubts=("请核对。",)),
        Task(1, "小项", parent=0, units=units),
        Task(2, "另一项", units=units),
    )
    draft = Draft(Kind.PLAN, units=("市城管局", "市商务局"), tasks=tasks)
    sure = without_doubt(draft)
    assert [task.key for task in sure.tasks] == [2] and sure.units == ("市城管局",)
    left = doubtful_items(draft)
    assert [(item["part"], item["item"]["title"]) for item in left] == [("tasks", "大项"), ("tasks", "小项")]
    assert left[1]["doubts"] == ["它的上级有疑问。"]
    assert without_doubt(replace(draft, tasks=tasks[2:])).tasks == tasks[2:]
