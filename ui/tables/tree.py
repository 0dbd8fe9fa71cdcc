"""The model of a tree table: rows in tree order, shown flat with their depth; folding keeps by id."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from typing_extensions import override

from ui.tables.cells import Column
from ui.tables.rows import RowsModel


class TreeRowsModel(RowsModel):
    """Rows come parents first, each followed by what is below it; `parent_of(row)` answers the parent's id or None.

    A filter keeps the ancestors of what it finds and opens them. Sorting orders the children of each parent.
    """

    folding_changed = Signal()

    def __init__(
        self,
        columns: Sequence[Column],
        parent_of: Callable[[Any], Any] | None = None,
        tree_column: str = "",
        group: Callable[[Any], bool] | None = None,
        search_text: Callable[[Any], str] | None = None,
        *,
        folded: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, group, search_text, parent)
        self._parent_of = parent_of if parent_of is not None else _parent_id
        self.tree_column = self.column_of(tree_column) if tree_column else 0
        self._tree_key = self.columns[self.tree_column].key if self.columns else ""
        self._starts_folded = folded
        self._turned: set[Any] = set()  # ids whose folding differs from the start
        self._above: list[int] = []  # position of the parent, -1 for none
        self._depth: list[int] = []
        self._children: list[int] = []

    # ---- folding ----------------------------------------------------------------------------------------------

    def depth_at(self, place: int) -> int:
        """Depth of the row shown at a place, 0 for the top."""
        return self._depth[self._visible[place]]

    def has_children_at(self, place: int) -> bool:
        """Whether rows lie below the one shown at a place."""
        return self._children[self._visible[place]] > 0

    def is_expanded(self, row_id: Any) -> bool:
        """Whether the rows below are shown."""
        return (row_id in self._turned) == self._starts_folded

    def expand(self, row_id: Any) -> None:
        self._fold(row_id, expanded=True)

    def collapse(self, row_id: Any) -> None:
        self._fold(row_id, expanded=False)

    def toggle(self, row_id: Any) -> None:
        self._fold(row_id, expanded=not self.is_expanded(row_id))

    def expand_all(self) -> None:
        self._turn_all(expanded=True)

    def collapse_all(self) -> None:
        self._turn_all(expanded=False)

    def reveal(self, row_id: Any) -> None:
        """Open all rows above."""
        changed = False
        row = self.row(row_id)
        while row is not None and (above := self._parent_of(row)) is not None:
            if not self.is_expanded(above):
                self._turned ^= {above}
                changed = True
            row = self.row(above)
        if changed:
            self._arrange()
            self.folding_changed.emit()

    def folding(self) -> list[Any]:
        """Ids whose folding differs from the start; for remembering."""
        return sorted(self._turned)

    def set_folding(self, ids: Iterable[Any]) -> None:
        """What `folding` answered earlier."""
        self._turned = set(ids)
        self._arrange()

    def _fold(self, row_id: Any, *, expanded: bool) -> None:
        if self.is_expanded(row_id) != expanded:
            self._turned ^= {row_id}
            self._arrange()
            self.folding_changed.emit()

    def _turn_all(self, *, expanded: bool) -> None:
        parents = {row.id for row, below in zip(self.rows, self._children, strict=True) if below}
        self._turned = parents if expanded == self._starts_folded else set()
        self._arrange()
        self.folding_changed.emit()

    def parent_place(self, place: int) -> int:
        """The place of the parent of the row shown at a place, -1 for none."""
        above = self._above[self._visible[place]]
        return -1 if above < 0 else self._places().get(self.rows[above].id, -1)

    # ---- arrangement ------------------------------------------------------------------------------------------

    @override
    def _structure(self) -> None:
        where = {row.id: at for at, row in enumerate(self.rows)}
        count = len(self.rows)
        self._above, self._depth, self._children = [-1] * count, [0] * count, [0] * count
        for at, row in enumerate(self.rows):
            parent = self._parent_of(row)
            above = where.get(parent, -1) if parent is not None else -1
            if 0 <= above < at:
                self._above[at] = above
                self._depth[at] = self._depth[above] + 1
                self._children[above] += 1

    @override
    def _columns_replaced(self) -> None:
        keys = [column.key for column in self.columns]
        self.tree_column = keys.index(self._tree_key) if self._tree_key in keys else 0

    @override
    def _arranged(self) -> list[int]:
        above = self._above
        if self.is_filtered:
            shown = bytearray(len(self.rows))
            for at in self._kept():
                while at >= 0 and not shown[at]:
                    shown[at] = 1
                    at = above[at]
            kept = [at for at, wanted in enumerate(shown) if wanted]
        else:
            kept = []
            hidden = bytearray(len(self.rows))  # 1: the rows below are not shown
            turned, starts_folded, rows, children = self._turned, self._starts_folded, self.rows, self._children
            for at, up in enumerate(above):
                if up >= 0 and hidden[up]:
                    hidden[at] = 1
                    continue
                kept.append(at)
                if children[at] and (rows[at].id in turned) != starts_folded:
                    hidden[at] = 1
        return self._sorted_below(kept) if self._sorts else kept

    def _sorted_below(self, kept: list[int]) -> list[int]:
        below: dict[int, list[int]] = {}
        for at in kept:
            below.setdefault(self._above[at], []).append(at)
        result: list[int] = []
        stack = list(reversed(self._in_order(below.get(-1, []))))
        while stack:
            at = stack.pop()
            result.append(at)
            if at in below:
                stack.extend(reversed(self._in_order(below[at])))
        return result


def _parent_id(row: Any) -> Any:
    return row.parent_id
