"""The page 组织: sections on the left, one table in the middle, the record on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override

from models.org import actions, queries
from models.org.queries import GroupRow
from ui.org.campaigns_view import CampaignsView
from ui.org.group_inspector import GroupInspector
from ui.org.groups_view import GroupsView, SeatsView
from ui.org.people_view import PeopleView, PostsView
from ui.org.unit_inspector import UnitInspector
from ui.org.units_view import UnitsView
from ui.page import Page
from ui.tables.nav import NavTree
from ui.widgets.record_view import RecordView, drop_place

VIEWS: dict[str, type[UnitsView | PeopleView | PostsView | GroupsView | SeatsView | CampaignsView]] = {
    "units": UnitsView,
    "people": PeopleView,
    "posts": PostsView,
    "campaigns": CampaignsView,
    "groups": GroupsView,
    "seats": SeatsView,
}
SECTION_OF = {"unit": "units", "person": "people", "post": "posts", "campaign": "campaigns", "group": "groups"}


@dataclass(frozen=True, slots=True)
class NavRow:
    """An entry of the left tree: a section (its id is a word) or a group (its id is a number)."""

    id: Any
    parent_id: Any
    text: str
    note: str
    icon: str

    @property
    def is_section(self) -> bool:
        return isinstance(self.id, str)


class OrgPage(Page):
    """Campaigns, units, people, posts, groups with their seats."""

    key = "org"
    title = "组织"
    areas = frozenset({"campaign", "unit", "unit_alias", "person", "post", "tenure", "org_group", "seat", "assignment"})

    @override
    def _build(self) -> None:
        self.nav = NavTree(_nav_text, _nav_note, _nav_icon, _nav_strong, name="org.nav")
        self.nav.setAccessibleName("组织的内容")
        self.nav.set_draggable(True)
        self._views: dict[str, RecordView] = {}
        self._fresh: set[RecordView] = set()
        self._groups: tuple[GroupRow, ...] = ()
        self._group_panel: GroupInspector | None = None
        self._body_stack = QStackedWidget(self)
        self._panels = QStackedWidget(self)
        self.set_tree(self.nav)
        self.set_body(self._body_stack)
        self.set_inspector(self._panels)
        self._build_head()

    def _build_head(self) -> None:
        self.filter_line = self.head.add_filter()
        self._new = self.add_action("org.new", "新增", "Ctrl+N", self._on_new_triggered, icon="plus")
        self._below = self.add_action("org.new_below", "新增下级", "Ctrl+Shift+N", self._on_new_below_triggered)
        self._paste = self.add_action(
            "org.paste_new", "粘贴为新记录", "Ctrl+Shift+V", self._on_paste_new_triggered, icon="content-paste"
        )
        self._rename = self.add_action("org.rename", "改名并保留原名…", "", self._on_rename_triggered)
        self._order = [
            self.add_action("org.up", "上移", "", self._on_up_triggered, icon="arrow-up"),
            self.add_action("org.down", "下移", "", self._on_down_triggered, icon="arrow-down"),
            self.add_action("org.delete", "删除", "", self._on_delete_triggered, icon="trash-can-outline"),
        ]
        group = self.add_action("org.new_group", "新建下级小组", "", self._on_new_group_triggered, icon="plus")
        gone = self.add_action("org.delete_group", "删除小组", "", self._on_delete_group_triggered)
        self.nav.set_menu([group, gone])
        self.head.add_menu("更多", "", [self._below, self._paste, self._rename, *self._order], "更多操作")
        self.add_button = self.head.set_primary("新单位", "plus", self._on_new_triggered, "Ctrl+N")
        self.view = self._view("units")

    def _view(self, key: str) -> RecordView:
        """A view, made when it is first wanted."""
        view = self._views.get(key)
        if view is None:
            view = self._views[key] = VIEWS[key](self)
            self._body_stack.addWidget(view)
            self._panels.addWidget(view.inspector)
            more = {"units": [self._below, self._rename], "groups": [self._below]}.get(key, [])
            view.table.set_menu([self._new, *more, self._paste, *self._order])
            if isinstance(view.inspector, UnitInspector):
                view.inspector.post_opened.connect(self._on_unit_post_opened)
            if isinstance(view, GroupsView):
                view.opened.connect(self._on_groups_opened)
            elif isinstance(view, SeatsView):
                view.changed_selection.connect(self._on_seats_changed_selection)
        return view

    @property
    def units(self) -> UnitsView:
        view = self._view("units")
        assert isinstance(view, UnitsView)
        return view

    @property
    def groups(self) -> GroupsView:
        view = self._view("groups")
        assert isinstance(view, GroupsView)
        return view

    @property
    def seats(self) -> SeatsView:
        view = self._view("seats")
        assert isinstance(view, SeatsView)
        return view

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
        self.nav.move_requested.connect(self._on_nav_move_requested)
        self.nav.drop_requested.connect(self._on_nav_drop_requested)
        self.nav.delete_requested.connect(self._on_nav_delete_requested)
        self.nav.insert_requested.connect(self._on_nav_insert_requested)

    @override
    def _on_store_changed(self, areas: frozenset[str]) -> None:
        units = self._views.get("units")
        if isinstance(units, UnitsView) and areas & {"assignment", "task", "*"}:
            units.forget_tasks()
        super()._on_store_changed(areas)

    @override
    def reload(self) -> None:
        self._fresh.clear()
        self._load_nav()
        if self.nav.current_id() is None:
            self.nav.select_id("units")
        self._show(self.nav.current_id() or "units")

    def _load_nav(self) -> None:
        campaign = self.context.campaign_id
        counts = self.store.read(queries.org_counts, campaign_id=campaign)
        self._groups = ()
        if campaign is not None:
            self._groups = self.store.read(queries.groups, campaign_id=campaign, day=self.context.today)
        rows = [
            NavRow("units", None, "单位", str(counts.units), "office-building-outline"),
            NavRow("people", None, "人员", str(counts.people), "account-outline"),
            NavRow("posts", None, "岗位", str(counts.posts), "badge-account-outline"),
            NavRow("campaigns", None, "专项工作", str(counts.campaigns), "flag-outline"),
            NavRow("groups", None, "领导小组与专业组", str(counts.groups), "account-group-outline"),
        ]
        rows += [
            NavRow(
                group.id,
                "groups" if group.parent_id is None else group.parent_id,
                group.name,
                str(group.seats) if group.seats else "",
                "",
            )
            for group in self._groups
        ]
        self.nav.set_rows(tuple(rows))

    # ---- which view -------------------------------------------------------------------------------------------

    def _show(self, nav_id: Any) -> None:
        group = next((row for row in self._groups if row.id == nav_id), None)
        if isinstance(nav_id, str):
            view = self._view(nav_id)
        else:
            view = seats = self.seats
            if group is None or seats.group != group:
                self._fresh.discard(seats)
            seats.set_group(group)
        other = view is not self.view
        self.view = view
        if view not in self._fresh:
            self._fresh.add(view)
            view.reload()
        self._body_stack.setCurrentWidget(view)
        self._show_panel(group)
        self.head.set_count(view.count_words() if group is None else f"{group.name}，{view.count_words()}")
        self.add_button.setText(view.add_text)
        self._rename.setEnabled(isinstance(view, UnitsView))
        self.filter_line.setPlaceholderText(view.filter_hint)
        if other and self.filter_line.text():
            self.filter_line.clear()
            view.model.set_filter("")

    def _show_panel(self, group: GroupRow | None) -> None:
        if isinstance(self.view, SeatsView) and group is not None and self.view.current_row() is None:
            self.group_panel.show_group(group, self.seats.units)
            self._panels.setCurrentWidget(self.group_panel)
        else:
            self._panels.setCurrentWidget(self.view.inspector)

    def _current_group(self) -> GroupRow | None:
        return next((row for row in self._groups if row.id == self.nav.current_id()), None)

    @override
    def goto(self, record_id: int | None, payload: object = None) -> None:
        if isinstance(payload, str) and payload in VIEWS and payload != "seats":
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
        if found.kind == "seat":
            self.nav.select_id(found.group_id)
            self.seats.select(record_id)
        elif found.kind == "group":
            self.nav.select_id(record_id)
        else:
            self.nav.select_id(SECTION_OF[found.kind])
            self._view(SECTION_OF[found.kind]).select(record_id)

    # ---- slots ------------------------------------------------------------------------------------------------

    def _on_head_filter_changed(self, text: str) -> None:
        self.view.model.set_filter(text)

    def _on_nav_current_changed(self, nav_id: object) -> None:
        if nav_id is not None and not self.is_stale:
            self._show(nav_id)
            if isinstance(self.view, SeatsView):
                self.seats.table.clearSelection()
                self.seats.table.setCurrentIndex(QModelIndex())
                self._show_group_panel()

    def _show_group_panel(self) -> None:
        group = self._current_group()
        if group is not None:
            self.group_panel.show_group(group, self.seats.units)
            self._panels.setCurrentWidget(self.group_panel)

    def _on_groups_opened(self, group_id: object) -> None:
        self.nav.select_id(group_id)

    def _on_unit_post_opened(self, post_id: object) -> None:
        if isinstance(post_id, int):
            self.goto(post_id)

    def _on_seats_changed_selection(self, seat_id: object) -> None:
        if isinstance(self.view, SeatsView):
            self._show_panel(self._current_group())

    def _on_group_panel_edited(self, key: str, value: object) -> None:
        self.groups.units = self.seats.units
        self.groups.edit_group(self._current_group(), key, value)

    def _on_new_triggered(self) -> None:
        self.view.new(self.view.table.current_id())

    def _on_new_below_triggered(self) -> None:
        if isinstance(self.view, UnitsView):
            self.view.new_below()
        elif isinstance(self.view, GroupsView):
            self.view.new_below(self.view.table.current_id())
        else:
            self._on_new_triggered()

    def _on_paste_new_triggered(self) -> None:
        self.view.paste_clipboard_as_new()

    def _on_rename_triggered(self) -> None:
        self.units.rename()

    def _on_up_triggered(self) -> None:
        self.view.move_selected(-1)

    def _on_down_triggered(self) -> None:
        self.view.move_selected(1)

    def _on_delete_triggered(self) -> None:
        self.view.delete_selected()

    # ---- groups in the left tree ------------------------------------------------------------------------------

    def _group_ids(self, ids: Sequence[Any]) -> list[int]:
        return [nav_id for nav_id in ids if isinstance(nav_id, int)]

    def _ready_groups(self) -> GroupsView:
        groups = self.groups
        if groups not in self._fresh:
            self._fresh.add(groups)
            groups.reload()
        return groups

    def _on_new_group_triggered(self) -> None:
        current = self.nav.current_id()
        self._ready_groups().new_below(current if isinstance(current, int) else None)

    def _on_delete_group_triggered(self) -> None:
        self._on_nav_delete_requested((self.nav.current_id(),))

    def _on_nav_insert_requested(self, nav_id: object) -> None:
        self._on_new_group_triggered()

    def _on_nav_delete_requested(self, ids: tuple[Any, ...]) -> None:
        groups = self._group_ids(ids)
        if groups:
            self._ready_groups().delete(groups)

    def _on_nav_move_requested(self, ids: tuple[Any, ...], by: int) -> None:
        groups = self._group_ids(ids)
        if groups:
            self._ready_groups().shift(groups, by)

    def _on_nav_drop_requested(self, ids: tuple[Any, ...], target: object, where: str) -> None:
        groups = self._group_ids(ids)
        if not groups or (isinstance(target, str) and target != "groups"):
            return
        if isinstance(target, str):
            parent, before = None, self._groups[0].id if self._groups else None
        else:
            parent, before = drop_place(self._groups, target, where)
        self.do("移动小组", actions.move_groups, group_ids=groups, parent_id=parent, before_id=before)


def _nav_text(row: NavRow) -> str:
    return row.text


def _nav_note(row: NavRow) -> str:
    return row.note


def _nav_icon(row: NavRow) -> str:
    return row.icon


def _nav_strong(row: NavRow) -> bool:
    return row.is_section
