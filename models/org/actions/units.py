"""Units: create, change, names, order and tree, delete, paste; `ensure_unit` for imports."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import new_id
from models.errors import Refusal
from models.org.actions.known_units import known_units
from models.org.rules import clean, clean_name, kind_of_name, why_no_name, why_no_range
from models.org.tables import FormerUnit, Post, Tenure, Unit, UnitAlias
from models.org.terms import AliasKind, UnitKind
from models.pinyin import initials, sort_key
from models.records import change, fetch, fetch_all, next_position, shift_records, siblings, write_order
from models.references import uses_of, why_in_use
from models.trees import branch, reordered, tops, would_loop

FIELDS = ("name", "short_name", "kind", "valid_from", "valid_to", "successor_id", "note")

Former = tuple[str, date | None]


def create_unit(
    session: Session,
    *,
    name: str,
    short_name: str = "",
    kind: UnitKind | None = None,
    parent_id: int | None = None,
    before_id: int | None = None,
    position: int | None = None,
    aliases: Sequence[str] = (),
    former: Sequence[Former] = (),
    note: str = "",
    check_name: bool = True,
) -> int:
    """A new unit below `parent_id`, in front of `before_id` or last; answers its id.

    `kind` None: as the name tells. Bulk callers pass `position` and, having looked themselves, `check_name` False.
    """
    if position is None:
        position = next_position(session, Unit, parent_id=parent_id)
    row = Unit(id=new_id(), parent_id=parent_id, position=position)
    _fill(session, row, {"name": name, "short_name": short_name, "note": note}, check_name=check_name)
    row.kind = kind or kind_of_name(row.name)
    session.add(row)
    if before_id is not None:
        rows = siblings(session, Unit, parent_id=parent_id)
        write_order(rows, reordered([unit.id for unit in rows], [row.id], before_id))
    if aliases or former:
        set_unit_names(session, unit_id=row.id, aliases=aliases, former=former)
    return row.id


def ensure_unit(
    session: Session,
    *,
    name: str,
    known: dict[str, int] | None = None,
    short_name: str = "",
    kind: UnitKind | None = None,
    parent_id: int | None = None,
) -> int:
    """The unit of exactly this name (full, short, other or former), else a new one at the end; answers its id.

    `known` maps every name to an id and is kept up to date: pass the same dict to all calls of one import
    (`known_units` makes it), so that 10,000 names cost one query.
    """
    names = known_units(session) if known is None else known
    tidy = clean_name(name)
    if tidy in names:
        return names[tidy]
    unit_id = create_unit(session, name=tidy, short_name=short_name, kind=kind, parent_id=parent_id, check_name=False)
    names[tidy] = unit_id
    if short_name:
        names.setdefault(clean_name(short_name), unit_id)
    return unit_id


def update_unit(session: Session, *, unit_id: int, **fields: Any) -> None:
    """Change fields of a unit (those of FIELDS)."""
    _fill(session, fetch(session, Unit, unit_id), fields)


def update_units(session: Session, *, changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Change fields of several units in one step: {id: {field: value}}; `aliases` may be among the fields."""
    rows = fetch_all(session, Unit, changes)
    for unit_id, fields in changes.items():
        values = dict(fields)
        if "aliases" in values:
            set_unit_names(session, unit_id=unit_id, aliases=values.pop("aliases"))
        _fill(session, rows[unit_id], values)


def set_unit_names(
    session: Session, *, unit_id: int, aliases: Sequence[str] = (), former: Sequence[Former] | None = None
) -> None:
    """The other names of a unit as a whole: `aliases` used in papers, `former` full names with the day they ended
    (None: they stay; former short names always do).

    A name that is the full name of another unit in use is refused: papers could no longer be matched.
    """
    row = fetch(session, Unit, unit_id)
    listed = session.scalars(select(UnitAlias).where(UnitAlias.unit_id == unit_id)).all()
    touched = (AliasKind.ALIAS,) if former is None else (AliasKind.ALIAS, AliasKind.FORMER)
    wanted: dict[tuple[str, AliasKind, date | None], None] = {}
    for name, valid_to in former or ():
        if clean_name(name) != row.name or valid_to is not None:  # a name may be borne again
            wanted[clean_name(name), AliasKind.FORMER, valid_to] = None
    borne = {name for name, _, _ in wanted} | {alias.name for alias in listed if alias.kind not in touched}
    for name in aliases:
        if (tidy := clean_name(name)) not in borne and tidy != row.name:
            wanted[tidy, AliasKind.ALIAS, None] = None
    wanted = {key: None for key in wanted if key[0]}
    for name, _, _ in wanted:
        refusal = why_no_name(name, "单位别名")
        if refusal:
            raise refusal
    own = [name for name, kind, _ in wanted if kind is AliasKind.ALIAS]
    taken = session.scalars(
        select(Unit.name).where(Unit.name.in_(own), Unit.id != unit_id, Unit.valid_to.is_(None))
    ).all()
    if taken:
        raise Refusal(f"“{taken[0]}”是另一个单位的全称，不能作别名。", "两个单位已经合并时，请写成原名。")
    for alias in listed:
        key = (alias.name, alias.kind, alias.valid_to)
        if key in wanted:
            del wanted[key]
        elif alias.kind in touched:
            session.delete(alias)
    session.flush()
    for name, kind, valid_to in wanted:
        session.add(UnitAlias(unit_id=unit_id, name=name, kind=kind, valid_to=valid_to))
    session.flush()


def add_alias(session: Session, *, unit_id: int, name: str) -> None:
    """One more name for a unit (an import found it so in a paper); nothing happens when it has that name already."""
    row = fetch(session, Unit, unit_id)
    tidy = clean_name(name)
    listed = session.scalars(select(UnitAlias.name).where(UnitAlias.unit_id == unit_id)).all()
    if tidy and tidy not in (row.name, row.short_name, *listed):
        session.add(UnitAlias(unit_id=unit_id, name=tidy, kind=AliasKind.ALIAS))


def move_units(
    session: Session, *, unit_ids: Sequence[int], parent_id: int | None, before_id: int | None = None
) -> None:
    """Hang units (with what is below them) under `parent_id`, in front of `before_id` or last."""
    parents = unit_parents(session)
    moved = tops(parents, list(unit_ids))
    rows = fetch_all(session, Unit, moved)
    if parent_id is not None:
        target = fetch(session, Unit, parent_id)
        if would_loop(parents, moved, parent_id):
            raise Refusal(f"“{target.name}”在要移动的单位之内，不能移到它下面。", "请选择另一个上级单位。")
    for row in rows.values():
        if row.parent_id != parent_id:
            _check_free(session, row.name, parent_id, row.id)
            row.parent_id = parent_id
    session.flush()
    listed = siblings(session, Unit, parent_id=parent_id)
    write_order(listed, reordered([row.id for row in listed], moved, before_id))


def shift_units(session: Session, *, unit_ids: Sequence[int], by: int) -> None:
    """Move units one place up (`by` -1) or down (+1) among their siblings."""
    shift_records(session, Unit, unit_ids, by, ("parent_id",))


def delete_units(session: Session, *, unit_ids: Sequence[int]) -> int:
    """Delete units with the units below them, their other names and posts nobody refers to; answers how many units.

    Refused, saying where, while anything else names one of them.
    """
    doomed = branch(unit_parents(session), unit_ids)
    rows = fetch_all(session, Unit, doomed)
    posts = list(session.scalars(select(Post).where(Post.unit_id.in_(doomed))))
    own = [*doomed, *(post.id for post in posts)]
    for place in session.scalars(select(FormerUnit).where(FormerUnit.record_id.in_(own))).all():
        session.delete(place)
    session.flush()
    uses = uses_of(session, Unit, doomed, own=("unit_alias", "post"))
    uses += uses_of(session, Post, [post.id for post in posts], own=("tenure",))
    first = rows[doomed[0]].name
    refusal = why_in_use(uses, first if len(rows) == 1 else f"{first}等 {len(rows)} 个单位", _NOT_DELETED)
    if refusal:
        raise refusal
    for mapped, column, ids in (
        (Tenure, Tenure.post_id, [post.id for post in posts]),
        (UnitAlias, UnitAlias.unit_id, doomed),
    ):
        for record in session.scalars(select(mapped).where(column.in_(ids))):
            session.delete(record)
    for post in posts:
        session.delete(post)
    for row in rows.values():
        session.delete(row)
    return len(rows)


_NOT_DELETED = "先在那里换成别的单位；已撤并的单位请填停用日期，不必删除。"


def unit_parents(session: Session) -> dict[int, int | None]:
    """Parent of every unit."""
    return dict(session.execute(select(Unit.id, Unit.parent_id)).all())


def _fill(session: Session, row: Unit, fields: Mapping[str, Any], *, check_name: bool = True) -> None:
    values = dict(fields)
    if "name" in values:
        refusal = why_no_name(values["name"], "单位")
        if refusal:
            raise refusal
        values["name"] = clean_name(values["name"])
        if check_name and values["name"] != row.name:
            _check_free(session, values["name"], row.parent_id, row.id)
    for key in ("short_name", "note"):
        if key in values:
            values[key] = clean_name(values[key]) if key == "short_name" else clean(values[key])
    if values.get("short_name") and values["short_name"] == values.get("name", row.name):
        values["short_name"] = ""
    refusal = why_no_range(
        values.get("valid_from", row.valid_from), values.get("valid_to", row.valid_to), "单位的启用和停用"
    )
    if refusal:
        raise refusal
    successor = values.get("successor_id")
    if successor is not None:
        follows = dict(session.execute(select(Unit.id, Unit.successor_id)).all())
        if would_loop(follows, [row.id], successor):
            raise Refusal("单位不能并入自己，也不能绕一圈并回自己。", "请选择另一个并入单位。")
    change(row, values, FIELDS)
    if "name" in values:
        change(row, {"pinyin": sort_key(row.name), "initials": initials(row.name)}, ("pinyin", "initials"))


def _check_free(session: Session, name: str, parent_id: int | None, own_id: int | None) -> None:
    with session.no_autoflush:
        found = session.execute(
            select(Unit.id, Unit.valid_to).where(
                Unit.name == name,
                Unit.parent_id.is_(None) if parent_id is None else Unit.parent_id == parent_id,
            )
        ).all()
    if any(row.id != own_id and row.valid_to is None for row in found):
        raise Refusal(f"同一级里已有单位“{name}”。", "请直接使用它，或在名称里写出区别。")
