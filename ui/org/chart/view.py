"""A section of the page 组织 as a chart. All changes go through the view of its table, which stays behind it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from models.errors import Refusal
from models.org.chart import ChartNode, Direction, Show, lay_out
from models.org.rules import rank
from models.pinyin import initials, sort_key
from models.trees import ancestors, branch
from ui import messages
from ui.org.chart.bar import ChartBar
from ui.org.chart.canvas import STEP, ChartCanvas
from ui.org.chart.files import save_chart
from ui.org.chart.menu import Facts, menu_of
from ui.page import Page
from ui.printing.wish import PrintWish
from ui.widgets.empty import EmptyState
from ui.widgets.record_view import RecordView


class ChartView(QWidget):
    """Subclasses make the table's view and the nodes. `content` names what is drawn as the paper does."""

    noun: ClassVar[str] = ""
    add_text: ClassVar[str] = ""
    filter_hint: ClassVar[str] = "在图里找…（回车找下一个）"
    content: ClassVar[str] = ""
    shows: ClassVar[tuple[tuple[Show, str], ...]] = ()
    options: ClassVar[tuple[tuple[str, str, bool], ...]] = ()
    opens: ClassVar[str] = ""  # what Enter opens; empty for nothing

    changed_selection = Signal(object)
    opened = Signal(object)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.page = page
        self.locked: Refusal | None = None
        self.records = self.make_records()
        self.records.setParent(self)
        self.records.hide()
        self.inspector = self.records.inspector
        self._nodes: tuple[ChartNode, ...] = ()
        self._all: tuple[ChartNode, ...] = ()
        self._folded: set[int] = set()
        self._root: int | None = None
        self._text = ""
        self._hits: list[int] = []
        self._day: date | None = None
        self.bar = ChartBar(self.shows, self.options, page.settings.layout(self._kept_as), self)
        self.canvas = ChartCanvas(self)
        self.empty = EmptyState(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.canvas)
        self._stack.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._stack, 1)
        self._wire()

    def _wire(self) -> None:
        self.bar.look_changed.connect(self._on_bar_look_changed)
        self.bar.zoom_requested.connect(self._on_bar_zoom_requested)
        self.bar.depth_requested.connect(self.unfold_to)
        self.bar.export_requested.connect(self._on_bar_export_requested)
        self.bar.print_requested.connect(self._on_bar_print_requested)
        self.bar.whole_requested.connect(self._on_bar_whole_requested)
        self.canvas.zoomed.connect(self.bar.show_zoom)
        self.canvas.current_changed.connect(self._on_canvas_current_changed)
        self.canvas.fold_toggled.connect(self.toggle)
        self.canvas.rename_requested.connect(self._on_canvas_rename_requested)
        self.canvas.open_requested.connect(self._on_canvas_open_requested)
        self.canvas.insert_requested.connect(self._on_canvas_insert_requested)
        self.canvas.delete_requested.connect(self._on_canvas_delete_requested)
        self.canvas.move_requested.connect(self._on_canvas_move_requested)
        self.canvas.drop_requested.connect(self._on_canvas_drop_requested)
        self.canvas.menu_requested.connect(self._on_canvas_menu_requested)
        self.canvas.next_requested.connect(self.next_hit)
        self.records.changed_selection.connect(self._on_records_changed_selection)
        if self.page.head.filter is not None:
            self.page.head.filter.returnPressed.connect(self._on_filter_return_pressed)

    # ---- for subclasses ---------------------------------------------------------------------------------------

    def make_records(self) -> RecordView:
        """The view of the table, which makes every change."""
        raise NotImplementedError

    def read_nodes(self, day: date, look: dict[str, Any]) -> tuple[ChartNode, ...]:
        """All boxes as of a day, as the bar is set."""
        raise NotImplementedError

    def show_empty(self) -> None:
        """Say why there is nothing to draw and what to do."""
        raise NotImplementedError

    def new_below(self) -> None:
        """A new record below the current one."""
        raise NotImplementedError

    @property
    def _kept_as(self) -> str:
        return f"org.chart.{self.content}"

    # ---- what the page asks -----------------------------------------------------------------------------------

    @property
    def day(self) -> date:
        """The day as of which the chart is drawn."""
        return self._day or self.page.context.today

    def reload(self) -> None:
        """Read everything again; zoom, place, what is folded and chosen stay."""
        self.records.reload()
        self._all = self.read_nodes(self.day, self.bar.look())
        known = {node.id for node in self._all}
        self._folded &= known
        if self._root not in known:
            self._root = None
        self._stack.setCurrentWidget(self.canvas if self._all else self.empty)
        if not self._all:
            self.show_empty()
        self._draw()
        self._search()
        self.canvas.set_current(self.records.current_id())

    def _draw(self) -> None:
        """Lay the boxes out again."""
        nodes = self._all
        if self._root is not None:
            below = set(branch({node.id: node.parent_id for node in nodes}, [self._root]))
            nodes = tuple(node for node in nodes if node.id in below)
        self._nodes = nodes
        title = next((node.title for node in nodes if node.id == self._root), "")
        self.bar.show_root(title)
        room = self.canvas.viewport().size()
        ratio = min(max(room.width() / max(room.height(), 1), 0.8), 2.2) if room.height() > 200 else 1.5
        direction = Direction.of(self.bar.look()["direction"])
        self.canvas.set_chart(lay_out(nodes, direction=direction, folded=self._folded, ratio=round(ratio, 1)))

    def count_words(self) -> str:
        """What stands small behind the title."""
        return self.records.count_words()

    def set_menu(self, actions: Sequence[QAction]) -> None:
        """The chart has its own menu."""

    def current_id(self) -> Any | None:
        """The record of the current box."""
        return self.canvas.current

    def select(self, row_id: Any) -> None:
        """Go to a box, unfolding what hides it."""
        self._reveal(row_id)
        self.canvas.set_current(row_id, centred=True)

    def new(self, after: object = None) -> None:
        """Ask for a new record beside the one given."""
        self.records.new(after)

    def paste_clipboard_as_new(self) -> None:
        """Nothing is pasted into a chart."""
        messages.refuse(self, Refusal("图里不能粘贴。", "请先切换到“列表”再粘贴。"))

    def move_selected(self, by: int) -> None:
        """The current box one place back or on among its siblings."""
        if self.canvas.current is not None:
            self._on_canvas_move_requested(self.canvas.current, by)

    def delete_selected(self) -> None:
        """Delete the record of the current box."""
        if self.canvas.current is not None:
            self._on_canvas_delete_requested(self.canvas.current)

    def set_group(self, group: object) -> None:
        """The chart shows all groups, or the branch chosen in it."""

    def set_day(self, day: date) -> None:
        """Show how it was on a day."""
        self._day = day
        if hasattr(self.records, "set_day"):
            self.records.set_day(day)

    def lock(self, reason: Refusal | None) -> None:
        """While there is a reason nothing can be changed."""
        self.locked = reason
        self.canvas.editable = reason is None
        self.records.lock(reason)

    def forget(self, areas: frozenset[str]) -> None:
        """After a step: what the table's view keeps."""
        if hasattr(self.records, "forget"):
            self.records.forget(areas)

    def wish(self) -> PrintWish:
        """The paper of what is shown."""
        return PrintWish("chart", {"content": self.content, "root": self._root, **self.bar.look()})

    # ---- searching --------------------------------------------------------------------------------------------

    def set_filter(self, text: str) -> None:
        """Mark the boxes that hold these words (names by their pinyin too) and go to the first one."""
        self._text = text.strip()
        self._search()
        if self._hits:
            current = self.canvas.current
            self._go_to(current if current in self._hits else self._hits[0])

    def _search(self) -> None:
        words = self._text.casefold().split()
        self._hits = [node.id for node in self._nodes if words and all(self._holds(node, word) for word in words)]
        self.canvas.set_found(self._hits)
        self.bar.show_found("" if not words else f"找到 {len(self._hits)} 个" if self._hits else "没有找到")

    def _holds(self, node: ChartNode, word: str) -> bool:
        if rank(word, (node.title,), *_sounds(node.title)) is not None:
            return True
        return any(word in f"{line.label}{line.text}".casefold() for line in node.lines)

    def next_hit(self, step: int = 1) -> None:
        """The next box found, or (-1) the one before."""
        if self._hits:
            current = self.canvas.current
            at = self._hits.index(current) + step if current in self._hits else 0
            self._go_to(self._hits[at % len(self._hits)])

    def _go_to(self, box_id: int) -> None:
        self._reveal(box_id)
        self.canvas.set_current(box_id, centred=True)

    def _reveal(self, box_id: object) -> None:
        """Unfold what hides a box."""
        parents = {node.id: node.parent_id for node in self._all}
        if not isinstance(box_id, int) or box_id not in parents:
            return
        above = ancestors(parents, box_id)
        hidden = self._folded & set(above)
        outside = self._root is not None and self._root != box_id and self._root not in above
        if hidden or outside:
            self._folded -= hidden
            self._root = None if outside else self._root
            self._draw()

    # ---- folding ----------------------------------------------------------------------------------------------

    def toggle(self, box_id: Any) -> None:
        """Fold or unfold what is below a box."""
        self._folded ^= {box_id}
        self._draw()

    def unfold_to(self, depth: object) -> None:
        """Show so many levels; None: all."""
        self._folded = set()
        if isinstance(depth, int):
            parents = {node.id: node.parent_id for node in self._all}
            for node in self._nodes:
                above = ancestors(parents, node.id)
                level = above.index(self._root) + 1 if self._root in above else 0 if self._root else len(above)
                if level == depth - 1:
                    self._folded.add(node.id)
            self._folded &= set(parents.values())
        self._draw()
        self.canvas.fit()

    def show_branch(self, root: int | None) -> None:
        """Draw only what is below a box; None: everything."""
        self._root = root
        self._draw()
        self._search()
        self.canvas.fit()

    # ---- slots ------------------------------------------------------------------------------------------------

    def _on_bar_look_changed(self) -> None:
        self.page.settings.set_layout(self._kept_as, self.bar.look())
        self.reload()
        self.canvas.fit_readable()

    def _on_bar_zoom_requested(self, what: int) -> None:
        if what == 0:
            self.canvas.fit()
        elif what == 100:
            self.canvas.set_zoom(1.0)
        else:
            self.canvas.zoom_by(STEP if what > 0 else 1 / STEP)
        self.canvas.setFocus()

    def _on_bar_whole_requested(self) -> None:
        self.show_branch(None)

    def _on_bar_print_requested(self) -> None:
        self.page.go("printing", None, self.page.print_payload())

    def _on_bar_export_requested(self, form: str) -> None:
        roots = [node.title for node in self._nodes if node.parent_id is None or node.id == self._root]
        title = f"{roots[0]}组织架构图" if len(roots) == 1 else "组织架构图"
        save_chart(self.page, self.canvas.chart, title, form)

    def _on_canvas_current_changed(self, box_id: object) -> None:
        if box_id is not None and box_id != self.records.current_id():
            self.records.select(box_id)
        self.changed_selection.emit(box_id)

    def _on_records_changed_selection(self, row_id: object) -> None:
        if isinstance(row_id, int) and row_id != self.canvas.current and self.canvas.box(row_id) is not None:
            self.canvas.set_current(row_id)

    def _on_canvas_rename_requested(self, box_id: object, name: str) -> None:
        self.records.model.edit_requested.emit(box_id, "name", name)

    def _on_canvas_open_requested(self, box_id: object) -> None:
        if self.opens:
            self.opened.emit(box_id)

    def _on_canvas_insert_requested(self, box_id: object) -> None:
        if not self._is_locked():
            self.records.select(box_id)
            self.new_below()

    def _on_canvas_delete_requested(self, box_id: object) -> None:
        if not self._is_locked():
            self.records.delete([box_id])

    def _on_canvas_move_requested(self, box_id: object, by: int) -> None:
        if not self._is_locked():
            self.records.shift([box_id], by)

    def _on_canvas_drop_requested(self, box_id: object, target: object) -> None:
        if not self._is_locked():
            self._folded.discard(target) if isinstance(target, int) else None
            self.records.drop([box_id], target, "on")

    def _is_locked(self) -> bool:
        if self.locked is not None:
            messages.refuse(self, self.locked)
        return self.locked is not None

    def _on_filter_return_pressed(self) -> None:
        if self.isVisible():
            self.next_hit(1)

    # ---- menu -------------------------------------------------------------------------------------------------

    def _on_canvas_menu_requested(self, place: object) -> None:
        assert isinstance(place, QPoint)
        self.menu().popup(place)

    def menu(self) -> QMenu:
        """What can be done with the current box, else with the chart."""
        box = self.canvas.box(self.canvas.current)
        siblings = [node.id for node in self._all if box is not None and node.parent_id == box.parent_id]
        facts = Facts(self.noun, self.opens, self.locked is None, self._root, bool(self._folded))
        menu = menu_of(self, box, siblings, facts)
        menu.triggered.connect(self._on_menu_triggered)
        return menu

    def _on_menu_triggered(self, action: QAction) -> None:
        what, current = action.data(), self.canvas.current
        if what == "fit":
            self.canvas.fit()
        elif what == "unfold":
            self.unfold_to(None)
        elif what == "whole":
            self.show_branch(None)
        elif current is None:
            return
        elif what == "open":
            self._on_canvas_open_requested(current)
        elif what == "rename":
            self.canvas.edit_name()
        elif what == "below":
            self._on_canvas_insert_requested(current)
        elif what in ("back", "on"):
            self._on_canvas_move_requested(current, -1 if what == "back" else 1)
        elif what == "delete":
            self._on_canvas_delete_requested(current)
        elif what == "toggle":
            self.toggle(current)
        elif what == "branch":
            self.show_branch(current)


@lru_cache(maxsize=4096)
def _sounds(name: str) -> tuple[str, str]:
    """Pinyin and initials of a name."""
    return sort_key(name), initials(name)
