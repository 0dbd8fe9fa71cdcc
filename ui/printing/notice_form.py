"""The form before a Word file: the tables alone, or a 通知 with them as its attachment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

from models.errors import Refusal
from models.papers.notice import TEXTS, Notice
from ui.style import px
from ui.tables.editors import parse_day
from ui.widgets.form import FormDialog

_WITH = "with"


@dataclass(frozen=True, slots=True)
class NoticeOrder:
    """What the user ordered: `notice` None for the tables alone; `kept` are the words that are not as proposed."""

    notice: Notice | None
    kept: dict[str, Any]


class NoticeForm(FormDialog):
    """`proposal` stands in the fields, changed by what was kept the last time."""

    def __init__(self, proposal: Notice, kept: dict[str, Any], *, usual: bool, parent: QWidget | None = None) -> None:
        super().__init__("导出Word文件", parent, accept_text="选择保存位置…")
        self._proposal = proposal
        shown = proposal.with_words(kept)
        self.with_notice = QCheckBox("表前加一份通知，表格作为附件", self)
        self.with_notice.setChecked(bool(kept.get(_WITH, usual)))
        self.title_edit = self._lines(shown.title, 3)
        self.addressee = QLineEdit(shown.addressee, self)
        self.body = self._lines(shown.body, 4)
        self.unit = QLineEdit(shown.unit, self)
        self.day = QLineEdit(shown.day.isoformat(), self)
        self.add("", self.with_notice)
        self.add("标题", self.title_edit, "一行排不下时按意思换行。")
        self.add("主送机关", self.addressee)
        self.add("正文", self.body, "一段一行；“一、”用黑体，“（一）”用楷体，附件说明自动加在后面。")
        self.add("落款单位", self.unit)
        self.add("成文日期", self.day)
        self._on_with_notice_toggled(self.with_notice.isChecked())
        self.with_notice.toggled.connect(self._on_with_notice_toggled)

    def _lines(self, text: str, lines: int) -> QPlainTextEdit:
        edit = QPlainTextEdit(text, self)
        edit.setTabChangesFocus(True)
        edit.setFixedHeight(lines * edit.fontMetrics().lineSpacing() + px(16))
        return edit

    def _on_with_notice_toggled(self, on: bool) -> None:
        for widget in (self.title_edit, self.addressee, self.body, self.unit, self.day):
            widget.setEnabled(on)
        self.show_reason("")

    def _notice(self) -> Notice:
        return Notice(
            self.title_edit.toPlainText().strip(),
            self.addressee.text().strip(),
            self.body.toPlainText().strip(),
            self.unit.text().strip(),
            day if isinstance(day := parse_day(self.day.text().strip()), date) else self._proposal.day,
        )

    @override
    def value(self) -> NoticeOrder:
        notice = self._notice()
        kept: dict[str, Any] = {
            key: words for key in TEXTS if (words := getattr(notice, key)) != getattr(self._proposal, key)
        }
        kept[_WITH] = self.with_notice.isChecked()
        return NoticeOrder(notice if kept[_WITH] else None, kept)

    @override
    def why_not(self) -> Refusal | None:
        if not self.with_notice.isChecked():
            return None
        notice = self._notice()
        if not isinstance(parse_day(self.day.text().strip()), date):
            return Refusal(f"“{self.day.text().strip()}”不是日期。", "请写成 2026-05-31。")
        for words, name in ((notice.title, "标题"), (notice.body, "正文")):
            if not words:
                return Refusal(f"通知还没有{name}。", f"请写上{name}，或去掉“表前加一份通知”。")
        return None
