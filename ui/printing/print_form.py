"""The dialog before the printer: which one, how many, both sides, tray, which pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from typing_extensions import override

from models.errors import Condition, Refusal
from models.papers.printers import Choice, Printer, PrintOptions, Sides, page_numbers
from models.papers.sheet import Paper
from ui.widgets.form import FormDialog
from ui.widgets.quiet import Combo, Spin

_SIDES = ((Sides.ONE, "单面"), (Sides.LONG_EDGE, "双面，长边翻页"), (Sides.SHORT_EDGE, "双面，短边翻页"))


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """What the user ordered."""

    printer: str
    options: PrintOptions


class PrintForm(FormDialog):
    """`trays_wanted(printer)` comes when a printer is chosen; the answer is given to `set_trays`.

    `parts` says how many copies of what a split print has; they are set in its list and not here.
    """

    trays_wanted = Signal(str)

    def __init__(
        self,
        printers: Sequence[Printer],
        pages: int,
        paper: Paper,
        *,
        is_landscape: bool,
        last: dict[str, Any],
        parts: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("打印", parent, accept_text="打印")
        self._pages = pages
        self._paper = paper
        self.printer = Combo(self)
        for printer in printers:
            words = "（默认）" if printer.is_default else ""
            self.printer.addItem(printer.name + words + ("" if printer.is_ready else "，已停止"), printer.name)
        self.copies = Spin(self)
        self.copies.setRange(1, 999)
        self.sides = Combo(self)
        for side, text in _SIDES:
            self.sides.addItem(text, side.value)
        self.tray = Combo(self)
        self.range = QLineEdit(self)
        self.range.setPlaceholderText(f"全部 {pages} 页；例如 1-3,5")
        hint = "横向的表双面打印时一般选短边翻页。" if is_landscape else ""
        self.add("打印机", self.printer)
        if parts:
            label = QLabel(parts, self)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            self.add("份数", label)
            self.copies.hide()
            self.range.hide()
        else:
            self.add("份数", self.copies)
        self.add("单双面", self.sides, hint)
        self.add("纸盒", self.tray)
        if not parts:
            self.add("页码", self.range)
        self._restore(last)
        self.printer.currentIndexChanged.connect(self._on_printer_changed)
        self.set_trays(())

    def _restore(self, last: dict[str, Any]) -> None:
        for box, key in ((self.printer, "printer"), (self.sides, "sides")):
            at = box.findData(last.get(key))
            if at >= 0:
                box.setCurrentIndex(at)

    def ask_for_trays(self) -> None:
        """Ask for the trays of the printer in hand."""
        name = self.printer.currentData()
        if name:
            self.trays_wanted.emit(name)

    def set_trays(self, trays: Sequence[Choice], printer: str = "") -> None:
        """Trays to choose from; those of a printer that is no longer in hand are left aside."""
        if printer and printer != self.printer.currentData():
            return
        self.tray.clear()
        self.tray.addItem("自动", "")
        for tray in trays:
            self.tray.addItem(tray.key, tray.key)
        self.tray.setEnabled(self.tray.count() > 1)

    def _on_printer_changed(self, at: int) -> None:
        self.set_trays(())
        self.ask_for_trays()

    @override
    def value(self) -> PrintOrder:
        numbers = page_numbers(self.range.text(), self._pages)
        pages = ",".join(str(number + 1) for number in numbers) if self.range.text().strip() else ""
        options = PrintOptions(
            copies=self.copies.value(),
            sides=Sides(self.sides.currentData()),
            paper=self._paper,
            tray=self.tray.currentData() or "",
            pages=pages,
        )
        return PrintOrder(self.printer.currentData(), options)

    @override
    def why_not(self) -> Refusal | None:
        if self.printer.currentData() is None:
            return Refusal("没有可用的打印机。", "请先在系统设置里添加打印机，或导出PDF。")
        try:
            page_numbers(self.range.text(), self._pages)
        except Condition as condition:
            return Refusal(condition.sentence, condition.next_step)
        return None
