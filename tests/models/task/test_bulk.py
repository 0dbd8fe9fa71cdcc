"""One field of many tasks in one step, rows inserted at once, blocks that were cut."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refusal
from models.task import actions
from models.task.actions import CellEdit
from models.task.rules import ListChange, UnknownUnits, changed_list
from tests.models.task.conftest import Work

_LISTS = st.lists(st.integers(0, 5), max_size=5, unique=True)


@given(_LISTS, st.lists(st.integers(0, 5), max_size=5), st.sampled_from(list(ListChange)))
def test_a_changed_list(now: list[int], named: list[int], how: ListChange) -> None:
    after = changed_list(now, named, how)
    assert len(set(after)) == len(after)
    expected = {
        ListChange.REPLACE: set(named),
        ListChange.ADD: {*now, *named},
        ListChange.FIRST: {*now, *named},
        ListChange.REMOVE: {*now} - {*named},
    }[how]
    assert set(after) == expected
    kept = [entry for entry in now if entry not in named]
    assert [entry for entry in after if entry in kept] == ([] if how is ListChange.REPLACE else kept)
    if how is ListChange.FIRST:
        assert after[: len(dict.fromkeys(named))] == list(dict.fromkeys(named))


def _tasks(work: Work) -> list[int]:
    ids = [work.add(title) for title in ("甲", "乙", "丙")]
    work.do(
        actions.set_cells,
        edits=[CellEdit(ids[0], "support", "商务局、公安局"), CellEdit(ids[1], "support", "公安局")],
    )
    return ids


def _support(work: Work, ids: list[int]) -> list[str]:
    return ["、".join(ref.name for ref in work.row(task_id).support) for task_id in ids]


@pytest.mark.parametrize(
    ("how", "text", "expected"),
    [
        (ListChange.ADD, "城管局、商务局", ["商务局、公安局、城管局", "公安局、城管局、商务局", "城管局、商务局"]),
        (ListChange.FIRST, "公安局", ["公安局、商务局", "公安局", "公安局"]),
        (ListChange.REMOVE, "gaj", ["商务局", "", ""]),
        (ListChange.REPLACE, "卫健委", ["卫健委", "卫健委", "卫健委"]),
        (ListChange.REPLACE, "", ["", "", ""]),
    ],
)
def test_units_of_many_tasks(work: Work, how: ListChange, text: str, expected: list[str]) -> None:
    ids = _tasks(work)
    before = _support(work, ids)
    assert work.do(actions.set_field, task_ids=ids, column="support", text=text, how=how) == 3
    assert _support(work, ids) == expected
    work.database.undo()
    assert _support(work, ids) == before


def test_deadline_points_and_kind_of_many_tasks(work: Work) -> None:
    ids = _tasks(work)
    for column, text in (("deadline", "6月底前"), ("points", "2.5"), ("kind", "报送事项")):
        work.do(actions.set_field, task_ids=ids[:2], column=column, text=text)
    row = work.row(ids[1])
    assert (str(row.due_to), row.points, row.kind.label) == ("2026-06-30", 250, "报送事项")
    assert work.row(ids[2]).deadline == ""


@pytest.mark.parametrize(
    ("column", "how", "text"),
    [
        ("support", ListChange.ADD, ""),
        ("support", ListChange.ADD, "教育局"),
        ("points", ListChange.REPLACE, "很多"),
        ("phase", ListChange.REPLACE, "没有的阶段"),
    ],
)
def test_a_bad_value_changes_nothing(work: Work, column: str, how: ListChange, text: str) -> None:
    ids = _tasks(work)
    before = work.rows()
    with pytest.raises(Refusal):
        work.do(actions.set_field, task_ids=ids, column=column, text=text, how=how)
    assert work.rows() == before


def test_an_unknown_unit_is_made_when_wanted(work: Work) -> None:
    ids = _tasks(work)
    with pytest.raises(UnknownUnits) as refused:
        work.do(actions.set_field, task_ids=ids, column="lead", text="教育局", how=ListChange.ADD)
    work.do(
        actions.set_field, task_ids=ids, column="lead", text="教育局", how=ListChange.ADD, add_units=refused.value.names
    )
    assert [ref.name for ref in work.row(ids[2]).lead] == ["教育局"]


def test_several_rows_are_inserted_before_one(work: Work) -> None:
    first, second, _ = _tasks(work)
    made = work.do(actions.insert_tasks, campaign_id=work.campaign, count=3, before_id=second)
    order = [row.id for row in work.rows()]
    assert order[:5] == [first, *made, second]
    with pytest.raises(Refusal):
        work.do(actions.insert_tasks, campaign_id=work.campaign, count=1, parent_id=7)


def test_a_cut_block_leaves_its_cells_empty_in_one_step(work: Work) -> None:
    ids = _tasks(work)
    before = work.rows()
    work.do(
        actions.paste_block,
        campaign_id=work.campaign,
        columns=("support",),
        rows=(("公安局",), ("",)),
        task_ids=ids[1:],
        cleared=((ids[0], "support"), (ids[1], "support")),
    )
    assert _support(work, ids) == ["", "公安局", ""]
    work.database.undo()
    assert work.rows() == before


def test_a_bad_cell_of_a_cut_block_keeps_everything(work: Work) -> None:
    ids = _tasks(work)
    before = work.rows()
    with pytest.raises(Refusal, match="第 2 行“分值”"):
        work.do(
            actions.paste_block,
            campaign_id=work.campaign,
            columns=("points",),
            rows=(("2",), ("许多",)),
            task_ids=ids[:2],
            cleared=((ids[0], "support"),),
        )
    assert work.rows() == before
