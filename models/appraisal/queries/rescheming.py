"""What becomes of a round on trial when another version of its scheme is taken: which entries stay, which go."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.appraisal.queries.criteria import criteria
from models.appraisal.queries.entries import entries
from models.appraisal.queries.schemes import schemes
from models.appraisal.rows import CriterionRow, EntryRow, SchemeRow
from models.appraisal.rules.amounts import exact_amount
from models.appraisal.rules.kinds import Part, Ratio
from models.appraisal.rules.matching import Place, same_place, same_rows
from models.appraisal.scoring import by_hand
from models.appraisal.tables import AppraisalRound, Scheme
from models.appraisal.terms import SchemeState
from models.errors import Refusal


@dataclass(frozen=True, slots=True)
class Moved:
    """An entry (`id`) with its item, part and choice in the other version."""

    id: int
    criterion_id: int
    part: int
    choice: int


@dataclass(frozen=True, slots=True)
class SchemeChange:
    """Old row → new row, the entries that stay, and those that have no place any more."""

    rows: dict[int, int]
    kept: tuple[Moved, ...]
    lost: tuple[EntryRow, ...]


def other_versions(session: Session, *, round_id: int) -> tuple[SchemeRow, ...]:
    """The versions in force of the round's scheme that it could take, newest first; not its own."""
    row = session.get_one(AppraisalRound, round_id)
    own = session.get_one(Scheme, row.scheme_id)
    family = set(
        session.scalars(select(Scheme.id).where(Scheme.campaign_id == own.campaign_id, Scheme.position == own.position))
    )
    found = schemes(session, campaign_id=own.campaign_id)
    return tuple(one for one in found if one.id in family and one.id != own.id and one.state is SchemeState.IN_FORCE)


def scheme_change(session: Session, *, round_id: int, scheme_id: int) -> SchemeChange:
    """What taking this version means for every entry of the round, proposed and refused ones as well."""
    row = session.get_one(AppraisalRound, round_id)
    old, new = criteria(session, scheme_id=row.scheme_id), criteria(session, scheme_id=scheme_id)
    same = same_rows(old, new)
    before, after = {one.id: one for one in old}, {one.id: one for one in new}
    kept, lost = [], []
    for entry in entries(session, round_id=round_id):
        item = after.get(same.get(entry.criterion_id, 0))
        place = _place(entry, before[entry.criterion_id], item) if item is not None and not item.children else None
        if item is None or place is None:
            lost.append(entry)
        else:
            kept.append(Moved(entry.id, item.id, place.part, place.choice))
    return SchemeChange(same, tuple(kept), tuple(lost))


def _place(entry: EntryRow, old: CriterionRow, new: CriterionRow) -> Place | None:
    parts = _parts(new)
    place = same_place(Place(entry.part, entry.choice), _parts(old), parts)
    if place is None:
        return None
    try:
        exact_amount(_said(entry.amount, parts[place.part]), parts[place.part])
    except Refusal:  # a mark of 9 where there are 5 points now
        return None
    return place


def _parts(row: CriterionRow) -> Sequence[Part]:
    return (row.rule or by_hand(row.points or Fraction(0))).parts


def _said(amount: Fraction, part: Part) -> str:
    said = amount * 100 if isinstance(part, Ratio) else amount
    return f"{Decimal(said.numerator) / Decimal(said.denominator)}{'%' if isinstance(part, Ratio) else ''}"
