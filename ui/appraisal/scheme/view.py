"""办法: schemes with their versions on the left, the one in hand as a score table with its settings."""

from __future__ import annotations

from typing import ClassVar

from typing_extensions import override

from models.appraisal.rows import SchemeRow
from models.errors import Refusal
from ui.appraisal.base import AppraisalView
from ui.appraisal.scheme.book import Book, read_book
from ui.appraisal.scheme.nav import SchemeNav
from ui.appraisal.scheme.steps import SchemeSteps
from ui.page import Page
from ui.widgets.empty import EmptyState


class SchemeView(AppraisalView):
    """The scheme in hand; the steps of schemes as a whole are in `steps`."""

    key: ClassVar[str] = "scheme"
    word: ClassVar[str] = "办法"
    tooltip: ClassVar[str] = "考核办法：评分表、考核组、权重、等次"
    areas: ClassVar[frozenset[str]] = frozenset(
        ("scheme", "scheme_group", "scheme_member", "scheme_component", "scheme_band", "criterion", "criterion_scope")
    ) | {"appraisal_round", "unit", "unit_alias", "indicator"}
    filter_hint: ClassVar[str] = "筛选考核项目、标准…"
    primary: ClassVar[tuple[str, str]] = ("新项目", "plus")

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.book = Book()
        self.scheme_id: int | None = None
        self.steps = SchemeSteps(page, lambda: 0)
        self.nav = SchemeNav(self)
        self.tree = self.nav
        self.empty = EmptyState(self)
        self.box.addWidget(self.empty)
        self.nav.current_changed.connect(self._on_nav_current_changed)
        self.steps.made.connect(self.show_scheme)

    @override
    def reload(self) -> None:
        self.book = read_book(self.store, self.campaign_id, self.scheme_id)
        self.steps.set_book(self.book)
        self.scheme_id = self.book.scheme.id if self.book.scheme is not None else None
        self.nav.show_schemes(self.book.schemes)
        if self.scheme_id is not None:
            self.nav.select_id(self.scheme_id)
        self.empty.show_state("还没有考核办法。", icon="scoreboard-outline", buttons=(("新办法", self.steps.new),))

    def show_scheme(self, scheme_id: object) -> None:
        """Another version."""
        if isinstance(scheme_id, int):
            self.scheme_id = scheme_id
            self.reload()
            self.counted.emit()

    @override
    def goto(self, record_id: int | None, payload: object = None) -> bool:
        if not any(row.id == record_id for row in self.book.schemes):
            return False
        self.show_scheme(record_id)
        return True

    @override
    def add_new(self) -> None:
        self.steps.new()

    @override
    def why_not_new(self) -> Refusal | None:
        return None

    @override
    def take_keys(self) -> None:
        self.nav.setFocus()

    def scheme(self) -> SchemeRow | None:
        """The scheme in hand."""
        return self.book.scheme

    def _on_nav_current_changed(self, nav_id: object) -> None:
        if nav_id is not None and nav_id != self.scheme_id and not self.page.is_stale:
            self.show_scheme(nav_id)
