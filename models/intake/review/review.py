"""A reading under review: every row confirmed, edited or dropped by a person; nothing here touches a database.

Each change keeps a snapshot, so that a slip can be taken back; `to_draft` answers what would be written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from models.errors import Refusal
from models.intake.draft import Criterion, Draft, Duty, Group, Kind, Seat, Task
from models.intake.fields.rules import rules_of
from models.intake.review import build
from models.intake.review.as_read import DROPPED, AsRead, places_in
from models.intake.review.items import Block, Decision, Item, Place, State, UnitEntry
from models.intake.review.keeping import Match, no_matches
from models.intake.review.names import renamed, task_units
from models.intake.review.shaping import ReviewShaping
from models.intake.wishes import NONE, Wishes
from models.task.deadlines import NOTHING, parse_deadline

_EMPTY: dict[Block, tuple[str, str]] = {
    Block.UNITS: ("name", "单位没有名称。"),
    Block.TASKS: ("title", "任务没有标题。"),
    Block.PHASES: ("name", "阶段没有名称。"),
    Block.TARGETS: ("indicator", "目标没有指标名称。"),
    Block.REPORTING: ("what", "报送事项没有写要报送什么。"),
    Block.PROBLEMS: ("problem", "没有写是什么问题。"),
    Block.CRITERIA: ("item", "评分项目没有名称。"),
}


class Review(ReviewShaping):
    """The rows of one draft. `match` proposes units of the dictionary for names as written."""

    def __init__(self, draft: Draft, match: Match = no_matches, wishes: Wishes = NONE) -> None:
        super().__init__(draft, match, wishes)
        self._sync_units()
        self.rematch(match)

    # ---- deciding ---------------------------------------------------------------------------------------------

    def confirm(self, item_id: int) -> None:
        """Take a row as right. A unit that waits for a choice is linked to the best proposal, which was shown."""
        self._keep("确认")
        item = self._items[item_id]
        self._confirm(item)
        if not item.is_kept:  # it comes back, and with it the units it names
            self._sync_units()

    def confirm_block(self, block: Block) -> int:
        """Confirm every row of a block that has no doubt; answers how many doubtful ones stay open."""
        self._keep(f"确认{block.label}")
        for item in self.rows(block):
            if item.state is State.PROPOSED and not item.doubts:
                self._confirm(item)
        return self.count(block).doubtful

    def drop(self, item_ids: Iterable[int]) -> None:
        """Leave rows out, with everything below them."""
        self._keep("舍去")
        for item_id in item_ids:
            for item in (self._items[item_id], *self._below(item_id)):
                self._put(replace(item, state=State.DROPPED))
        self._sync_units()

    def restore(self, item_ids: Iterable[int]) -> None:
        """Let rows wait to be confirmed again: dropped ones come back with the rows they hang under."""
        self._keep("恢复")
        for item_id in item_ids:
            self._put(replace(self._items[item_id], state=State.PROPOSED))
            above = self._items[item_id].parent_id
            while above is not None:
                item = self._items[above]
                if not item.is_kept:
                    self._put(replace(item, state=State.PROPOSED))
                above = item.parent_id
        self._sync_units()

    def decide_unit(self, item_id: int, unit_id: int | None, name: str = "") -> None:
        """What becomes of a unit: linked to that unit of the dictionary (`name`), or made new (None)."""
        self._keep("选定单位")
        item = self._items[item_id]
        decision = Decision.NEW if unit_id is None else Decision.LINK
        reason = next((one.reason for one in item.value.proposals if one.unit_id == unit_id), "由您选定")
        value = replace(
            item.value,
            decision=decision,
            unit_id=unit_id,
            linked=name if unit_id is not None else "",
            reason=reason if unit_id is not None else "",
            doubts=(),
        )
        self._decided |= {item_id}
        self._put(replace(item, value=value, edited=True))

    def set_apart(self, item_id: int, apart: bool) -> None:
        """Say whether a seat's person is another one than the namesakes."""
        self._keep("同名的人")
        self._apart = self._apart | {item_id} if apart else self._apart - {item_id}

    def edit(self, item_id: int, **fields: Any) -> None:
        """Change fields of a row; words of a deadline are turned into dates. Raises Refusal for an empty name."""
        item = self._items[item_id]
        self._keep("修改")
        try:
            self._edit(item, fields)
        except Refusal:
            self._forget()
            raise

    def set_units(self, item_id: int, duty: Duty, names: Sequence[str]) -> None:
        """The units of a task in one role, in order; a name that stays keeps the role as written."""
        self._keep("修改单位")
        item = self._items[item_id]
        value = replace(item.value, units=task_units(item.value.units, duty, names))
        self._put(replace(item, value=value, edited=True))
        self._sync_units()

    def set_parent(self, item_id: int, parent_id: int | None) -> None:
        """Hang a task (or an item of a score table) under another one, or none. Raises Refusal for a loop."""
        item = self._items[item_id]
        if parent_id == item_id or any(below.id == parent_id for below in self._below(item_id)):
            raise Refusal("不能放到它自己下面。", "请另选上级。")
        self._keep("修改上级")
        key = self._items[parent_id].value.key if parent_id is not None else None
        self._put(replace(item, value=replace(item.value, parent=key), parent_id=parent_id, edited=True))

    def set_title(self, title: str) -> None:
        """The title of the document, which names a new campaign. Raises Refusal when it is empty."""
        if not title.strip():
            raise Refusal("标题不能为空。", "新建专项工作时用它作名称。")
        self._keep("修改标题")
        self.title = title.strip()

    def rematch(self, match: Match) -> None:
        """Propose units anew (the dictionary changed); what a person decided or confirmed stays."""
        self._match = match
        self._rematch_open()

    # ---- the result -------------------------------------------------------------------------------------------

    def to_draft(self, *, confirmed_only: bool = False, sure_only: bool = False) -> Draft:
        """What would be written: the kept (or only the confirmed, or those without doubt) rows, units left out where
        they were dropped."""
        listed = self.written(confirmed_only=confirmed_only, sure_only=sure_only)
        return build.draft_of(replace(self.draft, title=self.title), listed, self.dropped_units())

    def as_read(self, *, confirmed_only: bool = False, sure_only: bool = False) -> AsRead:
        """What the document said, beside `to_draft`: the base when it or a newer issue of it is read again."""
        listed = self.written(confirmed_only=confirmed_only, sure_only=sure_only)
        before, after = places_in(self._read.values()), places_in(listed)
        became: dict[str, dict[int, int]] = {}
        for item_id, (part, at) in before.items():
            item = self._items.get(item_id)
            if item_id in after:
                became.setdefault(part, {})[at] = after[item_id][1]
            elif item is None or not item.is_kept:
                became.setdefault(part, {})[at] = DROPPED
        draft = build.draft_of(self.draft, self._read.values(), frozenset())
        return AsRead(draft, became)

    def apart(self, *, confirmed_only: bool = False, sure_only: bool = False) -> frozenset[int]:
        """Indexes in the seats of `to_draft` whose person is not the namesake."""
        listed = self.written(confirmed_only=confirmed_only, sure_only=sure_only)
        seats = [item for item in listed if isinstance(item.value, Seat)]
        return frozenset(at for at, item in enumerate(seats) if item.id in self._apart)

    @property
    def by_hand_only(self) -> bool:
        """Whether only rows that a person confirmed, changed or made are written: a speech holds no duties to take."""
        return self.kind in (Kind.SPEECH, Kind.UNKNOWN)

    def written(self, *, confirmed_only: bool = False, sure_only: bool = False) -> list[Item]:
        """The rows that `to_draft` holds, with what they hang under."""
        touched = self.by_hand_only
        wanted = {
            item.id
            for item in self._items.values()
            if item.state is State.CONFIRMED
            or (
                item.is_kept
                and not confirmed_only
                and not (sure_only and item.doubts)
                and (not touched or item.edited or item.added)
            )
        }
        for item_id in list(wanted):
            parent = self._items[item_id].parent_id
            while parent is not None and parent not in wanted:
                wanted.add(parent)
                parent = self._items[parent].parent_id
        return [item for block in Block for item in self.rows(block) if item.id in wanted]

    def links(self) -> dict[str, int]:
        """The units of the dictionary that names as written were linked to."""
        return {
            item.value.name: item.value.unit_id
            for item in self.rows(Block.UNITS)
            if item.is_kept and item.value.decision is Decision.LINK and item.value.unit_id is not None
        }

    # ---- inside -----------------------------------------------------------------------------------------------

    def _confirm(self, item: Item) -> None:
        value = item.value
        if isinstance(value, UnitEntry) and value.decision is Decision.OPEN and value.proposals:
            best = value.proposals[0]
            value = replace(value, decision=Decision.LINK, unit_id=best.unit_id, linked=best.name, reason=best.reason)
            self._decided |= {item.id}
        self._put(replace(item, value=value, state=State.CONFIRMED))

    def _edit(self, item: Item, fields: dict[str, Any]) -> None:
        key, sentence = _EMPTY.get(item.block, ("", ""))
        if isinstance(item.value, Seat) and not any(
            fields.get(name, getattr(item.value, name)) for name in ("name", "post", "unit")
        ):
            raise Refusal("这个席位没有姓名、职务，也没有单位。", "至少写一样；不要这一行时按 Delete 舍去。")
        if key and key in fields and not str(fields[key]).strip():
            raise Refusal(sentence, "请写上；不要这一行时按 Delete 舍去。")
        if isinstance(item.value, UnitEntry) and "name" in fields:
            self._rename_unit(item, str(fields["name"]))
            return
        if isinstance(item.value, Place) and not item.value.name and "area" in fields:
            for below in list(self._below(item.id)):
                self._put(replace(below, value=replace(below.value, area=fields["area"])))
        if isinstance(item.value, Group) and "name" in fields:
            self._rename_group(item.value.name, str(fields["name"]))
        settled = tuple(field for field in item.value.unsure if field not in fields)
        value = replace(item.value, **{"unsure": settled, **fields, **self._computed(item, fields)})
        self._put(replace(item, value=value, edited=True))
        self._sync_units()

    def _computed(self, item: Item, fields: dict[str, Any]) -> dict[str, Any]:
        if isinstance(item.value, Criterion):
            if "rules" in fields or not {"body", "points"} & fields.keys():
                return {}
            points = fields.get("points", item.value.points)
            rules, cap = rules_of(fields.get("body", item.value.body), points)
            return {"rules": rules, "cap": fields.get("cap", cap)}
        words = fields.get("deadline", fields.get("time"))
        if words is None or "due" in fields:
            return {}
        years = self.draft.years
        due = parse_deadline(words, year=years[0] if len(years) == 1 else None, years=years) if words else NOTHING
        more = {"deadlines": (words,) if words else ()} if isinstance(item.value, Task) else {}
        return {"due": due, **more}

    def _rename_unit(self, item: Item, name: str) -> None:
        old = item.value.name
        if name == old:
            return
        for other in list(self._items.values()):
            if other.block is not Block.UNITS:
                self._put(replace(other, value=renamed(other.value, old, name)))
        if any(one.value.name == name for one in self._items.values() if one.block is Block.UNITS):
            del self._items[item.id]
        else:
            value = build.matched(replace(item.value, name=name), self._match([name]).get(name, ()))
            self._put(replace(item, value=value, edited=True))
            self._decided -= {item.id}
        self._sync_units()

    def _rename_group(self, old: str, new: str) -> None:
        for other in list(self._items.values()):
            if isinstance(other.value, Seat) and other.value.group == old:
                self._put(replace(other, value=replace(other.value, group=new)))
            elif isinstance(other.value, Group) and other.value.parent == old:
                self._put(replace(other, value=replace(other.value, parent=new)))
