"""The forms of a task at the grid: a rule with the rows it makes, one cell by hand, changes of the grid to look at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QLabel, QScrollArea, QWidget
from typing_extensions import override

from models.errors import Refusal
from models.grid.queries import CellRow, LevelRow
from models.task.queries import PreviewRow, RuleChanges, RuleRow
from models.task.rules import UnitName
from models.task.terms import Role
from ui.style import Tone, px
from ui.tables.completing import CompletingLine
from ui.tables.editors import Option
from ui.task.choices import option_of
from ui.widgets.form import FormDialog
from ui.widgets.quiet import Combo
from ui.widgets.rowlist import ListRow, RowList

PREVIEW_DELAY_MS = 120
PREVIEW_HEIGHT = 168
MOST_SHOWN = 300
Preview = Callable[[int, int | None, int | None], tuple[PreviewRow, ...]]


@dataclass(frozen=True, slots=True)
class RuleValue:
    """What the form of a rule was filled with."""

    level_id: int
    under_id: int | None
    unit_id: int | None
    role: Role


@dataclass(frozen=True, slots=True)
class CellDutyValue:
    """What the form of one cell was filled with."""

    cell_id: int
    unit_id: int | None
    role: Role


def path_words(row: CellRow) -> str:
    """A cell with what lies above it: 云溪市 / 临江区."""
    return " / ".join((*row.path, row.name))


class _Picked:
    """A line from which one record is picked by its words; `id` None when the line is empty."""

    def __init__(self, options: Sequence[Option], hint: str, parent: QWidget) -> None:
        self._ids = {option.text: option.value for option in options}
        self._by_name: dict[str, list[int]] = {}
        for option in options:
            for key in option.keys[:1]:
                self._by_name.setdefault(key, []).append(option.value)
        self.line = CompletingLine(options, "", parent)
        self.line.setPlaceholderText(hint)

    @property
    def text(self) -> str:
        return self.line.text().strip()

    @property
    def id(self) -> int | None:
        """The record meant, None when there is none or several of that name."""
        found = self._ids.get(self.text)
        same = self._by_name.get(self.text, [])
        return found if found is not None else same[0] if len(same) == 1 else None

    def why_not(self, what: str) -> Refusal | None:
        """Text that means no record."""
        if self.text and self.id is None:
            return Refusal(f"没有叫“{self.text[:30]}”的{what}。", "请从提示里选择。")
        return None

    def show(self, record_id: int | None) -> None:
        """Show a record."""
        self.line.setText(next((text for text, known in self._ids.items() if known == record_id), ""))


def _cell_options(cells: Sequence[CellRow]) -> list[Option]:
    return [Option(row.id, path_words(row), (row.name, row.initials, row.pinyin)) for row in cells]


def _unit_options(units: Sequence[UnitName]) -> list[Option]:
    return [option_of(unit) for unit in units]


def _role_box(parent: QWidget) -> QComboBox:
    box = Combo(parent)
    for role in Role:
        box.addItem(f"{role.label}单位", role)
    box.setCurrentIndex(box.findData(Role.RESPONSIBLE))
    return box


class RowsPreview(QScrollArea):
    """A short list of rows that scrolls."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.list = RowList(self, height=26)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setFixedHeight(px(PREVIEW_HEIGHT))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(self.list)

    def set_rows(self, rows: Sequence[ListRow]) -> None:
        """Show rows; very many are cut off with a word about the others."""
        shown = list(rows[:MOST_SHOWN])
        if len(rows) > MOST_SHOWN:
            shown.append(ListRow(None, f"… 还有 {len(rows) - MOST_SHOWN} 处"))
        self.list.set_rows(shown)


class RuleForm(FormDialog):
    """Level, under which cell, who, in which role; below it the rows that this makes."""

    def __init__(
        self,
        parent: QWidget,
        levels: Sequence[LevelRow],
        cells: Sequence[CellRow],
        units: Sequence[UnitName],
        preview: Preview,
        rule: RuleRow | None = None,
    ) -> None:
        super().__init__("修改规则" if rule else "落到网格", parent, accept_text="保存" if rule else "展开")
        self._levels = {row.id: row for row in levels}
        self._cells = {row.id: row for row in cells}
        self._preview = preview
        self._rows: tuple[PreviewRow, ...] = ()
        self.level = Combo(self)
        for row in levels:
            if row.cells:
                self.level.addItem(f"每个{row.name}（{row.cells}）", row.id)
        self.level.setCurrentIndex(self.level.count() - 1)
        self.under = _Picked(_cell_options([row for row in cells if not row.is_site]), "全部；或写上级网格", self)
        self.unit = _Picked(_unit_options(units), "各网格的管理单位；或写一个单位", self)
        self.role = _role_box(self)
        self.count = QLabel(self)
        self.count.setTextFormat(Qt.TextFormat.PlainText)
        self.count.setWordWrap(True)
        self.rows = RowsPreview(self)
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(PREVIEW_DELAY_MS)
        self.add("层级", self.level)
        self.add("范围", self.under.line)
        self.add("单位", self.unit.line, "不写时由各网格自己的管理单位负责；没有的取上一级网格的。")
        self.add("角色", self.role)
        self.add("", self.count)
        self.add("", self.rows)
        if rule is not None:
            self.level.setCurrentIndex(self.level.findData(rule.level_id))
            self.under.show(rule.under_id)
            self.unit.show(rule.unit_id)
            self.role.setCurrentIndex(self.role.findData(rule.role))
        self.level.currentIndexChanged.connect(self.show_preview)
        self.under.line.textChanged.connect(self._on_text_changed)
        self.unit.line.textChanged.connect(self._on_text_changed)
        self._delay.timeout.connect(self.show_preview)
        self.show_preview()

    def _on_text_changed(self, text: str) -> None:
        self._delay.start()

    def show_preview(self) -> None:
        """The rows that the rule would make."""
        if self.under.why_not("网格") or self.unit.why_not("单位") or self.level.currentIndex() < 0:
            self._rows = ()
            self.count.setText("")
            self.rows.set_rows(())
            return
        value = self.value()
        self._rows = self._preview(value.level_id, value.under_id, value.unit_id)
        bare = sum(not row.unit for row in self._rows)
        words = f"共 {len(self._rows) - bare} 处" if self._rows else "这个范围里没有这一级的网格"
        self.count.setText(words + (f"；另有 {bare} 处没有管理单位，暂不列入" if bare else ""))
        self.rows.set_rows(
            [
                ListRow(
                    row.id,
                    row.cell,
                    " / ".join(row.path[1:]),
                    row.unit or "没有管理单位",
                    tone=None if row.unit else Tone.REMINDER,
                )
                for row in self._rows
            ]
        )

    @override
    def value(self) -> RuleValue:
        role: Role = self.role.currentData()
        return RuleValue(int(self.level.currentData()), self.under.id, self.unit.id, role)

    @override
    def why_not(self) -> Refusal | None:
        refusal = self.under.why_not("网格") or self.unit.why_not("单位")
        if refusal:
            return refusal
        if self.level.currentIndex() < 0:
            return Refusal("网格里还没有内容。", "请先在“网格”里添加。")
        self.show_preview()
        if not any(row.unit for row in self._rows):
            return Refusal("这条规则没有展开出任何一处。", "请换一个层级或范围；没有管理单位的，可以在这里写一个单位。")
        return None


class CellDutyForm(FormDialog):
    """One cell, who carries the duty there, in which role."""

    def __init__(self, parent: QWidget, cells: Sequence[CellRow], units: Sequence[UnitName]) -> None:
        super().__init__("单独指定一处网格", parent, accept_text="添加")
        self.cell = _Picked(_cell_options(cells), "输入名称或拼音", self)
        self.unit = _Picked(_unit_options(units), "这一网格的管理单位；或写一个单位", self)
        self.role = _role_box(self)
        self.add("网格", self.cell.line)
        self.add("单位", self.unit.line)
        self.add("角色", self.role)

    @override
    def value(self) -> CellDutyValue:
        role: Role = self.role.currentData()
        return CellDutyValue(self.cell.id or 0, self.unit.id, role)

    @override
    def why_not(self) -> Refusal | None:
        if not self.cell.text:
            return Refusal("没有写是哪一处网格。", "请输入名称，从提示里选择。")
        return self.cell.why_not("网格") or self.unit.why_not("单位")


class OfferForm(FormDialog):
    """What the grid changed since rules made their rows; nothing happens unless it is accepted."""

    TONES = {"新增": Tone.OK, "撤销": Tone.NEAR, "换单位": Tone.REMINDER}

    def __init__(self, parent: QWidget, offers: Sequence[tuple[str, RuleChanges]]) -> None:
        super().__init__("网格有变化", parent, accept_text="按网格更新")
        self._ids = tuple(changes.id for _, changes in offers)
        note = QLabel("下面是规则展开的各处与现在网格的差别。不更新也可以，原来的各处照旧。", self)
        note.setTextFormat(Qt.TextFormat.PlainText)
        note.setWordWrap(True)
        self.add("", note)
        for words, changes in offers:
            head = QLabel(f"{words}：{changes.words}", self)
            head.setTextFormat(Qt.TextFormat.PlainText)
            head.setWordWrap(True)
            head.setProperty("section", True)
            self.add("", head)
            rows = RowsPreview(self)
            rows.set_rows([self._row_of(row.what, row.cell, row.unit, row.before, row.ends) for row in changes.rows])
            rows.setFixedHeight(min(px(PREVIEW_HEIGHT), px(26) * len(changes.rows) + px(4)))
            self.add("", rows)

    def _row_of(self, what: str, cell: str, unit: str, before: str, ends: bool) -> ListRow:
        who = f"{before} → {unit}" if what == "换单位" else unit or before
        kept = "，已有进展的留作记录" if ends else ""
        return ListRow(cell, cell, who + kept, what, tone=self.TONES[what])

    @override
    def value(self) -> tuple[int, ...]:
        return self._ids
