"""The form of a new pairing: kind, who, with what, from when to when."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from models.errors import Refusal
from models.grid.terms import PairingKind
from models.org.rules import end_after, why_no_range
from ui.grid.ties import TieBook
from ui.org.columns import word_of
from ui.tables.completing import CompletingLine
from ui.tables.editors import parse_day
from ui.widgets.form import FormDialog
from ui.widgets.quiet import Combo


class PairingForm(FormDialog):
    """`value()` answers the fields of the new pairing."""

    def __init__(self, parent: QWidget, book: TieBook, *, day: date, who: str = "", goal: str = "") -> None:
        super().__init__("新结对", parent, accept_text="添加")
        self._book = book
        self.kind = Combo(self)
        for kind in PairingKind:
            self.kind.addItem(kind.label, kind)
        self.who = CompletingLine(book.who_options(), parent=self)
        self.who.setText(who)
        self.who.setPlaceholderText("单位、岗位或人员")
        self.goal = CompletingLine(book.goal_options(), parent=self)
        self.goal.setText(goal)
        self.goal.setPlaceholderText("网格、点位或单位")
        self.starts = QLineEdit(day.isoformat(), self)
        self.ends = QLineEdit(self)
        self.ends.setPlaceholderText("长期时不填")
        self.note = QLineEdit(self)
        self.add("类别", self.kind)
        self.add("结对方", self.who)
        self.add("结对对象", self.goal)
        self.add("开始", self.starts)
        self.add("最后一天", self.ends)
        self.add("备注", self.note)
        (self.goal if who else self.who).setFocus()

    @override
    def value(self) -> dict[str, Any]:
        return {
            "kind": word_of(PairingKind, self.kind.currentData()),
            **self._book.who(self.who.text()),
            **self._book.goal(self.goal.text()),
            "valid_from": day_of(self.starts.text(), "开始"),
            "valid_to": end_after(day_of(self.ends.text(), "最后一天")),
            "note": self.note.text(),
        }

    @override
    def why_not(self) -> Refusal | None:
        try:
            value = self.value()
        except Refusal as refusal:
            return refusal
        return why_no_range(value["valid_from"], value["valid_to"], "结对时间")


def day_of(value: object, what: str) -> date | None:
    """A day as typed or as an editor gives it, None for nothing. Refusal when it is none."""
    day = parse_day(value.strip()) if isinstance(value, str) and value.strip() else value
    if isinstance(day, date):
        return day
    if day in (None, ""):
        return None
    raise Refusal(f"{what}“{str(day)[:20]}”不是日期。", "请写成 2026-05-31。")
