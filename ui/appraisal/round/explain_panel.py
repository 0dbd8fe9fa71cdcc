"""得分说明: how a figure came about, as a tree of parts, items, lines and entries; from here to the entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from models.appraisal.rows import EntryRow, Explained
from models.appraisal.rules.figures import half_up, short, signed
from ui.icons import icon
from ui.style import px
from ui.tables.cells import Column
from ui.tables.tree import TreeRowsModel
from ui.tables.view import TableView


@dataclass(frozen=True, slots=True)
class TreeRow:
    """A node, a line of it, or an entry behind a line."""

    id: str
    parent_id: str | None
    text: str
    figure: str
    tooltip: str
    criterion_id: int | None = None
    entry_id: int | None = None
    is_node: bool = False
    is_step: bool = False  # a factor, bonus or rounding between what is below a heading and its score
    is_lost: bool = False


def figure(score: Fraction | None, points: Fraction | None) -> str:
    """8.5 / 10, or 未计."""
    if score is None:
        return "未计"
    words = short(half_up(score, 4))
    return words if points is None else f"{words} / {short(points)}"


def rows_of(root: Explained) -> list[TreeRow]:
    """The tree below the root, parents first; entries stand under their line, or under the item when no line names
    them."""
    rows: list[TreeRow] = []

    def node(one: Explained, parent: str | None, mark: str) -> None:
        for at, below in enumerate(one.below):
            key = f"{mark}.{at}"
            if below.adjusts and below.score is not None:
                made = signed(half_up(below.score, 4))
                rows.append(TreeRow(key, parent, below.title, made, below.title, is_step=True))
                continue
            lost = below.score is not None and below.points is not None and below.score < below.points
            rows.append(
                TreeRow(
                    key,
                    parent,
                    below.title,
                    figure(below.score, below.points),
                    below.words or below.title,
                    below.criterion_id,
                    is_node=True,
                    is_lost=lost,
                )
            )
            item(below, key)
            node(below, key, key)

    def item(one: Explained, key: str) -> None:
        if one.words and not one.below and key != "r":
            rows.append(TreeRow(f"{key}.w", key, one.words, "", one.words, one.criterion_id))
        entries = {entry.id: entry for entry in one.entries}
        told: set[int] = set()
        for at, line in enumerate(one.lines):
            mark = f"{key}.l{at}"
            rows.append(TreeRow(mark, key, line.words, signed(line.points), line.words, one.criterion_id))
            for fact in line.facts:
                if fact in entries:
                    told.add(fact)
                    rows.append(_entry(entries[fact], f"{mark}.e{fact}", mark))
        rows.extend(_entry(entry, f"{key}.e{entry.id}", key) for entry in one.entries if entry.id not in told)

    item(root, "r")
    rows = [replace(one, parent_id=None) if one.parent_id == "r" else one for one in rows]
    node(root, None, "r")
    return rows


def _entry(entry: EntryRow, key: str, parent: str) -> TreeRow:
    day = f"{entry.day:%m-%d} " if entry.day is not None else ""
    who = f"（{entry.scorer}）" if entry.scorer else ""
    text = f"{day}{entry.reason or entry.event or '没有写事由'}{who}"
    amount = signed(entry.points) if entry.points is not None else short(entry.amount)
    return TreeRow(key, parent, text, amount, f"{text}\n双击到这一笔", entry.criterion_id, entry.id)


def _details(rows: Sequence[TreeRow]) -> list[str]:
    """The items whose lines are folded away until they are asked for."""
    own = {row.parent_id for row in rows if not row.is_node and not row.is_step}
    return [row.id for row in rows if row.is_node and row.id in own]


class ExplainPanel(QWidget):
    """`show_figure` shows a unit's score or an item of it."""

    entry_wanted = Signal(object)  # entry id
    item_wanted = Signal(object)  # criterion id
    new_wanted = Signal()
    exempt_wanted = Signal()
    objection_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = QLabel(self)
        self.title.setProperty("section", True)
        self.title.setWordWrap(True)
        self.score = QLabel(self)
        self.score.setProperty("figure", True)
        self.words = QLabel(self)
        self.words.setProperty("muted", True)
        self.words.setWordWrap(True)
        self.model = TreeRowsModel(
            (
                Column(
                    "text",
                    "说明",
                    lambda row: row.text,
                    width=190,
                    stretch=True,
                    lines=2,
                    strong=lambda row: row.is_node,
                    tooltip=lambda row: row.tooltip,
                    icon=lambda row: "pencil-outline" if row.entry_id is not None else "",
                    faded=lambda row: not row.is_node and row.entry_id is None,
                ),
                Column(
                    "figure",
                    "得分",
                    lambda row: row.figure,
                    width=96,
                    align="right",
                    faded=lambda row: row.is_node and not row.is_lost,
                ),
            ),
            parent=self,
        )
        self.table = TableView(self.model, header=False, whole_rows=True, lines=2, parent=self)
        self.table.setAccessibleName("得分说明")
        self.new_button = self._button("记一笔…", "plus")
        self.exempt_button = self._button("不适用…", "cancel")
        self.objection_button = self._button("提异议…", "comment-alert-outline")
        head = QVBoxLayout()
        head.setContentsMargins(px(16), px(12), px(16), px(8))
        head.setSpacing(px(4))
        for label in (self.title, self.score, self.words):
            head.addWidget(label)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(px(12), px(4), px(12), px(8))
        buttons.setSpacing(px(4))
        for button in (self.new_button, self.exempt_button, self.objection_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)
        self.table.activated_id.connect(self._on_table_activated)
        self.new_button.clicked.connect(self.new_wanted)
        self.exempt_button.clicked.connect(self.exempt_wanted)
        self.objection_button.clicked.connect(self.objection_wanted)
        self.clear()

    def _button(self, text: str, name: str) -> QPushButton:
        made = QPushButton(text, self)
        made.setIcon(icon(name))
        made.setProperty("quiet", True)
        return made

    def clear(self, sentence: str = "点任何一个分数，在这里看它是怎么来的。") -> None:
        """Nothing is explained."""
        self.title.setText(sentence)
        self.score.hide()
        self.words.hide()
        self.table.hide()
        for button in (self.new_button, self.exempt_button, self.objection_button):
            button.hide()

    def show_figure(self, found: Explained, title: str) -> None:
        """Explain a figure; `title` names the unit."""
        if title != self.title.text():
            self.table.scrollToTop()  # another figure is read from its beginning
        self.title.setText(title)
        self.score.setText(figure(found.score, found.points))
        self.score.show()
        self.words.setText(found.words)
        self.words.setVisible(bool(found.words))
        self.table.show()
        self.model.set_rows(rows_of(found))
        self.model.set_folding([] if found.criterion_id is not None else _details(self.model.rows))

    def allow(self, *, entry: bool, exempt: str, objection: bool) -> None:
        """Which buttons are shown; `exempt` is the word of its button, empty for none."""
        self.new_button.setVisible(entry)
        self.exempt_button.setVisible(bool(exempt))
        self.exempt_button.setText(exempt)
        self.objection_button.setVisible(objection)

    def _on_table_activated(self, row_id: object) -> None:
        row = self.model.row(row_id)
        if row is None:
            return
        if row.entry_id is not None:
            self.entry_wanted.emit(row.entry_id)
        elif row.criterion_id is not None:
            self.item_wanted.emit(row.criterion_id)
