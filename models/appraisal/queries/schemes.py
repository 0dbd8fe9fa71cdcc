"""考核办法: the versions of a campaign, and one with its groups, components and bands."""

from collections.abc import Mapping
from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.appraisal.rows import BandRow, GroupRow, SchemeDetails, SchemeRow
from models.appraisal.rules.kinds import Band
from models.appraisal.rules.totals import Component
from models.appraisal.tables import (
    AppraisalRound,
    Criterion,
    Scheme,
    SchemeBand,
    SchemeComponent,
    SchemeGroup,
    SchemeMember,
)
from models.org.tables import Unit


def exact(hundredths: int | None) -> Fraction | None:
    """Stored 1/100 as an exact number."""
    return None if hundredths is None else Fraction(hundredths, 100)


def schemes(session: Session, *, campaign_id: int) -> tuple[SchemeRow, ...]:
    """All versions of a campaign's schemes: by their order, the newest version of each first."""
    found = session.scalars(
        select(Scheme)
        .where(Scheme.campaign_id == campaign_id)
        .order_by(Scheme.position, Scheme.number.desc(), Scheme.id)
    ).all()
    ids = [row.id for row in found]
    groups, criteria, rounds = (_counts(session, mapped, ids) for mapped in (SchemeGroup, Criterion, AppraisalRound))
    return tuple(_row(row, groups, criteria, rounds) for row in found)


def scheme(session: Session, *, scheme_id: int) -> SchemeDetails | None:
    """One version with its groups, components and bands; None when it is gone."""
    row = session.get(Scheme, scheme_id)
    if row is None:
        return None
    ids = [scheme_id]
    head = _row(row, *(_counts(session, mapped, ids) for mapped in (SchemeGroup, Criterion, AppraisalRound)))
    return SchemeDetails(
        head,
        row.digits,
        frozenset(one for one in row.stages.split(",") if one),
        exact(row.bonus_ceiling),
        row.bonus_beyond,
        row.ties,
        tuple(int(one) for one in row.breakers.split(",") if one),
        row.shows_ranks,
        groups_of(session, scheme_id),
        components_of(session, scheme_id),
        bands_of(session, scheme_id),
    )


def groups_of(session: Session, scheme_id: int) -> tuple[GroupRow, ...]:
    """The peer groups with their units, both in order."""
    members: dict[int, list[tuple[int, str]]] = {}
    query = (
        select(SchemeMember.group_id, Unit.id, Unit.short_name, Unit.name)
        .join(Unit, Unit.id == SchemeMember.unit_id)
        .join(SchemeGroup, SchemeGroup.id == SchemeMember.group_id)
        .where(SchemeGroup.scheme_id == scheme_id)
        .order_by(SchemeMember.position, SchemeMember.id)
    )
    for group_id, unit_id, short_name, name in session.execute(query):
        members.setdefault(group_id, []).append((unit_id, short_name or name))
    found = session.scalars(
        select(SchemeGroup).where(SchemeGroup.scheme_id == scheme_id).order_by(SchemeGroup.position, SchemeGroup.id)
    )
    return tuple(GroupRow(row.id, row.name, tuple(members.get(row.id, ()))) for row in found)


def components_of(session: Session, scheme_id: int) -> tuple[Component, ...]:
    """The components in order."""
    found = session.scalars(
        select(SchemeComponent)
        .where(SchemeComponent.scheme_id == scheme_id)
        .order_by(SchemeComponent.position, SchemeComponent.id)
    )
    return tuple(
        Component(row.id, row.name, None if row.weight is None else Fraction(row.weight, 10_000)) for row in found
    )


def bands_of(session: Session, scheme_id: int) -> tuple[BandRow, ...]:
    """The bands in order."""
    found = session.scalars(
        select(SchemeBand).where(SchemeBand.scheme_id == scheme_id).order_by(SchemeBand.position, SchemeBand.id)
    )
    return tuple(
        BandRow(
            row.id,
            Band(
                row.name,
                exact(row.low),
                exact(row.high),
                row.low_open,
                row.high_closed,
                exact(row.deduction),
                exact(row.money),
                row.flag,
            ),
        )
        for row in found
    )


def _counts(session: Session, mapped: type[SchemeGroup | Criterion | AppraisalRound], ids: list[int]) -> dict[int, int]:
    if not ids:
        return {}
    query = select(mapped.scheme_id, func.count()).where(mapped.scheme_id.in_(ids)).group_by(mapped.scheme_id)
    return dict(session.execute(query).all())


def _row(row: Scheme, groups: Mapping[int, int], criteria: Mapping[int, int], rounds: Mapping[int, int]) -> SchemeRow:
    return SchemeRow(
        row.id,
        row.name,
        row.number,
        row.origin_id,
        row.document_no,
        row.state,
        row.in_force_from,
        Fraction(row.full, 100),
        groups.get(row.id, 0),
        criteria.get(row.id, 0),
        rounds.get(row.id, 0),
        row.note,
    )
