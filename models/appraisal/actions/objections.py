"""异议 of units while a round is posted, and their answers."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.appraisal.rules.posting import why_no_answer, why_no_objection
from models.appraisal.tables import AppraisalRound, Entry, Objection, RoundUnit
from models.appraisal.terms import Outcome
from models.attachment.actions import forget
from models.base import new_id
from models.errors import Refusal
from models.org.rules import clean
from models.records import change, fetch, fetch_all, next_position


def add_objection(
    session: Session, *, round_id: int, unit_id: int, text: str, entry_id: int | None = None, made_on: date | None
) -> int:
    """An objection of a unit to a posted result, or to one entry of it. Its id."""
    refusal = why_no_objection(fetch(session, AppraisalRound, round_id).state)
    if refusal is not None:
        raise refusal
    listed = select(RoundUnit.is_checked).where(RoundUnit.round_id == round_id, RoundUnit.unit_id == unit_id)
    if not session.scalar(listed):
        raise Refusal("这个单位本期没有参加考核。", "请换一个单位。")
    if entry_id is not None:
        entry = fetch(session, Entry, entry_id)
        if (entry.round_id, entry.unit_id) != (round_id, unit_id):
            raise Refusal("这条记分不是这个单位本期的。", "请重新选择。")
    row = Objection(
        id=new_id(),
        round_id=round_id,
        unit_id=unit_id,
        entry_id=entry_id,
        text=_said(text),
        made_on=made_on,
        answer="",
        answered_on=None,
        outcome=Outcome.OPEN,
        position=next_position(session, Objection, round_id=round_id),
    )
    session.add(row)
    session.flush()
    return row.id


def update_objection(session: Session, *, objection_id: int, text: str, made_on: date | None) -> None:
    """Other words or another day."""
    row = _open(session, objection_id)
    change(row, {"text": _said(text), "made_on": made_on}, ("text", "made_on"))


def answer_objection(
    session: Session, *, objection_id: int, answer: str, upheld: bool | None, on: date | None = None
) -> None:
    """Answer an objection; `upheld` None takes the decision back. An upheld one asks for a new version of the round."""
    row = fetch(session, Objection, objection_id)
    outcome = Outcome.OPEN if upheld is None else Outcome.UPHELD if upheld else Outcome.DISMISSED
    refusal = why_no_answer(fetch(session, AppraisalRound, row.round_id).state, answer, outcome)
    if refusal is not None:
        raise refusal
    values = {"answer": clean(answer), "outcome": outcome, "answered_on": None if upheld is None else on}
    change(row, values, ("answer", "outcome", "answered_on"))


def delete_objections(session: Session, *, objection_ids: Sequence[int]) -> int:
    """Delete objections that were written down by mistake, with what is attached. How many went."""
    rows = [_open(session, one) for one in fetch_all(session, Objection, objection_ids)]
    forget(session, of_table=Objection.__tablename__, row_ids=[row.id for row in rows])
    for row in rows:
        session.delete(row)
    return len(rows)


def _open(session: Session, objection_id: int) -> Objection:
    row = fetch(session, Objection, objection_id)
    refusal = why_no_objection(fetch(session, AppraisalRound, row.round_id).state)
    if refusal is not None:
        raise refusal
    return row


def _said(text: str) -> str:
    found = clean(text)
    if not found:
        raise Refusal("还没有写异议的内容。", "请写明对哪一项有什么不同意见。")
    return found
