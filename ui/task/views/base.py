"""What every view of the tasks is: a widget with one shape, which the page shows, filters and asks. A new one is a
class of this kind and a line in `VIEWS`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.page import Page
from ui.task.choices import Choices
from ui.task.grid_desk import GridDesk
from ui.task.rows import Fresh, Rows


@dataclass(frozen=True, slots=True)
class Room:
    """What views share: the page for steps and readings, the rows in hand, what is chosen from."""

    page: Page
    rows: Rows
    choices: Choices
    grid_desk: GridDesk


@dataclass(frozen=True, slots=True)
class Scope:
    """What the filters of the page leave: words typed, the tasks wanted (None: all), the unit chosen in the outline;
    `part` names the line of the outline."""

    text: str = ""
    ids: frozenset[int] | None = None
    unit_id: int | None = None
    part: str = ""


class TaskView(QWidget):
    """`current_changed` carries the id of the task with the cursor, or None; `count_changed` when the head should count
    again; `task_activated` a task to open in the table; `whole_requested` to take the outline's choice back."""

    key: ClassVar[str]
    word: ClassVar[str]
    tooltip: ClassVar[str] = ""
    has_tasks: ClassVar[bool] = True  # filters and the inspector are for it
    has_outline: ClassVar[bool] = True

    current_changed = Signal(object)
    count_changed = Signal()
    task_activated = Signal(object)
    whole_requested = Signal()

    def __init__(self, room: Room) -> None:
        super().__init__(room.page)
        self.room = room
        self.scope = Scope()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)

    def fill(self, widget: QWidget) -> None:
        """Put the one widget of the view into it."""
        layout = self.layout()
        assert layout is not None
        layout.addWidget(widget)
        widget.show()  # at once: it may be made while the view is already in sight

    def show_rows(self, fresh: Fresh, areas: frozenset[str]) -> None:
        """The rows were read again after a change in these tables; called also while another view is shown."""

    def refresh(self) -> None:
        """About to be shown: read or put together what changed since."""

    def set_scope(self, scope: Scope) -> None:
        """Show only what the filters leave."""
        self.scope = scope

    def current_id(self) -> int | None:
        """The task with the cursor."""
        return None

    def select(self, task_id: int) -> bool:
        """Put the cursor on a task; False when it is not shown here."""
        return False

    def arrive(self, task_id: int | None) -> None:
        """The view was switched to: stand on the task of the view before."""
        if task_id is not None:
            self.select(task_id)

    def take_keys(self) -> None:
        """Let the keyboard act here."""

    def count_words(self) -> str | None:
        """What the head counts here; None for the tasks."""
        return None

    def finds_nothing(self) -> bool:
        """The filters leave nothing here."""
        return False

    def add_new(self) -> bool:
        """新任务 was pressed: add what this view adds; False when that is the table's work."""
        return False

    def print_payload(self) -> object | None:
        """What Ctrl+P prints from here; None for the breakdown."""
        return None
