"""How many files and links hang on each task: the column 附件 of the table. Read when first shown."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import QObject, Signal

from models.attachment import queries
from models.attachment.terms import Holder
from models.layouts.terms import FieldKind
from models.task.queries import TaskRow
from ui.store import Store
from ui.tables.cells import Column

AREAS = frozenset(("attachment", "attached_file", "attached_link"))


class AttachedCounts(QObject):
    """`changed` after other counts are to be shown."""

    changed = Signal()

    def __init__(self, store: Store, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._counts: dict[int, int] | None = None
        store.changed.connect(self._on_store_changed)
        store.opened.connect(self._on_store_opened)

    def of(self, row: TaskRow) -> int:
        """How many files and links hang on a task."""
        if self._counts is None:
            self._counts = self._read()
        return self._counts.get(row.id, 0)

    def column(self) -> Column:
        """The column, hidden until it is chosen: a paper clip and the number."""
        return Column(
            "files", "附件", self._text, width=60, align="left", hidden=True, sort=self.of, kind=FieldKind.NUMBER,
            icon=self._icon, plain=self._plain, tooltip=self._tooltip,
        )  # fmt: skip

    def _read(self) -> dict[int, int]:
        if not self._store.is_open:
            return {}
        found = self._store.read(queries.counts, of_table=Holder.TASK.value)
        return {row_id: count.files + count.links for row_id, count in found.items()}

    def _text(self, row: TaskRow) -> str:
        return str(self.of(row) or "")

    def _icon(self, row: TaskRow) -> str:
        return "paperclip" if self.of(row) else ""

    def _plain(self, row: TaskRow) -> Decimal | None:
        return Decimal(self.of(row))

    def _tooltip(self, row: TaskRow) -> str:
        count = self.of(row)
        return f"{count} 个附件和链接，在右侧“附件”里查看" if count else ""

    def _on_store_changed(self, areas: frozenset[str]) -> None:
        if self._counts is None or not areas & AREAS:
            return
        self._counts = None
        self.changed.emit()

    def _on_store_opened(self) -> None:
        self._counts = None
