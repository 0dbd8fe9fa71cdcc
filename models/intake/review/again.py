"""A document read again (under another kind, with other columns): what a person decided stays where rows are the same.

A row is the same when it stands at the same place and says the same in its first words. Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from models.intake.draft import Criterion, Target, Task
from models.intake.review.items import Block, Item, State, UnitEntry
from models.intake.review.parting import MAIN

_NOT_SAID = ("key", "parent", "task", "spot", "doubts", "unsure")
_TREES = (Block.TASKS, Block.CRITERIA)


@dataclass(frozen=True, slots=True)
class Again:
    """The rows in order, and those rows as they were read; a row that was there keeps its id."""

    items: dict[int, Item]
    read: dict[int, Item]
    last_id: int


def read_again(
    fresh: Iterable[Item],
    items: Mapping[int, Item],
    read: Mapping[int, Item],
    decided: Collection[int],
    last_id: int,
) -> Again:
    """Rows read anew (`fresh`, with ids of their own) in place of `items`, which were read as `read`."""
    return _Carrying(tuple(fresh), items, read, decided, last_id).answer()


class _Carrying:
    def __init__(
        self,
        fresh: tuple[Item, ...],
        items: Mapping[int, Item],
        read: Mapping[int, Item],
        decided: Collection[int],
        last_id: int,
    ) -> None:
        self._old, self._read, self._decided = items, read, decided
        self._last_id = last_id
        self._ids = self._same(fresh)
        self._fresh = {
            self._ids[item.id]: replace(item, id=self._ids[item.id], parent_id=self._ids.get(item.parent_id or -1))
            for item in fresh
        }
        self._items: dict[int, Item] = {}

    def answer(self) -> Again:
        for item_id, item in self._fresh.items():
            self._items[item_id] = self._carried(item) if item_id in self._old else item
        self._add_made()
        self._hang()
        return Again(self._items, self._fresh, self._last_id)

    def _same(self, fresh: Iterable[Item]) -> dict[int, int]:
        """fresh id -> the id the row has from now on."""
        free: dict[object, list[int]] = {}
        for item_id, item in self._read.items():
            if item_id in self._old:
                free.setdefault(_identity(item), []).append(item_id)
        ids: dict[int, int] = {}
        for item in fresh:
            known = free.get(_identity(item))
            if known:
                ids[item.id] = known.pop(0)
            else:
                self._last_id += 1
                ids[item.id] = self._last_id
        return ids

    def _carried(self, item: Item) -> Item:
        """A row read anew with what was decided about it."""
        old, before = self._old[item.id], self._read[item.id]
        if isinstance(item.value, UnitEntry):
            if item.id in self._decided or old.edited or old.state is not State.PROPOSED:
                return replace(old, value=replace(old.value, uses=item.value.uses, spot=item.value.spot))
            return item
        by_hand = {
            field.name: getattr(old.value, field.name)
            for field in fields(old.value)
            if field.name not in _NOT_SAID and getattr(old.value, field.name) != getattr(before.value, field.name)
        }
        state = old.state
        if state is State.CONFIRMED and _said(item.value) != _said(before.value):
            state = State.PROPOSED  # another reading than the one that was confirmed
        value = replace(item.value, **by_hand)
        settled = tuple(name for name in value.unsure if name not in by_hand)
        return replace(item, value=replace(value, unsure=settled), state=state, edited=old.edited)

    def _add_made(self) -> None:
        """Rows made by hand, each behind the row it stood behind."""
        known = {_identity(item) for item in self._fresh.values()}
        previous: int | None = None
        order = list(self._items)
        for item_id, item in self._old.items():
            unread = item_id not in self._read and (item.added or item.edited or item.state is not State.PROPOSED)
            if unread and _identity(item) not in known:
                order.insert(order.index(previous) + 1 if previous in self._items else len(order), item_id)
                self._items[item_id] = item
            if item_id in self._items:
                previous = item_id
        self._items = {item_id: self._items[item_id] for item_id in order}

    def _hang(self) -> None:
        """Keys of rows made by hand counted on, parents chosen by hand kept where they are still there."""
        for block in _TREES:
            taken = max((item.value.key for item in self._fresh.values() if item.block is block), default=-1)
            for item in [one for one in self._items.values() if one.block is block and one.id not in self._fresh]:
                taken += 1
                self._items[item.id] = replace(item, value=replace(item.value, key=taken))
        keys = {item.id: item.value.key for item in self._items.values() if isinstance(item.value, Task | Criterion)}
        old_ids = {item.value.key: item.id for item in self._old.values() if isinstance(item.value, Task)}
        for item in list(self._items.values()):
            old = self._old.get(item.id)
            if old is None:
                continue
            before = self._read.get(item.id)
            if before is None or old.parent_id != before.parent_id:
                parent = old.parent_id if old.parent_id in self._items else None
                item = replace(item, parent_id=parent)
                if isinstance(item.value, Task | Criterion):
                    key = keys.get(parent) if parent is not None else None
                    item = replace(item, value=replace(item.value, parent=key))
            if isinstance(item.value, Target) and (before is None or old.value.task != before.value.task):
                key = keys.get(old_ids.get(old.value.task, -1))
                item = replace(item, value=replace(item.value, task=key))
            self._items[item.id] = item


def _identity(item: Item) -> object:
    value = item.value
    words = getattr(value, MAIN[item.block][0], "") or getattr(value, MAIN[item.block][-1], "")
    if item.block is Block.UNITS:
        return item.block, words
    area = getattr(value, "area", "") or getattr(value, "group", "")
    return item.block, type(value), value.spot, area, words


def _said(value: Any) -> tuple[Any, ...]:
    return tuple(getattr(value, field.name) for field in fields(value) if field.name not in _NOT_SAID)
