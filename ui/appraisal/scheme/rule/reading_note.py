"""What the typed wording of an item means, held against its rule; the rule can be set as it was read."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from models.appraisal.rows import CriterionRow
from models.appraisal.rules.kinds import Rule
from models.appraisal.rules.parsing import Reading, read_rule
from models.appraisal.rules.wording import rule_words
from ui.style import px

SET = "照评分标准设规则"


class ReadingNote(QWidget):
    """`wanted` carries the rule that was read, when the clerk asks for it."""

    wanted = Signal(object)  # Rule

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rule: Rule | None = None
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setProperty("caption", True)
        self.words.setContentsMargins(px(9), 0, px(4), 0)
        self.take = QPushButton(SET, self)
        self.take.setProperty("link", True)
        self.take.setProperty("left", True)
        self.take.clicked.connect(self._on_take_clicked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, px(4))
        column.setSpacing(px(2))
        column.addWidget(self.words)
        column.addWidget(self.take)

    def show_row(self, row: CriterionRow) -> None:
        """Read the wording of a row."""
        reading = read_rule(row.body, row.points) if row.body.strip() else Reading(None)
        self._rule = reading.rule
        sentence = compared(row, reading)
        self.words.setText(sentence)
        self.take.setVisible(reading.rule is not None and reading.rule != row.rule)
        self.setVisible(bool(sentence))

    def _on_take_clicked(self) -> None:
        self.wanted.emit(self._rule)


def compared(row: CriterionRow, reading: Reading) -> str:
    """How the wording of an item and its rule agree, in one or a few sentences; empty when nothing was typed."""
    if not row.body.strip():
        return ""
    if reading.rule is None:
        return "评分标准没有读出规则，请照它加规则；不加就由评分人评分。" if row.rule is None else ""
    if reading.rule == row.rule:
        words = "规则和评分标准一致。"
    elif row.rule is None:
        words = f"评分标准读作：{rule_words(reading.rule, row.points)}"
    else:
        words = f"评分标准读作：{rule_words(reading.rule, row.points)}和现在的规则不一样。"
    rest = f"没有读懂：“{reading.rest.strip()}”" if reading.rest.strip() else ""
    return "\n".join(one for one in (words, rest, *reading.doubts) if one)
