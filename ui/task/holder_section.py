"""落实到人 in the inspector of a task: for every unit of the task the post or person that does it; a click chooses."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from models.task import actions
from models.task.queries import AssignmentRow, TaskDetails
from models.task.queries.people import settled
from ui import messages
from ui.page import Page
from ui.style import px
from ui.task.naming import step_of
from ui.task.reverse.forms import HolderForm
from ui.task.reverse.holders import Holder, HolderBook
from ui.widgets.inspector import Inspector
from ui.widgets.rowlist import ListRow, RowList


class HolderSection(QWidget):
    """Makes itself a section of `panel`, hidden for tasks without units."""

    def __init__(self, page: Page, panel: Inspector) -> None:
        super().__init__(panel)
        self._page = page
        self._book = HolderBook(page.context)
        self._details: TaskDetails | None = None
        self._holders: dict[int, str] = {}
        self.hint = QLabel("点一下单位，选本单位的岗位或人员。", self)
        self.hint.setWordWrap(True)
        self.hint.setProperty("caption", True)
        self.list = RowList(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, px(2), 0, 0)
        layout.setSpacing(px(2))
        layout.addWidget(self.hint)
        layout.addWidget(self.list)
        self.section = panel.add_section("落实到人")
        self.section.add_widget(self)
        self.list.row_activated.connect(self._on_row_activated)

    def show_task(self, details: TaskDetails | None) -> None:
        """Show who in each unit does the task."""
        self._details = details
        own = [row for row in details.assignments if row.cell_id is None] if details is not None else []
        self.section.setVisible(bool(own))
        if details is None or not own:
            return
        found = self._page.store.read(
            settled, campaign_id=details.campaign_id, on=self._page.context.today, task_id=details.id
        )
        self._holders = {row.id: row.label for row in found}
        self.list.set_rows(
            [ListRow(row.id, row.label, row.role.label, self._holders.get(row.id, "未落实")) for row in own]
        )

    def _on_row_activated(self, assignment_id: object) -> None:
        if self._details is None:
            return
        row = next((row for row in self._details.assignments if row.id == assignment_id), None)
        if row is not None:
            self._book.forget()
            text = self._holders.get(row.id, "")
            form = HolderForm(self.window(), self._book, row.unit_id, row.label, 1, text)
            messages.open_form(self, form, partial(self._on_chosen, self._details, row))

    def _on_chosen(self, details: TaskDetails, row: AssignmentRow, holder: Holder) -> None:
        done = self._page.do(
            step_of("落实到人" if holder != Holder() else "取消落实到人", details.title),
            actions.set_holders,
            unit_id=row.unit_id,
            duties=[(details.id, row.role)],
            post_id=holder.post_id,
            person_id=holder.person_id,
            on=self._page.context.today,
        )
        if done is not None and self._details is not None and self._details.id == details.id:
            self.show_task(self._details)
