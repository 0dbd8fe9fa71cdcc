"""Results of a round: computed while it is on trial, read as frozen once posted."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.appraisal.queries.criteria import criteria, nodes_of
from models.appraisal.queries.rounds import exemptions, parts, roster, round_row
from models.appraisal.queries.schemes import scheme
from models.appraisal.rows import GroupResult, RoundResult, RoundRow, UnitResult
from models.appraisal.rules.facts import Fact
from models.appraisal.rules.kinds import Rule
from models.appraisal.rules.totals import Frame
from models.appraisal.scoring import WHOLE, Item, Scored, Sheet, by_hand, score
from models.appraisal.tables import Entry
from models.appraisal.terms import EntryState, Stage
from models.errors import Refusal


def result(session: Session, *, round_id: int) -> RoundResult:
    """The result of a round, by group, ranked ones first."""
    row = _round(session, round_id)
    sheet = sheet_of(session, round_id=round_id)
    return assembled(session, row, sheet, score(sheet))


def sheet_of(session: Session, *, round_id: int, rules: Mapping[int, Rule | None] | None = None) -> Sheet:
    """What a round is scored from; `rules` take the place of those of some criteria (what if)."""
    row = _round(session, round_id)
    details = scheme(session, scheme_id=row.scheme_id)
    assert details is not None
    rows = criteria(session, scheme_id=row.scheme_id)
    nodes = nodes_of(rows)
    changed = rules or {}
    items = tuple(
        Item(
            node,
            changed.get(one.id, one.rule) or by_hand(node.points),
            frozenset(one.group_ids),
            frozenset(one.unit_ids),
        )
        for one, node in zip(rows, nodes, strict=True)
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


def facts_of(session: Session, round_id: int) -> dict[tuple[int, int], dict[int, list[Fact]]]:
    """The accepted entries of a round as facts: (criterion, unit) → by sub-round."""
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
    ).where(Entry.round_id == round_id, Entry.state == EntryState.ACCEPTED)
    found: dict[tuple[int, int], dict[int, list[Fact]]] = {}
    amounts: dict[str, Fraction] = {}
    for row in session.execute(query.order_by(Entry.id)):
        amount = amounts.get(row.amount)
        if amount is None:
            amount = amounts[row.amount] = Fraction(row.amount)
        fact = Fact(row.part, amount, row.halved, row.event, row.choice, row.scorer, row.reason, row.id)
        found.setdefault((row.criterion_id, row.unit_id), {}).setdefault(row.round_part_id or WHOLE, []).append(fact)
    return found


def assembled(session: Session, row: RoundRow, sheet: Sheet, scored: Scored) -> RoundResult:
    """Scores with names, groups and ranks."""
    members = roster(session, round_id=row.id)
    groups: list[GroupResult] = []
    for group_id in dict.fromkeys(one.group_id for one in members):
        own = [one for one in members if one.group_id == group_id]
        found = [
            UnitResult(
                one.unit_id,
                one.name,
                group_id,
                scored.totals[one.unit_id],
                scored.ranks[one.unit_id],
                items=scored.items[one.unit_id],
            )
            for one in own
            if one.is_checked
        ]
        groups.append(GroupResult(group_id, own[0].group, tuple(in_order(found))))
    return RoundResult(row, sheet.frame, tuple(groups))


def in_order(units: Sequence[UnitResult]) -> list[UnitResult]:
    """Ranked ones first by rank, in roster order among equals; then those without a rank."""
    return sorted(units, key=lambda one: (one.rank is None, one.rank or 0))


def _round(session: Session, round_id: int) -> RoundRow:
    row = round_row(session, round_id=round_id)
    if row is None:
        raise Refusal("这个考核期已经被删除。", "请刷新后再试。")
    return row
