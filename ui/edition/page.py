"""The page 版次: editions as they were issued, issuing and withdrawing, and what two of them differ in."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter
from typing_extensions import override

from models.edition.actions import issue_edition, withdraw_edition
from models.edition.papers import NOW
from models.edition.queries import Comparison, EditionRow, editions
from models.errors import Condition, Refusal
from models.overview.records import RECORDED
from ui import background, messages
from ui.edition.columns import EDITION_COLUMNS
from ui.edition.comparison import ComparisonPanel
from ui.edition.facts import IssueFacts, issue_facts, read_comparison
from ui.edition.forms import IssueForm, IssueValue, WithdrawForm, WithdrawValue
from ui.page import Page
from ui.printing.wish import PrintWish
from ui.tables.rows import RowsModel
from ui.tables.view import TableView

_LAYOUT = "edition.split"


class EditionPage(Page):
    """Above the editions, newest first; below what changed from one to another or to now."""

    key: ClassVar[str] = "edition"
    title: ClassVar[str] = "版次"
    areas: ClassVar[frozenset[str]] = RECORDED
    needs_campaign: ClassVar[bool] = True

    @override
    def _build(self) -> None:
        self._asked = 0
        self.model = RowsModel(EDITION_COLUMNS, parent=self)
        self.table = TableView(self.model, name="edition.editions", whole_rows=True)
        self.table.setAccessibleName("印发过的版次")
        self.comparison = ComparisonPanel(self)
        self.split = QSplitter(Qt.Orientation.Vertical, self)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(1)
        self.split.addWidget(self.table)
        self.split.addWidget(self.comparison)
        sizes = self.settings.layout(_LAYOUT).get("sizes")
        if isinstance(sizes, list) and len(sizes) == 2 and all(isinstance(size, int) for size in sizes):
            self.split.setSizes(sizes)
        else:
            self.split.setSizes([170, 480])
        self.split.setStretchFactor(1, 1)
        self.set_body(self.split)
        self.setFocusProxy(self.table)
        self.head.add_filter("筛选任务、单位、内容…")
        self.reprint_button = self.head.add_button(
            "重印", "printer-outline", self._on_reprint_requested, "把选中的一版原样再印（Ctrl+P）"
        )
        self.withdraw_button = self.head.add_button("撤回", "file-undo-outline", self._on_withdraw_requested)
        self.head.set_primary("印发新版", "plus", self._on_issue_requested)

    @override
    def _wire(self) -> None:
        self.head.filter_changed.connect(self.comparison.set_filter)
        self.table.current_changed.connect(self._on_table_current_changed)
        self.table.activated_id.connect(self._on_reprint_requested)
        self.comparison.sides_chosen.connect(self._on_comparison_sides_chosen)
        self.comparison.go_requested.connect(self._on_comparison_go_requested)
        self.comparison.print_requested.connect(self._on_comparison_print_requested)
        self.split.splitterMoved.connect(self._on_split_moved)

    @override
    def reload(self) -> None:
        rows = self.store.read(editions, campaign_id=self._campaign_id())
        self.head.set_count(f"{len(rows)} 版" if rows else "")
        self.model.set_rows(rows)
        if not rows:
            self._asked += 1
            self.show_empty(
                "还没有印发过版次。",
                "印发第一版",
                self._on_issue_requested,
                icon="source-branch",
                note="印发就是把现在的责任分解冻结成一版：以后随时可以原样重印，也看得出此后改了什么。",
            )
            self._show_row()
            return
        self.show_body()
        self.comparison.set_editions(rows)
        if self.table.current_id() is None:
            self.table.select_id(next((row.id for row in rows if not row.is_withdrawn), rows[0].id))
        self._show_row()
        self._compare()

    @override
    def goto(self, record_id: int | None, payload: object = None) -> None:
        """One edition, compared with now."""
        if record_id is not None and self.table.select_id(record_id):
            self.comparison.set_sides(record_id, None)
            self._compare()

    @override
    def print_payload(self) -> object | None:
        row = self._current()
        return PrintWish("edition", {"edition": str(row.id), "since": ""}) if row is not None else None

    # ---- comparing --------------------------------------------------------------------------------------------

    def _compare(self) -> None:
        """Read what differs in the background; an older answer that comes late is not shown."""
        old, new = self.comparison.sides
        if old is None:
            return
        self._asked += 1
        read = partial(
            read_comparison,
            self.store,
            campaign_id=self._campaign_id(),
            old_id=old,
            new_id=new,
            day=self.context.today,
        )
        background.run(
            self,
            "比较两版",
            lambda report: read(),
            partial(self._on_compared, self._asked),
            partial(self._on_not_compared, self._asked),
            modal=False,
        )

    def _on_compared(self, asked: int, found: Comparison) -> None:
        if asked == self._asked:
            self.comparison.show_comparison(found)

    def _on_not_compared(self, asked: int, condition: Condition) -> None:
        if asked == self._asked:
            self.comparison.show_comparison(None)
            messages.refuse(self, condition)

    def _on_comparison_sides_chosen(self) -> None:
        self._compare()

    def _on_comparison_go_requested(self, task_id: object) -> None:
        if isinstance(task_id, int):
            self.go("task", task_id)

    def _on_comparison_print_requested(self) -> None:
        old, new = self.comparison.sides
        settings = {"old": str(old), "new": NOW if new is None else str(new)}
        self.go("printing", None, PrintWish("revision", settings))

    # ---- issuing ----------------------------------------------------------------------------------------------

    def _on_issue_requested(self) -> None:
        read = partial(
            issue_facts,
            self.store,
            campaign_id=self._campaign_id(),
            day=self.context.today,
            most=self.settings.get("most_cells"),
        )
        background.run(self, "准备印发", lambda report: read(), self._open_issue_form)

    def _open_issue_form(self, facts: IssueFacts) -> None:
        form = IssueForm(self.window(), facts, self.context.today)
        form.checkup_requested.connect(self._on_form_checkup_requested)
        form.tasks_requested.connect(self._on_form_tasks_requested)
        messages.open_form(self, form, self._on_issue_accepted)

    def _on_form_checkup_requested(self) -> None:
        self.go("checkup")

    def _on_form_tasks_requested(self) -> None:
        self.go("task", None, "gaps")

    def _on_issue_accepted(self, value: IssueValue) -> None:
        background.do(
            self,
            self.store,
            f"印发第{value.number}版",
            issue_edition,
            partial(self._on_issued, value.number),
            backup_first=True,
            wall=True,
            campaign_id=self._campaign_id(),
            number=value.number,
            title=value.title,
            document_no=value.document_no,
            issued_on=value.issued_on,
            note=value.note,
        )

    def _on_issued(self, number: int, edition_id: int) -> None:
        self.refresh()
        self.goto(edition_id)
        messages.say(self, f"已印发第{number}版。", kind="ok", action=("打印", self._on_reprint_requested))

    # ---- withdrawing and printing -----------------------------------------------------------------------------

    def _on_withdraw_requested(self) -> None:
        row = self._current()
        if row is not None:
            form = WithdrawForm(self.window(), row, self.context.today)
            messages.open_form(self, form, partial(self._on_withdraw_accepted, row))

    def _on_withdraw_accepted(self, row: EditionRow, value: WithdrawValue) -> None:
        done = self.do(
            f"撤回第{row.number}版", withdraw_edition, edition_id=row.id, reason=value.reason, day=value.day, wall=True
        )
        if done is not None:
            messages.say(self, f"已撤回第{row.number}版，内容仍可查看和重印。", kind="ok")

    def _on_reprint_requested(self) -> None:
        self.go("printing", None, self.print_payload())

    # ---- the row in hand --------------------------------------------------------------------------------------

    def _current(self) -> EditionRow | None:
        row = self.model.row(self.table.current_id())
        return row if isinstance(row, EditionRow) else None

    def _on_table_current_changed(self, edition_id: object) -> None:
        """The edition in hand is compared with what stands on the right; with now where that is itself."""
        self._show_row()
        old, new = self.comparison.sides
        row = self._current()
        if row is not None and row.id != old and not self.is_stale:
            self.comparison.set_sides(row.id, None if new == row.id else new)
            self._compare()

    def _show_row(self) -> None:
        row = self._current()
        self.reprint_button.setEnabled(row is not None)
        refusal = _why_not_withdrawable(row)
        self.withdraw_button.setEnabled(refusal is None)
        self.withdraw_button.setToolTip("写明原因撤回选中的一版" if refusal is None else str(refusal))

    def _on_split_moved(self, position: int, index: int) -> None:
        self.settings.set_layout(_LAYOUT, {"sizes": self.split.sizes()})

    def _campaign_id(self) -> int:
        campaign_id = self.context.campaign_id
        assert campaign_id is not None, "the page needs a campaign"
        return campaign_id


def _why_not_withdrawable(row: EditionRow | None) -> Refusal | None:
    if row is None:
        return Refusal("没有选中的版次。")
    day: date | None = row.withdrawn_on
    return Refusal(f"第 {row.number} 版已在 {day.isoformat()} 撤回。") if day is not None else None
