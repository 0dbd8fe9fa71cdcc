"""The models of flat and tree tables: what is shown, in which order, and what a refresh leaves alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests.ui.tables.rows import COLUMNS, Duty, duties, renamed
from ui.tables.rows import RowsModel
from ui.tables.tree import TreeRowsModel


def titles(model: RowsModel) -> list[str]:
    return [row.title for row in model.visible_rows()]


def title_of(model: RowsModel, row_id: int) -> str:
    row = model.row(row_id)
    assert row is not None
    return str(row.title)


@pytest.fixture(params=[RowsModel, TreeRowsModel])
def model(request: pytest.FixtureRequest, qapp: object) -> RowsModel:
    made: RowsModel = request.param(COLUMNS)
    made.set_rows(duties())
    return made


def test_model_keeps_the_rules_of_qt(model: RowsModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model, force_py=True)
    model.set_filter("市场")
    model.sort(3, Qt.SortOrder.DescendingOrder)
    model.set_rows(duties()[:3])
    qtmodeltester.check(model, force_py=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [1, 2, 3, 4, 5, 6, 7]),
        ("占道", [2]),
        ("市场监管", [5, 6]),
        ("市场 2026-06", [6]),
        ("市场 占道", []),
        ("执法分局", [2]),
    ],
)
def test_filter_finds_every_word_in_any_column(qapp: object, text: str, expected: list[int]) -> None:
    model = RowsModel(COLUMNS)
    model.set_rows(duties())
    model.set_filter(text)
    assert [row.id for row in model.visible_rows()] == expected


def test_filter_of_a_tree_keeps_what_stands_above(qapp: object) -> None:
    model = TreeRowsModel(COLUMNS)
    model.set_rows(duties())
    model.collapse(4)
    model.set_filter("棚顶")
    assert titles(model) == ["农贸市场", "改造棚顶"]
    model.set_filter("")
    assert titles(model) == ["市容环境卫生", "整治占道经营", "清理卫生死角", "农贸市场"]


def test_filter_finds_search_text(qapp: object) -> None:
    model = RowsModel(COLUMNS, search_text=lambda row: "zzzdjy" if row.id == 2 else "")
    model.set_rows(duties())
    model.set_filter("ZZZD")
    assert [row.id for row in model.visible_rows()] == [2]


def test_predicate_and_filter_work_together(qapp: object) -> None:
    model = RowsModel(COLUMNS)
    model.set_rows(duties())
    model.set_predicate(lambda row: not row.lead)
    model.set_filter("公示")
    assert [row.id for row in model.visible_rows()] == [7]
    model.set_filter("")
    assert [row.id for row in model.visible_rows()] == [1, 3, 4, 7]


def test_sort_puts_empty_last_in_both_directions(qapp: object) -> None:
    model = RowsModel(COLUMNS)
    model.set_rows(duties())
    model.sort(3, Qt.SortOrder.AscendingOrder)
    assert [row.points for row in model.visible_rows()] == [2, 3, 5, 10, 20, 30, None]
    model.sort(3, Qt.SortOrder.DescendingOrder)
    assert [row.points for row in model.visible_rows()] == [30, 20, 10, 5, 3, 2, None]
    model.sort(-1)
    assert [row.id for row in model.visible_rows()] == [1, 2, 3, 4, 5, 6, 7]


def test_sort_of_a_tree_orders_children_below_their_parent(qapp: object) -> None:
    model = TreeRowsModel(COLUMNS)
    model.set_rows(duties())
    model.sort(3, Qt.SortOrder.DescendingOrder)
    assert [row.id for row in model.visible_rows()] == [4, 5, 7, 6, 1, 2, 3]


def test_folding(qapp: object) -> None:
    model = TreeRowsModel(COLUMNS)
    model.set_rows(duties())
    model.collapse_all()
    assert titles(model) == ["市容环境卫生", "农贸市场"]
    model.reveal(6)
    assert [row.id for row in model.visible_rows()] == [1, 4, 5, 6, 7]
    model.toggle(4)
    model.set_rows(renamed(duties(), 1, "市容"))
    assert titles(model) == ["市容", "农贸市场"]
    model.expand_all()
    assert len(model.visible_rows()) == 7


def test_starts_folded(qapp: object) -> None:
    model = TreeRowsModel(COLUMNS, folded=True)
    model.set_rows(duties())
    assert titles(model) == ["市容环境卫生", "农贸市场"]
    model.expand(1)
    assert [row.id for row in model.visible_rows()] == [1, 2, 3, 4]


@given(st.lists(st.integers(0, 30), max_size=31), st.sets(st.integers(1, 31)))
def test_a_tree_shows_exactly_the_rows_whose_ancestors_are_open(picks: list[int], folded: set[int]) -> None:
    rows: list[Duty] = []
    parents: dict[int, int | None] = {}
    stack: list[int] = []
    for at, pick in enumerate(picks, 1):
        stack = stack[: pick % (len(stack) + 1)]
        parents[at] = stack[-1] if stack else None
        rows.append(Duty(at, parents[at], str(at)))
        stack.append(at)
    model = TreeRowsModel(COLUMNS)
    model.set_rows(rows)
    for row in folded:
        model.collapse(row)

    def is_open(row_id: int) -> bool:
        above = parents[row_id]
        return above is None or (above not in folded and is_open(above))

    assert [row.id for row in model.visible_rows()] == [row.id for row in rows if is_open(row.id)]


def test_a_changed_row_is_painted_again_without_a_reset(model: RowsModel, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged) as signal:
        model.set_rows(renamed(duties(), 3, "清理死角"))
    assert signal.args is not None and signal.args[0].row() == 2
    assert title_of(model, 3) == "清理死角"
    model.set_filter("清理死角")
    assert 3 in [row.id for row in model.visible_rows()]


def test_new_rows_reset(model: RowsModel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.modelReset):
        model.set_rows((*duties(), Duty(8, 4, "新任务")))
    assert title_of(model, 8) == "新任务"
    assert model.index_of(8).row() == 7


def test_update_rows_leaves_filter_and_order(model: RowsModel) -> None:
    model.set_filter("占道")
    shown = [row.id for row in model.visible_rows()]
    model.update_rows([renamed(duties(), 2, "整治市容")[1]])
    assert [row.id for row in model.visible_rows()] == shown
    assert title_of(model, 2) == "整治市容"


def test_an_edit_is_a_request(model: RowsModel, qtbot: QtBot) -> None:
    index = model.index_of(3, "title")
    with qtbot.waitSignal(model.edit_requested) as signal:
        assert model.setData(index, "清理死角")
    assert signal.args == [3, "title", "清理死角"]
    assert title_of(model, 3) == "清理卫生死角"


@pytest.mark.parametrize(("row_id", "key", "value"), [(3, "title", "清理卫生死角"), (1, "kind", "报送")])
def test_no_request_without_change_or_where_editing_is_not_allowed(
    model: RowsModel, qtbot: QtBot, row_id: int, key: str, value: str
) -> None:
    with qtbot.assertNotEmitted(model.edit_requested):
        assert not model.setData(model.index_of(row_id, key), value)


def test_texts_for_readers_of_the_screen(model: RowsModel) -> None:
    index = model.index_of(5, "lead")
    assert model.data(index, Qt.ItemDataRole.AccessibleTextRole) == "牵头单位：商务局、市场监管局"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "牵头单位"
