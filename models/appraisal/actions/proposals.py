"""Entries proposed by sources of evidence; nothing counts before a person accepts it."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.appraisal.actions.entries import blank_entry
from models.appraisal.actions.rounds import trial_of
from models.appraisal.actions.sub_rounds import first_part
from models.appraisal.queries.criteria import criteria_of_round
from models.appraisal.queries.rounds import exemptions, roster
from models.appraisal.queries.sources import places_of
from models.appraisal.queries.ties import ties
from models.appraisal.rows import CriterionRow
from models.appraisal.rules.placing import Place
from models.appraisal.sources import SOURCES, Proposal, Span
from models.appraisal.tables import AppraisalRound, Entry
from models.appraisal.terms import EntryState, RoundState

Key = tuple[int, str, int | None]


def propose(session: Session, *, round_id: int, today: date | None = None) -> int:
    """Ask every source what should be scored in a round on trial; what it proposed before, whatever was decided about
    it, is not proposed again. How many entries now wait for a decision that did not before."""
    round_ = trial_of(session, round_id)
    span = Span(round_.campaign_id, round_id, round_.starts, round_.ends, today or date.today())
    rows = criteria_of_round(session, round_id=round_id, scheme_id=round_.scheme_id)
    table = _Table(session, round_id, rows)
    own = [row.tie for row in ties(session, scheme_id=round_.scheme_id, rows=rows) if not row.fault]
    once, here = _known(session, round_)
    added = 0
    for source in SOURCES:
        fits = places_of(rows, source.words)
        for one in source.find(session, span):
            key = (one.unit_id, one.of_table, one.row_id)
            tied = [tie.place for tie in own if tie.takes(source.name, one.reason)]
            place = table.place(one, tied, fits)
            if place is None or key in (once if one.is_once else here):
                continue
            once.add(key)
            here.add(key)
            session.add(table.entry(one, place, source.name))
            added += 1
    session.flush()
    return added


class _Table:
    """The score table of a round: who is checked and which item applies to whom."""

    def __init__(self, session: Session, round_id: int, rows: tuple[CriterionRow, ...]) -> None:
        self.session, self.round_id = session, round_id
        self.rows = {row.id: row for row in rows}
        self.groups = {one.unit_id: one.group_id for one in roster(session, round_id=round_id) if one.is_checked}
        self.left = {(one.unit_id, one.criterion_id) for one in exemptions(session, round_id=round_id)}

    def place(self, one: Proposal, tied: Sequence[Place], fits: Sequence[Place]) -> Place | None:
        """Where a proposal goes: what the office tied it to, then the item it came up at when that takes it, else the
        first that is the unit's."""
        ordered = [*tied, *sorted(fits, key=lambda fit: fit.criterion_id != one.criterion_id)]
        return next((fit for fit in ordered if self._applies(one.unit_id, self.rows[fit.criterion_id])), None)

    def entry(self, one: Proposal, place: Place, source: str) -> Entry:
        row = blank_entry(self.round_id, one.unit_id, place.criterion_id)
        row.part, row.round_part_id = place.part, first_part(self.session, self.round_id, place.criterion_id)
        row.reason, row.day, row.source, row.of_table, row.row_id = (
            one.reason,
            one.day,
            source,
            one.of_table,
            one.row_id,
        )
        row.state = EntryState.PROPOSED
        return row

    def _applies(self, unit_id: int, row: CriterionRow) -> bool:
        if unit_id not in self.groups or (unit_id, row.id) in self.left:
            return False
        scoped = bool(row.group_ids or row.unit_ids)
        return not scoped or self.groups[unit_id] in row.group_ids or unit_id in row.unit_ids


def _known(session: Session, round_: AppraisalRound) -> tuple[set[Key], set[Key]]:
    """What was proposed in any round of the campaign that stands, and in this one."""
    query = (
        select(Entry.round_id, Entry.unit_id, Entry.of_table, Entry.row_id)
        .join(AppraisalRound, AppraisalRound.id == Entry.round_id)
        .where(AppraisalRound.campaign_id == round_.campaign_id, AppraisalRound.state != RoundState.WITHDRAWN)
        .where(Entry.source != "")
    )
    once: set[Key] = set()
    here: set[Key] = set()
    for round_id, unit_id, of_table, row_id in session.execute(query):
        once.add((unit_id, of_table, row_id))
        if round_id == round_.id:
            here.add((unit_id, of_table, row_id))
    return once, here
