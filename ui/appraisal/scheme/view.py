"""办法: schemes with their versions on the left, the one in hand as a score table with its settings."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QWidget
from typing_extensions import override

from models.appraisal import queries
from models.appraisal.papers.scoresheet import BLANK_GROUP, OF_SCHEME
from models.appraisal.rules.checks import Finding
from models.errors import Refusal
from ui.appraisal.base import AppraisalView
from ui.appraisal.scheme.bands_panel import BandsPanel
from ui.appraisal.scheme.book import NAMES, Book, Names, read_book, read_names
from ui.appraisal.scheme.checks_panel import ChecksPanel, findings_of, side_of
from ui.appraisal.scheme.components_panel import ComponentsPanel
from ui.appraisal.scheme.criteria_view import CriteriaView
from ui.appraisal.scheme.groups_panel import GroupsPanel
from ui.appraisal.scheme.nav import SchemeNav
from ui.appraisal.scheme.settings_panel import SettingsPanel
from ui.appraisal.scheme.steps import NONE_CHOSEN, SchemeSteps
from ui.appraisal.scheme.ties_panel import TiesPanel
from ui.page import ANY_TABLE, Page
from ui.printing.wish import PrintWish
from ui.style import px
from ui.widgets.empty import EmptyState
from ui.widgets.segments import Segments

TABLE, GROUPS, COMPONENTS, BANDS, SETTINGS = "table", "groups", "components", "bands", "settings"
TIES, CHECKS = "ties", "checks"
SIDES = (
    (TABLE, "评分表"),
    (GROUPS, "考核组"),
    (COMPONENTS, "部分与权重"),
    (BANDS, "等次"),
    (TIES, "记分来源"),
    (SETTINGS, "设置"),
    (CHECKS, "自查"),
)
CHECK_DELAY_MS = 400


class SchemeView(AppraisalView):
    """The scheme in hand, seen from one of `SIDES`; the steps of schemes as a whole are in `steps`."""

    key: ClassVar[str] = "scheme"
    word: ClassVar[str] = "办法"
    tooltip: ClassVar[str] = "考核办法：评分表、考核组、权重、等次"
    areas: ClassVar[frozenset[str]] = frozenset(
        ("scheme", "scheme_group", "scheme_member", "scheme_component", "scheme_band", "criterion", "criterion_scope")
    ) | {"source_tie", "appraisal_round", "unit", "unit_alias", "indicator"}
    filter_hint: ClassVar[str] = "筛选考核项目、标准…"
    primary: ClassVar[tuple[str, str]] = ("新项目", "plus")

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.book = Book()
        self._names: Names | None = None
        self.scheme_id: int | None = None
        self.side = TABLE
        self.steps = SchemeSteps(page, self._count_found)
        self.nav = SchemeNav(self)
        self.tree = self.nav
        self.table = CriteriaView(page)
        self.panel = self.table.panel
        self.groups, self.components = GroupsPanel(page), ComponentsPanel(page)
        self.bands, self.settings = BandsPanel(page), SettingsPanel(page)
        self.ties = TiesPanel(page)
        self.checks = ChecksPanel(self)
        self.findings: tuple[Finding, ...] = ()
        self._check_delay = QTimer(self)  # typing does not wait for it
        self._check_delay.setSingleShot(True)
        self._check_delay.setInterval(CHECK_DELAY_MS)
        self.sides: dict[str, QWidget] = {
            TABLE: self.table,
            GROUPS: self.groups,
            COMPONENTS: self.components,
            BANDS: self.bands,
            TIES: self.ties,
            SETTINGS: self.settings,
            CHECKS: self.checks,
        }
        self._build()
        self._make_actions()
        self._wire()

    def _build(self) -> None:
        self.switch = Segments(SIDES, self)
        self.state = QLabel(self)
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setProperty("caption", True)
        self.force = QPushButton("施行…", self)
        self.again = QPushButton("另起新版", self)
        self.again.setToolTip("照这一版另起一份草稿，改好后再施行；这一版和它的考核结果不变")
        self.strip = QFrame(self)
        row = QHBoxLayout(self.strip)
        row.setContentsMargins(px(16), px(6), px(16), px(6))
        row.setSpacing(px(8))
        row.addWidget(self.switch)
        row.addStretch(1)
        row.addWidget(self.state)
        row.addWidget(self.force)
        row.addWidget(self.again)
        self._stack = QStackedWidget(self)
        for widget in self.sides.values():
            self._stack.addWidget(widget)
        self.empty = EmptyState(self)
        self._whole = QStackedWidget(self)
        self._whole.addWidget(self._stack)
        self._whole.addWidget(self.empty)
        self.box.addWidget(self.strip)
        self.box.addWidget(self._whole, 1)

    def _make_actions(self) -> None:
        table, add = self.table, partial(self.page.add_action, widget=self.table)
        child = add("appraisal.child", "新下级项目", "Ctrl+Shift+N", table.new_below)
        paste = add("appraisal.paste", "粘贴为新项目", "Ctrl+Shift+V", table.paste_clipboard_as_new)
        outdent = add("appraisal.outdent", "升一级", "Alt+Left", partial(table.indent_selected, -1))
        indent = add("appraisal.indent", "降一级", "Alt+Right", partial(table.indent_selected, 1))
        up = add("appraisal.up", "上移（Alt+↑）", "", partial(table.move_selected, -1))
        down = add("appraisal.down", "下移（Alt+↓）", "", partial(table.move_selected, 1))
        delete = add("appraisal.delete", "删除考核项目（Ctrl+Delete）", "", table.delete_selected)
        rule = add("appraisal.rule", "设置规则", "Ctrl+Shift+G", table.open_rule)
        table.set_menu([rule, child, paste, indent, outdent, up, down, delete])
        new = partial(self.page.add_action, widget=self.nav)
        create = new("appraisal.create", "新办法…", "", self.steps.new)
        self.version = new("appraisal.version", "另起新版", "", self.steps.new_version)
        self.start = new("appraisal.force", "施行…", "", self.steps.put_in_force)
        self.end = new("appraisal.end", "停用", "", self.steps.end)
        self.remove = new("appraisal.remove", "删除办法", "", self.steps.delete)
        self.scheme_actions: list[QAction] = [create, self.version, self.start, self.end, self.remove]
        self.nav.set_menu(self.scheme_actions)
        read = self.page.add_action("appraisal.read", "读懂评分标准", "", table.read_wordings, widget=table)
        load = self.page.add_action("appraisal.import", "导入评分表…", "Ctrl+I", self.steps.import_file, widget=self)
        self.add_menu("录入", "", [load, paste, read], "从文件、剪贴板和评分标准的文字")
        self.add_menu("办法", "", self.scheme_actions, "新办法、新版、施行、停用、删除")

    def _wire(self) -> None:
        self.nav.current_changed.connect(self._on_nav_current_changed)
        self.nav.insert_requested.connect(self._on_nav_insert_requested)
        self.nav.delete_requested.connect(self._on_nav_delete_requested)
        self.table.import_requested.connect(self.steps.import_file)
        self.steps.made.connect(self.show_scheme)
        self.switch.chosen.connect(self.show_side)
        self.force.clicked.connect(self.steps.put_in_force)
        self.again.clicked.connect(self.steps.new_version)
        self.checks.go_requested.connect(self._on_checks_go_requested)
        self._check_delay.timeout.connect(self.check)
        self.store.closed.connect(self._on_store_closed)
        self.store.changed.connect(self._on_store_changed)
        self.page.context.campaign_changed.connect(self._on_context_campaign_changed)
        self.table.table.selection_changed.connect(self._on_selection_changed)

    # ---- showing ----------------------------------------------------------------------------------------------

    @override
    def reload(self) -> None:
        if self._names is None:
            self._names = read_names(self.store, self.campaign_id)
        self.book = read_book(self.store, self.campaign_id, self.scheme_id, self._names)
        self.steps.set_book(self.book)
        self.scheme_id = self.book.scheme.id if self.book.scheme is not None else None
        self.nav.show_schemes(self.book.schemes)
        if self.scheme_id is not None and self.nav.current_id() != self.scheme_id:
            self.nav.select_id(self.scheme_id)
        self._show()

    def _show(self) -> None:
        book = self.book
        for panel in (self.table, self.groups, self.components, self.bands, self.ties, self.settings):
            panel.show_book(book)
        has_scheme = book.scheme is not None
        self.strip.setVisible(has_scheme)
        self._whole.setCurrentWidget(self._stack if has_scheme else self.empty)
        if not has_scheme:
            self.empty.show_state(
                "还没有考核办法。",
                icon="scoreboard-outline",
                note="办法是一份评分表：考核项目、分值、评分标准，加上考核组、权重和等次。施行后才能开考核期。",
                buttons=(("导入评分表…", self.steps.import_file), ("新办法…", self.steps.new)),
            )
        if self.side == CHECKS:
            self.check()
        else:
            self._check_delay.start()
        self._show_state()

    def check(self) -> None:
        """Look through the scheme in hand and tell how much was found."""
        self._check_delay.stop()
        self.findings = findings_of(self.book)
        self.checks.show_findings(self.book, self.findings)
        self.switch.set_text(CHECKS, f"自查 {len(self.findings)}" if self.findings else "自查")

    def _show_state(self) -> None:
        scheme = self.book.scheme
        self.force.setVisible(scheme is not None and self.book.frozen is None)
        self.again.setVisible(self.book.frozen is not None)
        for action, refusal in (
            (self.version, NONE_CHOSEN if scheme is None else None),
            (self.start, self.steps.why_not_force()),
            (self.end, self.steps.why_not_end()),
            (self.remove, self.steps.why_not_delete()),
        ):
            action.setEnabled(refusal is None)
            action.setToolTip(action.text() if refusal is None else str(refusal))
        if scheme is None:
            return
        frozen = self.book.frozen
        self.state.setText("草稿，可以改" if frozen is None else f"已{scheme.state.label}，只能看；要改请另起新版")
        self.state.setToolTip("" if frozen is None else str(frozen))
        refusal = self.steps.why_not_force()
        self.force.setEnabled(refusal is None)
        self.force.setToolTip("定下施行日期，此后按它考核" if refusal is None else str(refusal))
        self._show_panel()

    def _show_panel(self) -> None:
        """The inspector stands beside the score table only."""
        panel: QWidget | None = self.table.panel if self.side == TABLE and self.book.scheme is not None else None
        if panel is not self.panel:
            self.panel = panel
            self.beside_changed.emit()

    def show_side(self, key: str) -> None:
        """One of `SIDES` by its key."""
        self.side = key
        if key == CHECKS:
            self.check()
        self.switch.set_key(key)
        self._stack.setCurrentWidget(self.sides[key])
        self._show_panel()
        self.counted.emit()

    def show_scheme(self, scheme_id: object) -> None:
        """Another version."""
        if isinstance(scheme_id, int):
            self.scheme_id = scheme_id
            self.reload()
            self.counted.emit()

    @override
    def goto(self, record_id: int | None, payload: object = None) -> bool:
        """A scheme, a row of the one in hand or of another one; the payload may name a side."""
        if any(row.id == record_id for row in self.book.schemes):
            self.show_scheme(record_id)
        elif record_id is not None and record_id not in self.book.by_id:
            elsewhere = self.store.read(queries.scheme_of, criterion_id=record_id)
            if elsewhere not in {row.id for row in self.book.schemes}:
                return False
            self.show_scheme(elsewhere)
        if payload in self.sides:
            self.show_side(str(payload))
        if record_id in self.book.by_id:
            self.show_side(TABLE)
            if self.table.model.is_filtered:
                self.table.model.hold([record_id])
            self.table.select(record_id)
        return record_id is not None or payload in self.sides

    @override
    def count_words(self) -> str:
        return self.table.count_words() if self.side == TABLE else ""

    @override
    def set_filter(self, text: str) -> None:
        self.table.set_filter(text)

    @override
    def add_new(self) -> None:
        if self.book.scheme is None:
            self.steps.new()
            return
        if self.side != TABLE:
            self.show_side(TABLE)
        self.table.new()

    @override
    def why_not_new(self) -> Refusal | None:
        return self.book.frozen

    @override
    def print_payload(self) -> object | None:
        """The empty score tables of the scheme in hand, one for each group."""
        if self.scheme_id is None:
            return PrintWish("scoresheet")
        return PrintWish("scoresheet", {"round": f"{OF_SCHEME}{self.scheme_id}", "way": BLANK_GROUP})

    @override
    def take_keys(self) -> None:
        (self.table.table if self.book.criteria else self.nav).setFocus()

    def _count_found(self) -> int:
        self.check()
        return len(self.findings)

    # ---- slots ------------------------------------------------------------------------------------------------

    def _on_store_changed(self, areas: frozenset[str]) -> None:
        if areas & (NAMES | ANY_TABLE):
            self._names = None

    def _on_store_closed(self) -> None:
        self._check_delay.stop()
        self._names = None

    def _on_context_campaign_changed(self, campaign_id: object) -> None:
        self._names = None

    def _on_nav_current_changed(self, nav_id: object) -> None:
        if nav_id is not None and nav_id != self.scheme_id and not self.page.is_stale:
            self.show_scheme(nav_id)

    def _on_nav_insert_requested(self, nav_id: object) -> None:
        self.steps.new()

    def _on_nav_delete_requested(self, ids: object) -> None:
        self.steps.delete()

    def _on_checks_go_requested(self, finding: Finding) -> None:
        self.show_side(side_of(finding))
        if finding.criterion_id is not None:
            self.goto(finding.criterion_id)
            self.table.table.setFocus()

    def _on_selection_changed(self, ids: object) -> None:
        self.counted.emit()
