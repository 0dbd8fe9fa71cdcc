"""The matrix: keys and clicks ask for roles, the cursor is kept by ids, folding and filter, scrolling paints right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ui.tables import clipboard
from ui.tables.matrix import MatrixColumn, MatrixModel, MatrixRow, MatrixView

Key = Qt.Key
UNITS = ("市委宣传部", "商务局", "市场监管局", "执法分局")


def content(roles: dict[tuple[int, int], tuple[str, ...]] | None = None, big: int = 2) -> tuple[Any, Any, Any]:
    rows = []
    for group in range(big):
        rows.append(MatrixRow(group * 10 + 100, None, 0, str(group + 1), f"大项 {group}", True))
        rows += [
            MatrixRow(group * 10 + 100 + small, group * 10 + 100, 1, f"（{small}）", f"小项 {group}-{small}")
            for small in (1, 2, 3)
        ]
    columns = [MatrixColumn(at, name, name, (at, at + 1)) for at, name in enumerate(UNITS)]
    return rows, columns, roles if roles is not None else {(101, 1): ("lead",), (102, 2): ("lead", "support")}


@pytest.fixture
def model(qapp: QApplication) -> MatrixModel:
    made = MatrixModel()
    made.set_matrix(*content())
    return made


@pytest.fixture
def view(model: MatrixModel, shown: Callable[[Any], Any]) -> MatrixView:
    made = MatrixView(model)
    shown(made)
    made.setFocus()
    return made


def test_model_keeps_the_rules_of_qt(model: MatrixModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model, force_py=True)
    assert model.data(model.index(2, 3)) == "牵头、配合"
    assert model.headerData(2, Qt.Orientation.Horizontal) == "商务局"


@pytest.mark.parametrize(
    ("letter", "role"), [("q", "lead"), ("z", "responsible"), ("p", "support"), ("d", "oversee"), ("Q", "lead")]
)
def test_keys_ask_for_roles(view: MatrixView, qtbot: QtBot, letter: str, role: str) -> None:
    view.select(103, 2)
    with qtbot.waitSignal(view.role_toggled) as signal:
        qtbot.keyClicks(view, letter)
    assert signal.args == [103, 2, role]


def test_a_click_on_an_empty_cell_sets_the_role_used_last(view: MatrixView, qtbot: QtBot) -> None:
    view.select(103, 2)
    qtbot.keyClicks(view, "p")
    with qtbot.waitSignal(view.role_toggled) as signal:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.cell_rect(5, 0).center())
    assert signal.args == [111, 0, "support"]


def test_a_click_on_a_filled_cell_only_goes_there_and_the_next_opens_its_menu(view: MatrixView, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(view.role_toggled):
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.cell_rect(2, 2).center())
    assert view.current() == (102, 2)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.cell_rect(2, 2).center())
    menu = view.findChild(QMenu)
    assert isinstance(menu, QMenu)
    ticked = [action.text().split("\t")[0] for action in menu.actions() if action.isChecked()]
    assert ticked == ["牵头", "配合"]
    with qtbot.waitSignal(view.role_toggled) as signal:
        menu.actions()[1].trigger()
    assert signal.args == [102, 2, "responsible"]
    menu.close()


def test_delete_clears_a_filled_cell_only(view: MatrixView, qtbot: QtBot) -> None:
    view.select(101, 1)
    with qtbot.waitSignal(view.roles_cleared) as signal:
        qtbot.keyClick(view, Key.Key_Delete)
    assert signal.args == [[(101, 1)]]
    view.select(101, 0)
    with qtbot.assertNotEmitted(view.roles_cleared):
        qtbot.keyClick(view, Key.Key_Delete)


def test_arrows_stay_inside(view: MatrixView, qtbot: QtBot) -> None:
    view.select(100, 0)
    for key in (Key.Key_Up, Key.Key_Left):
        qtbot.keyClick(view, key)
    assert view.current() == (100, 0)
    qtbot.keyClick(view, Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(view, Key.Key_Down)
    assert view.current() == (113, 3)


def test_the_cursor_stays_on_its_cell_over_a_refresh(view: MatrixView, model: MatrixModel, qtbot: QtBot) -> None:
    view.select(112, 2)
    rows, columns, roles = content()
    model.set_matrix([MatrixRow(7, None, 0, "0", "新大项"), *rows], columns, roles)
    assert view.current() == (112, 2)
    with qtbot.waitSignal(view.current_changed) as signal:
        model.set_matrix(rows[:3], columns, {})
    assert signal.args == [None, None]


def test_only_roles_changed_is_no_reset(model: MatrixModel, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.recoloured):
        model.set_matrix(*content({(101, 1): ("support",)}))
    assert model.roles_at(1, 1) == ("support",)
    model.set_roles(101, 1, ())
    assert model.roles_at(1, 1) == ()


def test_folding_and_filter(view: MatrixView, model: MatrixModel, qtbot: QtBot) -> None:
    place = QPoint(14, view.cell_rect(0, 0).center().y())
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [row.id for row in model.rows] == [100, 110, 111, 112, 113]
    model.set_filter("小项 0-2")
    assert [row.id for row in model.rows] == [100, 102]
    model.set_filter("")
    assert [row.id for row in model.rows] == [100, 110, 111, 112, 113]


def test_copy_gives_the_whole_matrix(view: MatrixView, qtbot: QtBot) -> None:
    qtbot.keyClick(view, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    block = clipboard.take()
    assert block[0] == ("序号", "任务", *UNITS)
    assert block[3][1:] == ("小项 0-2", "", "", "牵头、配合", "")


def test_scrolling_paints_only_what_comes_into_sight_and_keeps_the_rest(
    view: MatrixView, model: MatrixModel, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.tables import matrix_paint

    rows, columns, roles = content(big=40)
    model.set_matrix(rows, columns, roles)
    qapp.processEvents()
    painted: list[int] = []
    paint = matrix_paint.paint_rows

    def count(painter: Any, of: MatrixView, shown_rows: range, cross: tuple[int, int]) -> None:
        painted.extend(shown_rows)
        paint(painter, of, shown_rows, cross)

    monkeypatch.setattr(matrix_paint, "paint_rows", count)
    view.verticalScrollBar().setValue(view.cell * 3)
    qapp.processEvents()
    tall = (view.viewport().height() - view.head_height) // view.cell
    assert painted and set(painted) <= set(range(tall - 1, tall + 5))


def test_tooltip_words(model: MatrixModel) -> None:
    assert model.words_at(2, 2) == "（2） 小项 0-2\n市场监管局：牵头、配合"


def kinds() -> tuple[Any, Any, Any]:
    """Two departments and, between them in the order given, two districts."""
    rows, _, _ = content()
    columns = [
        MatrixColumn(1, "商务局", counts=(1, 2), group="部门"),
        MatrixColumn(2, "临江区", counts=(0, 3), group="区"),
        MatrixColumn(3, "城管局", counts=(2, 2), group="部门"),
        MatrixColumn(4, "青石区", counts=(1, 4), group="区"),
    ]
    return rows, columns, {(101, 2): ("responsible",), (101, 4): ("responsible",), (102, 1): ("lead",)}


def test_columns_of_a_group_stand_side_by_side_and_fold(view: MatrixView, model: MatrixModel, qtbot: QtBot) -> None:
    model.set_matrix(*kinds())
    assert [column.label for column in model.columns] == ["商务局", "城管局", "临江区", "青石区"]
    assert [(band.group, band.first, band.last) for band in model.bands] == [("部门", 0, 1), ("区", 2, 3)]
    middle = QPoint(view.cell_rect(0, 2).right(), view.band_height // 2)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert [(column.label, column.counts) for column in model.columns] == [
        ("商务局", (1, 2)), ("城管局", (2, 2)), ("区", (1, 7)),
    ]  # fmt: skip
    assert model.text_at(1, 2) == "2" and model.text_at(2, 2) == ""
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.cell_rect(1, 2).center())
    assert len(model.columns) == 4  # a click on a folded column opens it and sets nothing


def test_one_group_needs_no_head(model: MatrixModel) -> None:
    assert model.bands == ()


def test_row_counts(model: MatrixModel) -> None:
    assert [model.row_counts(at) for at in range(3)] == [(0, 0), (1, 1), (1, 1)]


def test_a_block_is_selected_by_keys_and_set_at_once(view: MatrixView, qtbot: QtBot) -> None:
    view.select(101, 1)
    qtbot.keyClick(view, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.selected_cells() == [(101, 1), (101, 2), (102, 1), (102, 2)]
    with qtbot.waitSignal(view.roles_wanted) as signal:
        qtbot.keyClicks(view, "p")
    assert signal.args == [[(101, 1), (101, 2), (102, 1), (102, 2)], "support"]
    with qtbot.waitSignal(view.roles_cleared) as cleared:
        qtbot.keyClick(view, Key.Key_Delete)
    assert cleared.args == [[(101, 1), (102, 2)]]  # those that hold a role
    qtbot.keyClick(view, Key.Key_Escape)
    assert view.selected_cells() == [(102, 2)]


def test_a_block_is_drawn_with_the_mouse_and_sets_nothing(view: MatrixView, qtbot: QtBot) -> None:
    place = view.viewport()
    asked: list[Any] = []
    view.role_toggled.connect(lambda *args: asked.append(args))
    qtbot.mousePress(place, Qt.MouseButton.LeftButton, pos=view.cell_rect(1, 2).center())
    qtbot.mouseMove(place, view.cell_rect(3, 3).center())
    send_move(view, view.cell_rect(3, 3).center())
    qtbot.mouseRelease(place, Qt.MouseButton.LeftButton, pos=view.cell_rect(3, 3).center())
    assert len(view.selected_cells()) == 6 and asked == []


def send_move(view: MatrixView, point: QPoint) -> None:
    """A move with the button held (QTest moves without)."""
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(point), QPointF(view.viewport().mapToGlobal(point)), Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


def test_a_block_is_copied_with_its_headings(view: MatrixView, qtbot: QtBot) -> None:
    view.select(101, 1)
    qtbot.keyClick(view, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(view, Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    view.copy()
    assert clipboard.take() == (
        ("序号", "任务", "商务局", "市场监管局"),
        ("（1）", "小项 0-1", "牵头", ""),
        ("（2）", "小项 0-2", "", "牵头、配合"),
    )  # fmt: skip


def test_the_name_of_a_unit_selects_its_column(view: MatrixView, qtbot: QtBot) -> None:
    point = QPoint(view.cell_rect(0, 1).center().x(), view.head_height - 8)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert view.selected_cells() == [(row.id, 1) for row in view.matrix.rows]
