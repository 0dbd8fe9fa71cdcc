"""The page 体检: what the grid, the breakdown and the organisation lack; one click leads to the place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from models.checkup.queries import checkup
from models.checkup.rows import Checkup, GapRow
from models.checkup.terms import Gap
from models.overview.records import RECORDED
from ui.checkup.columns import COLUMNS
from ui.page import Page
from ui.printing.wish import PrintWish
from ui.style import px
from ui.tables.nav import NavTree
from ui.tables.rows import RowsModel
from ui.tables.view import TableView
from ui.widgets.empty import EmptyState

ALL = "all"


@dataclass(frozen=True, slots=True)
class NavRow:
    """A kind of gap with the number of findings; `id` is the kind's value or "all"."""

    id: str
    parent_id: str | None
    text: str
    note: str
    found: int


class CheckupPage(Page):
    """Left the kinds of gaps, right the findings."""

    key: ClassVar[str] = "checkup"
    title: ClassVar[str] = "体检"
    areas: ClassVar[frozenset[str]] = RECORDED
    needs_campaign: ClassVar[bool] = True

    @override
    def _build(self) -> None:
        self._found: Checkup | None = None
        self.nav = NavTree(
            lambda row: row.text, lambda row: row.note, strong=lambda row: row.id == ALL, name="checkup.nav"
        )
        self.nav.setAccessibleName("检查项目")
        self.model = RowsModel(COLUMNS, parent=self)
        self.table = TableView(self.model, name="checkup.gaps", lines=2, whole_rows=True)
        self.table.setAccessibleName("发现的问题")
        self.explanation = QLabel(self)
        self.explanation.setProperty("role", "secondary")
        self.explanation.setContentsMargins(px(16), px(8), px(16), px(8))
        self.nothing = EmptyState(self)
        self._lists = QStackedWidget(self)
        self._lists.addWidget(self.table)
        self._lists.addWidget(self.nothing)
        body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.explanation)
        column.addWidget(self._lists, 1)
        self.set_tree(self.nav)
        self.set_body(body)
        self.setFocusProxy(self.table)
        self.head.add_filter("筛选对象、所在…")
        self.head.add_button("去处理", "arrow-right", self._on_go_requested, "打开选中的一项所在的页面（回车）")
        self.head.set_primary("打印清单", "printer-outline", self._on_print_requested, "Ctrl+P")

    @override
    def _wire(self) -> None:
        self.head.filter_changed.connect(self.model.set_filter)
        self.nav.current_changed.connect(self._on_nav_current_changed)
        self.table.activated_id.connect(self._on_table_activated)

    @override
    def reload(self) -> None:
        campaign = self.context.campaign_id
        assert campaign is not None
        self._found = found = self.store.read(
            checkup, campaign_id=campaign, day=self.context.today, most=self.settings.get("most_cells")
        )
        rows = [NavRow(ALL, None, "全部", str(len(found.rows)), len(found.rows))]
        for gap in Gap:
            number = len(found.of(gap))
            rows.append(NavRow(gap.value, None, gap.label, str(number) if number else "✓", number))
        self.nav.set_rows(tuple(rows))
        self.head.set_count(f"{len(found.rows)} 处待完善" if found.rows else "没有发现问题")
        if self.nav.current_id() is None:
            self.nav.select_id(ALL)
        self._show()

    @override
    def goto(self, record_id: int | None, payload: object = None) -> None:
        """One kind of gap by its value."""
        if isinstance(payload, str):
            self.nav.select_id(payload)

    @override
    def print_payload(self) -> object | None:
        return PrintWish("checkup", {"gap": self._kind()})

    # ---- showing ----------------------------------------------------------------------------------------------

    def _kind(self) -> str:
        return str(self.nav.current_id() or ALL)

    def _show(self) -> None:
        if self._found is None:
            return
        kind = self._kind()
        rows = self._found.rows if kind == ALL else self._found.of(Gap.of(kind))
        self.model.set_rows(rows)
        self.explanation.setText(
            "双击或按回车，到所在的页面去补上；补上以后这里自动少一项。" if kind == ALL else Gap.of(kind).sentence
        )
        if rows:
            self._lists.setCurrentWidget(self.table)
            if self.table.current_id() is None:
                self.table.select_id(rows[0].id)
            return
        looked = "" if kind == ALL else f"检查了 {self._found.looked_at.get(Gap.of(kind), 0):,} 项。"
        self.nothing.show_state("没有发现问题。", icon="check-circle-outline", note=looked)
        self._lists.setCurrentWidget(self.nothing)

    # ---- slots ------------------------------------------------------------------------------------------------

    def _on_nav_current_changed(self, kind: object) -> None:
        if kind is not None and not self.is_stale:
            self._show()

    def _on_table_activated(self, gap_id: Any) -> None:
        row = self.model.row(gap_id)
        if isinstance(row, GapRow):
            self.go(row.page, row.record_id, row.payload or None)

    def _on_go_requested(self) -> None:
        self._on_table_activated(self.table.current_id())

    def _on_print_requested(self) -> None:
        self.go("printing", None, self.print_payload())
