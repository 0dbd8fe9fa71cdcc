"""What a round is scored from: the scheme's frame and items, the roster, the accepted entries as facts."""

from collections.abc import Sequence
from fractions import Fraction

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models.appraisal.queries.criteria import criteria_of_round, nodes_of
from models.appraisal.queries.rounds import exemptions, parts, roster
from models.appraisal.queries.schemes import scheme
from models.appraisal.rows import CriterionRow
from models.appraisal.rules.facts import Fact
from models.appraisal.rules.totals import Frame
from models.appraisal.scoring import WHOLE, Item, Sheet, by_hand
from models.appraisal.tables import Entry
from models.appraisal.terms import EntryState, Stage

Facts = dict[tuple[int, int], dict[int, list[Fact]]]
"""(criterion, unit) → facts by sub-round."""


def sheet_of(session: Session, *, round_id: int, scheme_id: int, rows: Sequence[CriterionRow] = ()) -> Sheet:
    """What a round is scored from; `rows` are the criteria of its scheme, when they are at hand."""
    details = scheme(session, scheme_id=scheme_id)
    assert details is not None
    found = tuple(rows) or criteria_of_round(session, round_id=round_id, scheme_id=scheme_id)
    nodes = nodes_of(found)
    items = tuple(
        Item(
            node,
            one.rule or by_hand(node.points),
            frozenset(one.group_ids),
            frozenset(one.unit_ids),
        )
        for one, node in zip(found, nodes, strict=True)
        if not one.children
    )
    frame = Frame(
        details.row.full,
        details.components,
        nodes,
        details.digits,
        frozenset(Stage.of(one) for one in details.stages),
        details.bonus_ceiling,
        details.bonus_beyond,
        tuple(one.band for one in details.bands),
    )
    found_parts: dict[int, list[tuple[int, str, Fraction]]] = {}
    for one in parts(session, round_id=round_id):
        found_parts.setdefault(one.component_id, []).append((one.id, one.name, one.weight))
    exempt: dict[int, set[int]] = {}
    absent: set[tuple[int, int]] = set()
    for left in exemptions(session, round_id=round_id):
        if left.criterion_id is not None:
            exempt.setdefault(left.unit_id, set()).add(left.criterion_id)
        elif left.round_part_id is not None:
            absent.add((left.unit_id, left.round_part_id))
    return Sheet(
        frame,
        items,
        {one.unit_id: one.group_id for one in roster(session, round_id=round_id) if one.is_checked},
        facts_of(session, round_id),
        exempt,
        found_parts,
        frozenset(absent),
        details.ties,
        details.breakers,
    )


def facts_of(session: Session, round_id: int, *where: ColumnElement[bool]) -> Facts:
    """The accepted entries of a round (those for which `where` holds) as facts."""
    query = select(
        Entry.id,
        Entry.criterion_id,
        Entry.unit_id,
        Entry.round_part_id,
        Entry.part,
        Entry.amount,
        Entry.halved,
        Entry.event,
        Entry.choice,
        Entry.scorer,
        Entry.reason,
    ).where(Entry.round_id == round_id, Entry.state == EntryState.ACCEPTED, *where)
    found: Facts = {}
    amounts: dict[str, Fraction] = {}
    for row in session.execute(query.order_by(Entry.id)):
        amount = amounts.get(row.amount)
        if amount is None:
            amount = amounts[row.amount] = Fraction(row.amount)
        fact = Fact(row.part, amount, row.halved, row.event, row.choice, row.scorer, row.reason, row.id)
        found.setdefault((row.criterion_id, row.unit_id), {}).setdefault(row.round_part_id or WHOLE, []).append(fact)
    return found
