"""A document read again keeps what was decided; every sequence of changes can be taken back and done again."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refusal
from models.intake.draft import Kind, Task
from models.intake.review import Block, Item, Review, State
from models.intake.review.parting import MAIN
from models.intake.source import Spot
from models.intake.wishes import ColumnWish, Wishes
from tests.models.intake.shaped import DRAFT, row


@pytest.fixture
def review() -> Review:
    return Review(DRAFT)


def snapshot(review: Review) -> list[Item]:
    return [item for block in Block for item in review.rows(block)]


def test_the_same_reading_again_changes_nothing(review: Review) -> None:
    task = row(review, Block.TASKS, "补种树木")
    review.confirm(task.id)
    review.edit(task.id, title="补植树木")
    review.split(row(review, Block.TASKS, "整治市容").id, "title", 4)
    review.drop([row(review, Block.PHASES, "动员").id])
    review.decide_unit(row(review, Block.UNITS, "市商务局").id, 7, "青溪市商务局")
    before, draft = snapshot(review), review.to_draft()
    review.read_again(DRAFT, Wishes())
    assert snapshot(review) == before and review.to_draft() == draft


def test_another_reading_keeps_what_was_decided_about_the_same_rows(review: Review) -> None:
    kept = row(review, Block.TASKS, "清理广告")
    review.edit(kept.id, body="连片清理")
    review.confirm(kept.id)
    review.confirm(row(review, Block.TASKS, "补种树木").id)
    review.set_parent(row(review, Block.TASKS, "补种树木").id, kept.id)
    (made,) = review.assign(Block.TASKS, Spot(30), "夜间巡查")
    wishes = review.wish_kind(Kind.BREAKDOWN)
    other = replace(
        DRAFT,
        kind=Kind.BREAKDOWN,
        phases=(),
        tasks=(
            Task(0, "总任务", spot=Spot(4)),
            replace(DRAFT.tasks[1], key=1, parent=0),
            replace(DRAFT.tasks[2], key=2, deadline="6月底前"),
        ),
        targets=(),
    )
    review.read_again(other, wishes)
    draft = review.to_draft()
    assert draft.kind is Kind.BREAKDOWN and review.wishes.kind is Kind.BREAKDOWN
    assert [(task.title, task.parent) for task in draft.tasks] == [
        ("总任务", None), ("清理广告", 0), ("补种树木", 1), ("夜间巡查", None),
    ]  # fmt: skip
    assert draft.tasks[1].body == "连片清理" and draft.tasks[2].deadline == "6月底前"
    assert review.item(kept.id).state is State.CONFIRMED, "nothing about it was read differently"
    assert row(review, Block.TASKS, "补种树木").state is State.PROPOSED, "it reads differently now"
    assert review.item(made).value.key == 3
    assert review.undo() == "重新识别" and review.kind is Kind.PLAN and review.wishes == Wishes()
    assert review.to_draft().phases


def test_columns_wished_for_replace_earlier_wishes(review: Review) -> None:
    review.wishes = Wishes(columns=(ColumnWish("l", "内容", "task"), ColumnWish("m", "内容", "note")))
    wishes = review.wish_columns("l", {"内容": "problem", "地点": "place"})
    assert wishes.columns == (
        ColumnWish("m", "内容", "note"),
        ColumnWish("l", "内容", "problem"),
        ColumnWish("l", "地点", "place"),
    )


def test_confirming_settles_doubts_and_editing_settles_fields() -> None:
    doubtful = replace(DRAFT.tasks[2], doubts=("时限不清。",), unsure=("deadline", "units"))
    review = Review(replace(DRAFT, tasks=(doubtful,), targets=()))
    item = review.rows(Block.TASKS)[0]
    assert item.unsure == ("deadline", "units")
    review.edit(item.id, deadline="7月底前")
    assert review.item(item.id).unsure == ("units",)
    review.confirm(item.id)
    assert review.item(item.id).unsure == ()


# ---- every sequence can be taken back ---------------------------------------------------------------------------

STEPS = st.lists(st.tuples(st.sampled_from(["confirm", "drop", "split", "join", "assign", "again", "unit"]),
                           st.integers(0, 9)), max_size=8)  # fmt: skip


def act(review: Review, what: str, number: int) -> None:
    rows = [item for block in Block for item in review.rows(block)]
    item, other = rows[number % len(rows)], rows[(number + 1) % len(rows)]
    try:
        if what == "confirm":
            review.confirm(item.id)
        elif what == "drop":
            review.drop([item.id])
        elif what == "split":
            review.split(item.id, MAIN[item.block][0], number)
        elif what == "join":
            review.join([item.id, other.id])
        elif what == "assign":
            review.assign(list(Block)[number], Spot(number), "市教育局于5月底前报送进展≥90%")
        elif what == "again":
            review.read_again(replace(DRAFT, tasks=DRAFT.tasks[number % 3 :]), review.wish_kind(Kind.PLAN))
        elif item.block is Block.UNITS:
            review.decide_unit(item.id, None)
    except Refusal:
        return


@given(STEPS)
def test_every_sequence_is_undone_and_redone(steps: list[tuple[str, int]]) -> None:
    review = Review(DRAFT)
    states = [(snapshot(review), review.to_draft())]
    for what, number in steps:
        could = len(states)
        act(review, what, number)
        now = (snapshot(review), review.to_draft())
        if review.can_undo and len(states) == could and now != states[-1]:
            states.append(now)
        draft = review.to_draft()
        keys = [task.key for task in draft.tasks]
        assert len(set(keys)) == len(keys)
        assert all(task.parent is None or task.parent in keys for task in draft.tasks)
        named = {unit.name for task in draft.tasks for unit in task.units}
        assert named <= set(review.unit_names())
    while review.can_undo:
        review.undo()
    assert (snapshot(review), review.to_draft()) == states[0]
    while review.can_redo:
        review.redo()
    assert (snapshot(review), review.to_draft()) == states[-1]


def test_of_a_speech_only_what_a_person_took_up_comes_out() -> None:
    review = Review(replace(DRAFT, kind=Kind.SPEECH))
    assert review.by_hand_only
    empty = review.to_draft()
    assert not (empty.tasks or empty.phases or empty.targets or empty.units or empty.problems)
    review.confirm(row(review, Block.PHASES, "动员").id)
    review.assign(Block.TASKS, Spot(30), "夜间巡查（责任单位：市城管局）")
    draft = review.to_draft()
    assert [task.title for task in draft.tasks] == ["夜间巡查"] and draft.units == ("市城管局",)
    assert [phase.name for phase in draft.phases] == ["动员阶段"]
    review.read_again(DRAFT, review.wish_kind(Kind.PLAN))
    assert len(review.to_draft().tasks) == 4
