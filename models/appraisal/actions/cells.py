"""Numbers typed into cells of a score sheet (unit × item): one step for a cell, a column or a block."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.appraisal.actions.entries import add_entry, delete_entries, set_value, update_entries
from models.appraisal.actions.rounds import trial_of
from models.appraisal.actions.sub_rounds import first_part
from models.appraisal.queries.schemes import exact
from models.appraisal.rules.amounts import exact_amount
from models.appraisal.rules.kinds import ZERO
from models.appraisal.rules.slots import Typing, slots_of
from models.appraisal.rules.stored import rule_of
from models.appraisal.scoring import by_hand
from models.appraisal.tables import Criterion, Entry, RoundUnit
from models.appraisal.terms import EntryState
from models.errors import Refusal
from models.records import fetch

_YES = ("是", "有", "√", "✓", "1", "对")
_NO = ("", "否", "无", "0", "×")


@dataclass(frozen=True, slots=True)
class Typed:
    """A number (or 是) typed for a unit and a part of an item's rule; empty takes away what stood there."""

    unit_id: int
    criterion_id: int
    text: str
    part: int = 0
    scorer: str = ""
    round_part_id: int | None = None


def put_cells(session: Session, *, round_id: int, cells: Sequence[Typed]) -> int:
    """Write cells: a value or mark over the one that stood there, a count as one entry. Refuses, with its place, the
    first one that cannot be; a count made of several entries is changed at its entries. How many were written."""
    trial_of(session, round_id)
    names = dict(session.execute(select(RoundUnit.unit_id, RoundUnit.name).where(RoundUnit.round_id == round_id)).all())
    for cell in cells:
        try:
            _put(session, round_id, cell)
        except Refusal as refusal:
            if len(cells) == 1:
                raise
            where = f"{names.get(cell.unit_id, '这个单位')}：{refusal.sentence}一格也没有写入。"
            raise Refusal(where, refusal.next_step) from None
    return len(cells)


def _put(session: Session, round_id: int, cell: Typed) -> None:
    if cell.round_part_id is None:
        cell = replace(cell, round_part_id=first_part(session, round_id, cell.criterion_id))
    item = fetch(session, Criterion, cell.criterion_id)
    rule = rule_of(item.rule) or by_hand(exact(item.points) or ZERO)
    slot = next((one for one in slots_of(rule) if one.part == cell.part), None)
    if slot is None:
        raise Refusal("这一项没有可以填写的地方。", "请换一项。")
    text = cell.text.strip()
    if slot.is_single:
        set_value(
            session,
            round_id=round_id,
            unit_id=cell.unit_id,
            criterion_id=cell.criterion_id,
            part=cell.part,
            amount=slot.as_typed(text),
            scorer=cell.scorer,
            round_part_id=cell.round_part_id,
        )
        return
    if slot.typing is Typing.FACT:
        if text not in (*_YES, *_NO):
            raise Refusal(f"“{text}”看不出是还是否。", "请填“是”，或清空。")
        text = "1" if text in _YES else ""
    _count(session, round_id, cell, text)


def _count(session: Session, round_id: int, cell: Typed, text: str) -> None:
    found = session.scalars(
        select(Entry.id).where(
            Entry.round_id == round_id,
            Entry.unit_id == cell.unit_id,
            Entry.criterion_id == cell.criterion_id,
            Entry.part == cell.part,
            Entry.round_part_id.is_(None) if cell.round_part_id is None else Entry.round_part_id == cell.round_part_id,
            Entry.state == EntryState.ACCEPTED,
        )
    ).all()
    amount = exact_amount(text) if text else "0"
    if len(found) > 1:
        raise Refusal(f"这一格由 {len(found)} 笔记分合成，不能用一个数盖掉。", "请在下面逐笔修改或删除。")
    if amount == "0":
        if found:
            delete_entries(session, entry_ids=found)
    elif found:
        update_entries(session, changes={found[0]: {"amount": amount}})
    else:
        add_entry(
            session,
            round_id=round_id,
            unit_id=cell.unit_id,
            criterion_id=cell.criterion_id,
            part=cell.part,
            amount=amount,
            round_part_id=cell.round_part_id,
        )
