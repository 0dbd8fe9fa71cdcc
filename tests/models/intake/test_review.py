"""The review of a reading: states, edits, units, namesakes, undo, and the draft that comes out."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refusal
from models.intake.draft import Cell, Draft, Duty, Group, Kind, Phase, Point, Reporting, Seat, Target, Task, TaskUnit
from models.intake.review import Block, Decision, Proposal, Review, State, UnitEntry, values_from
from models.intake.source import Spot

LEAD, SUPPORT = "牵头单位", "配合单位"


def unit(name: str, role: str = LEAD, order: int = 1) -> TaskUnit:
    return TaskUnit(name, role, Duty.LEAD if role == LEAD else Duty.SUPPORT, order)


DRAFT = Draft(
    kind=Kind.PLAN,
    title="云溪市农贸市场整治工作方案",
    years=(2026,),
    groups=(
        Group("领导小组", spot=Spot(5)),
        Group("办公室", parent="领导小组", host="市商务局", spot=Spot(9)),
    ),
    seats=(
        Seat("领导小组", "组长", "林一川", "副市长", spot=Spot(6)),
        Seat("领导小组", "成员", "周文远", "市商务局局长", spot=Spot(7)),
        Seat("办公室", "办公室主任", "周文远", "", spot=Spot(9)),
    ),
    units=("市商务局", "市城管局", "市民政局"),
    tasks=(
        Task(
            1,
            "整治占道经营",
            "（一）",
            None,
            units=(unit("市城管局"), unit("市商务局", SUPPORT)),
            deadline="5月底前",
            spot=Spot(12),
        ),
        Task(2, "划定疏导点", "1.", 1, units=(unit("市城管局"),), spot=Spot(14), doubts=("没有写明完成时限。",)),
        Task(3, "改造市场", "（二）", None, units=(unit("市商务局"),), spot=Spot(16)),
    ),
    phases=(Phase("集中整治阶段", "5月-9月", spot=Spot(20)),),
    targets=(Target("抽检合格率", "≥90%", task=2, spot=Spot(14)),),
    reporting=(Reporting(("市城管局",), "整治方案", "5月31日前", spot=Spot(22)),),
    cells=(Cell("城南区", (Point("南门市场", "第一批"), Point("河西市场"))),),
)  # fmt: skip


def only(review: Review, block: Block, text: str) -> int:
    """The id of the row that holds this text in its first field."""
    found = [item.id for item in review.rows(block) if text in str(item.value)]
    assert len(found) == 1, found
    return found[0]


def task(review: Review, title: str) -> int:
    return next(item.id for item in review.rows(Block.TASKS) if item.value.title == title)


def unit_row(review: Review, name: str) -> int:
    return next(item.id for item in review.rows(Block.UNITS) if item.value.name == name)


@pytest.fixture
def review() -> Review:
    return Review(DRAFT)


def test_an_untouched_review_gives_the_draft_back(review: Review) -> None:
    assert review.to_draft() == DRAFT


def test_nothing_confirmed_gives_an_empty_draft(review: Review) -> None:
    drawn = review.to_draft(confirmed_only=True)
    assert (drawn.tasks, drawn.seats, drawn.units, drawn.cells) == ((), (), (), ())


def test_counts_follow_confirming_and_dropping(review: Review) -> None:
    total = review.count().kept
    assert (review.count(Block.TASKS).kept, review.count(Block.TASKS).doubtful) == (3, 1)
    review.confirm(task(review, "改造市场"))
    review.drop([task(review, "划定疏导点")])
    after = review.count(Block.TASKS)
    assert (after.confirmed, after.kept, after.doubtful, after.dropped) == (1, 2, 0, 1)
    assert review.count().kept == total - 1


def test_a_block_is_confirmed_without_its_doubtful_rows(review: Review) -> None:
    assert review.confirm_block(Block.TASKS) == 1
    states = {item.value.title: item.state for item in review.rows(Block.TASKS)}
    assert states["整治占道经营"] is State.CONFIRMED
    assert states["划定疏导点"] is State.PROPOSED


def test_seats_of_a_group_come_before_the_groups_below(review: Review) -> None:
    names = [item.value.name for item in review.rows(Block.SEATS)]
    assert names == ["领导小组", "林一川", "周文远", "办公室", "周文远"]


def test_dropping_a_task_drops_what_hangs_under_it_and_frees_its_targets(review: Review) -> None:
    review.drop([task(review, "整治占道经营")])
    drawn = review.to_draft()
    assert [one.title for one in drawn.tasks] == ["改造市场"]
    assert drawn.targets[0].task is None


def test_restoring_a_row_restores_what_it_hangs_under(review: Review) -> None:
    review.drop([task(review, "整治占道经营")])
    review.restore([task(review, "划定疏导点")])
    assert [one.title for one in review.to_draft().tasks] == ["整治占道经营", "划定疏导点", "改造市场"]


def test_a_confirmation_can_be_taken_back(review: Review) -> None:
    row = task(review, "改造市场")
    review.confirm(row)
    review.restore([row])
    assert review.item(row).state is State.PROPOSED


def test_a_confirmed_row_takes_its_parents_along(review: Review) -> None:
    review.confirm(task(review, "划定疏导点"))
    drawn = review.to_draft(confirmed_only=True)
    assert [one.title for one in drawn.tasks] == ["整治占道经营", "划定疏导点"]
    assert drawn.units == ("市城管局", "市商务局")


def test_a_dropped_unit_leaves_every_row(review: Review) -> None:
    review.drop([unit_row(review, "市商务局")])
    drawn = review.to_draft()
    assert drawn.tasks[0].support_units == ()
    assert drawn.tasks[2].units == ()
    assert drawn.groups[1].host == ""
    assert "市商务局" not in drawn.units
    review.restore([unit_row(review, "市商务局")])
    assert review.to_draft() == DRAFT


def test_renaming_a_unit_renames_it_everywhere(review: Review) -> None:
    review.edit(unit_row(review, "市城管局"), name="市城市管理局")
    drawn = review.to_draft()
    assert drawn.tasks[0].lead_units == ("市城市管理局",)
    assert drawn.reporting[0].who == ("市城市管理局",)
    assert drawn.units == ("市商务局", "市城市管理局", "市民政局")


def test_renaming_to_a_unit_that_is_there_makes_one_of_two(review: Review) -> None:
    review.edit(unit_row(review, "市城管局"), name="市商务局")
    drawn = review.to_draft()
    assert drawn.units == ("市商务局", "市民政局")
    assert drawn.tasks[0].lead_units == ("市商务局",)


def test_a_new_name_in_a_task_is_listed_as_unit_and_an_unused_one_goes(review: Review) -> None:
    row = task(review, "改造市场")
    review.set_units(row, Duty.LEAD, ("市住建局",))
    assert "市住建局" in review.unit_names()
    assert review.to_draft().tasks[2].units == (TaskUnit("市住建局", LEAD, Duty.LEAD, 1),)
    review.set_units(row, Duty.LEAD, ())
    assert "市住建局" not in review.unit_names()
    assert "市民政局" in review.unit_names()  # listed by the paper, though no row names it


def test_units_of_one_role_keep_order_and_words(review: Review) -> None:
    row = task(review, "整治占道经营")
    review.set_units(row, Duty.SUPPORT, ("市公安局", "市商务局"))
    support = [one for one in review.item(row).value.units if one.duty is Duty.SUPPORT]
    assert [(one.name, one.role, one.order) for one in support] == [("市公安局", SUPPORT, 1), ("市商务局", SUPPORT, 2)]


def test_words_of_a_deadline_become_dates(review: Review) -> None:
    row = task(review, "改造市场")
    review.edit(row, deadline="9月底前")
    value = review.item(row).value
    assert (value.deadlines, value.due.to.isoformat()) == (("9月底前",), "2026-09-30")
    review.edit(row, deadline="立行立改")
    assert not review.item(row).value.due
    review.edit(row, deadline="")
    assert review.item(row).value.deadlines == ()


@pytest.mark.parametrize(
    ("block", "text", "fields"),
    [
        (Block.TASKS, "改造市场", {"title": " "}),
        (Block.UNITS, "市民政局", {"name": ""}),
        (Block.PHASES, "集中整治", {"name": ""}),
        (Block.TARGETS, "抽检", {"indicator": ""}),
        (Block.REPORTING, "整治方案", {"what": ""}),
        (Block.SEATS, "林一川", {"name": "", "post": ""}),
    ],
)
def test_an_empty_name_is_refused_and_nothing_changes(
    review: Review, block: Block, text: str, fields: dict[str, str]
) -> None:
    row = only(review, block, text)
    with pytest.raises(Refusal):
        review.edit(row, **fields)
    assert review.to_draft() == DRAFT
    assert not review.can_undo


def test_a_task_hangs_under_another_but_never_under_itself(review: Review) -> None:
    top, below = task(review, "整治占道经营"), task(review, "划定疏导点")
    with pytest.raises(Refusal):
        review.set_parent(top, below)
    review.set_parent(below, task(review, "改造市场"))
    assert review.to_draft().tasks[-1].parent == 3
    review.set_parent(below, None)
    assert {one.title: one.parent for one in review.to_draft().tasks}["划定疏导点"] is None


def test_renaming_an_area_or_a_group_takes_its_rows_along(review: Review) -> None:
    review.edit(next(item.id for item in review.rows(Block.PLACES) if not item.value.name), area="城北区")
    review.edit(only(review, Block.SEATS, "host='市商务局'"), name="整治办")
    drawn = review.to_draft()
    assert drawn.cells == (Cell("城北区", (Point("南门市场", "第一批"), Point("河西市场"))),)
    assert [seat.group for seat in drawn.seats] == ["领导小组", "领导小组", "整治办"]


def test_one_name_twice_is_one_person_until_the_clerk_says_otherwise(review: Review) -> None:
    first, second = [item.id for item in review.rows(Block.SEATS) if item.value.name == "周文远"]
    assert [item.id for item in review.namesakes(first)] == [second]
    assert review.apart() == frozenset()
    review.set_apart(second, True)
    assert review.apart() == frozenset({2})
    review.confirm(second)
    assert review.apart(confirmed_only=True) == frozenset({0})
    review.drop([first])
    assert review.namesakes(second) == ()


def test_rows_are_found_by_paragraph_tasks_before_units(review: Review) -> None:
    assert [item.block for item in review.at_paragraph(14)] == [Block.TASKS, Block.TARGETS]
    assert review.at_paragraph(3) == ()
    assert {12, 14, 20} <= review.paragraphs()


@pytest.mark.parametrize(
    ("scores", "decision", "linked", "doubtful"),
    [
        ((1.0,), Decision.LINK, "甲", False),
        ((1.0, 0.9), Decision.LINK, "甲", False),
        ((0.9,), Decision.OPEN, "", True),
        ((0.9, 0.9), Decision.NEW, "", True),
        ((0.7,), Decision.NEW, "", True),
        ((), Decision.NEW, "", False),
    ],
)
def test_only_the_same_name_is_linked_at_once(
    scores: tuple[float, ...], decision: Decision, linked: str, doubtful: bool
) -> None:
    proposals = tuple(Proposal(at + 1, "甲乙丙"[at], "名称相近", score) for at, score in enumerate(scores))
    review = Review(DRAFT, lambda names: {"市商务局": proposals} if "市商务局" in names else {})
    item = review.item(unit_row(review, "市商务局"))
    assert (item.value.decision, item.value.linked, bool(item.doubts)) == (decision, linked, doubtful)


def test_confirming_takes_what_is_shown_and_a_choice_stays(review: Review) -> None:
    def match(names):  # type: ignore[no-untyped-def]
        strong = (Proposal(7, "云溪市商务局", "只差地名", 0.9),)
        weak = (Proposal(8, "云溪市城市更新局", "名称相近", 0.7),)
        return {name: strong if "商务" in name else weak for name in names if name != "市民政局"}

    review = Review(DRAFT, match)
    review.confirm(unit_row(review, "市商务局"))
    review.confirm(unit_row(review, "市城管局"))
    assert review.links() == {"市商务局": 7}
    review.decide_unit(unit_row(review, "市城管局"), 8, "云溪市城市更新局")
    review.rematch(lambda names: {})
    assert review.links() == {"市商务局": 7, "市城管局": 8}
    review.decide_unit(unit_row(review, "市商务局"), None)
    assert review.links() == {"市城管局": 8}


def test_rows_made_by_hand_come_out(review: Review) -> None:
    text = "（三）加强巡查。每天两次。"
    added = [review.add(Block.TASKS, value) for value in values_from(Block.TASKS, 30, text)]
    review.set_units(added[0], Duty.LEAD, ("市城管局",))
    drawn = review.to_draft().tasks[-1]
    assert (drawn.no, drawn.title, drawn.spot, drawn.lead_units) == ("（三）", "加强巡查", Spot(30), ("市城管局",))
    assert drawn.key not in {1, 2, 3}


@pytest.mark.parametrize(
    ("block", "text", "expected"),
    [
        (Block.UNITS, "成员单位：市教育局、市水务局和市气象局。", ["市教育局", "市水务局", "市气象局"]),
        (Block.SEATS, "副组长：何  岚  市政府副秘书长", [("副组长", "何岚", "市政府副秘书长")]),
        (Block.SEATS, "市气象局局长", [("成员", "", "市气象局局长")]),
        (Block.REPORTING, "各单位于每月25日前报送进展。", ["进展"]),
        (Block.TASKS, "   ", []),
    ],
)
def test_a_paragraph_gives_rows_of_the_block_asked_for(block: Block, text: str, expected: list[object]) -> None:
    found = values_from(block, 4, text)
    read = [
        (one.role, one.name, one.post)
        if isinstance(one, Seat)
        else one.name
        if isinstance(one, UnitEntry)
        else one.what
        for one in found
    ]
    assert read == expected
    assert all(one.spot == Spot(4) for one in found)


def test_the_title_can_be_changed_but_not_emptied(review: Review) -> None:
    review.set_title(" 新方案 ")
    assert review.to_draft() == replace(DRAFT, title="新方案")
    with pytest.raises(Refusal):
        review.set_title("  ")
    review.undo()
    assert review.title == DRAFT.title


def test_undo_with_nothing_to_take_back_is_refused(review: Review) -> None:
    with pytest.raises(Refusal):
        review.undo()


ACTS = st.lists(
    st.tuples(st.sampled_from(["confirm", "drop", "restore", "edit", "units", "block"]), st.integers(0, 30))
)


@given(ACTS)
def test_any_run_of_decisions_keeps_to_the_rules_and_is_taken_back(acts: list[tuple[str, int]]) -> None:
    review = Review(DRAFT)
    before = (review.to_draft(), review.count())
    for act, number in acts:
        rows = [item for block in review.blocks() for item in review.rows(block)]
        item = rows[number % len(rows)]
        if act == "confirm":
            review.confirm(item.id)
        elif act == "drop":
            review.drop([item.id])
        elif act == "restore":
            review.restore([item.id])
        elif act == "block":
            review.confirm_block(item.block)
        elif act == "units" and item.block is Block.TASKS:
            review.set_units(item.id, Duty.SUPPORT, ("市民政局", f"单位{number}局"))
        elif act == "edit" and item.block is Block.UNITS:
            review.edit(item.id, name=f"改名{number}局")
        else:
            continue
        count = review.count()
        assert 0 <= count.confirmed <= count.kept
        drawn = review.to_draft()
        named = {one.name for each in drawn.tasks for one in each.units}
        assert named <= set(drawn.units)
    while review.can_undo:
        review.undo()
    assert (review.to_draft(), review.count()) == before
