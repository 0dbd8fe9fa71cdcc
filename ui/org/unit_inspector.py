"""The inspector of a unit: names, place in the order, validity, posts, history."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel

from models.org.queries import PostRow
from models.org.rules import last_day
from models.org.terms import UnitKind
from models.succession.queries import Lineage
from ui.grid.own_section import PairingRows
from ui.org.books import UnitBook
from ui.org.columns import UnitLine
from ui.page import Page
from ui.tables.editors import Option
from ui.widgets.inspector import ChoiceField, DateField, Inspector, LineField, TextField
from ui.widgets.link_row import LinkRow
from ui.widgets.record_history import RecordHistory
from ui.widgets.rowlist import ListRow, RowList


class UnitInspector(Inspector):
    """Edits every field of a unit; what happens from a day on is asked for by links."""

    rename_requested = Signal()
    merge_requested = Signal()
    split_requested = Signal()
    post_opened = Signal(object)
    unit_opened = Signal(object)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._book = UnitBook()
        self._events: dict[object, int | None] = {}
        names = self.add_section("名称")
        names.add("name", "全称", LineField())
        names.add("short_name", "简称", LineField("例如：商务局"))
        names.add("aliases", "别名", TextField("文件里还怎么称呼它，用顿号分开", 1))
        names.add("former", "原名", TextField("以前的名称，用顿号分开", 1))
        place = self.add_section("归属")
        place.add("kind", "类别", ChoiceField([Option(kind, kind.label) for kind in UnitKind]))
        place.add("parent", "上级", LineField("没有上级", self._options))
        place.add("valid_from", "启用", DateField("一直有"))
        place.add("last_day", "停用", DateField("还在用"))
        place.add("note", "备注", TextField("", 2))
        past = self.add_section("沿革")
        self.past = RowList(self, height=28)
        self.past.row_activated.connect(self._on_past_row_activated)
        past.add_widget(self.past)
        self.totals = QLabel("", self)
        self.totals.setTextFormat(Qt.TextFormat.PlainText)
        self.totals.setWordWrap(True)
        self.totals.setProperty("caption", True)
        past.add_widget(self.totals)
        for text, signal in (
            ("改名…（从某日起）", self.rename_requested),
            ("并入…", self.merge_requested),
            ("分设…", self.split_requested),
        ):
            link = LinkRow(text, self)
            link.clicked.connect(signal)
            past.add_widget(link)
        self.posts_section = self.add_section("岗位")
        self.posts = RowList(self, height=28)
        self.posts.row_activated.connect(self.post_opened)
        self.posts_section.add_widget(self.posts)
        self.pairings = PairingRows(page, self)
        self.history = RecordHistory(page, self)

    def _options(self) -> Sequence[Option]:
        return self._book.options()

    def show_unit(self, line: UnitLine, book: UnitBook, posts: Sequence[PostRow], past: Lineage | None = None) -> None:
        """Show a unit with its 沿革, its posts and who holds them."""
        self._book = book
        row = line.row
        parts = [row.kind.label, f"{line.tasks} 项任务" if line.tasks else "还没有任务"]
        if row.seats:
            parts.append(f"{row.seats} 个席位")
        self.set_values(
            row.name,
            {
                "name": row.name,
                "short_name": row.short_name,
                "aliases": "、".join(row.aliases),
                "former": "、".join(old.name for old in row.former),
                "kind": row.kind,
                "parent": row.parent,
                "valid_from": row.valid_from,
                "last_day": last_day(row.valid_to),
                "note": row.note,
            },
            " · ".join(parts),
        )
        self._show_past(past)
        self.posts.set_rows([ListRow(post.id, post.title, "", post.holder or "空缺") for post in posts])
        self.posts_section.setVisible(bool(posts))
        self.pairings.show_unit(row.id)
        self.history.show_record("unit", row.id)

    def _show_past(self, past: Lineage | None) -> None:
        events = past.events if past else ()
        self._events = {event.id: event.unit_id for event in events}
        self.past.set_rows([ListRow(event.id, event.words, "", str(event.day or "")) for event in events])
        self.past.setVisible(bool(events))
        joined = past is not None and len(past.family) > 1 and past.tasks > 0
        if past is not None and joined:
            self.totals.setText(f"连同并入的 {len(past.family) - 1} 个单位，历年共承担 {past.tasks} 项任务。")
        self.totals.setVisible(joined)

    def _on_past_row_activated(self, key: object) -> None:
        unit_id = self._events.get(key)
        if unit_id is not None:
            self.unit_opened.emit(unit_id)
