"""Rows given another shape by hand: paragraphs assigned, rows split and joined, the document read another way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from models.errors import Refusal
from models.intake.draft import Criterion, Draft, Duty, Kind, Problem, Reporting, Seat, Target, Task
from models.intake.review import build
from models.intake.review.again import read_again
from models.intake.review.by_hand import units_named, values_from
from models.intake.review.from_cells import value_of_row
from models.intake.review.items import Block, Item, Place, State, UnitEntry
from models.intake.review.keeping import ReviewState
from models.intake.review.names import renamed, task_units, unit_split
from models.intake.review.parting import joined, parted
from models.intake.source import Spot
from models.intake.wishes import ColumnWish, Wishes

BESIDE = (Block.UNITS, Block.TARGETS)  # may stand in a paragraph beside something else


class ReviewShaping(ReviewState):
    """What changes which rows there are; `Review` decides about them."""

    def add(self, block: Block, value: Any, parent_id: int | None = None) -> int:
        """A further row, where its place in the document is; answers its id. It waits to be confirmed."""
        self._keep("新增")
        added = self._add(block, value, parent_id)
        self._sync_units()
        return added

    # ---- assigning ----------------------------------------------------------------------------------------------

    def assign(
        self, block: Block, spot: Spot, text: str, *, parent_id: int | None = None, instead: bool = True
    ) -> tuple[int, ...]:
        """Say what a paragraph is; answers the rows made, none when it holds nothing of the kind.

        `parent_id` is the task (or heading, group) it belongs to. `instead`: rows of other blocks that were read from
        it are dropped, but for units and targets, which may stand beside anything.
        """
        return self._assigned(block, spot, values_from(block, spot, text, self.draft.years), parent_id, instead)

    def assign_row(
        self,
        block: Block,
        spot: Spot,
        cells: Mapping[str, str],
        *,
        parent_id: int | None = None,
        instead: bool = True,
    ) -> tuple[int, ...]:
        """Say what a row of a sheet is: its cells by their headings."""
        value = value_of_row(block, spot, cells, self.draft.years)
        return self._assigned(block, spot, [value] if value is not None else [], parent_id, instead)

    def assign_units(self, item_id: int, duty: Duty, text: str) -> tuple[str, ...]:
        """Say that a paragraph lists units of a task (a problem, a hand-in); answers their names."""
        names = units_named(text)
        item = self._items[item_id]
        if not names:
            return ()
        self._keep("指定单位")
        value = item.value
        if isinstance(value, Task | Problem):
            value = replace(value, units=task_units(value.units, duty, (*value.of(duty), *names)))
        elif isinstance(value, Reporting):
            value = replace(value, who=tuple(dict.fromkeys((*value.who, *names))))
        else:
            self._forget()
            raise Refusal("这一行不带责任单位。", "请先选中一项任务、问题或报送事项。")
        self._put(replace(item, value=value, edited=True))
        self._sync_units()
        return names

    def append(self, item_id: int, text: str) -> None:
        """Say that a paragraph goes on with a row: its text is added to the body."""
        item = self._items[item_id]
        field = next((name for name in ("body", "what", "problem", "post") if hasattr(item.value, name)), "")
        if not text.strip() or not field:
            raise Refusal("这一行没有正文，接不上这一段。", "请先选中一项任务、阶段、问题或评分项目。")
        self._keep("并入内容")
        before = getattr(item.value, field)
        words = "\n".join(part for part in (before, text.strip()) if part)
        self._put(replace(item, value=replace(item.value, **{field: words}), edited=True))

    def _assigned(
        self, block: Block, spot: Spot, values: Sequence[Any], parent_id: int | None, instead: bool
    ) -> tuple[int, ...]:
        if not values:
            return ()
        self._keep(f"指定为{block.label}")
        if instead and block not in BESIDE:
            for item in list(self._items.values()):
                if item.spot == spot and item.block not in (*BESIDE, block) and item.id != parent_id:
                    self._put(replace(item, state=State.DROPPED))
                    self._hang_up(item.id, item.parent_id)
        made: list[int] = []
        for value in values:
            if isinstance(value, UnitEntry) and self._take_unit(value.name, made):
                continue
            above = parent_id
            if isinstance(value, Place) and value.name:
                above = next((one for one in made if not self._items[one].value.name), parent_id)
            made.append(self._add(block, self._hung(value, parent_id), above))
        self._sync_units()
        return tuple(made)

    def _take_unit(self, name: str, made: list[int]) -> bool:
        """A unit that is there already is shown (and taken up again) instead of standing twice."""
        known = next((one for one in self.rows(Block.UNITS) if one.value.name == name), None)
        if known is None:
            return False
        if not known.is_kept:
            self._put(replace(known, state=State.PROPOSED))
        made.append(known.id)
        return True

    def _hung(self, value: Any, parent_id: int | None) -> Any:
        """A row under the one it is said to belong to."""
        if parent_id is None:
            return value
        above = self._items[parent_id].value
        if isinstance(value, Target) and isinstance(above, Task):
            return replace(value, task=above.key)
        if isinstance(value, Seat) and not value.group:
            return replace(value, group=above.name)
        if isinstance(value, Criterion):
            return replace(value, section=value.section or above.section or above.item)
        return value

    def _add(self, block: Block, value: Any, parent_id: int | None, after: int | None = None) -> int:
        if isinstance(value, Target):
            parent_id = None
        if isinstance(value, Task | Criterion):
            parent = self._items[parent_id].value.key if parent_id is not None else None
            value = replace(value, key=self._new_key(block), parent=parent)
        item = Item(self._new_id(), block, value, parent_id=parent_id, edited=True, added=True)
        self._insert(item, after if after is not None else self._before(block, parent_id, item.spot))
        return item.id

    # ---- splitting and joining ----------------------------------------------------------------------------------

    def split(self, item_id: int, field: str, at: int) -> int:
        """Two rows out of one, at a position in a text of it; answers the new row, which stands behind the first.

        Both keep units, people and dates and wait to be confirmed. Raises Refusal when one of them would be empty.
        """
        item = self._items[item_id]
        first, second = parted(item.block, item.value, field, at)
        self._keep("拆分")
        if isinstance(item.value, UnitEntry):
            return self._split_unit(item, first, second)
        self._put(replace(item, value=first, state=State.PROPOSED, edited=True))
        made = self._add(item.block, second, item.parent_id, after=item_id)
        self._sync_units()
        return made

    def _split_unit(self, item: Item, first: UnitEntry, second: UnitEntry) -> int:
        """A name that is two units: every row that names it names both."""
        parts = (first.name, second.name)
        for other in list(self._items.values()):
            if other.block is not Block.UNITS:
                self._put(replace(other, value=unit_split(other.value, item.value.name, parts)))
        del self._items[item.id]
        known = {one.value.name for one in self._items.values() if one.block is Block.UNITS}
        found = self._match([name for name in parts if name not in known])
        for name in parts:
            if name not in known:
                entry = build.matched(UnitEntry(name, spot=item.spot), found.get(name, ()))
                self._put(Item(self._new_id(), Block.UNITS, entry, edited=True, added=True))
        self._sync_units()
        return next(one.id for one in self.rows(Block.UNITS) if one.value.name == second.name)

    def why_not_join(self, item_ids: Sequence[int]) -> Refusal | None:
        """Why these rows cannot be made one; None when they can."""
        rows = [self._items[item_id] for item_id in item_ids]
        if len(rows) < 2:
            return Refusal("只选中了一行，没有可合并的。", "请按住 Ctrl 再选一行。")
        if len({(row.block, type(row.value)) for row in rows}) > 1 or rows[0].block is Block.PLACES:
            return Refusal("这两行不是一类，不能合并。", "只能合并同一栏里同类的行。")
        if any(not row.is_kept for row in rows):
            return Refusal("已经舍去的行不能合并。", "请先恢复它。")
        first = rows[0]
        above = {first.id}
        while first.parent_id is not None:
            first = self._items[first.parent_id]
            above.add(first.id)
        if any(row.id in above for row in rows[1:]):
            return Refusal("不能把上级并到它下面的行里。", "请先选上级，再选下级。")
        return None

    def join(self, item_ids: Sequence[int]) -> None:
        """Make rows one: the first takes the text, units and people of the others, and what hangs under them."""
        refusal = self.why_not_join(item_ids)
        if refusal is not None:
            raise refusal
        self._keep("合并")
        first_id, *others = item_ids
        for other_id in others:
            first, other = self._items[first_id], self._items[other_id]
            if isinstance(first.value, UnitEntry):
                self._same_unit(first, other)
                continue
            value = joined(first.block, first.value, other.value)
            self._put(replace(first, value=value, state=State.PROPOSED, edited=True))
            self._hang_up(other_id, first_id)
            if isinstance(other.value, Task):
                self._retarget(other.value.key, first.value.key)
            self._put(replace(self._items[other_id], state=State.DROPPED))
        self._sync_units()

    def _same_unit(self, first: Item, other: Item) -> None:
        for row in list(self._items.values()):
            if row.block is not Block.UNITS:
                self._put(replace(row, value=renamed(row.value, other.value.name, first.value.name)))
        del self._items[other.id]

    def _hang_up(self, item_id: int, parent_id: int | None) -> None:
        """What hangs under a row hangs under another one from now on."""
        key = self._items[parent_id].value.key if parent_id is not None and self._is_tree(parent_id) else None
        for below in [item for item in self._items.values() if item.parent_id == item_id]:
            value = replace(below.value, parent=key) if self._is_tree(below.id) else below.value
            self._put(replace(below, value=value, parent_id=parent_id))

    def _is_tree(self, item_id: int) -> bool:
        return isinstance(self._items[item_id].value, Task | Criterion)

    def _retarget(self, old: int, new: int) -> None:
        for item in list(self._items.values()):
            if isinstance(item.value, Target) and item.value.task == old:
                self._put(replace(item, value=replace(item.value, task=new)))

    # ---- reading another way ------------------------------------------------------------------------------------

    def wish_kind(self, kind: Kind | None) -> Wishes:
        """What to tell the reader when the clerk says what kind of paper this is (None: let it propose)."""
        return replace(self.wishes, kind=kind)

    def wish_columns(self, layout: str, meanings: Mapping[str, str]) -> Wishes:
        """What to tell the reader when the clerk says what columns of a form mean, by their headings."""
        others = tuple(wish for wish in self.wishes.columns if wish.layout != layout or wish.heading not in meanings)
        return replace(
            self.wishes,
            columns=(*others, *(ColumnWish(layout, heading, meaning) for heading, meaning in meanings.items())),
        )

    def read_again(self, draft: Draft, wishes: Wishes) -> None:
        """Take the rows of another reading of the same document; decisions stay where rows are the same."""
        self._keep("重新识别")
        again = read_again(build.items_of(draft), self._items, self._read, self._decided, self._last_id)
        if self.title == self.draft.title:
            self.title = draft.title
        self.draft, self.wishes = draft, wishes
        self._items, self._read, self._last_id = again.items, again.read, again.last_id
        self._listed_only = frozenset(
            item.id for item in self._read.values() if item.block is Block.UNITS and not item.value.uses
        )
        self._apart = frozenset(item_id for item_id in self._apart if item_id in self._items)
        self._decided = frozenset(item_id for item_id in self._decided if item_id in self._items)
        self._cache.clear()
        self._sync_units()
        self._rematch_open()

    def _rematch_open(self) -> None:
        """Propose units anew where nobody decided."""
        waiting = [
            item
            for item in self.rows(Block.UNITS)
            if item.id not in self._decided and item.state is not State.CONFIRMED
        ]
        found = self._match([item.value.name for item in waiting])
        for item in waiting:
            self._put(replace(item, value=build.matched(item.value, found.get(item.value.name, ()))))
