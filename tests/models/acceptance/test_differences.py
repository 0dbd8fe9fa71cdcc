"""A document beside the file: tables of cases for two ways and three, and for which row is which."""

import pytest

from models.acceptance.differences import RowChange, compare
from models.acceptance.from_draft import Naming, rows_of_draft
from models.acceptance.matching import match
from models.acceptance.rows import Row, text
from models.acceptance.terms import Choice, Part, State
from models.intake.draft import Draft, Duty, Kind, Task, TaskUnit

NAMES = Naming({"市城管局": 1, "城管局": 1, "市商务局": 2})


def tasks(*rows: Task) -> Draft:
    return Draft(Kind.PLAN, tasks=rows)


def held(*rows: Task, first: int = 100) -> list[Row]:
    """Tasks as the file holds them: ids from `first`."""
    found = rows_of_draft(tasks(*rows), NAMES)
    ids = {row.at: first + row.at for row in found}
    return [
        Row(
            row.part, ids[row.at], row.title, row.fields, row.exact, row.loose, row.likeness, row.no,
            ids[row.parent] if row.parent is not None else None,
        )
        for row in found
    ]  # fmt: skip


def changes(theirs: Draft, ours: list[Row], base: Draft | None = None) -> list[RowChange]:
    return list(compare(rows_of_draft(theirs, NAMES), ours, rows_of_draft(base, NAMES) if base else ()))


def one(title: str = "整治市容", **fields: str) -> Task:
    return Task(0, title, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "state", "written"),
    [
        ("甲", "甲", "甲", State.SAME, ()),
        ("甲", "甲", "乙", State.CHANGED, ("body",)),
        ("甲", "乙", "甲", State.OURS, ()),  # changed by hand since: stays
        ("甲", "乙", "乙", State.SAME, ()),  # both to the same
        ("甲", "乙", "丙", State.CONFLICT, ()),  # by default ours stays
        ("甲", "甲", "", State.CHANGED, ("body",)),  # the new issue took it out
        ("甲", "", "", State.SAME, ()),
        ("", "乙", "丙", State.CONFLICT, ()),
        ("", "", "丙", State.CHANGED, ("body",)),
        (None, "甲", "乙", State.CHANGED, ("body",)),
        (None, "甲", "", State.SAME, ()),  # a document that says nothing empties nothing
        (None, "", "乙", State.CHANGED, ("body",)),
    ],
)
def test_three_ways(base: str | None, ours: str, theirs: str, state: State, written: tuple[str, ...]) -> None:
    earlier = tasks(one(body=base)) if base is not None else None
    (change,) = changes(tasks(one(body=theirs)), held(one(body=ours)), earlier)
    assert change.state is state and change.row_id == 100
    assert change.taken(change.choices[0]) == written
    if state is State.CONFLICT:
        assert change.taken(Choice.TAKE) == ("body",) and change.fields[0].base == base
        assert change.choices == (Choice.MERGE, Choice.TAKE, Choice.KEEP, Choice.BOTH)


def test_merging_takes_what_only_the_document_changed() -> None:
    base, ours = one(body="甲", deadline="5月底前"), one(body="乙", deadline="5月底前")
    (change,) = changes(tasks(one(body="丙", deadline="6月底前")), held(ours), tasks(base))
    assert change.state is State.CONFLICT
    assert change.taken(Choice.MERGE) == ("deadline",)
    assert set(change.taken(Choice.TAKE)) == {"body", "deadline"} and change.taken(Choice.KEEP) == ()


def test_what_an_earlier_issue_held_is_gone_but_never_removed_by_itself() -> None:
    base = tasks(Task(0, "甲项"), Task(1, "乙项"))
    found = changes(tasks(Task(0, "甲项")), held(Task(0, "甲项"), Task(1, "乙项"), Task(2, "手工加的")), base)
    assert [(row.title, row.state) for row in found] == [("甲项", State.SAME), ("乙项", State.GONE)]
    assert found[1].choices == (Choice.KEEP, Choice.REMOVE) and found[1].key == "tasks:-101"
    assert changes(tasks(Task(0, "甲项")), held(Task(0, "甲项"), Task(1, "乙项")))[1:] == [], (
        "no issue before: none gone"
    )


def test_units_are_compared_by_what_they_mean() -> None:
    def by(*names: str) -> Task:
        return Task(0, "整治", units=tuple(TaskUnit(name, "牵头单位", Duty.LEAD) for name in names))

    assert changes(tasks(by("城管局")), held(by("市城管局")))[0].state is State.SAME
    (changed,) = changes(tasks(by("市商务局", "市教育局")), held(by("市城管局")))
    assert [one.words for one in changed.fields] == ["牵头单位：市城管局 → 市商务局、市教育局"]


@pytest.mark.parametrize(
    ("theirs", "ours", "pairs"),
    [
        ([Task(0, "甲项", "1."), Task(1, "乙项", "2.")], [Task(0, "乙项", "1."), Task(1, "甲项", "2.")], {0: 1, 1: 0}),
        ([Task(0, "同名"), Task(1, "同名")], [Task(0, "同名"), Task(1, "同名")], {0: 0, 1: 1}),
        ([Task(0, "整治城区道路占道经营")], [Task(0, "整治城区道路两侧占道经营")], {0: 0}),
        ([Task(0, "整治占道经营", "1.")], [Task(0, "改造农贸市场", "1.")], {}),
        ([Task(0, "清理 广告。")], [Task(0, "清理广告")], {0: 0}),
        (
            [Task(0, "大项"), Task(1, "小项", parent=0)],
            [Task(0, "大项"), Task(1, "另一项"), Task(2, "小项", parent=1)],
            {0: 0, 1: 2},
        ),
        (
            [Task(0, "整治全市占道经营行为"), Task(1, "划线规范车辆停放秩序", parent=0)],
            [Task(0, "整治占道经营行为"), Task(1, "划线规范车辆停放", parent=0)],
            {0: 0, 1: 1},
        ),
    ],
)
def test_which_task_is_which(theirs: list[Task], ours: list[Task], pairs: dict[int, int]) -> None:
    assert match(rows_of_draft(tasks(*theirs), NAMES), held(*ours)) == pairs


def test_a_task_under_another_parent_is_moved() -> None:
    ours = held(Task(0, "甲项"), Task(1, "乙项"), Task(2, "小项", parent=0))
    (_, _, change) = changes(tasks(Task(0, "甲项"), Task(1, "乙项"), Task(2, "小项", parent=1)), ours)
    assert [(one.key, one.before, one.after) for one in change.fields] == [("parent", "甲项", "乙项")]


def test_a_renamed_parent_moves_nothing() -> None:
    ours = held(Task(0, "整治市容市貌环境"), Task(1, "小项", parent=0))
    theirs = tasks(Task(0, "整治市容市貌环境秩序"), Task(1, "小项", parent=0))
    found = changes(theirs, ours)
    assert [row.state for row in found] == [State.CHANGED, State.SAME]


def test_rows_of_one_name_offer_no_second_copy() -> None:
    row = RowChange(Part.CONTACTS, 0, 5, "市城管局 何苗", State.CHANGED)
    assert row.choices == (Choice.TAKE, Choice.KEEP)


def test_blanks_at_line_ends_are_no_difference() -> None:
    assert text(" 甲 \n乙  ").same == text("甲\n 乙").same
