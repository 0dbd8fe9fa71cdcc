"""Rows assigned, split, joined and read another way; each of these can be taken back and done again."""

from decimal import Decimal
from typing import Any

import pytest

from models.errors import Refusal
from models.intake.draft import (
    Contact,
    Draft,
    Duty,
    Kind,
    Reporting,
    Seat,
    Task,
    TaskPerson,
)
from models.intake.review import Block, Decision, Review, State
from models.intake.source import Spot
from tests.models.intake.shaped import DRAFT, row


@pytest.fixture
def review() -> Review:
    return Review(DRAFT)


# ---- splitting --------------------------------------------------------------------------------------------------


def test_a_title_of_two_duties_becomes_two_tasks_behind_one_another(review: Review) -> None:
    first = row(review, Block.TASKS, "整治市容")
    made = review.split(first.id, "title", len("整治市容"))
    tasks = review.to_draft().tasks
    assert [task.title for task in tasks] == ["整治市容", "清理广告", "改造市场", "补种树木"]
    assert [task.lead_units for task in tasks] == [("市城管局",), (), ("市城管局",), ("市商务局",)]
    assert tasks[1].parent == tasks[0].key, "what hangs under the first stays there"
    assert review.item(made).spot == Spot(5) and review.item(made).state is State.PROPOSED
    assert len({task.key for task in tasks}) == 4


def test_a_body_is_split_where_the_cursor_stands(review: Review) -> None:
    first = row(review, Block.TASKS, "整治市容")
    made = review.split(first.id, "body", len("清理街巷。"))
    assert review.item(first.id).value.body == "清理街巷"
    assert (review.item(made).value.title, review.item(made).value.body) == ("改造老旧市场", "")


@pytest.mark.parametrize("at", [0, 9, 99])
def test_nothing_is_split_at_an_end(review: Review, at: int) -> None:
    first = row(review, Block.TASKS, "整治市容")
    with pytest.raises(Refusal, match="前后都要有文字"):
        review.split(first.id, "title", at)
    assert not review.can_undo


def test_a_split_criterion_shares_its_rules_and_asks_for_points(review: Review) -> None:
    item = row(review, Block.CRITERIA, "会议和培训")
    made = review.split(item.id, "body", len("每少一次会议扣1分。"))
    first, second = review.item(item.id).value, review.item(made).value
    assert [rule.text for rule in first.rules] == ["每少一次会议扣1分"]
    assert [rule.text for rule in second.rules] == ["每少一次培训扣2分"]
    assert first.points is None and second.unsure == ("points",) and second.parent == 0


def test_a_name_of_two_units_is_split_in_every_row(review: Review) -> None:
    review.edit(row(review, Block.UNITS, "市城管局").id, name="市城管局市住建局")
    review.split(row(review, Block.UNITS, "市城管局市住建局").id, "name", len("市城管局"))
    draft = review.to_draft()
    assert draft.tasks[0].lead_units == ("市城管局", "市住建局")
    assert draft.problems[0].lead_units == ("市城管局", "市住建局")
    assert set(review.unit_names()) == {"市城管局", "市住建局", "市商务局"}


# ---- joining ----------------------------------------------------------------------------------------------------


def test_joined_tasks_keep_text_units_children_and_targets(review: Review) -> None:
    keep, other = row(review, Block.TASKS, "整治市容"), row(review, Block.TASKS, "补种树木")
    review.assign(Block.TASKS, Spot(9), "浇水养护", parent_id=other.id)
    review.join([keep.id, other.id])
    draft = review.to_draft()
    assert [task.title for task in draft.tasks] == ["整治市容，改造市场", "清理广告", "浇水养护"]
    joined = draft.tasks[0]
    assert joined.body == "清理街巷。改造老旧市场。\n补种树木"
    assert joined.lead_units == ("市城管局", "市商务局") and joined.deadline == "5月底前"
    assert draft.tasks[2].parent == joined.key and draft.targets[0].task == joined.key
    review.undo()
    assert [task.title for task in review.to_draft().tasks][-2:] == ["补种树木", "浇水养护"]


def test_joined_problems_seats_and_units(review: Review) -> None:
    one, two = review.rows(Block.PROBLEMS)
    review.join([one.id, two.id])
    (problem,) = review.to_draft().problems
    assert (problem.problem, problem.status, problem.place) == ("井盖破损\n路灯不亮", "整改中", "东门")
    review.assign(Block.SEATS, Spot(4), "新区分局局长", parent_id=review.rows(Block.SEATS)[0].id)
    seats = [item for item in review.rows(Block.SEATS) if isinstance(item.value, Seat)]
    review.join([seats[0].id, seats[1].id])
    assert review.to_draft().seats == (Seat("领导小组", "组长", "石远", "副市长新区分局局长", spot=Spot(3)),)
    units = review.rows(Block.UNITS)
    review.join([units[0].id, units[1].id])
    assert {name for task in review.to_draft().tasks for name in task.of(*Duty)} == {units[0].value.name}


@pytest.mark.parametrize(
    ("pick", "words"),
    [
        (lambda r: [r.rows(Block.TASKS)[0].id], "只选中了一行"),
        (lambda r: [r.rows(Block.TASKS)[0].id, r.rows(Block.PHASES)[0].id], "不是一类"),
        (lambda r: [r.rows(Block.TASKS)[1].id, r.rows(Block.TASKS)[0].id], "上级"),
    ],
)
def test_rows_that_cannot_be_joined(review: Review, pick: Any, words: str) -> None:
    ids = pick(review)
    refusal = review.why_not_join(ids)
    assert refusal is not None and words in refusal.sentence
    with pytest.raises(Refusal):
        review.join(ids)


# ---- assigning --------------------------------------------------------------------------------------------------


def test_a_paragraph_read_as_a_phase_is_a_task_of_another(review: Review) -> None:
    parent = row(review, Block.TASKS, "补种树木")
    text = "3.开展动员（牵头单位：市教育局，配合单位：市文旅局）于6月底前完成。"
    (made,) = review.assign(Block.TASKS, Spot(10), text, parent_id=parent.id)
    task = review.to_draft().tasks[-1]
    assert (task.no, task.parent, task.lead_units, task.support_units) == ("3.", 2, ("市教育局",), ("市文旅局",))
    assert "6月底前" in task.deadline and task.due.to is not None and task.due.to.year == 2026
    assert not review.to_draft().phases, "it is no phase any more"
    assert "市教育局" in review.unit_names() and review.item(made).added
    review.undo()
    assert review.to_draft().phases and len(review.to_draft().tasks) == 3
    review.redo()
    assert len(review.to_draft().tasks) == 4


def test_targets_and_units_stand_beside_what_was_read(review: Review) -> None:
    task = row(review, Block.TASKS, "整治市容")
    (target,) = review.assign(Block.TARGETS, Spot(5), "达标率达到95%以上", parent_id=task.id)
    assert review.item(target).value.task == 0 and review.item(target).value.value
    assert review.assign_units(task.id, Duty.SUPPORT, "配合单位：市教育局、市水务局。") == ("市教育局", "市水务局")
    assert review.to_draft().tasks[0].support_units == ("市教育局", "市水务局")
    assert len(review.to_draft().tasks) == 3
    with pytest.raises(Refusal):
        review.assign_units(row(review, Block.PHASES, "动员").id, Duty.LEAD, "市教育局")


def test_a_paragraph_goes_on_with_the_row_above(review: Review) -> None:
    task = row(review, Block.TASKS, "补种树木")
    review.append(task.id, " 每周浇水。 ")
    assert review.item(task.id).value.body == "每周浇水。"


@pytest.mark.parametrize(
    ("block", "text", "expected"),
    [
        (
            Block.PROBLEMS,
            "3.南门外占道经营（责任单位：市城管局）",
            ("3", "南门外占道经营", ("市城管局",)),
        ),
        (Block.CRITERIA, "（三）资料报送（5分）：迟报一次扣1分。", ("（三）", "资料报送", Decimal(5))),
        (Block.CONTACTS, "市水务局 何苗 科长 13900001111", ("市水务局", "何苗", "13900001111")),
        (Block.PLACES, "城南区：南门市场、河西市场", ("城南区", "南门市场", "河西市场")),
    ],
)
def test_every_block_can_be_assigned(review: Review, block: Block, text: str, expected: tuple[Any, ...]) -> None:
    made = [review.item(item_id).value for item_id in review.assign(block, Spot(40), text)]
    if block is Block.PROBLEMS:
        assert (made[0].no, made[0].problem, made[0].lead_units) == expected
    elif block is Block.CRITERIA:
        assert (made[0].no, made[0].item, made[0].points) == expected and "迟报" in made[0].body
    elif block is Block.CONTACTS:
        assert (made[0].unit, made[0].name, made[0].phone) == expected
    else:
        assert (made[0].area, *(one.name for one in made[1:])) == expected
    assert review.undo() == f"指定为{block.label}" and not review.can_undo


def test_a_row_of_a_sheet_by_its_headings(review: Review) -> None:
    spot = Spot(0, "清单", "A7")
    cells = {"序号": "7", "工作任务": "修复人行道", "牵头单位": "市住建局", "完成时限": "6月底前", "备注": ""}
    (made,) = review.assign_row(Block.TASKS, spot, cells)
    task = review.item(made).value
    assert (task.no, task.title, task.lead_units, task.deadline) == ("7", "修复人行道", ("市住建局",), "6月底前")
    ledger = {"点位": "北门", "存在问题": "路面积水", "责任单位": "市水务局", "整改措施": "疏通", "整改情况": "已整改"}
    (other,) = review.assign_row(Block.PROBLEMS, spot, ledger)
    problem = review.item(other).value
    assert (problem.problem, problem.lead_units) == ("路面积水", ("市水务局",))
    assert not review.item(made).is_kept, "the row is a problem now, no task"
    assert review.assign_row(Block.TASKS, spot, {"备注": " "}) == ()
    (contact,) = review.assign_row(Block.CONTACTS, spot, {"单位": "市水务局", "姓名": "何苗", "联系电话": "０１"})
    assert review.item(contact).value == Contact("市水务局", "何苗", "", "01", spot)


def test_rows_of_a_sheet_are_found_by_their_row(review: Review) -> None:
    assert [item.value.problem for item in review.at_cell("台账", 5)] == ["路灯不亮"]
    assert review.at_cell("另一表", 5) == ()
    assert review.sheet_rows() == {("台账", 4), ("台账", 5)}


def test_people_of_both_rows_are_kept_once() -> None:
    person = TaskPerson("石远", "责任领导")
    tasks = (Task(0, "一", people=(person,)), Task(1, "二", people=(person, TaskPerson("何苗", "联系人"))))
    review = Review(Draft(Kind.PLAN, tasks=tasks, reporting=(Reporting((), "报告", ""),)))
    review.join([item.id for item in review.rows(Block.TASKS)])
    assert [one.name for one in review.to_draft().tasks[0].people] == ["石远", "何苗"]
    assert all(item.value.decision is Decision.NEW for item in review.rows(Block.UNITS))


def test_the_rules_of_a_criterion_follow_its_wording(review: Review) -> None:
    item = row(review, Block.CRITERIA, "会议和培训")
    review.edit(item.id, body="每缺一份资料扣0.5分，扣完为止。")
    value = review.item(item.id).value
    assert [rule.points for rule in value.rules] == [Decimal("-0.5")] and value.cap == Decimal(5)
    cells = {"考核项目": "卫生检查", "分值": "8分", "评分标准": "发现一处扣2分", "负责考核部门": "市爱卫办"}
    (made,) = review.assign_row(Block.CRITERIA, Spot(0, "表", "A9"), cells)
    value = review.item(made).value
    assert (value.item, value.points, value.unit) == ("卫生检查", Decimal(8), "市爱卫办")
    assert [rule.points for rule in value.rules] == [Decimal(-2)]
