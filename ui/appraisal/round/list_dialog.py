"""A pasted list of 记分, looked through before it is written: which unit and item each row was taken for."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLabel
from typing_extensions import override

from models.appraisal.rules.listed import Listed
from models.blocks import Block
from models.errors import Refusal
from ui.page import Page
from ui.style import Tone
from ui.tables.cells import Column
from ui.tables.rows import RowsModel
from ui.tables.view import TableView
from ui.widgets.wide_dialog import WideDialog

WORDS = "核对每一行对上的单位和考核项目；确定后一步写入，可以撤销。有一行对不上就一笔也不写。"


def _unit(row: Listed) -> str:
    return row.unit or f"？{row.unit_text}"


def _item(row: Listed) -> str:
    return row.item or f"？{row.item_text}"


def _tone(row: Listed) -> Tone | None:
    return Tone.OVERDUE if row.fault else None


COLUMNS = (
    Column("id", "行", lambda row: str(row.id), width=44, align="right", muted=True),
    Column(
        "unit",
        "单位",
        _unit,
        width=130,
        tooltip=lambda row: f"复制的是“{row.unit_text}”",
        tone=lambda row: None if row.unit_id is not None else Tone.OVERDUE,
    ),
    Column(
        "item",
        "项目",
        _item,
        width=190,
        lines=2,
        tooltip=lambda row: f"复制的是“{row.item_text}”",
        tone=lambda row: None if row.criterion_id is not None else Tone.OVERDUE,
    ),
    Column("part", "按哪一条", lambda row: row.part_words, width=150, lines=2, muted=True),
    Column("shown", "数量", lambda row: row.shown, width=76, align="right", strong=lambda row: True),
    Column("reason", "事由", lambda row: row.reason, width=160, lines=2, stretch=True),
    Column("day", "日期", lambda row: row.day.isoformat() if row.day is not None else "", width=92),
    Column("scorer", "评分人", lambda row: row.scorer, width=66),
    Column("fault", "对不上的地方", lambda row: row.fault, width=180, lines=2, tone=_tone),
)


class ListDialog(WideDialog):
    """`value()` answers the block, which is read once more when it is written."""

    def __init__(self, page: Page, block: Block, rows: tuple[Listed, ...]) -> None:
        super().__init__("粘贴记分", WORDS, page.window(), accept_text=f"写入 {len(rows)} 笔")
        self._block = block
        self._rows = rows
        self.model = RowsModel(COLUMNS, parent=self)
        self.table = TableView(self.model, name="appraisal.list", lines=2)
        self.table.setAccessibleName("要写入的记分")
        self.counts = QLabel("", self)
        self.body.addWidget(self.counts)
        self.body.addWidget(self.table, 1)
        self.model.set_rows(rows)
        wrong = [row for row in rows if row.fault]
        units = len({row.unit_id for row in rows if row.unit_id is not None})
        items = len({row.criterion_id for row in rows if row.criterion_id is not None})
        off = f"，{len(wrong)} 行对不上" if wrong else ""
        self.counts.setText(f"{len(rows)} 行，{units} 个单位，{items} 个项目{off}。")
        self.table.select_id((wrong or list(rows))[0].id)
        self.table.setFocus()
        refusal = self.why_not()
        self.why.setText("" if refusal is None else str(refusal))
        self.show_state()

    @override
    def value(self) -> Any:
        return self._block

    @override
    def why_not(self) -> Refusal | None:
        wrong = [row for row in self._rows if row.fault]
        if not wrong:
            return None
        return Refusal(f"第 {wrong[0].id} 行：{wrong[0].fault}", "请在表格软件里改好，再复制粘贴。")
