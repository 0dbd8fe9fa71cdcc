"""The criteria of a scheme in tree order, with sums and the rules in words."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.appraisal.queries.schemes import components_of, exact, groups_of
from models.appraisal.rows import CriterionRow
from models.appraisal.rules.kinds import stands_beside
from models.appraisal.rules.stored import rule_of
from models.appraisal.rules.subtotals import subtotals
from models.appraisal.rules.totals import Node
from models.appraisal.rules.wording import rule_words
from models.appraisal.tables import AppraisalRound, Criterion, CriterionScope, RoundUnit
from models.org.tables import Unit
from models.succession.facts import unit_facts
from models.succession.rules import heir
from models.trees import walk


def criteria(session: Session, *, scheme_id: int) -> tuple[CriterionRow, ...]:
    """All headings and items. A heading's `points` are what the paper says, its `sum` what is below it."""
    rows = session.scalars(select(Criterion).where(Criterion.scheme_id == scheme_id)).all()
    by_id = {row.id: row for row in rows}
    components = {one.key: one.name for one in components_of(session, scheme_id)}
    groups, units = _scopes(session, scheme_id)
    peers = groups_of(session, scheme_id)
    names = {group.id: group.name for group in peers}
    unit_names = _unit_names(session, [one for found in units.values() for one in found])
    places = walk([(row.id, row.parent_id, (row.position, row.id)) for row in rows])
    children: dict[int | None, list[int]] = {}
    for place in places:
        children.setdefault(by_id[place.id].parent_id, []).append(place.id)
    sums: dict[int, Fraction] = {}
    for place in reversed(places):
        below = children.get(place.id)
        own = exact(by_id[place.id].points) or Fraction(0)
        sums[place.id] = sum((sums[one] for one in below), Fraction(0)) if below else own
    subs = subtotals(
        {place.id: by_id[place.id].parent_id for place in places},
        {row_id: row.points or 0 for row_id, row in by_id.items() if not children.get(row_id)},
        {row_id: (groups.get(row_id, ()), units.get(row_id, ())) for row_id in groups.keys() | units.keys()},
        {group.id: [unit_id for unit_id, _ in group.units] for group in peers},
    )
    found = []
    for place in places:
        row = by_id[place.id]
        rule, points = rule_of(row.rule), exact(row.points)
        own_groups, own_units = tuple(groups.get(row.id, ())), tuple(units.get(row.id, ()))
        scope = [names[one] for one in own_groups if one in names] + [unit_names.get(one, "") for one in own_units]
        below_count = len(children.get(row.id, ()))
        found.append(
            CriterionRow(
                row.id,
                row.parent_id,
                place.depth,
                place.number,
                below_count,
                row.no,
                row.name,
                row.content,
                row.body,
                points,
                sums[row.id],
                rule,
                "" if below_count else rule_words(rule, points),
                row.component_id,
                components.get(row.component_id, "") if row.component_id else "",
                own_groups,
                own_units,
                "、".join(one for one in scope if one),
                row.assessor,
                row.indicator_id,
                row.note,
                tuple(Fraction(one, 100) for one in subs.get(row.id, ())),
            )
        )
    return tuple(found)


def criteria_of_round(session: Session, *, round_id: int, scheme_id: int) -> tuple[CriterionRow, ...]:
    """The criteria as they apply in a round: what was asked of a unit that has ended since is asked of the one of the
    roster that came after it (merged, split, renamed)."""
    rows = criteria(session, scheme_id=scheme_id)
    members = set(session.scalars(select(RoundUnit.unit_id).where(RoundUnit.round_id == round_id)))
    gone = {unit for row in rows for unit in row.unit_ids} - members
    if not gone:
        return rows
    starts = session.scalar(select(AppraisalRound.starts).where(AppraisalRound.id == round_id))
    facts, day = unit_facts(session), starts or date.today()
    heirs = {one: after for one in gone if (after := heir(facts, one, day)) in members and after is not None}
    return tuple(replace(row, unit_ids=own) if (own := _with_heirs(row.unit_ids, heirs)) else row for row in rows)


def _with_heirs(unit_ids: tuple[int, ...], heirs: Mapping[int, int]) -> tuple[int, ...]:
    """The units and those that came after them; nothing where all are still themselves."""
    after = [heirs[one] for one in unit_ids if one in heirs]
    return tuple(dict.fromkeys((*unit_ids, *after))) if after else ()


def scheme_of(session: Session, *, criterion_id: int) -> int | None:
    """The version of a scheme that an item or heading stands in; None when it is none."""
    return session.scalar(select(Criterion.scheme_id).where(Criterion.id == criterion_id))


def nodes_of(rows: tuple[CriterionRow, ...]) -> tuple[Node, ...]:
    """The tree as the totals need it; what stands under a heading belongs to the heading's component unless it says
    another on top. A bonus item has no part of the full mark, whatever points are written beside it."""
    component: dict[int, int] = {}
    found = []
    for row in rows:
        component[row.id] = row.component_id or (component.get(row.parent_id, 0) if row.parent_id else 0)
        beside = row.children or stands_beside(row.rule)
        points = Fraction(0) if beside else row.points or Fraction(0)
        found.append(Node(row.id, row.name, row.parent_id, component[row.id], points))
    return tuple(found)


def _scopes(session: Session, scheme_id: int) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    groups: dict[int, list[int]] = {}
    units: dict[int, list[int]] = {}
    query = (
        select(CriterionScope.criterion_id, CriterionScope.group_id, CriterionScope.unit_id)
        .join(Criterion, Criterion.id == CriterionScope.criterion_id)
        .where(Criterion.scheme_id == scheme_id)
        .order_by(CriterionScope.id)
    )
    for criterion_id, group_id, unit_id in session.execute(query):
        if group_id is not None:
            groups.setdefault(criterion_id, []).append(group_id)
        if unit_id is not None:
            units.setdefault(criterion_id, []).append(unit_id)
    return groups, units


def _unit_names(session: Session, ids: list[int]) -> dict[int, str]:
    if not ids:
        return {}
    query = select(Unit.id, Unit.short_name, Unit.name).where(Unit.id.in_(ids))
    return {unit_id: short_name or name for unit_id, short_name, name in session.execute(query)}
