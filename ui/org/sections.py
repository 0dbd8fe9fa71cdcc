"""What the page 组织 is made of: its sections, the ways to see each, and what can be done there.

A new section, a new way of seeing one, or a new entry of its menu is one entry here; modules load when first shown.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from models.org.queries import GroupRow, OrgCounts

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtCore import SignalInstance
    from PySide6.QtGui import QAction

    from models.errors import Refusal
    from ui.page import Page
    from ui.widgets.inspector import Inspector


class View(Protocol):
    """What the page asks of a view, a widget made with the page. RecordView answers all but the last two.

    It may have a signal `opened(object)`: the id of a record of the organisation that the page shall show; a view of
    groups has `set_group` (None: all groups of the campaign), one of a dated section `set_day`; one with
    `missing_text` has `missing_count` and `show_missing(only)`: a countable remark in the head that filters.
    """

    noun: ClassVar[str]
    add_text: ClassVar[str]
    filter_hint: ClassVar[str]
    inspector: Inspector
    changed_selection: SignalInstance

    def reload(self) -> None:
        """Read everything again."""

    def count_words(self) -> str:
        """What stands small behind the title."""

    def set_filter(self, text: str) -> None:
        """The filter of the page's head, or its search."""

    def set_menu(self, actions: list[QAction]) -> None:
        """The context menu."""

    def current_id(self) -> Any | None:
        """The record under the cursor."""

    def select(self, row_id: Any) -> None:
        """Go to a record."""

    def new(self, after: object = None) -> None:
        """Ask for a new record (after the one given)."""

    def paste_clipboard_as_new(self) -> None:
        """The clipboard's rows as new records."""

    def move_selected(self, by: int) -> None:
        """One place up or down."""

    def delete_selected(self) -> None:
        """Delete what is selected."""

    def set_group(self, group: GroupRow | None) -> None:
        """Show another group."""

    def set_day(self, day: date) -> None:
        """Show how it was on a day."""

    def lock(self, reason: Refusal | None) -> None:
        """While there is a reason (another day than today is shown) nothing can be changed."""


@dataclass(frozen=True, slots=True)
class Deed:
    """An entry of a view's menus: `method` of the view is called without arguments. The id is that of the action."""

    id: str
    text: str
    method: str
    shortcut: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Face:
    """One way to see a section: `place` is "module:Class", made with the page; `basic` ones can add, paste and order
    records, others take only their deeds."""

    key: str
    word: str
    place: str
    deeds: tuple[Deed, ...] = ()
    basic: bool = True

    def make(self, page: Page) -> Any:
        """The view."""
        module, name = self.place.split(":")
        return getattr(importlib.import_module(module), name)(page)


@dataclass(frozen=True, slots=True)
class Section:
    """An entry of the left tree. `kind` is that of the records found here (`queries.locate`); `dated` ones can be
    seen as of a day, in `phoned` ones phones are shown."""

    key: str
    word: str
    icon: str
    faces: tuple[Face, ...]
    count: Callable[[OrgCounts], int]
    kind: str = ""
    dated: bool = False
    phoned: bool = False


_BELOW = Deed("org.new_below", "新增下级", "new_below", "Ctrl+Shift+N")

UNITS = Face(
    "table",
    "列表",
    "ui.org.units_view:UnitsView",
    (
        _BELOW,
        Deed("org.rename", "改名…（从某日起）", "rename"),
        Deed("org.merge", "并入…", "merge"),
        Deed("org.split", "分设…", "split"),
    ),
)
POSTS = Face(
    "table",
    "列表",
    "ui.org.posts_view:PostsView",
    (
        Deed("org.stand_in", "挂职、主持工作…", "stand_in"),
        Deed("org.come_back", "返岗…", "come_back"),
    ),
)
GROUPS = Face("table", "列表", "ui.org.groups_view:GroupsView", (_BELOW,))
SEATS = Face(
    "table",
    "列表",
    "ui.org.seats_view:SeatsView",
    (Deed("org.paste_list", "粘贴名单…", "paste_list", icon="clipboard-text-outline"),),
)
UNIT_CHART = Face("chart", "架构图", "ui.org.chart.faces:UnitChart", (_BELOW,), basic=False)
GROUP_CHART = Face("chart", "架构图", "ui.org.chart.faces:GroupChart", (_BELOW,), basic=False)

CONTACTS = Face(
    "table",
    "列表",
    "ui.org.contacts_view:ContactsView",
    (
        Deed("org.contacts_import", "导入通讯录…", "import_file", icon="file-import-outline"),
        Deed("org.contacts_export", "导出通讯录…", "export_file", icon="file-export-outline"),
        Deed("org.contact_erase", "填错了，删除这一行", "erase"),
    ),
)

SECTIONS: tuple[Section, ...] = (
    Section("units", "单位", "office-building-outline", (UNITS, UNIT_CHART), lambda counts: counts.units, "unit"),
    Section(
        "people",
        "人员",
        "account-outline",
        (Face("table", "列表", "ui.org.people_view:PeopleView"),),
        lambda counts: counts.people,
        "person",
        phoned=True,
    ),
    Section(
        "posts",
        "岗位",
        "badge-account-outline",
        (POSTS,),
        lambda counts: counts.posts,
        "post",
    ),
    Section(
        "contacts",
        "通讯录",
        "card-account-phone-outline",
        (CONTACTS,),
        lambda counts: counts.contacts,
        "contact",
        dated=True,
        phoned=True,
    ),
    Section(
        "campaigns",
        "专项工作",
        "flag-outline",
        (Face("table", "列表", "ui.org.campaigns_view:CampaignsView"),),
        lambda counts: counts.campaigns,
        "campaign",
    ),
    Section(
        "groups",
        "领导小组与专业组",
        "account-group-outline",
        (GROUPS, GROUP_CHART),
        lambda counts: counts.groups,
        "group",
        dated=True,
    ),
)
OF_GROUP = Section("seats", "席位", "", (SEATS,), lambda counts: counts.seats, "seat", dated=True, phoned=True)


def section_of(nav_id: object) -> Section:
    """The section that an entry of the left tree stands for: a word, else (the id of a group) that of its seats."""
    return next((section for section in SECTIONS if section.key == nav_id), OF_GROUP)


def section_of_kind(kind: str) -> Section:
    """The section where records of a kind are shown. Raises KeyError."""
    for section in SECTIONS:
        if section.kind == kind:
            return section
    raise KeyError(kind)


def all_deeds() -> tuple[Deed, ...]:
    """Every deed of every section once, in order."""
    found: dict[str, Deed] = {}
    for section in (*SECTIONS, OF_GROUP):
        for face in section.faces:
            for deed in face.deeds:
                found.setdefault(deed.id, deed)
    return tuple(found.values())
