"""What a table is made of: columns, chips, and the requests that a view sends to its page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QColor

from models.layouts.rules import Value
from models.layouts.terms import FieldKind
from ui.style import Tone
from ui.tables.editors import Editor

Text = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Chip:
    """A unit in a cell; `role` is a Role's value or "plain"; `id` comes back when its × is clicked."""

    text: str
    role: str = "plain"
    id: object = None
    tooltip: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a new column of a page is one entry of its tuple.

    `text` is what is copied, filtered and (without `chips`) painted. `sort` answers what is compared (default text),
    `value` what the editor starts with (default text). `required(row)` makes an empty cell say 待补; `tone(row)`
    colours it with a shape, `faded(row)` makes it grey; `note(row)` stands in grey behind the text; `lines=2` wraps;
    `stretch` takes the width left over; cells with the same `merged(row)` as the one above look like one, their text
    stands in the first; `wash(row)` colours the ground of a cell. Filters compare `plain(row)` (default text), a value
    of `kind`.
    """

    key: str
    heading: str
    text: Text
    width: int = 120
    sort: Callable[[Any], Any] | None = None
    align: str = "left"
    editor: Editor | None = None
    value: Callable[[Any], Any] | None = None
    tooltip: Text | None = None
    chips: Callable[[Any], tuple[Chip, ...]] | None = None
    required: Callable[[Any], bool] | None = None
    tone: Callable[[Any], Tone | None] | None = None
    can_edit: Callable[[Any], bool] | None = None
    lines: int = 1
    muted: bool = False
    faded: Callable[[Any], bool] | None = None
    strong: Callable[[Any], bool] | None = None
    hidden: bool = False
    stretch: bool = False
    note: Text | None = None
    icon: Callable[[Any], str] | None = None
    removable_chips: bool = False
    merged: Callable[[Any], Any] | None = None
    wash: Callable[[Any], QColor | None] | None = None
    kind: FieldKind = FieldKind.TEXT
    plain: Callable[[Any], Value] | None = None

    def value_of(self, row: Any) -> Any:
        """What the editor starts with."""
        return self.value(row) if self.value is not None else self.text(row)

    def sort_key(self, row: Any) -> Any:
        """What sorting compares; None sorts last."""
        return self.sort(row) if self.sort is not None else self.text(row)

    def plain_value(self, row: Any) -> Value:
        """What filters compare."""
        return self.plain(row) if self.plain is not None else self.text(row)

    def is_editable(self, row: Any) -> bool:
        """Whether this cell can be typed into."""
        return self.editor is not None and (self.can_edit is None or self.can_edit(row))


@dataclass(frozen=True, slots=True)
class Paste:
    """A block of texts and where it goes: `row_ids` None below the last row, `keys` the columns under it. `cut` are
    the (row id, key) of cells it was cut from, which it leaves empty."""

    block: tuple[tuple[str, ...], ...]
    row_ids: tuple[Any, ...]
    keys: tuple[str, ...]
    cut: tuple[tuple[Any, str], ...] = ()

    def cells(self) -> list[tuple[Any, str, str]]:
        """(row id, key, text) of each cell."""
        return [
            (row_id, key, text)
            for row_id, texts in zip(self.row_ids, self.block, strict=True)
            for key, text in zip(self.keys, texts, strict=False)
        ]


@dataclass(frozen=True, slots=True)
class Fill:
    """Ctrl+D: the cells of `source_id` go down into the rows `row_ids`, in the columns `keys`."""

    source_id: Any
    row_ids: tuple[Any, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FillRight:
    """Ctrl+R: in each of the rows the cell under `source_key` goes right into the columns `keys`."""

    source_key: str
    row_ids: tuple[Any, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Spread:
    """Ctrl+Enter: what was typed into the cell (`row_id`, `key`) goes into every selected cell (row id, key)."""

    row_id: Any
    key: str
    value: Any
    cells: tuple[tuple[Any, str], ...]
