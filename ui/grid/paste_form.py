"""What pasting places would do, shown before it is done: new ones, changed ones, areas made for them, bad rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from models.errors import Refusal
from models.grid.placing import PastePlan, PlannedCell
from ui.style import Tone, px
from ui.tables.cells import Column
from ui.tables.rows import RowsModel
from ui.tables.view import TableView
from ui.widgets.form import FormDialog
from ui.widgets.segments import Segments


@dataclass(frozen=True, slots=True)
class PasteLine:
    """A row of the preview."""

    id: int
    number: int
    name: str
    where: str
    note: str
    tone: Tone | None = None


def _text(key: str) -> Callable[[Any], str]:
    def read(row: Any) -> str:
        return str(getattr(row, key))

    return read


def _tone(row: PasteLine) -> Tone | None:
    return row.tone


COLUMNS = (
    Column("number", "行", _text("number"), width=44, align="right", muted=True),
    Column("name", "名称", _text("name"), width=130, tone=_tone),
    Column("where", "所属", _text("where"), width=150, muted=True, tooltip=_text("where")),
    Column("note", "说明", _text("note"), width=120, stretch=True, tooltip=_text("note"), lines=2),
)


class PasteForm(FormDialog):
    """`value()` is always True: the block is what it was. Refuses while rows are bad."""

    def __init__(self, parent: QWidget, plan: PastePlan, noun: str) -> None:
        super().__init__(f"粘贴{noun}", parent, accept_text="写入")
        self.plan = plan
        self._lists = _lists(plan)
        self.setMinimumWidth(px(560))
        self.summary = QLabel(words_of(plan, noun), self)
        self.summary.setWordWrap(True)
        self.kinds = Segments([(key, f"{label} {len(lines)}") for key, label, lines in self._lists], self)
        self.kinds.chosen.connect(self._on_kinds_chosen)
        self.model = RowsModel(COLUMNS)
        self.table = TableView(self.model, lines=2 if plan.problems else 1)
        self.table.setAccessibleName("要粘贴的行")
        self.table.setMinimumHeight(px(240))
        self.add("", self.summary)
        self.add("", self.kinds)
        self.add("", self.table)
        self._on_kinds_chosen(self.kinds.key)
        refusal = self.why_not()
        if refusal is not None:
            self.accept_button.setEnabled(False)
            self.accept_button.setToolTip(str(refusal))

    @override
    def value(self) -> bool:
        return True

    @override
    def why_not(self) -> Refusal | None:
        if not self.plan.problems:
            return None
        return Refusal(f"有 {len(self.plan.problems)} 行有问题，一行也不会写入。", "请在表格里改好，重新复制。")

    def _on_kinds_chosen(self, key: str) -> None:
        self.table.set_column_hidden("where", key == "problems")
        self.model.set_rows(next(lines for name, _, lines in self._lists if name == key))


def words_of(plan: PastePlan, noun: str) -> str:
    """The plan in one sentence."""
    if plan.problems:
        return f"有 {len(plan.problems)} 行有问题，一行也不会写入。请在表格里改好，重新复制。"
    parts = [f"新增 {len(plan.new)} 个{noun}"] if plan.new else []
    if plan.existing:
        parts.append(f"更新已有的 {len(plan.existing)} 个（只改表格里填了的栏目）")
    words = "，".join(parts)
    if plan.areas:
        words += f"；为它们新建 {len(plan.areas)} 个上级网格"
    return words + "。写入后可以一步撤销。"


def _lists(plan: PastePlan) -> list[tuple[str, str, tuple[PasteLine, ...]]]:
    """Those of the lists that hold something, problems first."""
    bad = tuple(
        PasteLine(place, problem.row, "有问题", "", problem.sentence + problem.next_step, Tone.OVERDUE)
        for place, problem in enumerate(plan.problems)
    )
    found = [
        ("problems", "有问题", bad),
        ("new", "新增", tuple(_line(place, cell, "") for place, cell in enumerate(plan.new))),
        ("existing", "已有", tuple(_line(place, cell, "更新") for place, cell in enumerate(plan.existing))),
        (
            "areas",
            "新建的上级",
            tuple(_line(place, cell, f"新建{cell.level}") for place, cell in enumerate(plan.areas)),
        ),
    ]
    return [one for one in found if one[2]]


def _line(place: int, cell: PlannedCell, note: str) -> PasteLine:
    filled = len(cell.fields) + len(cell.values)
    twin = f"“{cell.twin[-1]}”已有同名的" if cell.twin else ""
    words = "，".join(part for part in (twin, note, f"{filled} 个栏目" if filled else "") if part)
    where = " / ".join(cell.path[1:] or cell.path) or "最上一级"
    return PasteLine(place, cell.row, cell.name, where, words, Tone.NEAR if twin else None)
