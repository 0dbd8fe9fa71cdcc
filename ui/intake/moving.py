"""The menu of a row: confirm, drop, split, join, and what it is instead."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from models.intake.review import Block
from models.intake.source import NOWHERE
from ui.icons import icon
from ui.intake.source_pane import ADDABLE

if TYPE_CHECKING:
    from ui.intake.desk import ReviewDesk

SPLIT_KEY, JOIN_KEY = "Ctrl+Shift+D", "Ctrl+J"


def open_menu(desk: ReviewDesk, row_id: int) -> QMenu:
    """The menu of a row of the draft."""
    menu = QMenu(desk)
    review = desk.review
    assert review is not None
    item = review.item(row_id)
    _add(menu, "确认" if item.is_kept else "恢复并确认", "check", desk.confirm_current, "Return")
    _add(menu, "舍去" if item.is_kept else "恢复", "trash-can-outline", desk.drop_current, "Delete")
    menu.addSeparator()
    _add(menu, "拆分…", "call-split", desk.split_current, SPLIT_KEY)
    several = len(desk.table.selected_ids()) > 1
    _add(menu, "合并选中的行" if several else "并入上一行", "call-merge", desk.join_selected, JOIN_KEY)
    if item.spot != NOWHERE and item.block is not Block.UNITS:
        other = menu.addMenu("这一行其实是…")
        for block, words in ADDABLE.items():
            if block is not item.block:
                other.addAction(words, partial(desk.move_to, row_id, block))
    if item.block in (Block.TASKS, Block.CRITERIA):
        above = menu.addAction("属于另一项任务…" if item.block is Block.TASKS else "属于另一大项…")
        above.triggered.connect(desk.go_to_parent)
        if item.parent_id is not None:
            menu.addAction("升为大项", partial(desk.lift, row_id))
    menu.addSeparator()
    _add(menu, "确认整栏", "check-all", desk.confirm_block, "Ctrl+Return")
    menu.addAction(desk.drop_block_button.text(), desk.drop_block)
    return menu


def _add(menu: QMenu, text: str, name: str, slot: Callable[[], object], key: str) -> None:
    action = menu.addAction(icon(name), text)
    action.triggered.connect(slot)
    action.setShortcut(QKeySequence(key))
    action.setShortcutVisibleInContextMenu(True)
