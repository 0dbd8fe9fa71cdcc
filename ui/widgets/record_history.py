"""The last steps that touched one record, as the end of an inspector; a click opens the history page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from models import history
from models.history_rows import StepRow
from ui.page import Page
from ui.widgets.inspector import Inspector
from ui.widgets.rowlist import ListRow, RowList

SHOWN = 6


class RecordHistory(RowList):
    """`show_record(table, id)` reads the steps with `read` (what hangs on the record counts when it says so)."""

    def __init__(
        self,
        page: Page,
        panel: Inspector,
        parent: QWidget | None = None,
        *,
        read: Callable[..., tuple[StepRow, ...]] = history.steps,
    ) -> None:
        super().__init__(parent, height=28)
        self._page = page
        self._read = read
        self._record: tuple[str, int] | None = None
        section = panel.add_section("历史")
        section.add_widget(self)
        self.row_activated.connect(self._on_row_activated)

    def show_record(self, table: str, row_id: int) -> None:
        """The newest steps of a record."""
        self._record = (table, row_id)
        steps = self._page.store.read(self._read, table=table, row_id=row_id, limit=SHOWN)
        self.set_rows(
            [
                ListRow(step.seq, step.title, step.operator, step.at.astimezone().strftime("%m-%d %H:%M"))
                for step in steps
            ]
        )

    def _on_row_activated(self, seq: object) -> None:
        if self._record is not None:
            table, row_id = self._record
            self._page.go("history", row_id, table)
