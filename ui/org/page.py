"""The page 组织: sections on the left, one view in the middle, the record on the right. What there is: sections.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QWidget
from typing_extensions import override

from models.org import actions, queries
from models.org.queries import GroupRow
from ui.icons import icon
from ui.org.books import UnitBook
from ui.org.group_inspector import GroupInspector
from ui.org.group_steps import GroupSteps
from ui.org.nav import OrgNav
from ui.org.sections import OF_GROUP, SEATS, SECTIONS, Face, Section, all_deeds, section_of, section_of_kind
from ui.page import Page
from ui.printing.wish import PrintWish
from ui.widgets.day_line import DayLine

PAPERS = {"groups": "members", "seats": "members", "contacts": "contacts"}
"""What Ctrl+P prints of a section."""
PHONES_HIDDEN = "显示电话"
PHONES_SHOWN = "隐藏电话"


class OrgPage(Page):
    """Campaigns, units, people, posts, groups with their seats."""

    key = "org"
    title = "组织"
    areas = frozenset(
        {
            "campaign",
            "unit",
            "unit_alias",
            "person",
            "portrait",
            "post",
            "tenure",
            "contact",
            "org_group",
            "seat",
            "assignment",
            "pairing",
        }
    )

    @override
    def _build(self) -> None:
        self.nav = OrgNav()
        self._views: dict[str, Any] = {}  # by place
        self._chosen: dict[str, Face] = {}  # how each section is seen
        self._fresh: set[QWidget] = set()
        self._groups: tuple[GroupRow, ...] = ()
        self._group_panel: GroupInspector | None = None
        self._body_stack = QStackedWidget(self)
        self._panels = QStackedWidget(self)
        self.steps = GroupSteps(self, self, self.do, self._rows)
        self.nav.serve(self.steps)
        self.set_tree(self.nav)
        self.set_body(self._body_stack)
        self.set_inspector(self._panels)
        self._build_head()
        self._section, self._face = SECTIONS[0], SECTIONS[0].faces[0]
        self.view = self._view(self._face)

    def _build_head(self) -> None:
        self.filter_line = self.head.add_filter()
        self._switches: dict[str, QButtonGroup] = {}
        for section in (*SECTIONS, OF_GROUP):
            if len(section.faces) > 1:
                entries = tuple((face.key, face.word) for face in section.faces)
                self._switches[section.key] = self.head.add_switch(entries, self._on_face_chosen)
        self.missing = self.head.add_notice("missing", "", "near")
        self.missing.toggled.connect(self._on_missing_toggled)
        self._new = self.add_action("org.new", "新增", "Ctrl+N", self._on_new_triggered, icon="plus")
        self._deeds: dict[str, QAction] = {}
        for deed in all_deeds():
            action = self.add_action(deed.id, deed.text, deed.shortcut, self._on_deed_triggered, icon=deed.icon)
            action.setData(deed.method)
            self._deeds[deed.id] = action
        self.day_line = DayLine(self.head)
        self.head.add_widget(self.day_line, right=True)
        self.phones_button = self.head.add_button("", "eye-outline", self._on_phones_button_clicked, PHONES_HIDDEN)
        self.phones_button.setCheckable(True)
        self._paste = self.add_action(
            "org.paste_new", "粘贴为新记录", "Ctrl+Shift+V", self._on_paste_new_triggered, icon="content-paste"
        )
        self._order = [
            self.add_action("org.up", "上移", "", self._on_up_triggered, icon="arrow-up"),
            self.add_action("org.down", "下移", "", self._on_down_triggered, icon="arrow-down"),
            self.add_action("org.delete", "删除", "", self._on_delete_triggered, icon="trash-can-outline"),
        ]
        group = self.add_action("org.new_group", "新建下级小组", "", self.nav.new_group, icon="plus")
        gone = self.add_action("org.delete_group", "删除小组", "", self.nav.delete_group)
        self.nav.set_menu([group, gone])
        self.head.add_menu("更多", "", [*self._deeds.values(), self._paste, *self._order], "更多操作")
        self.add_button = self.head.set_primary("新单位", "plus", self._on_new_triggered, "Ctrl+N")

    def _view(self, face: Face) -> Any:
        """The view of a face, made when it is first wanted."""
        view = self._views.get(face.place)
        if view is None:
            view = self._views[face.place] = face.make(self)
            self._body_stack.addWidget(view)
            self._panels.addWidget(view.inspector)
            deeds = [self._deeds[deed.id] for deed in face.deeds]
            view.set_menu([self._new, *deeds, self._paste, *self._order] if face.basic else deeds)
            view.changed_selection.connect(self._on_view_changed_selection)
            if face is SEATS:
                self.nav.take_rows_of(view.table, self._may_take_seats)
            if hasattr(view, "opened"):
                view.opened.connect(self._on_view_opened)
        return view

    def view_of(self, key: str) -> Any:
        """The view of a section as it is seen now."""
        section = section_of(key)
        return self._view(self._face_of(section))

    @property
    def group_panel(self) -> GroupInspector:
        """The inspector of a group while it is chosen on the left."""
        if self._group_panel is None:
            self._group_panel = GroupInspector(self)
            self._group_panel.edited.connect(self._on_group_panel_edited)
            self._panels.addWidget(self._group_panel)
        return self._group_panel

    @override
    def _wire(self) -> None:
        self.head.filter_changed.connect(self._on_head_filter_changed)
        self.nav.current_changed.connect(self._on_nav_current_changed)
        self.nav.guests_dropped.connect(self._on_nav_guests_dropped)
        self.day_line.changed.connect(self._on_day_line_changed)
        self.context.phones_changed.connect(self._on_context_phones_changed)

    @override
    def _on_store_changed(self, areas: frozenset[str]) -> None:
        for view in self._views.values():
            if hasattr(view, "forget"):
                view.forget(areas)
        super()._on_store_changed(areas)

    @override
    def reload(self) -> None:
        self._fresh.clear()
        campaign = self.context.campaign_id
        self._groups = ()
        if campaign is not None:
            self._groups = self.store.read(queries.groups, campaign_id=campaign, day=self.day)
        self.nav.show_content(self.store.read(queries.org_counts, campaign_id=campaign), self._groups)
        if self.nav.current_id() is None:
            self.nav.select_id(SECTIONS[0].key)
        self._show(self.nav.current_id() or SECTIONS[0].key)

    @override
    def _on_store_opened(self) -> None:
        self.day_line.reset()
        super()._on_store_opened()

    @property
    def day(self) -> date:
        """The day as of which dated sections are shown."""
        return self.day_line.day() or self.context.today

    # ---- which view -------------------------------------------------------------------------------------------

    def _rows(self) -> Sequence[GroupRow]:
        return self._groups

    def _face_of(self, section: Section) -> Face:
        return self._chosen.get(section.key, section.faces[0])

    def _show(self, nav_id: Any) -> None:
        section, group = section_of(nav_id), self._group(nav_id)
        face = self._face_of(section)
        view = self._view(face)
        if section.kind in ("group", "seat"):
            self._fresh.discard(view)
            view.set_group(group)
        if section.dated:
            view.set_day(self.day)
            view.lock(self.day_line.why_locked())
        other = view is not self.view
        self._section, self._face, self.view = section, face, view
        if view not in self._fresh:
            self._fresh.add(view)
            view.reload()
        self._body_stack.setCurrentWidget(view)
        self._show_panel()
        self.head.set_count(view.count_words() if group is None else f"{group.name}，{view.count_words()}")
        self._show_head()
        if other and self.filter_line.text():
            self.filter_line.clear()
            view.set_filter("")

    def _show_head(self) -> None:
        """What the head offers for the view shown."""
        self.add_button.setText(self.view.add_text)
        self.filter_line.setPlaceholderText(self.view.filter_hint)
        locked = self.day_line.why_locked() if self._section.dated else None
        self.head.allow_primary(locked)
        if locked is None:
            self.add_button.setToolTip("Ctrl+N")
        own = {deed.id for deed in self._face.deeds}
        for key, action in self._deeds.items():
            action.setVisible(key in own)
            action.setEnabled(locked is None)
        for action in (self._new, self._paste, *self._order):
            action.setVisible(self._face.basic)
            action.setEnabled(locked is None)
        self._show_missing()
        self.day_line.setVisible(self._section.dated)
        self.phones_button.setVisible(self._section.phoned)
        for key, switch in self._switches.items():
            frame = switch.parent()
            assert isinstance(frame, QWidget)
            frame.setVisible(key == self._section.key)
            if key == self._section.key:
                self.head.set_switch(switch, self._face.key)

    def _show_missing(self) -> None:
        """The countable remark of the view, if it has one."""
        words = getattr(self.view, "missing_text", "")
        self.missing.set_words(words)
        self.missing.set_count(self.view.missing_count if words and self.view.locked is None else 0)

    def _show_panel(self) -> None:
        """The record's inspector; that of the group while none of its seats is current."""
        group = self._group(self.nav.current_id())
        if group is not None and self.view.current_id() is None:
            self.group_panel.show_group(group, UnitBook(self.store.read(queries.units)))
            self.group_panel.setEnabled(self.day_line.why_locked() is None)
            self._panels.setCurrentWidget(self.group_panel)
        else:
            self._panels.setCurrentWidget(self.view.inspector)

    @override
    def print_payload(self) -> object | None:
        """The paper of what is shown, as of its day."""
        if hasattr(self.view, "wish"):
            return replace(self.view.wish(), day=self.day_line.day())
        paper = PAPERS.get(self._section.key)
        if paper is None:
            return None
        group = self._group(self.nav.current_id())
        settings = {"group": None if group is None else group.id} if paper == "members" else {}
        return PrintWish(paper, settings, self.day_line.day())

    def _group(self, nav_id: object) -> GroupRow | None:
        return next((row for row in self._groups if row.id == nav_id), None)

    @override
    def goto(self, record_id: int | None, payload: object = None) -> None:
        if isinstance(payload, str) and any(section.key == payload for section in SECTIONS):
            self.nav.select_id(payload)
        if record_id is None:
            return
        found = self.store.read(queries.locate, record_id=record_id)
        if found is None:
            return
        if found.campaign_id is not None and found.campaign_id != self.context.campaign_id:
            other = self.store.read(queries.campaign, campaign_id=found.campaign_id)
            self.context.set_campaign(found.campaign_id, other.name if other else "")
            self.refresh()
        if found.kind == "group":
            self.nav.select_id(record_id)
            return
        self.nav.select_id(found.group_id if found.kind == "seat" else section_of_kind(found.kind).key)
        self.view.select(record_id)

    # ---- slots ------------------------------------------------------------------------------------------------

    def _on_head_filter_changed(self, text: str) -> None:
        self.view.set_filter(text)

    def _on_missing_toggled(self, only: bool) -> None:
        if hasattr(self.view, "show_missing"):
            self.view.show_missing(only)

    def _on_day_line_changed(self, day: object) -> None:
        if self.store.is_open and not self.is_stale:
            self.reload()

    def _on_phones_button_clicked(self) -> None:
        self.context.show_phones(not self.context.phones_shown)

    def _on_context_phones_changed(self, shown: bool) -> None:
        self.phones_button.setChecked(shown)
        self.phones_button.setToolTip(PHONES_SHOWN if shown else PHONES_HIDDEN)
        self.phones_button.setAccessibleName(PHONES_SHOWN if shown else PHONES_HIDDEN)
        self.phones_button.setIcon(icon("eye-off-outline" if shown else "eye-outline"))
        for view in self._views.values():
            if hasattr(view, "show_phones"):
                view.show_phones()

    def show_face(self, key: str, face: str) -> None:
        """Show a section in one of its ways, as clicks on the left and on the switch do."""
        section = section_of(key)
        self._chosen[section.key] = next(one for one in section.faces if one.key == face)
        self.nav.select_id(key)
        self._show(key)

    def _on_face_chosen(self, key: str) -> None:
        self._chosen[self._section.key] = next(face for face in self._section.faces if face.key == key)
        self._show(self.nav.current_id())

    def _on_nav_current_changed(self, nav_id: object) -> None:
        if nav_id is None or self.is_stale:
            return
        self._show(nav_id)
        if self._section is OF_GROUP and self._face.basic:
            self.view.table.clearSelection()
            self.view.table.setCurrentIndex(QModelIndex())
            self._show_panel()

    def _on_view_opened(self, record_id: object) -> None:
        if isinstance(record_id, int):
            self.goto(record_id)

    def _on_view_changed_selection(self, record_id: object) -> None:
        if self._section is OF_GROUP and self.sender() is self.view:
            self._show_panel()

    def _on_group_panel_edited(self, key: str, value: object) -> None:
        group = self._group(self.nav.current_id())
        self.steps.edit(group, key, value, UnitBook(self.store.read(queries.units)))
        self._show_panel()

    def _on_new_triggered(self) -> None:
        self.view.new(self.view.current_id())

    def _on_deed_triggered(self) -> None:
        action = self.sender()
        assert isinstance(action, QAction)
        getattr(self.view, action.data())()

    def _on_paste_new_triggered(self) -> None:
        self.view.paste_clipboard_as_new()

    def _on_up_triggered(self) -> None:
        self.view.move_selected(-1)

    def _on_down_triggered(self) -> None:
        self.view.move_selected(1)

    def _on_delete_triggered(self) -> None:
        self.view.delete_selected()

    # ---- seats dragged onto a group ---------------------------------------------------------------------------

    def _may_take_seats(self, nav_id: object) -> bool:
        return self.day_line.day() is None and isinstance(nav_id, int) and nav_id != self.nav.current_id()

    def _on_nav_guests_dropped(self, seat_ids: tuple[int, ...], group_id: object) -> None:
        group = self._group(group_id)
        if group is not None and seat_ids:
            said = f"已把 {len(seat_ids)} 个席位移到“{group.name}”。"
            self.do("移动席位", actions.move_seats, said=said, seat_ids=seat_ids, group_id=group.id)
