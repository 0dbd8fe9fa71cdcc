"""最近操作: the last steps, undo and redo, and the way to the whole history."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from models.history_rows import StepRow
from ui.icons import icon
from ui.overview.card import Card
from ui.overview.columns import STEP_PARTS, local_time
from ui.overview.lines import LineList
from ui.style import px

LONGEST = 16


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step with its time in the office's words."""

    step: StepRow
    when: str


class RecentCard(Card):
    """The last steps; `opened` carries the number of the step clicked, None for the whole history."""

    undo_requested = Signal()
    redo_requested = Signal()
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("最近操作", parent)
        self.undo_button = self._button("撤销", "undo")
        self.redo_button = self._button("重做", "redo")
        self.all_button = QPushButton("全部历史", self)
        self.all_button.setProperty("link", True)
        self.head.addStretch(1)
        for button in (self.undo_button, self.redo_button, self.all_button):
            self.head.addWidget(button)
        self.list = LineList("最近操作", STEP_PARTS, headings=False, parent=self)
        self.put(self.list)
        self.setMinimumHeight(px(120))
        self.undo_button.clicked.connect(self.undo_requested)
        self.redo_button.clicked.connect(self.redo_requested)
        self.all_button.clicked.connect(self._on_all_button_clicked)
        self.list.opened.connect(self._on_list_opened)

    def show_steps(self, steps: tuple[StepRow, ...], today: date, undo: str | None, redo: str | None) -> None:
        """Fill the list; the buttons name what they would take back or do again."""
        self.list.set_entries([StepLine(step, local_time(step.at, today)) for step in steps])
        for button, word, title in ((self.undo_button, "撤销", undo), (self.redo_button, "重做", redo)):
            button.setEnabled(title is not None)
            button.setText(f"{word}：{_short(title)}" if title else word)
            button.setToolTip(f"{word}“{title}”" if title else f"没有可以{word}的步骤")
        self.redo_button.setVisible(redo is not None)

    def _button(self, text: str, name: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setIcon(icon(name))
        return button

    def _on_all_button_clicked(self) -> None:
        self.opened.emit(None)

    def _on_list_opened(self, line: StepLine) -> None:
        self.opened.emit(line.step.seq)


def _short(title: str) -> str:
    return title if len(title) <= LONGEST else f"{title[: LONGEST - 1]}…"
