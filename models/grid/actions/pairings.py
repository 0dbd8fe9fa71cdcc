"""结对共建 and 挂钩联系: create, change, end on a date, order, delete, paste."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import new_id
from models.blocks import Block, BlockColumn, rows_of, word_reader
from models.errors import Refusal
from models.grid.field_rules import read_day
from models.grid.pairing_rules import Span, Tie, why_no_tie, why_outside, why_twice
from models.grid.tables import GridCell, Pairing
from models.grid.terms import PairingKind
from models.org.actions import known_units
from models.org.rules import clean, clean_name, end_after
from models.org.tables import Person, Post, Unit
from models.records import change, fetch, fetch_all, next_position, shift_records

PAIRING_FIELDS = (
    "kind",
    "unit_id",
    "person_id",
    "post_id",
    "cell_id",
    "partner_id",
    "valid_from",
    "valid_to",
    "note",
)
WHO = ("unit_id", "person_id", "post_id")
GOAL = ("cell_id", "partner_id")
read_kind = word_reader([(kind.label, kind) for kind in PairingKind], "类别")
PAIRING_COLUMNS = (
    BlockColumn("kind", ("类别", "类型", "方式")),
    BlockColumn("who", ("结对方", "结对单位", "挂钩单位", "挂钩领导", "联系领导", "单位", "姓名"), required=True),
    BlockColumn("goal", ("结对对象", "联系点", "挂钩点", "网格", "点位", "社区"), required=True),
    BlockColumn("valid_from", ("开始日期", "开始", "起始日期")),
    BlockColumn("last_day", ("结束日期", "结束", "截止日期")),
    BlockColumn("note", ("备注", "说明")),
)


def create_pairing(session: Session, **fields: Any) -> int:
    """A new pairing (fields: PAIRING_FIELDS), last in the list; answers its id."""
    row = Pairing(id=new_id(), position=next_position(session, Pairing))
    row.kind = PairingKind.JOINT
    _fill(session, row, fields, _ties(session))
    session.add(row)
    return row.id


def update_pairings(session: Session, *, changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Change fields of pairings in one step: {id: {field: value}}. Naming another kind of holder takes the old away."""
    rows = fetch_all(session, Pairing, list(changes))
    ties = _ties(session)
    for pairing_id, fields in changes.items():
        _fill(session, rows[pairing_id], fields, ties)


def end_pairings(session: Session, *, pairing_ids: Sequence[int], last: date) -> None:
    """Let pairings end on a day (the last one in force)."""
    update_pairings(session, changes={pairing_id: {"valid_to": end_after(last)} for pairing_id in pairing_ids})


def shift_pairings(session: Session, *, pairing_ids: Sequence[int], by: int) -> None:
    """Move pairings one place up (`by` -1) or down (+1)."""
    shift_records(session, Pairing, pairing_ids, by, ())


def delete_pairings(session: Session, *, pairing_ids: Sequence[int]) -> int:
    """Delete pairings; answers how many."""
    rows = fetch_all(session, Pairing, pairing_ids)
    for row in rows.values():
        session.delete(row)
    return len(rows)


def paste_pairings(session: Session, *, block: Block) -> list[int]:
    """New pairings from a pasted block (PAIRING_COLUMNS); all rows, or none and the bad cell named. A name means the
    one unit, else the one person, that bears it; a goal the one cell, else the one unit."""
    units = known_units(session)
    people = _by_name(session.execute(select(Person.name, Person.id)).all())
    cells = _by_name(session.execute(select(GridCell.name, GridCell.id)).all())
    ties = _ties(session)
    position = next_position(session, Pairing)
    made: list[int] = []
    for row in rows_of(block, PAIRING_COLUMNS):
        fields: dict[str, Any] = {"note": row.values["note"]}
        if row.values["kind"]:
            fields["kind"] = row.read("kind", read_kind)
        who, goal = clean_name(row.values["who"]), clean_name(row.values["goal"])
        if who in units:
            fields["unit_id"] = units[who]
        else:
            fields["person_id"] = row.read("who", _one(people, "单位或人员"))
        if goal in cells or goal not in units:
            fields["cell_id"] = row.read("goal", _one(cells, "网格或单位"))
        else:
            fields["partner_id"] = units[goal]
        fields["valid_from"] = row.read("valid_from", read_day)
        fields["valid_to"] = end_after(row.read("last_day", read_day))
        pairing = Pairing(id=new_id(), position=position + len(made), kind=PairingKind.JOINT)
        try:
            _fill(session, pairing, fields, ties)
        except Refusal as refusal:
            raise Refusal(f"第 {row.number} 行：{refusal.sentence}", refusal.next_step) from None
        session.add(pairing)
        made.append(pairing.id)
    return made


def _fill(session: Session, row: Pairing, fields: Mapping[str, Any], ties: dict[int, Tie]) -> None:
    """Set checked fields; `ties` are all pairings by id and are kept up to date."""
    values = dict(fields)
    for family in (WHO, GOAL):
        named = [key for key in family if values.get(key) is not None]
        if named:
            values |= {key: None for key in family if key not in named}
    if "note" in values:
        values["note"] = clean(values["note"])
    tie = Tie(*(values.get(key, getattr(row, key)) for key in (*WHO, *GOAL, "valid_from", "valid_to")))
    _check(session, tie, [other for pairing_id, other in ties.items() if pairing_id != row.id])
    ties[row.id] = tie
    change(row, values, PAIRING_FIELDS)


def _check(session: Session, tie: Tie, others: Sequence[Tie]) -> None:
    refusal = why_no_tie(tie) or why_twice(tie, others)
    if refusal:
        raise refusal
    unit_ids = [tie.unit_id, tie.partner_id]
    if tie.post_id is not None:
        unit_ids.append(fetch(session, Post, tie.post_id).unit_id)
    if tie.person_id is not None:
        fetch(session, Person, tie.person_id)
    if tie.cell_id is not None:
        fetch(session, GridCell, tie.cell_id)
    units = [fetch(session, Unit, unit_id) for unit_id in unit_ids if unit_id is not None]
    refusal = why_outside(tie, [Span(unit.name, unit.valid_from, unit.valid_to) for unit in units])
    if refusal:
        raise refusal


def _ties(session: Session) -> dict[int, Tie]:
    columns = (getattr(Pairing, key) for key in (*WHO, *GOAL, "valid_from", "valid_to"))
    return {row[0]: Tie(*row[1:]) for row in session.execute(select(Pairing.id, *columns))}


def _by_name(found: Sequence[Any]) -> dict[str, list[int]]:
    names: dict[str, list[int]] = {}
    for name, record_id in found:
        names.setdefault(name, []).append(record_id)
    return names


def _one(names: Mapping[str, list[int]], what: str) -> Any:
    """A reading of a name that exactly one record bears."""

    def read(text: str) -> int:
        found = names.get(clean_name(text), [])
        if len(found) == 1:
            return found[0]
        if found:
            raise Refusal(
                f"有 {len(found)} 个都叫“{clean_name(text)[:20]}”，不知道是哪一个。", "请在表里逐条添加并选择。"
            )
        raise Refusal(f"没有叫“{clean_name(text)[:20]}”的{what}。", "请先添加，或改正名称。")

    return read
