"""A list of 记分 copied from a spreadsheet taken in as one step, all of it or nothing."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from models.appraisal.actions.entries import add_entry, set_value, update_entries
from models.appraisal.actions.rounds import trial_of
from models.appraisal.queries.entry_list import entry_list
from models.appraisal.rules.listed import Listed
from models.blocks import Block
from models.errors import Refusal


def paste_entries(session: Session, *, round_id: int, block: Block) -> tuple[int, ...]:
    """The entries of all rows (a measured value takes the place of the one before). Refuses, with its row, the first
    one that cannot be. Their ids."""
    trial_of(session, round_id)
    rows = entry_list(session, round_id=round_id, block=block)
    wrong = next((one for one in rows if one.fault), None)
    if wrong is not None:
        raise _refusal(wrong, Refusal(wrong.fault))
    return _written(session, round_id, rows)


def _written(session: Session, round_id: int, rows: Sequence[Listed]) -> tuple[int, ...]:
    made = []
    for one in rows:
        assert one.unit_id is not None and one.criterion_id is not None, "rows without a fault have both"
        where = {"round_id": round_id, "unit_id": one.unit_id, "criterion_id": one.criterion_id}
        try:
            if one.is_single:
                found = set_value(session, **where, part=one.part, amount=one.amount, scorer=one.scorer)
                assert found is not None, "a value is there"
                update_entries(session, changes={found: {"reason": one.reason, "day": one.day}})
            else:
                found = add_entry(
                    session,
                    **where,
                    part=one.part,
                    amount=one.amount,
                    choice=one.choice,
                    reason=one.reason,
                    day=one.day,
                    scorer=one.scorer,
                )
        except Refusal as refusal:
            raise _refusal(one, refusal) from None
        made.append(found)
    return tuple(made)


def _refusal(row: Listed, refusal: Refusal) -> Refusal:
    return Refusal(
        f"第 {row.id} 行：{refusal.sentence}一笔也没有写入。", refusal.next_step or "请在表格软件里改好，再复制粘贴。"
    )
