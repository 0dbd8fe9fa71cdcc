"""The rows of a review as they stand: by block, by paragraph, counted, and how they hang together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from models.intake.draft import Draft, Group, Kind, Seat
from models.intake.review.items import Block, Count, Item, State
from models.intake.review.names import named_units
from models.intake.source import Spot


class ReviewRows:
    """What can be asked of a review; `Review` changes it."""

    def __init__(self, draft: Draft, items: Sequence[Item]) -> None:
        self.draft = draft
        self.title = draft.title
        self._items: dict[int, Item] = {item.id: item for item in items}
        self._apart: frozenset[int] = frozenset()  # seats whose person is another one of the same name
        self.known_people: Mapping[str, str] = {}  # people of the file by a name only they bear, in a few words
        self._cache: dict[str, Any] = {}  # answers worked out since the last change
        self._listed_only = frozenset(
            item.id for item in self._items.values() if item.block is Block.UNITS and not item.value.uses
        )

    @property
    def kind(self) -> Kind:
        return self.draft.kind

    @property
    def warnings(self) -> tuple[str, ...]:
        return self.draft.warnings

    def item(self, item_id: int) -> Item:
        """A row. Raises KeyError."""
        return self._items[item_id]

    def has(self, item_id: object) -> bool:
        """Whether a row with that id is there (and listed)."""
        item = self._items.get(item_id) if isinstance(item_id, int) else None
        return item is not None and self._is_listed(item)

    def rows(self, block: Block) -> tuple[Item, ...]:
        """The rows of a block in tree order, dropped ones included."""
        below: dict[int | None, list[Item]] = {}
        known = {item.id for item in self._items.values() if item.block is block}
        for item in self._items.values():
            if item.block is block and self._is_listed(item):
                below.setdefault(item.parent_id if item.parent_id in known else None, []).append(item)
        if block is Block.SEATS:  # the seats of a group come before the groups below it
            for rows in below.values():
                rows.sort(key=_is_group)
        return tuple(_walk(below, None))

    def blocks(self) -> tuple[Block, ...]:
        """The blocks that hold rows."""
        present = {item.block for item in self._items.values() if self._is_listed(item)}
        return tuple(block for block in Block if block in present)

    def count(self, block: Block | None = None) -> Count:
        """How far a block, or everything, is checked."""
        if "counts" not in self._cache:
            self._cache["counts"] = self._counts()
        found: Count = self._cache["counts"].get(block, Count())
        return found

    def _counts(self) -> dict[Block | None, Count]:
        """All counts in one pass; None stands for everything."""
        sums: dict[Block | None, list[int]] = {None: [0, 0, 0, 0]}
        for item in self._items.values():
            if not self._is_listed(item):
                continue
            kept = item.is_kept
            told = (kept and item.state is State.CONFIRMED, kept, kept and bool(item.doubts), not kept)
            for own in (sums.setdefault(item.block, [0, 0, 0, 0]), sums[None]):
                for at, one in enumerate(told):
                    own[at] += one
        return {block: Count(*own) for block, own in sums.items()}

    def at_paragraph(self, number: int) -> tuple[Item, ...]:
        """The rows that were read from a paragraph, in the order of the blocks."""
        found = [item for item in self._items.values() if item.spot.paragraph == number and self._is_listed(item)]
        return tuple(sorted(found, key=lambda item: (item.block is Block.UNITS, list(Block).index(item.block))))

    def at_cell(self, sheet: str, row: int) -> tuple[Item, ...]:
        """The rows that were read from a row of a sheet (from 1), in the order of the blocks."""
        found = [item for item in self._items.values() if row_of(item.spot) == (sheet, row) and self._is_listed(item)]
        return tuple(sorted(found, key=lambda item: (item.block is Block.UNITS, list(Block).index(item.block))))

    def sheet_rows(self, *blocks: Block) -> frozenset[tuple[str, int]]:
        """(sheet, row) of all rows of sheets that kept rows of these blocks (all but the units) were read from."""
        wanted = frozenset(blocks) or frozenset(Block) - {Block.UNITS}
        found = (row_of(item.spot) for item in self._items.values() if item.is_kept and item.block in wanted)
        return frozenset(place for place in found if place is not None)

    def paragraphs(self, *blocks: Block) -> frozenset[int]:
        """The paragraphs that kept rows of these blocks (all but the units when none is given) were read from."""
        wanted = frozenset(blocks) or frozenset(Block) - {Block.UNITS}
        return frozenset(item.spot.paragraph for item in self._items.values() if item.is_kept and item.block in wanted)

    def namesakes(self, item_id: int) -> tuple[Item, ...]:
        """The other kept seats whose holder has the same name."""
        if "holders" not in self._cache:
            holders: dict[str, list[Item]] = {}
            for item in self._items.values():
                if isinstance(item.value, Seat) and item.is_kept and item.value.name:
                    holders.setdefault(item.value.name, []).append(item)
            self._cache["holders"] = holders
        value = self._items[item_id].value
        same = self._cache["holders"].get(value.name, ()) if isinstance(value, Seat) else ()
        return tuple(item for item in same if item.id != item_id)

    def known_person(self, item_id: int) -> str:
        """The person of the file that a seat would be taken for, in a few words; empty for none."""
        value = self._items[item_id].value
        return self.known_people.get(value.name, "") if isinstance(value, Seat) and value.name else ""

    def is_apart(self, item_id: int) -> bool:
        """Whether the clerk said that this seat's person is another one than the namesakes."""
        return item_id in self._apart

    def unit_names(self) -> tuple[str, ...]:
        """Names of the units that are kept, in order."""
        return tuple(item.value.name for item in self.rows(Block.UNITS) if item.is_kept)

    def mentioned(self) -> tuple[str, ...]:
        """Every unit name in kept rows, words such as 各牵头单位 included."""
        if "mentioned" not in self._cache:
            names = (name for item in self._items.values() if item.is_kept for name in named_units(item.value))
            self._cache["mentioned"] = tuple(dict.fromkeys(names))
        found: tuple[str, ...] = self._cache["mentioned"]
        return found

    def dropped_units(self) -> frozenset[str]:
        """Names the clerk said are no units; they are left out of every row."""
        if "dropped" not in self._cache:
            self._cache["dropped"] = frozenset(item.value.name for item in self.rows(Block.UNITS) if not item.is_kept)
        found: frozenset[str] = self._cache["dropped"]
        return found

    def task_titles(self) -> dict[int, str]:
        """Titles of the kept tasks by key."""
        if "titles" not in self._cache:
            self._cache["titles"] = {
                item.value.key: item.value.title for item in self.rows(Block.TASKS) if item.is_kept
            }
        titles: dict[int, str] = self._cache["titles"]
        return titles

    def task_id(self, key: int | None) -> int | None:
        """The row of the task with that key."""
        return next((item_id for own, item_id in self._keys(Block.TASKS) if own == key), None)

    def users_of(self, name: str) -> tuple[Item, ...]:
        """The kept rows that name a unit."""
        return tuple(
            item
            for item in self._items.values()
            if item.block is not Block.UNITS and item.is_kept and name in named_units(item.value)
        )

    def possible_parents(self, item_id: int) -> tuple[Item, ...]:
        """The rows of its block that a task or an item of a score table may hang under."""
        barred = {item_id, *(item.id for item in self._below(item_id))}
        block = self._items[item_id].block
        return tuple(item for item in self.rows(block) if item.is_kept and item.id not in barred)

    # ---- inside -----------------------------------------------------------------------------------------------

    def _put(self, item: Item) -> None:
        self._items[item.id] = item
        self._cache.clear()

    def _is_listed(self, item: Item) -> bool:
        return item.block is not Block.UNITS or item.added or bool(item.value.uses) or item.id in self._listed_only

    def _below(self, item_id: int) -> Iterator[Item]:
        for item in list(self._items.values()):
            if item.parent_id == item_id:
                yield item
                yield from self._below(item.id)

    def _keys(self, block: Block) -> Iterator[tuple[int, int]]:
        return ((item.value.key, item.id) for item in self._items.values() if item.block is block)


def row_of(spot: Spot) -> tuple[str, int] | None:
    """(sheet, row from 1) of a place in a workbook."""
    return (spot.sheet, int(spot.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))) if spot.cell else None


def _is_group(item: Item) -> bool:
    return isinstance(item.value, Group)


def _walk(below: Mapping[int | None, Sequence[Item]], parent: int | None) -> Iterator[Item]:
    for item in below.get(parent, ()):
        yield item
        yield from _walk(below, item.id)
