"""What the head of the page 网格 says about duties: the day looked at, 缺责任人 and 超负荷 as filters, the limit."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, Signal

from models.errors import Refusal
from models.grid.queries.watch_rows import DutyBoard
from ui import messages
from ui.page import Page
from ui.widgets.day_line import DayLine

MOST = "most_cells"  # the setting: more cells than this under one person are an overload


class DutyHead(QObject):
    """Notices and the day; tells which cells to show alone, and when another day or limit is asked for."""

    chosen = Signal(object)  # frozenset of cell ids, None for all
    day_changed = Signal()
    limit_changed = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._board = DutyBoard()
        self.vacant = page.head.add_notice("vacant", "缺责任人", "near")
        self.vacant.setToolTip("必须有人的角色没有人，或岗位空缺")
        self.loaded = page.head.add_notice("overload", "超负荷", "reminder")
        self.day_line = DayLine(page.head)
        page.head.add_widget(self.day_line, right=True)
        self.vacant.toggled.connect(self._on_vacant_toggled)
        self.loaded.toggled.connect(self._on_loaded_toggled)
        self.day_line.changed.connect(self._on_day_line_changed)

    @property
    def day(self) -> date:
        """The day looked at."""
        return self.day_line.day() or self._page.context.today

    @property
    def most(self) -> int:
        """How many cells one person may have."""
        return int(self._page.settings.get(MOST))

    def set_board(self, board: DutyBoard) -> None:
        """The numbers as they are now; a filter in use follows."""
        self._board = board
        self.vacant.set_count(len(board.vacancies))
        self.loaded.set_count(len(board.overloads))
        listed = "\n".join(f"{row.person}：{row.cells} 个" for row in board.overloads[:12])
        self.loaded.setToolTip(f"一人负责超过 {self.most} 个网格\n{listed}")
        if self.vacant.isChecked() or self.loaded.isChecked():
            self._tell()

    def release(self) -> None:
        """No filter any more."""
        self.vacant.setChecked(False)
        self.loaded.setChecked(False)

    def ask_limit(self) -> None:
        """Ask how many cells are too many for one person."""
        messages.ask_text(
            self._page,
            "超负荷标准",
            "一个人直接负责超过几个网格算超负荷",
            self._on_limit_accepted,
            value=str(self.most),
            why_not=why_no_limit,
        )

    def _on_limit_accepted(self, text: str) -> None:
        self._page.settings.set(MOST, int(text.strip()))
        self.limit_changed.emit()

    def _tell(self) -> None:
        if self.vacant.isChecked():
            self.chosen.emit(frozenset(row.cell_id for row in self._board.vacancies))
        elif self.loaded.isChecked():
            people = {row.id for row in self._board.overloads}
            self.chosen.emit(frozenset(row.cell_id for row in self._board.own if row.person_id in people))
        else:
            self.chosen.emit(None)

    def _on_vacant_toggled(self, on: bool) -> None:
        if on:
            self.loaded.setChecked(False)
        self._tell()

    def _on_loaded_toggled(self, on: bool) -> None:
        if on:
            self.vacant.setChecked(False)
        self._tell()

    def _on_day_line_changed(self, day: object) -> None:
        self.day_changed.emit()


def why_no_limit(text: str) -> Refusal | None:
    """Why a text is no limit."""
    if text.strip().isdecimal() and 1 <= int(text.strip()) <= 999:
        return None
    return Refusal("请写 1 到 999 的整数。")
