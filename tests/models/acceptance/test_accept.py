"""Documents taken into a real database: a newer issue changes rows, hand work stays, one step is one undo."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.acceptance.actions import NOTHING_NEW, Taken, accept_reading, why_nothing_to_take
from models.acceptance.differences import Differences
from models.acceptance.queries import campaign_for, changes_of, documents
from models.acceptance.terms import Choice, State
from models.appraisal.tables import Criterion as CriterionTable
from models.appraisal.tables import Scheme
from models.database import Database
from models.grid.tables import GridCell
from models.grid.terms import Stage
from models.intake.draft import (
    Cell,
    Contact,
    Draft,
    Duty,
    Group,
    Kind,
    Phase,
    Point,
    Problem,
    Reporting,
    Seat,
    Target,
    Task,
    TaskPerson,
    TaskUnit,
)
from models.intake.reading import read_bytes
from models.intake.tables import TakenDocument
from models.org.actions import create_campaign, create_unit, delete_campaign, update_seat
from models.org.tables import Campaign, Person, Unit, UnitAlias
from models.org.tables import Contact as ContactTable
from models.org.tables import Group as GroupTable
from models.org.tables import Seat as SeatTable
from models.org.terms import ContactRole
from models.standard.tables import Indicator, Standard
from models.task.actions import update_task
from models.task.deadlines import Due
from models.task.tables import Assignment
from models.task.tables import Phase as PhaseTable
from models.task.tables import Target as TargetTable
from models.task.tables import Task as TaskTable
from models.task.terms import Role, TaskKind

TABLES = (Campaign, Unit, UnitAlias, Person, GroupTable, SeatTable, PhaseTable, TaskTable, Assignment, TargetTable,
          GridCell, ContactTable, Scheme, CriterionTable, Standard, Indicator, TakenDocument)  # fmt: skip


def lead(name: str) -> TaskUnit:
    return TaskUnit(name, "牵头单位", Duty.LEAD)


PLAN = Draft(
    Kind.PLAN,
    "青溪市2026年环境整治工作方案",
    (2026,),
    groups=(Group("领导小组", duty="统筹"), Group("办公室", parent="领导小组", host="市城管局")),
    seats=(
        Seat("领导小组", "组长", "石远", "副市长"),
        Seat("领导小组", "成员", "何苗", "市城管局局长"),
        Seat("办公室", "成员", unit="市商务局"),
    ),
    units=("市城管局", "市商务局"),
    tasks=(
        Task(0, "整治市容", "（一）", body="清理街巷。", units=(lead("市城管局"),), deadline="5月底前",
             due=Due(None, date(2026, 5, 31)), people=(TaskPerson("石远", "责任领导"),)),
        Task(1, "清理广告", "1.", 0, units=(lead("市商务局"),)),
        Task(2, "改造市场", "（二）", units=(lead("市商务局"), TaskUnit("市城管局", "配合单位", Duty.SUPPORT))),
    ),
    phases=(Phase("动员阶段", "3月", Due(date(2026, 3, 1), date(2026, 3, 31))),),
    targets=(Target("覆盖率", "≥90%", task=0), Target("达标率", "≥95%")),
    reporting=(Reporting(("市商务局",), "工作总结", "12月10日前", "市创卫办", Due(None, date(2026, 12, 10))),),
    cells=(Cell("城南区", (Point("南门市场", "第一批", "正在改造", 40), Point("河西市场"))),),
    contacts=(Contact("市城管局", "何苗", "科长", "0571-1234567"),),
)  # fmt: skip


def counts(session: Session) -> dict[str, int]:
    return {table.__name__: session.execute(select(func.count()).select_from(table)).scalar_one() for table in TABLES}


def take(database: Database, draft: Draft, campaign_id: int | None = None, **more: Any) -> Taken:
    taken: Taken = database.do("导入", accept_reading, draft=draft, campaign_id=campaign_id, **more).value
    return taken


def differences(database: Database, draft: Draft, campaign_id: int | None) -> Differences:
    found: Differences = database.read(changes_of, draft=draft, campaign_id=campaign_id)
    return found


def task(session: Session, title: str) -> TaskTable:
    return session.scalars(select(TaskTable).where(TaskTable.title == title)).one()


def carrying(session: Session, title: str, role: Role) -> list[str]:
    rows = session.execute(
        select(Unit.name)
        .join(Assignment, Assignment.unit_id == Unit.id)
        .where(Assignment.task_id == task(session, title).id, Assignment.role == role)
        .order_by(Assignment.position)
    )
    return [row.name for row in rows]


def test_everything_has_its_home_in_one_step(database: Database) -> None:
    before = database.read(counts)
    taken = take(database, PLAN, source="方案.docx", digest="d1")
    assert taken.words == (
        "已导入 3 项任务、1 项报送事项、3 个席位、1 个阶段、2 个目标、2 个点位、1 条通讯录、2 个新单位。"
    )
    after = database.read(counts)
    assert (after["Task"], after["Seat"], after["Contact"], after["TakenDocument"]) == (4, 3, 1, 1)

    def read(session: Session) -> None:
        (contact,) = session.scalars(select(ContactTable))
        person = session.get_one(Person, contact.person_id)
        assert (person.name, person.phone, contact.role) == ("何苗", "0571-1234567", ContactRole.LIAISON)
        assert contact.post_text == "科长" and session.scalars(select(Person).where(Person.name == "何苗")).one()
        (kept,) = session.scalars(select(TakenDocument))
        assert (kept.name, kept.digest, kept.kind) == ("方案.docx", "d1", "plan") and "整治市容" in kept.content

    database.read(read)
    assert "导入" in database.undo().value and database.read(counts) == before
    database.redo()
    assert database.read(counts) == after


def test_the_same_again_writes_nothing_and_says_so(database: Database) -> None:
    first = take(database, PLAN, source="方案.docx")
    before = database.read(counts)
    found = database.read(campaign_for, draft=PLAN, source="方案.docx")
    assert found == first.campaign_id
    done = database.do("再导入", accept_reading, draft=PLAN, campaign_id=found, source="方案.docx")
    assert done.value.is_same and done.value.words == NOTHING_NEW and done.seq is None
    assert database.read(counts) == before
    assert {row.state for row in differences(database, PLAN, found).rows} == {State.SAME}


NEWER = replace(
    PLAN,
    groups=(PLAN.groups[0], replace(PLAN.groups[1], host="市商务局")),
    seats=(replace(PLAN.seats[0], name="江岭"), PLAN.seats[1], PLAN.seats[2], Seat("办公室", "主任", "甘棠")),
    tasks=(
        replace(PLAN.tasks[0], body="清理街巷和水沟。", deadline="6月底前", due=Due(None, date(2026, 6, 30)),
                people=(TaskPerson("江岭", "责任领导"),)),
        replace(PLAN.tasks[1], parent=3),
        Task(3, "整治广告牌匾", "（二）", units=(lead("市教育局"),)),
        replace(PLAN.tasks[2], no="（三）", units=(lead("市城管局"),)),
    ),
    phases=(replace(PLAN.phases[0], time="4月", due=Due(date(2026, 4, 1), date(2026, 4, 30))),),
    targets=(replace(PLAN.targets[0], value="≥92%"),),
    reporting=(replace(PLAN.reporting[0], deadline="11月底前", due=Due(None, date(2026, 11, 30))),),
    cells=(Cell("城南区", (Point("南门市场", "第一批", "已完工"), Point("东门市场"))),),
    contacts=(Contact("市城管局", "甘棠", "副科长", "0571-7654321"),),
    units=("市城管局", "市商务局", "市教育局"),
)  # fmt: skip


def test_a_newer_issue_changes_the_rows_that_are_there(database: Database) -> None:
    first = take(database, PLAN, source="方案.docx")
    before = database.read(counts)
    found = differences(database, NEWER, first.campaign_id)
    assert found.base.endswith("导入的“方案.docx”")
    states = {(row.part.value, row.title): row.state for row in found.rows}
    assert states["tasks", "整治市容"] is State.CHANGED and states["tasks", "整治广告牌匾"] is State.NEW
    assert states["seats", "组长：江岭"] is State.CHANGED and states["seats", "主任：甘棠"] is State.NEW
    assert states["targets", "达标率"] is State.GONE and states["places", "河西市场"] is State.GONE
    assert states["contacts", "市城管局 甘棠"] is State.CHANGED and states["groups", "领导小组"] is State.SAME
    taken = take(database, NEWER, first.campaign_id, source="方案（修订稿）.docx")
    after = database.read(counts)
    assert (after["Task"], after["Seat"], after["Phase"], after["Target"]) == (5, 4, 1, 2)
    assert after["Campaign"] == before["Campaign"] and taken.changed >= 7 and taken.removed == 0

    def read(session: Session) -> None:
        changed = task(session, "整治市容")
        assert (changed.body, changed.due_to) == ("清理街巷和水沟。", date(2026, 6, 30))
        assert task(session, "清理广告").parent_id == task(session, "整治广告牌匾").id
        order = session.scalars(
            select(TaskTable.title)
            .where(TaskTable.parent_id.is_(None), TaskTable.kind == TaskKind.TASK)
            .order_by(TaskTable.position)
        ).all()
        assert order == ["整治市容", "整治广告牌匾", "改造市场"], "new rows stand where the document has them"
        assert carrying(session, "改造市场", Role.LEAD) == ["市城管局"]
        assert carrying(session, "改造市场", Role.SUPPORT) == []
        names = {row.id: row.name for row in session.scalars(select(Person))}
        heads = session.scalars(select(SeatTable).where(SeatTable.wording == "组长")).all()
        assert [names[seat.person_id or 0] for seat in heads] == ["江岭"]
        office = session.scalars(select(GroupTable).where(GroupTable.name == "办公室")).one()
        assert session.get_one(Unit, office.lead_unit_id or 0).name == "市商务局"
        assert session.scalars(select(PhaseTable)).one().ends == date(2026, 4, 30)
        assert {row.indicator: row.value for row in session.scalars(select(TargetTable))} == {
            "覆盖率": "≥92%", "达标率": "≥95%",
        }  # fmt: skip
        places = {row.name: row for row in session.scalars(select(GridCell))}
        assert places["南门市场"].stage is Stage.DONE and "东门市场" in places and "河西市场" in places
        standing = session.scalars(select(ContactTable).where(ContactTable.valid_to.is_(None))).one()
        assert names[standing.person_id] == "甘棠"

    database.read(read)
    again = differences(database, NEWER, first.campaign_id)
    assert again.count(State.NEW, State.CHANGED, State.CONFLICT) == 0
    database.undo()
    assert database.read(counts) == before


def test_hand_work_stays_where_the_document_did_not_change(database: Database) -> None:
    first = take(database, PLAN, source="方案.docx")
    ids = {row.title: row.id for row in database.read(lambda s: s.execute(select(TaskTable.id, TaskTable.title)).all())}
    database.do("改", update_task, task_id=ids["整治市容"], body="我们自己写的。")
    database.do("改", update_task, task_id=ids["改造市场"], deadline="9月底前")
    found = differences(database, NEWER, first.campaign_id)
    states = {row.title: row for row in found.rows if row.part.value == "tasks"}
    assert states["整治市容"].state is State.CONFLICT, "both changed the body"
    take(database, NEWER, first.campaign_id)

    def read(session: Session) -> None:
        own = task(session, "整治市容")
        assert own.body == "我们自己写的。" and own.deadline == "6月底前", "ours by default; the rest is taken"
        assert task(session, "改造市场").deadline == "9月底前"

    database.read(read)
    assert differences(database, NEWER, first.campaign_id).count(State.CONFLICT) == 0, "asked once, not again"


@pytest.mark.parametrize(
    ("choice", "bodies"),
    [
        (Choice.TAKE, ["清理街巷和水沟。"]),
        (Choice.KEEP, ["清理街巷。"]),
        (Choice.BOTH, ["清理街巷。", "清理街巷和水沟。"]),
    ],
)
def test_the_clerk_chooses_for_each_row(database: Database, choice: Choice, bodies: list[str]) -> None:
    first = take(database, PLAN)
    take(database, NEWER, first.campaign_id, choices={"tasks:0": choice})
    found = database.read(
        lambda s: sorted(s.scalars(select(TaskTable.body).where(TaskTable.title == "整治市容")).all())
    )
    assert found == sorted(bodies)


def test_new_rows_can_be_left_out_and_gone_ones_removed(database: Database) -> None:
    first = take(database, PLAN)
    found = differences(database, NEWER, first.campaign_id)
    choices = {row.key: Choice.REMOVE for row in found.rows if row.state is State.GONE}
    choices |= {row.key: Choice.KEEP for row in found.rows if row.state is State.NEW}
    taken = take(database, NEWER, first.campaign_id, choices=choices)
    assert taken.removed == len([row for row in found.rows if row.state is State.GONE]) >= 2

    def read(session: Session) -> None:
        assert session.scalars(select(TargetTable.indicator)).all() == ["覆盖率"]
        assert "河西市场" not in session.scalars(select(GridCell.name)).all()
        assert "东门市场" not in session.scalars(select(GridCell.name)).all()
        assert not session.scalars(select(TaskTable).where(TaskTable.title == "整治广告牌匾")).all()
        assert task(session, "清理广告").parent_id is None, "what hung under a row left out stays above"
        assert not session.scalars(select(SeatTable).where(SeatTable.wording == "主任")).all()

    database.read(read)


def test_a_hand_made_campaign_is_matched_without_a_base(database: Database) -> None:
    campaign_id = database.do("新建", create_campaign, name="手工建的").value
    take(database, replace(PLAN, title="别的材料", contacts=(), cells=()), campaign_id)
    seat_id = database.read(lambda s: s.scalars(select(SeatTable.id).where(SeatTable.wording == "组长")).one())
    database.do("改", update_seat, seat_id=seat_id, post_text="常务副市长")
    other = replace(PLAN, title="青溪市工作要点", contacts=(), cells=(), phases=())
    found = differences(database, other, campaign_id)
    assert found.base == "" and found.count(State.GONE) == 0
    changed = [row for row in found.rows if row.state is State.CHANGED]
    assert [(row.title, row.fields[0].words) for row in changed] == [("组长：石远", "职务：常务副市长 → 副市长")]


def test_units_linked_by_the_clerk_stay_linked(database: Database) -> None:
    unit_id = database.do("单位", create_unit, name="青溪市城市管理局").value
    draft = replace(PLAN, contacts=(Contact("市城管局", "何苗"),))
    first = take(database, draft, links={"市城管局": unit_id})
    found = differences(database, draft, first.campaign_id)
    assert {row.state for row in found.rows} == {State.SAME}, "the alias tells it the next time"
    assert database.read(counts)["Unit"] == 2


def test_contacts_and_places_alone_found_no_campaign(database: Database) -> None:
    draft = Draft(Kind.CONTACTS, "通讯录", units=("市城管局",), contacts=PLAN.contacts, cells=PLAN.cells)
    taken = take(database, draft)
    assert taken.campaign_id is None and taken.contacts == 1
    found = database.read(counts)
    assert (found["Campaign"], found["Contact"], found["GridCell"], found["TakenDocument"]) == (0, 1, 3, 0)
    assert take(database, draft).is_same


@pytest.mark.parametrize(
    ("contact", "people", "rows"),
    [
        (Contact("市城管局", "×××", phone="12345678"), 0, 0),
        (Contact("", "何苗", phone="13900001111"), 1, 0),
        (Contact("市城管局", "何苗", phone="见附件"), 1, 1),
        (Contact("市城管局", ""), 0, 0),
    ],
)
def test_contacts_that_are_not_whole(database: Database, contact: Contact, people: int, rows: int) -> None:
    draft = Draft(Kind.CONTACTS, contacts=(contact,))
    take(database, draft)
    found = database.read(counts)
    assert (found["Person"], found["Contact"]) == (people, rows)
    assert take(database, draft).is_same


def test_a_ledger_has_no_home_and_makes_no_units(database: Database) -> None:
    ledger = Draft(Kind.LEDGER, "整改台账", units=("市水务局",), problems=(Problem("积水", units=(lead("市水务局"),)),))
    taken = take(database, ledger)
    assert taken.is_empty and "没有写入" in taken.words and database.read(counts)["Unit"] == 0
    refusal = why_nothing_to_take(ledger, differences(database, ledger, None))
    assert refusal is not None and "导出" in refusal.next_step
    assert why_nothing_to_take(PLAN, differences(database, PLAN, None)) is None


@pytest.mark.parametrize(
    ("name", "title", "found"),
    [
        ("方案.docx", "青溪市2026年环境整治工作方案", True),
        ("方案.docx", "青溪市2026年环境整治工作方案（征求意见稿）", True),
        ("方案（修订稿）(2).docx", "", True),
        ("方案.docx", "", True),
        ("方案2.docx", "", False),
        ("方案.docx", "青溪市2027年环境整治工作方案", False),
        ("粘贴的文字", "", False),
    ],
)
def test_which_document_is_an_issue_of_which(database: Database, name: str, title: str, found: bool) -> None:
    first = take(database, PLAN, source="方案.docx")
    answer = database.read(campaign_for, draft=replace(PLAN, title=title), source=name)
    assert (answer == first.campaign_id) is found
    (row,) = database.read(documents)
    assert (row.name, row.kind_label, row.campaign_id) == ("方案.docx", "工作方案", first.campaign_id)


def test_the_sample_twice(database: Database, root: Path) -> None:
    path = root / "resources" / "sample" / "plan.docx"
    draft = read_bytes(path.read_bytes(), path.name).draft
    first = take(database, draft, source=path.name)
    before = database.read(counts)
    assert take(database, draft, first.campaign_id, source=path.name).is_same
    assert database.read(counts) == before


def test_a_campaign_is_deleted_with_what_is_known_of_its_documents(database: Database) -> None:
    taken = take(database, Draft(Kind.MEMBERS, "甲方案", groups=PLAN.groups, seats=PLAN.seats), source="甲.docx")
    assert taken.campaign_id is not None
    database.do("删除", delete_campaign, campaign_id=taken.campaign_id)
    found = database.read(counts)
    assert (found["Campaign"], found["TakenDocument"], found["Seat"]) == (0, 0, 0)
    database.undo()
    assert database.read(counts)["TakenDocument"] == 1
