"""The page 考核: schemes, rounds held under them, the year; each a view of one shape."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from ui.appraisal.base import AppraisalView
from ui.appraisal.views import VIEWS
from ui.page import ANY_TABLE, Page


class AppraisalPage(Page):
    """Shows one of `VIEWS` at a time; reloads it when one of its tables changed."""

    key: ClassVar[str] = "appraisal"
    title: ClassVar[str] = "考核"
    areas: ClassVar[frozenset[str]] = frozenset[str]().union(*(kind.areas for kind in VIEWS))
    needs_campaign: ClassVar[bool] = True

    @override
    def _build(self) -> None:
        self._stale_views = {kind.key for kind in VIEWS}
        self.switch = self.head.add_switch(tuple((kind.key, kind.word) for kind in VIEWS), self.show_view)
        for number, (button, kind) in enumerate(zip(self.switch.buttons(), VIEWS, strict=True), 1):
            button.setToolTip(f"{kind.tooltip or kind.word}（Alt+{number}）")
            self.add_action(
                f"appraisal.view.{kind.key}", f"看{kind.word}", f"Alt+{number}", partial(self.show_view, kind.key)
            )
        self.filter = self.head.add_filter("筛选…", width=200)
        self.views: dict[str, AppraisalView] = {kind.key: kind(self) for kind in VIEWS}
        self._trees, self._bodies, self._panels = (QStackedWidget(self) for _ in range(3))
        for view in self.views.values():
            self._bodies.addWidget(view)
            for stack, widget in ((self._trees, view.tree), (self._panels, view.panel)):
                if widget is not None:
                    stack.addWidget(widget)
            self.head.add_widget(view.tools, right=True)
        self.set_tree(self._trees)
        self.set_body(self._bodies)
        self.set_inspector(self._panels)
        self.head.add_button("", "printer-outline", self._on_print_requested, "打印（Ctrl+P）")
        self.new_button = self.head.set_primary("新建", "plus", self._on_new_requested)
        self.add_action("appraisal.new", "新建", "Ctrl+N", self._on_new_requested, icon="plus")
        self._set_out(next(iter(self.views.values())))

    @override
    def _wire(self) -> None:
        self.head.filter_changed.connect(self._on_filter_changed)
        for view in self.views.values():
            view.counted.connect(self._on_view_counted)
            view.beside_changed.connect(self._on_view_beside_changed)

    # ---- views ------------------------------------------------------------------------------------------------

    @property
    def view(self) -> AppraisalView:
        """The view shown."""
        view = self._bodies.currentWidget()
        assert isinstance(view, AppraisalView)
        return view

    def show_view(self, key: str) -> None:
        """One of `VIEWS` by its key."""
        self._set_out(self.views[key])
        self._reload_shown()
        self.view.take_keys()

    def _set_out(self, view: AppraisalView) -> None:
        """Put a view with what stands beside it into the slots."""
        self.head.set_switch(self.switch, view.key)
        self._bodies.setCurrentWidget(view)
        self.filter.setPlaceholderText(view.filter_hint)
        self.filter.setVisible(bool(view.filter_hint))
        self.filter.clear()
        words, _ = view.primary
        self.new_button.setText(words)
        self.new_button.setVisible(bool(words))
        for other in self.views.values():
            other.tools.setVisible(other is view)
        self._show_beside()

    def _show_beside(self) -> None:
        """Show what the view has on its left and right."""
        view = self.view
        for stack, slot, widget in (
            (self._trees, self._tree, view.tree),
            (self._panels, self._inspector, view.panel),
        ):
            if widget is not None:
                stack.setCurrentWidget(widget)
            slot.setVisible(self._is_wanted(slot, widget))

    def _is_wanted(self, slot: QWidget, widget: QWidget | None) -> bool:
        return widget is not None and (slot is not self._inspector or bool(self.settings.get("inspector")))

    @property
    @override
    def has_inspector(self) -> bool:
        return self.view.panel is not None

    def _on_view_beside_changed(self) -> None:
        self._show_beside()

    # ---- freshness --------------------------------------------------------------------------------------------

    @override
    def _on_store_changed(self, areas: frozenset[str]) -> None:
        for view in self.views.values():
            if (areas & view.areas or ANY_TABLE & areas) and not (self._own_step and view is self.view):
                self._stale_views.add(view.key)
        super()._on_store_changed(areas)

    @override
    def _on_store_opened(self) -> None:
        self._stale_views = set(self.views)
        super()._on_store_opened()

    @override
    def _on_context_campaign_changed(self, campaign_id: object) -> None:
        self._stale_views = set(self.views)
        super()._on_context_campaign_changed(campaign_id)

    @override
    def reload(self) -> None:
        self.show_body()
        self._reload_shown()

    def _reload_shown(self) -> None:
        view = self.view
        if view.key in self._stale_views and self.store.is_open and self.context.campaign_id is not None:
            self._stale_views.discard(view.key)
            view.reload()
        self._on_view_counted()

    def _on_view_counted(self) -> None:
        self.head.set_count(self.view.count_words())
        refusal = self.view.why_not_new()
        self.head.allow_primary(refusal)
        if refusal is None and self.view.primary[0]:
            self.new_button.setToolTip(f"{self.view.primary[0]}（Ctrl+N）")

    @override
    def goto(self, record_id: int | None, payload: object = None) -> None:
        """A record of any view; the payload may name a view by its key."""
        if payload in self.views:
            self.show_view(str(payload))
        if record_id is None and (payload is None or payload in self.views):
            return
        here = self.view.key
        for key in (here, *(key for key in self.views if key != here)):
            self._set_out(self.views[key])
            self._reload_shown()
            if self.view.goto(record_id, payload):
                self._on_view_counted()
                return
        self._set_out(self.views[here])

    @override
    def print_payload(self) -> object | None:
        return self.view.print_payload()

    # ---- head -------------------------------------------------------------------------------------------------

    def _on_filter_changed(self, text: str) -> None:
        self.view.set_filter(text)

    def _on_new_requested(self) -> None:
        if self.view.primary[0] and self.new_button.isEnabled():
            self.view.add_new()

    def _on_print_requested(self) -> None:
        self.go("printing", None, self.print_payload())
