"""Handing duties on, settling them on posts and people, moving deadlines: on a real database, with undo."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import Refusal
from models.org.tables import Person, Post, Tenure
from models.task import actions, queries
from models.task.tables import Assignment, TaskPerson
from models.task.terms import PersonRole, Role
from tests.models.task.conftest import Work

DAY = date(2026, 6, 10)


def units(work: Work, task_id: int, role: Role) -> list[str]:
    return [ref.name for ref in work.row(task_id).units(role) if not ref.leads_by_rule]


def assign(work: Work, task_id: int, role: Role, *names: str) -> None:
    work.do(actions.set_units, task_id=task_id, role=role, unit_ids=[work.units[name] for name in names])


def _people(session: Session, unit_id: int) -> tuple[int, int, int]:
    """Another person, a post of the unit held by 沈明远, and a vacant one."""
    other = Person(name="顾雨晴", pinyin="guyuqing", initials="gyq")
    held, vacant = Post(unit_id=unit_id, title="副局长"), Post(unit_id=unit_id, title="市场科科长")
    session.add_all((other, held, vacant))
    session.flush()
    first = session.scalars(select(Person).where(Person.name == "沈明远")).one()
    session.add(Tenure(post_id=held.id, person_id=first.id))
    return other.id, held.id, vacant.id


def test_a_unit_hands_over_in_its_place(work: Work) -> None:
    task = work.add("整治占道经营")
    assign(work, task, Role.RESPONSIBLE, "城管局", "商务局", "公安局")
    count = work.do(
        actions.hand_over,
        unit_id=work.units["商务局"],
        duties=[(task, Role.RESPONSIBLE)],
        to_unit_id=work.units["卫健委"],
    )
    assert count == 1 and units(work, task, Role.RESPONSIBLE) == ["城管局", "卫健委", "公安局"]
    work.database.undo()
    assert units(work, task, Role.RESPONSIBLE) == ["城管局", "商务局", "公安局"]


def test_one_that_is_there_already_is_not_named_twice(work: Work) -> None:
    task = work.add("整治占道经营")
    assign(work, task, Role.SUPPORT, "商务局", "公安局", "城管局")
    work.do(
        actions.hand_over, unit_id=work.units["商务局"], duties=[(task, Role.SUPPORT)], to_unit_id=work.units["城管局"]
    )
    assert units(work, task, Role.SUPPORT) == ["城管局", "公安局"]


def test_handing_over_several_is_all_or_nothing(work: Work) -> None:
    first, second = work.add("改造棚顶"), work.add("活禽区隔离")
    assign(work, first, Role.LEAD, "商务局")
    duties = [(first, Role.LEAD), (second, Role.LEAD)]
    with pytest.raises(Refusal, match="活禽区隔离"):
        work.do(actions.hand_over, unit_id=work.units["商务局"], duties=duties, to_unit_id=work.units["公安局"])
    assert units(work, first, Role.LEAD) == ["商务局"]
    with pytest.raises(Refusal, match="就是这个单位"):
        work.do(actions.hand_over, unit_id=work.units["商务局"], duties=duties, to_unit_id=work.units["商务局"])


def test_another_role_keeps_post_and_person(work: Work) -> None:
    task = work.add("改造棚顶")
    assign(work, task, Role.SUPPORT, "商务局", "公安局")
    _, post, _ = work.do(_people, unit_id=work.units["商务局"])
    unit = work.units["商务局"]
    work.do(actions.set_holders, unit_id=unit, duties=[(task, Role.SUPPORT)], post_id=post)
    assert work.do(actions.change_roles, unit_id=unit, duties=[(task, Role.SUPPORT)], role=Role.LEAD) == 1
    assert units(work, task, Role.SUPPORT) == ["公安局"] and units(work, task, Role.LEAD) == ["商务局"]
    (found,) = work.database.read(queries.settled, campaign_id=work.campaign)
    assert (found.role, found.label) == (Role.LEAD, "副局长（沈明远）")
    work.database.undo()
    assert units(work, task, Role.SUPPORT) == ["商务局", "公安局"]


def test_a_duty_that_began_earlier_stays_in_the_past(work: Work) -> None:
    task = work.add("改造棚顶")
    assign(work, task, Role.LEAD, "商务局")

    def begin(session: Session) -> None:
        for row in session.scalars(select(Assignment)):
            row.valid_from = date(2026, 1, 1)

    work.do(begin)
    duties = [(task, Role.LEAD)]
    work.do(actions.hand_over, unit_id=work.units["商务局"], duties=duties, to_unit_id=work.units["公安局"], on=DAY)
    assert [ref.name for ref in work.row(task, on=date(2026, 3, 1)).lead] == ["商务局"]
    assert [ref.name for ref in work.row(task, on=DAY).lead] == ["公安局"]


def test_a_duty_is_settled_on_a_post_or_a_person(work: Work) -> None:
    task = work.add("改造棚顶")
    assign(work, task, Role.LEAD, "商务局")
    other, post, vacant = work.do(_people, unit_id=work.units["商务局"])
    unit, duties = work.units["商务局"], [(task, Role.LEAD)]
    for kw, label in (
        ({"post_id": post}, "副局长（沈明远）"),
        ({"post_id": vacant}, "市场科科长（空缺）"),
        ({"person_id": other}, "顾雨晴"),
    ):
        work.do(actions.set_holders, unit_id=unit, duties=duties, **kw)
        assert [row.label for row in work.database.read(queries.settled, campaign_id=work.campaign)] == [label]
    work.do(actions.set_holders, unit_id=unit, duties=duties)
    assert work.database.read(queries.settled, campaign_id=work.campaign) == ()
    work.database.undo()
    assert len(work.database.read(queries.settled, campaign_id=work.campaign, task_id=task)) == 1


def test_a_post_of_another_unit_is_refused(work: Work) -> None:
    task = work.add("改造棚顶")
    assign(work, task, Role.LEAD, "公安局")
    _, post, _ = work.do(_people, unit_id=work.units["商务局"])
    with pytest.raises(Refusal, match="不是公安局的岗位"):
        work.do(actions.set_holders, unit_id=work.units["公安局"], duties=[(task, Role.LEAD)], post_id=post)


def test_loads_count_every_road_to_a_person(work: Work) -> None:
    first, second, third = work.add("改造棚顶"), work.add("活禽区隔离"), work.add("更换果皮箱")
    other, post, vacant = work.do(_people, unit_id=work.units["商务局"])
    person = work.database.read(queries.person_choices)
    one = next(person_id for person_id, name, _ in person if name == "沈明远")
    assign(work, first, Role.LEAD, "商务局")
    assign(work, second, Role.SUPPORT, "商务局")
    assign(work, third, Role.LEAD, "商务局")
    work.do(actions.set_people, task_id=first, role=PersonRole.OWNER, person_ids=[one])
    unit = work.units["商务局"]
    work.do(actions.set_holders, unit_id=unit, duties=[(first, Role.LEAD)], post_id=post)
    work.do(actions.set_holders, unit_id=unit, duties=[(second, Role.SUPPORT)], person_id=other)
    work.do(actions.set_holders, unit_id=unit, duties=[(third, Role.LEAD)], post_id=vacant)
    loads = work.database.read(queries.person_loads, campaign_id=work.campaign)
    words = {load.name: [duty.words for duty in load.duties] for load in loads}
    assert words == {
        "沈明远": ["责任人", "商务局牵头 · 副局长"],
        "顾雨晴": ["商务局配合"],
        "（空缺）": ["商务局牵头 · 市场科科长"],
    }
    by_name = {load.name: load for load in loads}
    assert (by_name["沈明远"].tasks, by_name["沈明远"].count("owner"), by_name["沈明远"].count("unit")) == (1, 1, 1)


def test_all_of_a_person_goes_to_another_in_one_step(work: Work) -> None:
    task = work.add("改造棚顶")
    other, post, _ = work.do(_people, unit_id=work.units["商务局"])
    one = next(found for found, name, _ in work.database.read(queries.person_choices) if name == "沈明远")
    assign(work, task, Role.LEAD, "商务局")
    work.do(actions.set_people, task_id=task, role=PersonRole.OWNER, person_ids=[one])
    work.do(actions.set_people, task_id=task, role=PersonRole.CONTACT, person_ids=[one, other])
    work.do(actions.set_holders, unit_id=work.units["商务局"], duties=[(task, Role.LEAD)], post_id=post)
    mine = next(
        found for found in work.database.read(queries.person_loads, campaign_id=work.campaign) if found.name == "沈明远"
    )
    work.do(
        actions.hand_to_person,
        to_person_id=other,
        named_ids=[duty.row_id for duty in mine.duties if duty.kind != "unit"],
        assignment_ids=[duty.row_id for duty in mine.duties if duty.kind == "unit"],
    )
    row = work.row(task)
    assert (row.owners, row.contacts) == (("顾雨晴",), ("顾雨晴",))
    assert [found.label for found in work.database.read(queries.settled, campaign_id=work.campaign)] == ["顾雨晴"]
    work.database.undo()
    assert work.row(task).contacts == ("沈明远", "顾雨晴")

    def count(session: Session) -> int:
        return len(session.scalars(select(TaskPerson)).all())

    assert work.database.read(count) == 3


def test_deadlines_move_with_their_words(work: Work) -> None:
    first = work.add("改造棚顶", deadline="5月底前")
    second = work.add("活禽区隔离", deadline="3月1日至4月30日")
    work.do(actions.move_deadlines, task_ids=[first, second], to=date(2026, 6, 10))
    rows = [work.row(first), work.row(second)]
    assert [(row.deadline, row.due_to) for row in rows] == [
        ("6月10日前", date(2026, 6, 10)),
        ("3月1日至6月10日", date(2026, 6, 10)),
    ]
    assert rows[1].due_from == date(2026, 3, 1)
    work.database.undo()
    assert work.row(first).deadline == "5月底前"


def test_a_recurring_task_is_not_moved(work: Work) -> None:
    first = work.add("改造棚顶", deadline="5月底前")
    monthly = work.add("报送月报", deadline="每月25日前")
    with pytest.raises(Refusal, match="报送月报"):
        work.do(actions.move_deadlines, task_ids=[first, monthly], to=date(2026, 6, 10))
    assert work.row(first).deadline == "5月底前"
