"""The records that bear attachments, as their features name and order them: `models.<feature>.attached.OWNER`."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.attachment.terms import Holder
from models.errors import Refusal

_FEATURES = {Holder.TASK: "task", Holder.CELL: "grid"}


@dataclass(frozen=True, slots=True)
class Owned:
    """A record by the words people know it by: `number` may be empty, `name` says what it is."""

    id: int
    number: str
    name: str

    @property
    def words(self) -> str:
        return f"{self.number} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class Owner:
    """How records of one table are listed: `listed(session, campaign_id, day)` in the order of their page."""

    holder: Holder
    listed: Callable[[Session, int | None, date | None], tuple[Owned, ...]]


def owner(holder: Holder) -> Owner:
    """How the records of `holder` are listed. The feature is imported when this is first asked."""
    found: Owner = importlib.import_module(f"models.{_FEATURES[holder]}.attached").OWNER
    return found


def find(session: Session, holder: Holder, text: str, campaign_id: int | None) -> Owned:
    """The record that `text` names: its id, its number, its whole name. Raises Refusal when none or several do."""
    wanted = text.strip()
    rows = owner(holder).listed(session, campaign_id, None)
    for kind in (_by_id, _by_number, _by_name):
        found = [row for row in rows if kind(row, wanted)]
        if len(found) == 1:
            return found[0]
        if found:
            listed = "；".join(f"{row.words}（{row.id}）" for row in found[:5])
            raise Refusal(f"有 {len(found)} 个{holder.label}都是“{wanted}”：{listed}。", "请改用括号里的编号。")
    raise Refusal(f"没有“{wanted}”这个{holder.label}。", "请用 list tasks 或 list cells 查看序号和名称。")


def _by_id(row: Owned, text: str) -> bool:
    return text == str(row.id)


def _by_number(row: Owned, text: str) -> bool:
    return bool(row.number) and text.rstrip("、.．") == row.number.rstrip("、.．")


def _by_name(row: Owned, text: str) -> bool:
    return text == row.name
