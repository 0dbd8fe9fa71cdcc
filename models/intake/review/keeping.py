"""The state of a review: rows put in their places, units counted, and every change kept so that it can be turned."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from models.errors import Refusal
from models.intake.draft import Draft
from models.intake.review import build
from models.intake.review.items import Block, Item, Proposal, UnitEntry
from models.intake.review.names import named_units
from models.intake.review.rows import ReviewRows, row_of
from models.intake.source import Spot
from models.intake.wishes import NONE, Wishes

Match = Callable[[Sequence[str]], Mapping[str, Sequence[Proposal]]]
SNAPSHOTS = 200
_STATE = ("_items", "_read", "_decided", "_apart", "_listed_only", "title", "draft", "wishes")


def no_matches(names: Sequence[str]) -> dict[str, Sequence[Proposal]]:
    """The matching of a file without units: every name is new."""
    return {}


class ReviewState(ReviewRows):
    """Rows with their history; what may be done with them stands in the classes above this one."""

    def __init__(self, draft: Draft, match: Match = no_matches, wishes: Wishes = NONE) -> None:
        super().__init__(draft, tuple(build.items_of(draft)))
        self.wishes = wishes
        self._match = match
        self._read: dict[int, Item] = dict(self._items)  # rows as they were read, before anybody touched them
        self._last_id = max(self._items, default=0)
        self._decided: frozenset[int] = frozenset()  # units whose decision a person took
        self._done: list[tuple[str, dict[str, Any]]] = []
        self._undone: list[tuple[str, dict[str, Any]]] = []

    # ---- undo and redo ------------------------------------------------------------------------------------------

    def undo(self) -> str:
        """Take the last change back; answers its title. Raises Refusal when there is none."""
        if not self._done:
            raise Refusal("没有可以撤销的核对。")
        return self._turn(self._done, self._undone)

    def redo(self) -> str:
        """Do again what was taken back last; answers its title. Raises Refusal when there is none."""
        if not self._undone:
            raise Refusal("没有可以重做的核对。")
        return self._turn(self._undone, self._done)

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    def _turn(self, taken: list[tuple[str, dict[str, Any]]], given: list[tuple[str, dict[str, Any]]]) -> str:
        title, state = taken.pop()
        given.append((title, self._now()))
        for name, value in state.items():
            setattr(self, name, value)
        self._cache.clear()
        return title

    def _keep(self, title: str) -> None:
        """Remember how things stand before a change of this title."""
        self._done.append((title, self._now()))
        del self._done[:-SNAPSHOTS]
        self._undone.clear()

    def _forget(self) -> None:
        """The change announced last did not come about."""
        _, state = self._done.pop()
        for name, value in state.items():
            setattr(self, name, value)
        self._cache.clear()

    def _now(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in _STATE} | {"_items": dict(self._items)}

    # ---- rows ---------------------------------------------------------------------------------------------------

    def _new_id(self) -> int:
        self._last_id += 1
        return self._last_id

    def _new_key(self, block: Block) -> int:
        return max((key for key, _ in self._keys(block)), default=-1) + 1

    def _insert(self, item: Item, after: int | None) -> None:
        """Put a new row behind another one (with everything below that), or last."""
        if after is None:
            self._put(item)
            return
        last = {after, *(below.id for below in self._below(after))}
        at = max(index for index, item_id in enumerate(self._items) if item_id in last)
        rows = list(self._items.values())
        rows.insert(at + 1, item)
        self._items = {row.id: row for row in rows}
        self._cache.clear()

    def _before(self, block: Block, parent_id: int | None, spot: Spot) -> int | None:
        """The row behind which one read from `spot` has its place."""
        if spot == Spot():
            return None
        found = None
        for item in self._items.values():
            if item.block is block and item.parent_id == parent_id and _stands_before(item.spot, spot):
                found = item.id
        return found

    def _sync_units(self) -> None:
        """Count how often each unit is named, and list names that rows use and the draft does not list."""
        uses: dict[str, int] = {}
        first: dict[str, Spot] = {}
        for item in self._items.values():
            if item.block is Block.UNITS or not item.is_kept:
                continue
            for name in named_units(item.value):
                uses[name] = uses.get(name, 0) + 1
                first.setdefault(name, item.spot)
        entries = {item.value.name: item for item in self._items.values() if item.block is Block.UNITS}
        for name, item in entries.items():
            spot = item.spot if item.spot.paragraph or item.spot.cell else first.get(name, item.spot)
            if item.value.uses != uses.get(name, 0) or item.spot != spot:
                self._put(replace(item, value=replace(item.value, uses=uses.get(name, 0), spot=spot)))
        missing = [name for name in uses if name not in entries]
        found = self._match(missing) if missing else {}
        for name in missing:
            entry = UnitEntry(name, uses=uses[name], spot=first[name])
            self._put(Item(self._new_id(), Block.UNITS, build.matched(entry, found.get(name, ()))))


def _stands_before(one: Spot, other: Spot) -> bool:
    mine, its = row_of(one), row_of(other)
    if mine is not None and its is not None:
        return mine[0] == its[0] and mine[1] <= its[1]
    return 0 < one.paragraph <= other.paragraph
