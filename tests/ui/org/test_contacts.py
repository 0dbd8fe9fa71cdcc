"""通讯录 by clicking and typing: cells, masks, lists pasted and imported, files out, units without anybody."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from models.org import actions, queries
from models.org.terms import ContactRole
from models.task import actions as task_actions
from models.task.terms import Role
from tests.ui.org.desk import Desk, clip
from tests.ui.org.test_page import go
from ui.org.contact_import import ContactImport
from ui.org.contact_lists import ContactLists

CONTROL = Qt.KeyboardModifier.ControlModifier


def unit_id(desk: Desk, name: str) -> int:
    return next(row.id for row in desk.store.read(queries.units) if row.name == name)


def contacts(desk: Desk) -> list[tuple[str, str, str]]:
    return [(row.unit, row.role.label, row.person) for row in desk.store.read(queries.contacts)]


@pytest.fixture
def book(desk: Desk) -> Desk:
    """The section with both rows of one unit filled."""
    trade = unit_id(desk, "云溪市商务局")
    head = desk.store.read(queries.people, name="周晓岚")[0].id
    desk.store.do("准备", actions.add_contact, unit_id=trade, role=ContactRole.HEAD, person_id=head)
    desk.store.do(
        "准备",
        actions.add_contact,
        unit_id=trade,
        role=ContactRole.LIAISON,
        new_name="严若溪",
        phone="13900000005",
        office_phone="0746-8321234",
    )
    go(desk, "contacts")
    return desk


def dialog_rows(dialog: Any) -> list[tuple[str, str, str, str]]:
    """(taken, state, unit, person) of an import."""
    columns = [dialog.model.columns[dialog.model.column_of(key)] for key in ("taken", "state", "unit", "person")]
    return [tuple(column.text(row) for column in columns) for row in dialog.model.rows]


def test_two_rows_per_unit_and_the_unit_is_painted_once(book: Desk) -> None:
    assert book.texts("unit") == ["云溪市商务局"] * 2
    assert book.texts("role") == ["负责人", "联络员"]
    assert book.texts("post_text") == ["局长", ""]
    cells: Any = book.table.itemDelegate()
    column = book.table.rows_model.columns[0]
    assert [cells._is_one(column, place) for place in (0, 1)] == [False, True]
    assert book.page.head.count.text() == "1 个单位，2 人"


def test_phones_are_hidden_in_cells_copies_and_the_inspector_until_asked_for(book: Desk) -> None:
    assert book.texts("phone") == ["", "139****0005"]
    book.stand_on("严若溪", "phone", "person")
    book.table.copy()
    assert QGuiApplication.clipboard().text() == "139****0005"
    assert book.field("phone").line.text() == "139****0005" and book.field("phone").line.isReadOnly()
    assert not book.table.edit_cell(book.table.current_id(), "phone")
    book.page.phones_button.click()  # type: ignore[attr-defined]
    assert book.texts("phone") == ["", "13900000005"]
    assert book.field("phone").line.text() == "13900000005"
    book.stand_on("严若溪", "phone", "person")
    book.write("13900000006")
    assert book.texts("phone")[1] == "13900000006"
    go(book, "people")
    assert "13900000006" in book.texts("phone")
    book.page.phones_button.click()  # type: ignore[attr-defined]
    assert book.texts("phone").count("139****0006") == 1


def test_the_filter_finds_a_number_that_is_hidden(book: Desk) -> None:
    book.page.head.filter_changed.emit("13900000005")
    assert book.texts("person") == ["严若溪"]


def test_an_empty_row_takes_a_name_and_then_the_rest(desk: Desk) -> None:
    police = unit_id(desk, "云溪市公安局")
    desk.store.do("准备", actions.add_contact, unit_id=police, role=ContactRole.HEAD, new_name="严若溪")
    go(desk, "contacts")
    desk.stand_on("联络员", "person", "role")
    desk.write("林一帆")
    assert contacts(desk)[1] == ("云溪市公安局", "联络员", "林一帆")
    desk.stand_on("林一帆", "post_text", "person")
    desk.write("指挥中心民警")
    desk.stand_on("林一帆", "office_phone", "person")
    desk.write("0746-8320000转8")
    row = desk.store.read(queries.contacts)[1]
    assert (row.post, row.office_phone) == ("指挥中心民警", "0746-8320000转8")


def test_somebody_else_stands_there_from_today(book: Desk) -> None:
    book.stand_on("严若溪", "person", "person")
    book.write("林一帆")
    assert book.texts("person") == ["周晓岚", "林一帆"]
    assert "以前的名单不变" in book.said[-1]
    yesterday = book.page.context.today - timedelta(days=1)
    assert [row.person for row in book.store.read(queries.contacts, day=yesterday)] == ["周晓岚", "严若溪"]
    line = book.page.day_line.line  # type: ignore[attr-defined]
    line.setText(yesterday.isoformat())
    line.editingFinished.emit()
    assert book.texts("person") == ["周晓岚", "严若溪"]
    book.stand_on("严若溪", "person", "person")
    book.press(Qt.Key.Key_Delete, CONTROL)
    assert "只能查看" in book.said[-1] and len(contacts(book)) == 2
    book.page.day_line.reset()  # type: ignore[attr-defined]
    assert book.texts("person") == ["周晓岚", "林一帆"]


def test_leaving_the_book_and_a_row_that_never_was(book: Desk) -> None:
    book.stand_on("严若溪", "person", "person")
    book.press(Qt.Key.Key_Delete, CONTROL)
    assert book.texts("person") == ["周晓岚", ""]
    book.store.undo()
    book.stand_on("严若溪", "person", "person")
    book.page.find_action("org.contact_erase").trigger()  # type: ignore[union-attr]
    assert book.texts("person") == ["周晓岚", ""]
    yesterday = book.page.context.today - timedelta(days=1)
    assert [row.person for row in book.store.read(queries.contacts, day=yesterday)] == ["周晓岚", ""]


def test_a_new_contact_by_the_form(book: Desk) -> None:
    book.page.find_action("org.new").trigger()  # type: ignore[union-attr]
    form = book.dialog()
    form.unit.setText("无名局")
    book.click("添加")
    assert form.isVisible()
    form.unit.setText("公安局")
    form.person.setText("林一帆")
    form.phone.setText("139")
    form.email.setText("无")
    book.click("添加")
    assert form.isVisible()
    form.email.setText("lin@example.com")
    book.click("添加")
    assert ("云溪市公安局", "联络员", "林一帆") in contacts(book)


def test_units_with_tasks_and_nobody_to_call(book: Desk) -> None:
    campaign = book.page.context.campaign_id
    task = book.store.do("准备", task_actions.add_task, campaign_id=campaign, title="清理市场").value
    units = [unit_id(book, name) for name in ("云溪市公安局", "云溪市商务局")]
    book.store.do("准备", task_actions.set_units, task_id=task, role=Role.LEAD, unit_ids=units)
    notice = book.page.missing  # type: ignore[attr-defined]
    assert notice.text() == "补齐联络员 1"
    notice.click()
    assert book.texts("unit") == ["云溪市公安局"] * 2
    book.stand_on("联络员", "person", "role")
    book.write("林一帆")
    assert not notice.isVisible()
    assert len(book.texts("unit")) == 4
    go(book, "units")
    assert not notice.isVisible()


def test_a_list_with_headings_is_checked_before_it_is_written(book: Desk) -> None:
    clip(
        "单位|角色|姓名|职务|手机",
        "商务局|联络员|严若溪|科员|13900000005",
        "公安局|负责人|周晓岚|副局长|13900000008",
        "无名局|联络员|林一帆||13900000009",
    )
    book.page.find_action("org.paste_new").trigger()  # type: ignore[union-attr]
    dialog = book.dialog()
    assert dialog_rows(dialog) == [
        ("✓", "更改", "云溪市商务局", "严若溪"),
        ("", "待定", "云溪市公安局", "周晓岚"),
        ("", "待定", "无名局", "林一帆"),
    ]
    assert dialog.accept_button.text() == "导入 1 条"
    dialog.model.edit_requested.emit(2, "person", 0)  # somebody new of that name
    assert dialog_rows(dialog)[1][:2] == ("✓", "新增")
    dialog.table.select_id(3, "unit")
    book.bot.mouseClick(dialog.new_unit, Qt.MouseButton.LeftButton)
    assert dialog_rows(dialog)[2][:2] == ("✓", "新增")
    assert dialog.accept_button.text() == "导入 3 条"
    book.bot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert ("无名局", "联络员", "林一帆") in contacts(book)
    assert len(book.store.read(queries.people, name="周晓岚")) == 2
    assert "新增 2 行，更改 1 行，新人员 2 人，新单位 1 个" in book.said[-1]
    book.store.undo()
    assert len(contacts(book)) == 2


def test_names_pasted_on_rows_are_laid_over_them(book: Desk) -> None:
    book.stand_on("周晓岚", "person", "person")
    book.paste("周晓岚|党组书记、局长", "林一帆|科长")
    dialog = book.dialog()
    assert [row[1] for row in dialog_rows(dialog)] == ["更改", "更改"]
    book.bot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert [(row.person, row.post) for row in book.store.read(queries.contacts)] == [
        ("周晓岚", "党组书记、局长"),
        ("林一帆", "科长"),
    ]


def test_cells_without_names_are_pasted_at_once_but_not_on_empty_rows(book: Desk) -> None:
    book.stand_on("周晓岚", "office_phone", "person")
    book.paste("0746-8320001", "0746-8320002")
    assert [row.office_phone for row in book.store.read(queries.contacts)] == ["0746-8320001", "0746-8320002"]
    book.stand_on("严若溪", "person", "person")
    book.press(Qt.Key.Key_Delete, CONTROL)
    book.stand_on("周晓岚", "office_phone", "person")
    book.paste("0746-8320003", "0746-8320004")
    assert "还没有姓名" in book.said[-1]
    assert book.store.read(queries.contacts)[0].office_phone == "0746-8320001"


def test_ticks_and_what_cannot_be_ticked(book: Desk) -> None:
    clip("单位|角色|姓名", "商务局|联络员|严若溪", "|联络员|林一帆", "公安局|联络员|林一帆")
    book.page.find_action("org.paste_new").trigger()  # type: ignore[union-attr]
    dialog = book.dialog()
    states = [row[:2] for row in dialog_rows(dialog)]
    assert states == [("", "相同"), ("✓", "更改"), ("✓", "新增")] or states[0] == ("", "相同")
    dialog.table.clicked.emit(dialog.model.index(0, 0))
    assert "不必导入" in dialog.why.text()
    for place, row in enumerate(dialog.model.visible_rows()):
        if row.taken:
            dialog.table.clicked.emit(dialog.model.index(place, 0))
    assert not dialog.accept_button.isEnabled()
    dialog.only_open.setChecked(True)
    assert all(row.proposal.state.label == "待定" for row in dialog.model.visible_rows())
    book.bot.keyClick(dialog, Qt.Key.Key_Escape)
    assert len(contacts(book)) == 2


def test_out_to_a_sheet_and_back(book: Desk, tmp_path: Path) -> None:
    book.page.find_action("org.contacts_export").trigger()  # type: ignore[union-attr]
    assert any("妥善保管" in label.text() for label in book.dialog().findChildren(type(book.page.head.count)))
    book.dialog().reject()
    path = tmp_path / "通讯录.xlsx"
    lists: ContactLists = book.page.view.lists  # type: ignore[attr-defined]
    rows, today = book.store.read(queries.contacts), book.page.context.today
    lists.write_file(path, rows, today)
    assert "里面有电话" in book.said[-1]
    lists.write_file(tmp_path / "名片.vcf", rows, today, phones=False)
    assert "不能打码" in book.said[-1]
    lists.read_file(path)
    window = book.page.window()
    book.bot.waitUntil(lambda: bool(window.findChildren(ContactImport)), timeout=20_000)
    (dialog,) = window.findChildren(ContactImport)
    assert [row[1] for row in dialog_rows(dialog)] == ["相同", "相同"]
    assert not dialog.accept_button.isEnabled()
    buttons = [button.text() for button in dialog.findChildren(QPushButton) if button.isVisible()]
    assert "取消" in buttons


def test_seats_dragged_onto_a_group(desk: Desk) -> None:
    go(desk, "农贸市场专业组")
    nav: Any = desk.page.nav  # type: ignore[attr-defined]
    board = next(row.id for row in nav.tree_model.rows if row.text == "创卫指挥部")
    here = next(row.id for row in nav.tree_model.rows if row.text == "农贸市场专业组")
    desk.table.selectAll()

    def centre(row_id: Any) -> Any:
        index: QModelIndex = nav.tree_model.index_of(row_id)
        return nav.visualRect(index).center()

    assert not nav.drop_guests(desk.table, centre("units"))
    assert not nav.drop_guests(desk.table, centre(here))
    assert nav.drop_guests(desk.table, centre(board))
    assert "移到“创卫指挥部”" in desk.said[-1]
    assert [row.role_words for row in desk.store.read(queries.seats, group_id=board)] == ["组长", "成员"]
    desk.store.undo()
    assert desk.store.read(queries.seats, group_id=board) == ()


def test_a_past_day_shows_the_seats_of_that_day_and_nothing_can_be_changed(desk: Desk) -> None:
    go(desk, "农贸市场专业组")
    today = desk.page.context.today
    seat = desk.store.read(queries.seats, campaign_id=desk.page.context.campaign_id)[1]
    desk.store.do("准备", actions.update_seat, seat_id=seat.id, valid_from=today)
    line = desk.page.day_line.line  # type: ignore[attr-defined]
    line.setText((today - timedelta(days=3)).isoformat())
    line.editingFinished.emit()
    assert desk.texts("person") == ["周晓岚"]
    assert not desk.page.add_button.isEnabled()  # type: ignore[attr-defined]
    assert "只能查看" in desk.page.add_button.toolTip()  # type: ignore[attr-defined]
    assert not desk.table.edit_cell(desk.table.rows_model.rows[0].id, "post_text")
    desk.table.drop_requested.emit((seat.id,), desk.table.rows_model.rows[0].id, "above")
    assert "只能查看" in desk.said[-1]
    go(desk, "people")
    assert desk.page.add_button.isEnabled()  # type: ignore[attr-defined]
    go(desk, "农贸市场专业组")
    line.setText("不知道")
    line.editingFinished.emit()
    assert "不是日期" in desk.said[-1] and line.text() != "不知道"
    desk.click("回到今天", desk.page)
    assert desk.texts("person") == ["周晓岚", "待定"]
