"""Posted rounds, read from what was frozen; what is not as it was posted is not shown."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.appraisal.content import content_of
from models.appraisal.freezing import Ground, ground_of, result_of
from models.appraisal.queries.rounds import roster, round_row
from models.appraisal.rows import EntryRow, RoundResult, RoundRow
from models.appraisal.tables import AppraisalRound
from models.errors import Condition
from models.frozen import digest_of

MOST_ROUNDS = 16


@dataclass(frozen=True, slots=True)
class Posted:
    """The frozen result of a round, what it rests on, and its entries by unit."""

    result: RoundResult
    ground: Ground
    entries: dict[int, list[EntryRow]]


_KEPT: OrderedDict[tuple[int, str], Posted] = OrderedDict()


def posted(session: Session, *, round_id: int) -> Posted | None:
    """What is frozen of a round; None while it is on trial. Condition when it was tampered with."""
    digest = session.scalar(select(AppraisalRound.digest).where(AppraisalRound.id == round_id))
    if not digest:
        return None
    found = _KEPT.pop((round_id, digest), None)
    if found is None:
        row = round_row(session, round_id=round_id)
        assert row is not None
        listed = [one.unit_id for one in roster(session, round_id=round_id)]
        found = _read(session.get_one(AppraisalRound, round_id), row, listed)
    _KEPT[round_id, digest] = found
    while len(_KEPT) > MOST_ROUNDS:
        _KEPT.popitem(last=False)
    return found


def digest_of_round(row: AppraisalRound) -> str:
    """The SHA-256 over what a posted round is known by."""
    return digest_of(row.name, row.number, row.starts, row.ends, row.posted_on, row.posted_until, row.content)


def _read(mapped: AppraisalRound, row: RoundRow, listed: Sequence[int]) -> Posted:
    if digest_of_round(mapped) != mapped.digest:
        raise Condition(
            f"“{mapped.name}”与公示时不一致，内容在程序外被改动过，不能作为依据。",
            "请从备份恢复，或运行“检查数据文件”。",
        )
    content = content_of(mapped.content)
    ground = ground_of(content, mapped.id, listed)
    entries: dict[int, list[EntryRow]] = {}
    for entry in ground.entries:
        entries.setdefault(entry.unit_id, []).append(entry)
    return Posted(result_of(content, row, mapped.head), ground, entries)
