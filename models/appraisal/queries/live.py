"""The scores of rounds on trial, kept in memory: after a step only what it touched is scored again.

What is kept is true for one head of the journal; steps written since are looked through for entries of the round. A
change of anything else that a score depends on has the whole scored anew, and so has a step still being written.
"""

import gc
import json
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from models.appraisal.queries.criteria import criteria_of_round
from models.appraisal.queries.rounds import roster
from models.appraisal.queries.sheets import facts_of, sheet_of
from models.appraisal.rows import CriterionRow, RosterRow
from models.appraisal.scoring import Scored, Sheet, rescore, score
from models.appraisal.tables import (
    Criterion,
    CriterionScope,
    Entry,
    RoundExemption,
    RoundPart,
    RoundUnit,
    Scheme,
    SchemeBand,
    SchemeComponent,
    SchemeGroup,
)
from models.journal import Change, Step
from models.org.tables import Unit
from models.records import CHUNK

MOST_ROUNDS = 16
MOST_CHANGES = 2_000
_OF_SCHEME = frozenset(one.__tablename__ for one in (SchemeGroup, SchemeComponent, SchemeBand, Criterion))
_OF_ROUND = frozenset(one.__tablename__ for one in (RoundUnit, RoundPart, RoundExemption))
Pairs = set[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Live:
    """A round scored at a head of the journal."""

    seq: int
    scheme_id: int
    criteria: tuple[CriterionRow, ...]
    roster: tuple[RosterRow, ...]
    sheet: Sheet
    scored: Scored


_KEPT: WeakKeyDictionary[Engine, OrderedDict[int, Live]] = WeakKeyDictionary()


def live(session: Session, *, round_id: int, scheme_id: int) -> Live:
    """The round as it stands, scored."""
    engine = session.get_bind()
    if _is_writing(session) or not isinstance(engine, Engine):
        return _whole(session, round_id, scheme_id, 0)
    seq = session.scalar(select(func.max(Step.seq))) or 0
    kept = _KEPT.setdefault(engine, OrderedDict())
    found = kept.pop(round_id, None)
    if found is not None and found.seq != seq:
        found = _caught_up(session, round_id, found, seq)
    if found is None:
        found = _whole(session, round_id, scheme_id, seq)
    kept[round_id] = found
    while len(kept) > MOST_ROUNDS:
        kept.popitem(last=False)
    return found


def _is_writing(session: Session) -> bool:
    """Whether the session holds changes that the journal does not know yet."""
    recorder = session.info.get("recorder")
    return recorder is not None and bool(session.new or session.dirty or session.deleted or recorder.touched())


def _whole(session: Session, round_id: int, scheme_id: int, seq: int) -> Live:
    with _uncollected():
        rows = criteria_of_round(session, round_id=round_id, scheme_id=scheme_id)
        sheet = sheet_of(session, round_id=round_id, scheme_id=scheme_id, rows=rows)
        return Live(seq, scheme_id, rows, roster(session, round_id=round_id), sheet, score(sheet))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of cycles, which would look again and again through scores that stay: half the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _caught_up(session: Session, round_id: int, found: Live, seq: int) -> Live | None:
    """The same at a later head; None when it has to be scored as a whole."""
    query = select(Change.table_name, Change.row_id, Change.before, Change.after).where(Change.seq > found.seq)
    changes = session.execute(query.limit(MOST_CHANGES + 1)).all()
    if seq < found.seq or len(changes) > MOST_CHANGES:
        return None
    pairs = _touched(changes, round_id, found)
    if pairs is None:
        return None
    items = {item.node.id for item in found.sheet.items}
    known = {(item, unit) for item, unit in pairs if item in items and unit in found.sheet.roster}
    if not known:
        return replace(found, seq=seq)
    units, facts = {unit for _, unit in known}, dict(found.sheet.facts)
    if len(units) > CHUNK:
        return None
    fresh = facts_of(session, round_id, Entry.unit_id.in_(units))
    for pair in known:
        facts.pop(pair, None)
        if pair in fresh:
            facts[pair] = fresh[pair]
    sheet = replace(found.sheet, facts=facts)
    return replace(found, seq=seq, sheet=sheet, scored=rescore(sheet, found.scored, sorted(known)))


def _touched(changes: Iterable[tuple[str, int, str | None, str | None]], round_id: int, found: Live) -> Pairs | None:
    """The (criterion, unit) whose entries changed; None when something else did that scores depend on."""
    pairs: Pairs = set()
    items = {row.id for row in found.criteria}
    for table, row_id, *texts in changes:
        if table == Scheme.__tablename__ and row_id == found.scheme_id:
            return None
        if table == Unit.__tablename__ and _ends_otherwise(*texts):
            return None  # another unit may stand for it now
        if table not in _OF_SCHEME and table not in _OF_ROUND and table not in (_ENTRY, _SCOPE):
            continue
        for image in (json.loads(text) for text in texts if text is not None):
            if table == _ENTRY:
                if image["round_id"] == round_id:
                    pairs.add((image["criterion_id"], image["unit_id"]))
            elif table in _OF_ROUND:
                if image["round_id"] == round_id:
                    return None
            elif image["criterion_id"] in items if table == _SCOPE else image["scheme_id"] == found.scheme_id:
                return None
    return pairs


def _ends_otherwise(before: str | None, after: str | None) -> bool:
    """Whether a unit's days, or the one that comes after it, are others than before."""
    was, is_ = (json.loads(text) if text is not None else {} for text in (before, after))
    return any(was.get(key) != is_.get(key) for key in ("valid_from", "valid_to", "successor_id"))


_ENTRY, _SCOPE = Entry.__tablename__, CriterionScope.__tablename__
