"""记分 of a round on trial: by hand, measured values and marks, decisions about proposals."""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.appraisal.actions.rounds import check_item, trial_of
from models.appraisal.actions.sub_rounds import first_part
from models.appraisal.rules.amounts import exact_amount
from models.appraisal.rules.stored import rule_of
from models.appraisal.scoring import by_hand
from models.appraisal.tables import Criterion, Entry, RoundPart, RoundUnit
from models.appraisal.terms import EntryState
from models.attachment.actions import forget
from models.base import new_id
from models.errors import Refusal
from models.org.rules import clean
from models.records import change, fetch, fetch_all

FIELDS = ("part", "amount", "choice", "halved", "event", "scorer", "reason", "day", "round_part_id")
_TEXTS = ("event", "scorer", "reason")


def add_entry(session: Session, *, round_id: int, unit_id: int, criterion_id: int, **fields: Any) -> int:
    """An entry of a unit for an item; `fields` as `update_entries`, `amount` as typed. Its id."""
    round_ = trial_of(session, round_id)
    check_item(session, round_, criterion_id)
    _check_roster(session, round_id, unit_id)
    row = blank_entry(round_id, unit_id, criterion_id)
    if fields.get("round_part_id") is None:
        fields["round_part_id"] = first_part(session, round_id, criterion_id)
    _fill(session, row, fields)
    session.add(row)
    session.flush()
    return row.id


def blank_entry(round_id: int, unit_id: int, criterion_id: int) -> Entry:
    """A new mapped entry, accepted, once, with every text empty; not yet in a session."""
    empty: dict[str, Any] = dict.fromkeys((*_TEXTS, "refusal", "source", "of_table"), "")
    return Entry(
        id=new_id(),
        round_id=round_id,
        unit_id=unit_id,
        criterion_id=criterion_id,
        round_part_id=None,
        part=0,
        amount="1",
        choice=0,
        halved=False,
        day=None,
        state=EntryState.ACCEPTED,
        row_id=None,
        **empty,
    )


def update_entries(session: Session, *, changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Change fields of several entries in one step: {id: {part, amount, choice, halved, event, scorer, reason, day,
    round_part_id}}."""
    for entry_id, row in _trial_entries(session, changes).items():
        _fill(session, row, changes[entry_id])


def delete_entries(session: Session, *, entry_ids: Sequence[int]) -> int:
    """Delete entries with what is attached to them. How many went."""
    rows = _trial_entries(session, entry_ids)
    forget(session, of_table=Entry.__tablename__, row_ids=list(rows))
    for row in rows.values():
        session.delete(row)
    return len(rows)


def set_value(
    session: Session,
    *,
    round_id: int,
    unit_id: int,
    criterion_id: int,
    part: int = 0,
    amount: str = "",
    scorer: str = "",
    round_part_id: int | None = None,
) -> int | None:
    """A measured value or one scorer's mark, written over the one that stood there; empty takes it away. Its id."""
    trial_of(session, round_id)
    if round_part_id is None:
        round_part_id = first_part(session, round_id, criterion_id)
    found = list(
        session.scalars(
            select(Entry).where(
                Entry.round_id == round_id,
                Entry.unit_id == unit_id,
                Entry.criterion_id == criterion_id,
                Entry.part == part,
                Entry.scorer == scorer,
                Entry.round_part_id.is_(None) if round_part_id is None else Entry.round_part_id == round_part_id,
                Entry.state == EntryState.ACCEPTED,
            )
        )
    )
    if not amount.strip():
        forget(session, of_table=Entry.__tablename__, row_ids=[row.id for row in found])
        for row in found:
            session.delete(row)
        return None
    if not found:
        return add_entry(
            session,
            round_id=round_id,
            unit_id=unit_id,
            criterion_id=criterion_id,
            part=part,
            amount=amount,
            scorer=scorer,
            round_part_id=round_part_id,
        )
    _fill(session, found[-1], {"amount": amount})
    for row in found[:-1]:
        session.delete(row)
    return found[-1].id


def decide(session: Session, *, entry_ids: Sequence[int], accepted: bool, reason: str = "") -> None:
    """Accept proposals or refuse them; a refusal needs a reason."""
    if not accepted and not clean(reason):
        raise Refusal("没有写明不采纳的原因。", "原因会留在记录里，请写一句。")
    for row in _trial_entries(session, entry_ids).values():
        row.state = EntryState.ACCEPTED if accepted else EntryState.REFUSED
        row.refusal = "" if accepted else clean(reason)


def _trial_entries(session: Session, entry_ids: Iterable[int]) -> dict[int, Entry]:
    rows = fetch_all(session, Entry, list(entry_ids))
    for round_id in {row.round_id for row in rows.values()}:
        trial_of(session, round_id)
    return rows


def _check_roster(session: Session, round_id: int, unit_id: int) -> None:
    found = session.scalar(
        select(RoundUnit.is_checked).where(RoundUnit.round_id == round_id, RoundUnit.unit_id == unit_id)
    )
    if found is None:
        raise Refusal("这个单位不在本考核期的名单里。", "请换一个单位。")
    if not found:
        raise Refusal("这个单位本期没有参加考核，不能记分。", "请先在名单里把它改为参加考核。")


def _fill(session: Session, row: Entry, fields: Mapping[str, Any]) -> None:
    values = dict(fields)
    for key in _TEXTS:
        if key in values:
            values[key] = clean(values[key])
    if values.get("round_part_id") is not None:
        part = fetch(session, RoundPart, values["round_part_id"])
        if part.round_id != row.round_id:
            raise Refusal("这次分次考核属于另一个考核期。", "请重新选择。")
    item = fetch(session, Criterion, row.criterion_id)
    rule = rule_of(item.rule) or by_hand(Fraction(item.points or 0, 100))
    place = values.get("part", row.part)
    if not 0 <= place < max(len(rule.parts), 1):
        raise Refusal("这一项的规则里没有这个部分。", "请重新选择扣分或得分的情形。")
    if "amount" in values:
        values["amount"] = exact_amount(str(values["amount"]), rule.parts[place] if rule.parts else None)
    change(row, values, FIELDS)
