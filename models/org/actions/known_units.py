"""Names of units as blocks and imports write them: which unit a name means today, and words for names of the past."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.errors import Refusal
from models.org.rules import clean_name
from models.org.tables import Unit, UnitAlias
from models.org.terms import AliasKind


class KnownUnits(dict[str, int]):
    """Ids by every name that means exactly one unit in use; `past` holds what became of names nobody bears any more:
    the words for it and the names of today."""

    def __init__(self) -> None:
        super().__init__()
        self.past: dict[str, tuple[str, tuple[str, ...]]] = {}

    def find(self, text: str) -> int:
        """The unit that bears this name today. Refusal when nobody does; a name of the past is never taken silently:
        the refusal says what became of it and which name to write."""
        name = clean_name(text)
        if name in self.past:
            words, names = self.past[name]
            step = f"请改成“{'”或“'.join(names)}”。" if names else "请改成现在的单位。"
            raise Refusal(f"“{name[:30]}”不是现在的名称：{words}。", step)
        if name not in self:
            raise Refusal(f"没有叫“{name[:30]}”的单位。", "先添加这个单位，或改成已有的全称、简称。")
        return self[name]


def known_units(session: Session, *, day: date | None = None) -> KnownUnits:
    """Every name by which exactly one unit in use on `day` (default: today) is or was called; full names win over
    other ones. Names of units that have ended are in `past` only."""
    day = day or date.today()
    rows = session.scalars(select(Unit).order_by(Unit.position, Unit.id)).all()
    units = {row.id: row for row in rows}
    gone = {row.id for row in rows if row.valid_to is not None and row.valid_to <= day}
    found = KnownUnits()
    several: set[str] = set()
    for row in rows:
        if row.id not in gone:
            found.setdefault(row.name, row.id)
    full = set(found)
    aliases = session.execute(select(UnitAlias.unit_id, UnitAlias.name, UnitAlias.kind, UnitAlias.valid_to)).all()
    others = [(row.id, row.short_name) for row in rows] + [(unit_id, name) for unit_id, name, _, _ in aliases]
    for unit_id, name in others:
        if name and unit_id not in gone and name not in full and found.setdefault(name, unit_id) != unit_id:
            several.add(name)
    for name in several:
        del found[name]
    borne = full | {row.short_name for row in rows if row.id not in gone}
    borne |= {name for unit_id, name, kind, _ in aliases if kind is AliasKind.ALIAS and unit_id not in gone}
    for unit_id, name, kind, valid_to in aliases:
        if kind is not AliasKind.ALIAS and unit_id not in gone and name and name not in borne:
            present = units[unit_id].name
            words = f"原{name}，{valid_to} 改称{present}" if valid_to else f"是{present}的原名"
            found.past[name] = (words, (present,))
    for unit_id in gone:
        told = _became(units, unit_id, gone)
        own = [name for other, name, _, _ in aliases if other == unit_id]
        for name in (units[unit_id].name, units[unit_id].short_name, *own):
            if name and name not in borne:
                found.past[name] = told
    return found


def _became(units: dict[int, Unit], unit_id: int, gone: Iterable[int]) -> tuple[str, tuple[str, ...]]:
    """What became of a unit that has ended, and the names of those that stand for it."""
    row = units[unit_id]
    told, seen = [f"原{row.name}"], {unit_id}
    while row.id in gone and row.successor_id is not None and row.successor_id not in seen:
        following = units[row.successor_id]
        told.append(f"{row.valid_to} 并入{following.name}")
        seen.add(following.id)
        row = following
    if row.id not in gone:
        return "，".join(told), (row.name,)
    parts = [other for other in units.values() if other.origin_id == row.id and other.id not in gone]
    names = tuple(part.name for part in parts)
    told.append(f"{row.valid_to} 分设为{'、'.join(names)}" if names else f"{row.valid_to} 停用")
    return "，".join(told), names
