"""粘贴名单 by typing and clicking: the text on the left, the rows on the right, decisions, the step."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from models.org import queries
from models.org.terms import SeatRole
from tests.ui.org.desk import Desk, clip
from tests.ui.org.test_page import go

GROUP = "创卫指挥部"
LIST = (
    "指挥长：周晓岚　市商务局局长\n副指挥长（常务）：贺明川（市公安局副局长）\n"
    "成员：\n林一帆  市财政局科长\n联络员：待定"
)


def opened(desk: Desk, text: str) -> Any:
    """The dialog over a text on the clipboard."""
    go(desk, GROUP)
    QGuiApplication.clipboard().setText(text)
    desk.page.find_action("org.paste_list").trigger()  # type: ignore[union-attr]
    return desk.dialog()


def column(dialog: Any, key: str) -> list[str]:
    words = dialog.model.columns[dialog.model.column_of(key)]
    return [words.text(row) for row in dialog.model.rows]


def seats(desk: Desk) -> list[tuple[str, str, str]]:
    campaign = desk.page.context.campaign_id
    rows = desk.store.read(queries.seats, campaign_id=campaign)
    return [(row.role_words, row.person, row.post) for row in rows if row.group == GROUP]


def test_a_list_is_read_decided_and_added(desk: Desk) -> None:
    dialog = opened(desk, LIST)
    assert column(dialog, "name") == ["周晓岚", "贺明川", "林一帆", "待定"]
    assert column(dialog, "person") == ["待定", "待定", "新人员", ""]
    assert not dialog.accept_button.isEnabled() and "同名" in dialog.why.text()
    dialog.model.edit_requested.emit(2, "person", 0)
    assert column(dialog, "person")[1] == "新人员"
    desk.bot.mouseClick(dialog.same_button, Qt.MouseButton.LeftButton)
    assert column(dialog, "person")[:2] == ["已有人员", "新人员"]
    desk.bot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert seats(desk) == [
        ("指挥长", "周晓岚", "市商务局局长"),
        ("副指挥长（常务）", "贺明川", "市公安局副局长"),
        ("成员", "林一帆", "市财政局科长"),
        ("联络员", "", ""),
    ]
    rows = desk.store.read(queries.seats, campaign_id=desk.page.context.campaign_id)
    assert [row.role for row in rows if row.group == GROUP][1] is SeatRole.EXECUTIVE_DEPUTY
    assert len(desk.store.read(queries.people, name="贺明川")) == 2
    assert len(desk.store.read(queries.people, name="周晓岚")) == 1
    assert "已添加 4 个席位" in desk.said[-1]
    desk.store.undo()
    assert seats(desk) == []


def test_rows_are_edited_left_out_and_read_again(desk: Desk) -> None:
    dialog = opened(desk, "组长：林一帆 局长\n详见附件的另一张表格。")
    assert "没有读出来" in column(dialog, "words")[1]
    dialog.model.edit_requested.emit(1, "role", "组长（常务）")
    dialog.model.edit_requested.emit(1, "post", "市财政局局长")
    dialog.table.clicked.emit(dialog.model.index(1, 0))
    assert column(dialog, "taken") == ["✓", ""]
    assert dialog.accept_button.text() == "添加 1 个席位"
    dialog.table.select_id(2, "post")
    assert dialog.text.textCursor().selectedText() == "详见附件的另一张表格。"
    dialog.text.setPlainText("组长：林一帆 局长\n成员：\n甘一舟 副局长")
    desk.bot.waitUntil(lambda: len(dialog.model.rows) == 2 and dialog.model.rows[1].entry.name == "甘一舟")
    assert column(dialog, "role") == ["组长", "成员"]
    desk.bot.mouseClick(dialog.cancel_button, Qt.MouseButton.LeftButton)
    assert seats(desk) == []


def test_who_holds_the_post_follows_it_when_asked(desk: Desk) -> None:
    dialog = opened(desk, "组长：周晓岚 云溪市商务局局长\n成员：云溪市商务局局长")
    assert column(dialog, "person") == ["已有人员", "随岗位"]
    dialog.follow.setChecked(True)
    assert column(dialog, "person") == ["随岗位", "随岗位"]
    desk.bot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    rows = desk.store.read(queries.seats, campaign_id=desk.page.context.campaign_id)
    assert [row.via_post for row in rows if row.group == GROUP] == [True, True]


def test_text_pasted_on_the_table_opens_the_list_and_rows_under_headings_do_not(desk: Desk) -> None:
    go(desk, GROUP)
    QGuiApplication.clipboard().setText("组长：林一帆 局长")
    desk.page.find_action("org.paste_new").trigger()  # type: ignore[union-attr]
    dialog = desk.dialog()
    assert column(dialog, "name") == ["林一帆"]
    dialog.reject()
    clip("角色|姓名|职务", "组长|林一帆|局长")
    desk.page.find_action("org.paste_new").trigger()  # type: ignore[union-attr]
    assert seats(desk) == [("组长", "林一帆", "局长")]


def test_an_empty_text_cannot_be_added(desk: Desk) -> None:
    dialog = opened(desk, "")
    assert not dialog.accept_button.isEnabled() and dialog.focusWidget() is dialog.text
