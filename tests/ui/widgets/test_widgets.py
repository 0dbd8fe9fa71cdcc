"""Small widgets: inspector and its fields, unit picker, chips, forms, message bar, figures, row list, page head."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QCursor, QEnterEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from models.errors import Refusal
from ui.style import Tone
from ui.tables.cells import Chip
from ui.tables.editors import Option
from ui.tables.painting import cross_rect
from ui.widgets.bar import MessageBar
from ui.widgets.chips import ChipRow
from ui.widgets.figure import Figure
from ui.widgets.form import FormDialog
from ui.widgets.head import PageHead
from ui.widgets.inspector import (
    BoolField,
    ChoiceField,
    DateField,
    Field,
    Inspector,
    LineField,
    NumberField,
    TextField,
    UnitsField,
)
from ui.widgets.rowlist import ListRow, RowList
from ui.widgets.unit_picker import UnitPicker

UNITS = (
    Option(1, "商务局", ("swj", "云溪市商务局")),
    Option(2, "市场监管局", ("scjgj", "工商局")),
    Option(3, "市场服务中心", ("scfwzx",)),
)
Show = Callable[[Any], Any]


def units() -> tuple[Option, ...]:
    return UNITS


# ---- fields -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "old", "typed", "value"),
    [
        (LineField, "旧", "xin", "xin"),
        (TextField, "旧", "xin", "xin"),
        (DateField, date(2026, 5, 31), "2026-6-1", date(2026, 6, 1)),
        (DateField, date(2026, 5, 31), "", None),
        (DateField, None, "soon", "soon"),
        (NumberField, Decimal("2.5"), "3", Decimal("3")),
        (NumberField, None, "x", "x"),
    ],
)
def test_a_field_tells_its_value_once_when_it_is_left(
    shown: Show, qtbot: QtBot, field: type[Field], old: object, typed: str, value: object
) -> None:
    desk = QWidget()
    layout = QVBoxLayout(desk)
    made, other = field(), QLineEdit()
    layout.addWidget(made)
    layout.addWidget(other)
    shown(desk)
    made.set_value(old)
    told: list[object] = []
    made.committed.connect(told.append)
    line = made.focusProxy()
    assert isinstance(line, QLineEdit | QPlainTextEdit)
    line.setFocus()
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_Delete)
    qtbot.keyClicks(line, typed)
    assert told == []
    other.setFocus()
    assert told == [value]
    line.setFocus()
    other.setFocus()
    assert told == [value]


def test_loading_tells_nobody(shown: Show) -> None:
    inspector = Inspector()
    section = inspector.add_section("基本")
    section.add("title", "任务", LineField())
    section.add("body", "内容", TextField())
    section.add("kind", "类别", ChoiceField((Option("a", "甲"), Option("b", "乙"))))
    section.add("units", "单位", UnitsField(units))
    section.add("flag", "标记", BoolField("是"))
    told: list[tuple[str, object]] = []

    def on_edited(key: str, value: object) -> None:
        told.append((key, value))

    inspector.edited.connect(on_edited)
    shown(inspector)
    assert inspector.is_clear
    values = {"title": "整治", "body": "两\n行", "kind": "b", "units": (1, 2), "flag": True}
    inspector.set_values("整治", values)
    inspector.set_values("别的", values | {"title": "别的"})
    assert told == []
    box = inspector.field("flag").focusProxy()
    assert isinstance(box, QCheckBox)
    box.click()
    assert told == [("flag", False)]
    with pytest.raises(KeyError):
        inspector.field("nothing")


def test_sections_fold_and_labels_name_their_fields(shown: Show, qtbot: QtBot) -> None:
    inspector = Inspector()
    section = inspector.add_section("更多", folded=True)
    field = section.add("note", "备注", LineField())
    shown(inspector)
    inspector.set_values("x", {"note": "n"})
    assert section.is_folded and not field.isVisible()
    qtbot.mouseClick(section._toggle, Qt.MouseButton.LeftButton)
    assert field.isVisible()
    line = field.focusProxy()
    assert line is not None and line.accessibleName() == "备注"


# ---- units ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "values", "left"),
    [
        ("商务局", (1,), ""),
        ("swj、工商局", (1, 2), ""),
        ("云溪市商务局，scfwzx", (1, 3), ""),
        ("市场", (), "市场"),
        ("商务局、没有的局", (1,), "没有的局"),
        ("商务局、商务局", (1,), ""),
    ],
)
def test_units_are_found_by_any_of_their_names(shown: Show, text: str, values: tuple[int, ...], left: str) -> None:
    picker = UnitPicker(units)
    shown(picker)
    picker.add_text(text)
    assert picker.values == values
    assert picker.line.text() == left


def test_unit_picker_by_keys(shown: Show, qtbot: QtBot) -> None:
    picker = UnitPicker(units, "lead")
    shown(picker)
    told: list[object] = []
    picker.changed.connect(told.append)
    picker.line.setFocus()
    qtbot.keyClicks(picker.line, "sc")
    assert [option.value for option in picker.line.proposals()] == [2, 3]
    qtbot.keyClick(picker.line, Qt.Key.Key_Down)
    qtbot.keyClick(picker.line, Qt.Key.Key_Return)
    assert told == [(3,)]
    assert picker.line.text() == ""
    qtbot.keyClick(picker.line, Qt.Key.Key_Backspace)
    assert told == [(3,), ()]


def test_a_single_unit_is_replaced(shown: Show) -> None:
    picker = UnitPicker(units, single=True)
    shown(picker)
    picker.set_values((1,))
    picker.add_text("工商局")
    assert picker.values == (2,)


def test_chips_flow_over_lines_and_are_taken_away(shown: Show, qtbot: QtBot) -> None:
    row = ChipRow([Chip(f"单位名称 {number}", "lead", number) for number in range(12)], removable=True)
    shown(row)
    row.resize(300, 200)
    rects = row.rects(300)
    assert len({rect.top() for rect in rects}) > 2
    assert all(rect.right() < 300 for rect in rects)
    with qtbot.waitSignal(row.removed) as signal:
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=cross_rect(rects[4]).center())
    assert signal.args == [4]
    with qtbot.waitSignal(row.clicked) as signal:
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=rects[5].topLeft() + QPoint(4, 4))
    assert signal.args == [5]


# ---- forms and messages -----------------------------------------------------------------------------------------


class NameForm(FormDialog):
    def __init__(self) -> None:
        super().__init__("新单位")
        self.line = QLineEdit(self)
        self.add("名称", self.line)

    def value(self) -> str:
        return self.line.text()

    def why_not(self) -> Refusal | None:
        return None if self.line.text() else Refusal("单位没有名称。", "请写上名称。")


def test_a_form_stays_open_with_the_reason_and_gives_its_value(qtbot: QtBot) -> None:
    form = NameForm()
    qtbot.addWidget(form)
    form.open()
    told: list[object] = []
    form.submitted.connect(told.append)
    qtbot.mouseClick(form.accept_button, Qt.MouseButton.LeftButton)
    assert form.isVisible() and told == []
    assert form._why.text() == "单位没有名称。请写上名称。"
    form.line.setText("商务局")
    qtbot.keyClick(form.line, Qt.Key.Key_Return)
    assert not form.isVisible() and told == ["商务局"]
    assert form.maximumWidth() <= 560


def test_esc_closes_a_form_without_a_word(qtbot: QtBot) -> None:
    form = NameForm()
    qtbot.addWidget(form)
    form.open()
    told: list[object] = []
    form.submitted.connect(told.append)
    form.line.setText("商务局")
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert not form.isVisible() and told == []


def test_message_bar_shows_plain_text_and_its_action(shown: Show, qtbot: QtBot) -> None:
    bar = MessageBar()
    shown(bar)
    done: list[str] = []

    def undo() -> None:
        done.append("undone")

    bar.show_message("<b>已导入</b> 7 项任务。", "ok", ("撤销", undo))
    assert bar.text == "<b>已导入</b> 7 项任务。"
    assert bar._text.textFormat() == Qt.TextFormat.PlainText
    assert bar._timer.interval() == 8_000 and bar._timer.isActive()
    qtbot.mouseClick(bar.action_button, Qt.MouseButton.LeftButton)
    assert done == ["undone"] and not bar.isVisible()
    bar.show_message("没有动作", "info", None)
    assert not bar.action_button.isVisible()
    QCursor.setPos(bar.mapToGlobal(QPoint(-50, -50)))
    bar._timer.timeout.emit()
    assert not bar.isVisible()


def test_a_message_stays_under_the_mouse_and_a_second_after(shown: Show) -> None:
    bar = MessageBar()
    shown(bar)
    bar.show_message("已导入 7 项任务。", "ok", None)
    QCursor.setPos(bar.mapToGlobal(bar.rect().center()))
    bar._timer.timeout.emit()
    assert bar.isVisible() and bar._timer.isActive()
    QApplication.sendEvent(bar, QEnterEvent(QPointF(), QPointF(), QPointF()))
    assert not bar._timer.isActive()
    bar._left_ms = 0
    QCursor.setPos(bar.mapToGlobal(QPoint(-50, -50)))
    QApplication.sendEvent(bar, QEvent(QEvent.Type.Leave))
    assert bar._timer.isActive() and bar._timer.interval() == 1_000
    bar.show_message("已导入 8 项任务。", "ok", None)
    assert bar._timer.interval() == 8_000
    bar._timer.timeout.emit()
    assert not bar.isVisible()


# ---- head, figures, lists ---------------------------------------------------------------------------------------


def test_the_switch_stands_still_when_the_count_changes(shown: Show, qtbot: QtBot) -> None:
    head = PageHead("任务")
    switch = head.add_switch((("table", "表格"), ("person", "人员")), str)
    head.resize(1100, 48)
    shown(head)
    places = []
    for words in ("87 项 · 100 分", "40 个单位", ""):
        head.set_count(words)
        qtbot.wait(1)
        places.append([button.mapTo(head, QPoint(0, 0)).x() for button in switch.buttons()])
    assert places[0] == places[1] == places[2]


def test_the_filter_speaks_once_after_typing(shown: Show, qtbot: QtBot) -> None:
    head = PageHead("任务")
    line = head.add_filter()
    shown(head)
    told: list[str] = []
    head.filter_changed.connect(told.append)
    qtbot.keyClicks(line, "abc")
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["abc"]


def test_a_notice_goes_at_zero_and_lets_go_of_its_filter(shown: Show) -> None:
    head = PageHead("任务")
    notice = head.add_notice("missing", "待补")
    shown(head)
    notice.set_count(9)
    notice.setChecked(True)
    assert notice.isVisible() and notice.text() == "待补 9"
    notice.set_count(0)
    assert not notice.isVisible() and not notice.isChecked()


def test_the_primary_action_says_why_it_is_off(shown: Show) -> None:
    head = PageHead("任务")
    calls: list[int] = []

    def act() -> None:
        calls.append(1)

    button = head.set_primary("新任务", "plus", act)
    quiet = head.add_button("打印", "printer-outline", act)
    shown(head)
    assert quiet.x() < button.x()
    head.allow_primary(Refusal("没有专项工作。", "先新建一项。"))
    assert not button.isEnabled() and "没有专项工作" in button.toolTip()
    head.allow_primary(None)
    button.click()
    assert calls == [1]


def test_a_switch_of_views(shown: Show, qtbot: QtBot) -> None:
    head = PageHead("任务")
    chosen: list[str] = []
    group = head.add_switch((("table", "表格"), ("matrix", "矩阵")), chosen.append)
    shown(head)
    matrix = group.buttons()[1]
    assert isinstance(matrix, QPushButton)
    qtbot.mouseClick(matrix, Qt.MouseButton.LeftButton)
    assert chosen == ["matrix"]
    head.set_switch(group, "table")
    assert chosen == ["matrix"] and group.buttons()[0].isChecked()


def test_a_figure_has_its_shape_and_can_be_clicked(shown: Show, qtbot: QtBot) -> None:
    clicks: list[int] = []

    def act() -> None:
        clicks.append(1)

    figure = Figure("逾期", "3", tone=Tone.OVERDUE, on_click=act)
    shown(figure)
    assert figure._number.text() == "■ 3"
    qtbot.mouseClick(figure, Qt.MouseButton.LeftButton)
    qtbot.keyClick(figure, Qt.Key.Key_Return)
    assert clicks == [1, 1]


def test_rows_of_a_list_by_mouse_and_keys(shown: Show, qtbot: QtBot) -> None:
    rows = RowList()
    rows.set_rows([ListRow(number, f"第 {number} 行", "说明", "右", Tone.NEAR) for number in range(4)])
    shown(rows)
    told: list[object] = []
    rows.row_activated.connect(told.append)
    qtbot.mouseClick(rows, Qt.MouseButton.LeftButton, pos=rows.rect_of(2).center())
    rows.setFocus()
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    assert told == [2, 3]
    assert rows.sizeHint().height() == 4 * 30


@pytest.mark.parametrize(("kind", "stays"), [("warning", False), ("error", False), ("ok", True), ("info", True)])
def test_a_warning_goes_when_it_is_taken_back_and_other_sentences_stay(shown: Show, kind: str, stays: bool) -> None:
    host = QWidget()
    bar = MessageBar(host)
    shown(host)
    bar.show_message("“abc”不是数。", kind, None)
    bar.take_back()
    assert bar.isVisible()  # said in this very turn
    QApplication.processEvents()
    bar.take_back()
    assert bar.isVisible() is stays
