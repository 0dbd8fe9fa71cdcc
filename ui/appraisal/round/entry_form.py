"""记一笔: an entry of a unit for an item, with the part of the rule it falls under."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit
from typing_extensions import override

from models.appraisal.rows import CriterionRow
from models.appraisal.rules.amounts import exact_amount
from models.appraisal.rules.kinds import Part
from models.appraisal.rules.slots import Slot, Typing
from models.appraisal.scoring import by_hand
from models.errors import Condition, Refusal
from ui.appraisal.round.book import RoundBook
from ui.page import Page
from ui.style import px
from ui.tables.completing import CompletingLine
from ui.tables.editors import Option, matches, parse_day
from ui.widgets.form import FormDialog
from ui.widgets.quiet import Combo

AMOUNT_WORDS = {Typing.COUNT: "数量", Typing.VALUE: "数值", Typing.MARK: "评分", Typing.FACT: "数量"}


@dataclass(frozen=True, slots=True)
class EntryValue:
    """What the form was filled with."""

    unit_id: int
    criterion_id: int
    fields: dict[str, Any]


class EntryForm(FormDialog):
    """`unit_id` and `criterion_id` are taken from where the cursor is; both can be changed here."""

    def __init__(self, page: Page, book: RoundBook, unit_id: int | None, criterion_id: int | None) -> None:
        super().__init__("记一笔", page.window(), accept_text="记下")
        self._book = book
        self._units = [Option(one.unit_id, one.name, (one.group,), one.group) for one in book.roster if one.is_checked]
        self._items = [Option(one.id, f"{one.no} {one.name}".strip(), (one.name,)) for one in book.items]
        self.unit = CompletingLine(self._units, "", self)
        self.item = CompletingLine(self._items, "", self)
        self.part = Combo(self)
        self.choice = Combo(self)
        self.round_part = Combo(self)
        self.amount = QLineEdit("1", self)
        self.halved = QCheckBox(self)
        self.event_line = QLineEdit(self)
        self.event_line.setPlaceholderText("同一事件写同一个名称，只计最重的一笔")
        self.scorer = CompletingLine([Option(one, one) for one in book.all_scorers()], "", self)
        self.reason = QPlainTextEdit(self)
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(px(64))
        self.day = QLineEdit(page.context.today.isoformat(), self)
        self._labelled: dict[str, tuple[Any, ...]] = {}
        for key, label, widget in (
            ("unit", "单位", self.unit),
            ("item", "项目", self.item),
            ("part", "情形", self.part),
            ("choice", "档次", self.choice),
            ("round_part", "第几次", self.round_part),
            ("amount", "数量", self.amount),
            ("halved", "减半", self.halved),
            ("event", "事件", self.event_line),
            ("scorer", "评分人", self.scorer),
            ("reason", "事由", self.reason),
            ("day", "日期", self.day),
        ):
            self.add(label, widget)
            self._labelled[key] = (widget, self._label_of(widget))
        self._take(self.unit, self._units, unit_id)
        self._take(self.item, self._items, criterion_id)
        self.item.editingFinished.connect(self._on_item_changed)
        self.item.chosen.connect(self._on_item_changed)
        self.part.currentIndexChanged.connect(self._on_part_changed)
        self._on_item_changed()
        (self.unit if unit_id is None else self.item if criterion_id is None else self.amount).setFocus()
        self.amount.selectAll()

    def _label_of(self, widget: Any) -> Any:
        at = self._grid.indexOf(widget)
        row = self._grid.getItemPosition(at)[0]  # type: ignore[index]
        item = self._grid.itemAtPosition(row, 0)
        return item.widget() if item is not None else None

    @staticmethod
    def _take(line: QLineEdit, options: list[Option], value: int | None) -> None:
        found = next((one for one in options if one.value == value), None)
        line.setText(found.text if found is not None else "")

    @staticmethod
    def _chosen(line: QLineEdit, options: list[Option]) -> int | None:
        text = line.text().strip()
        if not text:
            return None
        exact = [one for one in options if one.text == text]
        fitting = exact or matches(options, text)
        return int(fitting[0].value) if len(fitting) == 1 or exact else None

    @property
    def _criterion(self) -> CriterionRow | None:
        key = self._chosen(self.item, self._items)
        return self._book.by_id.get(key) if key is not None else None

    def _show(self, key: str, shown: bool) -> None:
        for widget in self._labelled[key]:
            if widget is not None:
                widget.setVisible(shown)

    # ---- the rule decides what is asked -----------------------------------------------------------------------

    def _on_item_changed(self, *_: object) -> None:
        item = self._criterion
        slots = self._book.slots(item) if item is not None else ()
        known = [self.part.itemData(at) for at in range(self.part.count())]
        if [(item.id if item is not None else None, slot.part) for slot in slots] != known:
            self.part.blockSignals(True)
            self.part.clear()
            for slot in slots:
                self.part.addItem(slot.words, (item.id if item is not None else None, slot.part))
            self.part.blockSignals(False)
            self.round_part.clear()
            for one in self._book.parts_of(item) if item is not None else ():
                self.round_part.addItem(one.name, one.id)
        self._show("part", len(slots) > 0)
        self._show("round_part", self.round_part.count() > 0)
        self._on_part_changed()

    def _on_part_changed(self, *_: object) -> None:
        slot = self._slot()
        self.choice.clear()
        for number, one in enumerate(slot.choices if slot is not None else ()):
            self.choice.addItem(one.name, number)
        self._show("choice", self.choice.count() > 0)
        self._show("halved", slot is not None and bool(slot.can_halve))
        self.halved.setText(slot.can_halve if slot is not None else "")
        self._show("event", slot is not None and slot.takes_events)
        self._show("scorer", slot is not None and slot.typing is Typing.MARK)
        self._show("amount", slot is None or slot.typing is not Typing.FACT)
        label = self._labelled["amount"][1]
        if slot is not None and label is not None:
            unit = f"（{slot.unit}）" if slot.unit else ""
            label.setText(AMOUNT_WORDS[slot.typing] + unit)

    # ---- the form ---------------------------------------------------------------------------------------------

    @override
    def why_not(self) -> Refusal | None:
        if self._chosen(self.unit, self._units) is None:
            return Refusal(f"没有找到单位“{self.unit.text().strip()}”。", "请从列出的单位里选。")
        item = self._criterion
        if item is None:
            return Refusal(f"没有找到项目“{self.item.text().strip()}”。", "请从列出的项目里选。")
        try:
            exact_amount(self._amount(), self._part_of_rule())
        except Condition as condition:
            return Refusal(condition.sentence, condition.next_step)
        if isinstance(self._day(), str):
            return Refusal(f"“{self.day.text()}”不是日期。", "请写如 2026-05-31。")
        return None

    def _slot(self) -> Slot | None:
        item = self._criterion
        slots = self._book.slots(item) if item is not None else ()
        at = self.part.currentIndex()
        return slots[at] if 0 <= at < len(slots) else None

    def _part_of_rule(self) -> Part | None:
        item, slot = self._criterion, self._slot()
        if item is None or slot is None:
            return None
        parts = (item.rule or by_hand(item.points or item.sum)).parts
        return parts[slot.part] if slot.part < len(parts) else None

    def _amount(self) -> str:
        slot = self._slot()
        if slot is not None and slot.typing is Typing.FACT:
            return "1"  # what was typed for another case is not shown any more
        text = self.amount.text().strip() or "1"
        return slot.as_typed(text) if slot is not None else text

    def _day(self) -> date | str | None:
        text = self.day.text().strip()
        return parse_day(text) if text else None

    @override
    def value(self) -> EntryValue:
        unit, item = self._chosen(self.unit, self._units), self._criterion
        assert unit is not None and item is not None
        fields: dict[str, Any] = {
            "amount": self._amount(),
            "reason": self.reason.toPlainText().strip(),
            "day": self._day(),
        }
        part = self.part.currentData()
        if part is not None:
            fields["part"] = part[1]
        if self.choice.count():
            fields["choice"] = self.choice.currentData()
        if self.round_part.count():
            fields["round_part_id"] = self.round_part.currentData()
        if not self.halved.isHidden():
            fields["halved"] = self.halved.isChecked()
        if not self.event_line.isHidden():
            fields["event"] = self.event_line.text().strip()
        if not self.scorer.isHidden():
            fields["scorer"] = self.scorer.text().strip()
        return EntryValue(unit, item.id, fields)
