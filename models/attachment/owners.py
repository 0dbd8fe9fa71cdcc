"""The records that bear attachments, as their features name and order them: `models.<feature>.attached.OWNER`."""

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.attachment.terms import Holder
from models.errors import Refusal

_FEATURES = {Holder.TASK: "task", Holder.CELL: "grid", Holder.ENTRY: "appraisal"}
_MARKS = "、.．,，()（）[]【】 "


@dataclass(frozen=True, slots=True)
class Owned:
    """A record by the words people know it by: `number` may be empty, `name` says what it is."""

    id: int
    number: str
    name: str
    parent_id: int | None = None

    @property
    def words(self) -> str:
        gap = "" if self.number.endswith(("、", "）", ".")) else " "
        return f"{self.number}{gap}{self.name}".strip()


@dataclass(frozen=True, slots=True)
class Owner:
    """How records of one table are listed: `listed(session, campaign_id, day)` in the order of their page."""

    holder: Holder
    listed: Callable[[Session, int | None, date | None], tuple[Owned, ...]]


def owner(holder: Holder) -> Owner:
    """How the records of `holder` are listed. The feature is imported when this is first asked."""
    found: Owner = importlib.import_module(f"models.{_FEATURES[holder]}.attached").OWNER
    return found


def find(session: Session, text: str, campaign_id: int | None) -> tuple[Holder, Owned]:
    """The record that `text` names: `task:` or `cell:` (without either: a task), then its id, its number (一、 or 1,
    with the numbers above it 一/1), or its whole name. Raises Refusal when none or several do."""
    mark, colon, rest = text.replace("：", ":").partition(":")
    holder = next((kind for kind in Holder if mark.strip().lower() in (kind.mark, kind.value, kind.label)), None)
    if holder is None and colon and mark.strip().isascii():
        known = "、".join(f"{kind.mark}:（{kind.label}）" for kind in Holder)
        raise Refusal(f"“{mark}:”不是能带附件的记录。", f"可以写 {known}。")
    wanted = (rest if holder is not None and colon else text).strip()
    holder = holder if holder is not None and colon else Holder.TASK
    rows = owner(holder).listed(session, campaign_id, None)
    for found in _readings(rows, wanted):
        if len(found) == 1:
            return holder, found[0]
        if found:
            listed = "；".join(f"{row.words}（{row.id}）" for row in found[:5])
            raise Refusal(f"有 {len(found)} 个{holder.label}都是“{wanted}”：{listed}。", "请改用括号里的编号。")
    things = {Holder.TASK: "tasks", Holder.CELL: "cells", Holder.ENTRY: "entries"}[holder]
    raise Refusal(f"没有“{wanted}”这个{holder.label}。", f"请用 list {things} 查看序号和名称。")


def _readings(rows: Sequence[Owned], wanted: str) -> Sequence[list[Owned]]:
    """The records that have it as their id, all their numbers from the top, the last of these, their name."""
    parts = [_bare(part) for part in wanted.split("/")]
    chains = _chains(rows)
    return (
        [row for row in rows if wanted == str(row.id)],
        [row for row in rows if row.number and chains[row.id] == parts],
        [row for row in rows if row.number and chains[row.id][-len(parts) :] == parts],
        [row for row in rows if wanted == row.name],
    )


def _chains(rows: Sequence[Owned]) -> dict[int, list[str]]:
    """The bare numbers from the top down to each record; a record comes after the one it hangs under."""
    found: dict[int, list[str]] = {}
    for row in rows:
        above = found.get(row.parent_id, []) if row.parent_id is not None else []
        found[row.id] = [*above, _bare(row.number)]
    return found


def _bare(number: str) -> str:
    return number.strip(_MARKS).casefold()
