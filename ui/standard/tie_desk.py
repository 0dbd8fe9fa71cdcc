"""What ties an indicator: tasks that serve it and indicators beside it, from the table and the inspector alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from models.standard import actions
from models.standard.actions.rows import change_rows
from models.standard.actions.ties import set_link_note
from models.standard.queries import IndicatorRow, LinkRow
from ui.standard.inspector import IndicatorInspector
from ui.standard.relations import SAME, changed_link, new_link, words_of_relation

if TYPE_CHECKING:
    from models.database import Done
    from ui.widgets.record_view import RecordView


class TieDesk(QObject):
    """`do` is the door of the view; the lists of its inspector speak of the row in hand."""

    def __init__(self, view: RecordView, panel: IndicatorInspector, do: Callable[..., Done | None]) -> None:
        super().__init__(view)
        self._view = view
        self._do = do
        panel.tasks.added.connect(self._on_task_added)
        panel.tasks.removed.connect(self._on_task_removed)
        panel.tasks.opened.connect(self._on_task_opened)
        panel.tasks.unknown.connect(self._on_task_unknown)
        panel.links.added.connect(self._on_link_added)
        panel.links.removed.connect(self._on_link_removed)
        panel.links.opened.connect(self._on_link_opened)
        panel.links.unknown.connect(self._on_link_unknown)
        panel.links.kind_chosen.connect(self._on_link_kind_chosen)
        panel.links.note_written.connect(self._on_link_note_written)

    def add_task(self, row: IndicatorRow, task_id: int) -> None:
        """One more task serves the indicator."""
        self._do(f"“{row.name}”的任务", actions.add_task, indicator_id=row.id, task_id=task_id)

    def remove_task(self, row: IndicatorRow, task_id: object) -> None:
        """The indicator is no longer served by a task."""
        left = tuple(task.id for task in row.tasks if task.id != task_id)
        campaign_id = self._view.page.context.campaign_id
        title = f"“{row.name}”的任务"
        self._do(title, change_rows, changes={row.id: {"task_ids": left}}, campaign_id=campaign_id)

    def link(self, row: IndicatorRow, other_id: int) -> None:
        """Put an indicator of another standard beside this one."""
        self._do(f"“{row.name}”的对应指标", actions.link_indicators, **new_link(row.id, other_id, SAME))

    def unlink(self, row: IndicatorRow, link_id: object) -> None:
        """Take a link away."""
        self._do(f"“{row.name}”的对应指标", actions.unlink, link_ids=[link_id])

    def _row(self) -> IndicatorRow | None:
        row = self._view.current_row()
        return row if isinstance(row, IndicatorRow) else None

    def _link(self, link_id: object) -> tuple[IndicatorRow, LinkRow] | None:
        row = self._row()
        link = next((link for link in row.links if link.id == link_id), None) if row is not None else None
        return (row, link) if row is not None and link is not None else None

    def _type(self, key: str, text: str) -> None:
        """As if it were typed into the cell: a name that is not sure is refused with what it could be."""
        row = self._row()
        if row is not None:
            self._view.model.edit_requested.emit(row.id, key, text)

    def _on_task_added(self, task_id: Any) -> None:
        row = self._row()
        if row is not None:
            self.add_task(row, task_id)

    def _on_task_removed(self, task_id: object) -> None:
        row = self._row()
        if row is not None:
            self.remove_task(row, task_id)

    def _on_task_opened(self, task_id: Any) -> None:
        self._view.page.go("task", task_id)

    def _on_task_unknown(self, text: str) -> None:
        self._type("tasks", text)

    def _on_link_added(self, other_id: Any) -> None:
        row = self._row()
        if row is not None:
            self.link(row, other_id)

    def _on_link_removed(self, link_id: object) -> None:
        row = self._row()
        if row is not None:
            self.unlink(row, link_id)

    def _on_link_opened(self, link_id: object) -> None:
        found = self._link(link_id)
        if found is not None:
            self._view.page.goto(found[1].other_id)

    def _on_link_unknown(self, text: str) -> None:
        self._type("links", text)

    def _on_link_kind_chosen(self, link_id: object, relation: Any) -> None:
        found = self._link(link_id)
        if found is not None:
            title = f"“{found[0].name}”的对应改为{words_of_relation(relation)}"
            self._do(title, actions.set_link_kind, **changed_link(found[1], relation))

    def _on_link_note_written(self, link_id: object, note: str) -> None:
        found = self._link(link_id)
        if found is not None:
            self._do(f"“{found[0].name}”的对应备注", set_link_note, link_id=found[1].id, note=note)
