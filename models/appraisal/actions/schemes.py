"""考核办法: created, changed while a draft, put in force, followed by new versions."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.appraisal.rules.kinds import Band
from models.appraisal.rules.limits import hundredths, why_frozen, why_not_deleted, why_not_ended, why_not_in_force
from models.appraisal.tables import (
    AppraisalRound,
    Criterion,
    CriterionScope,
    Scheme,
    SchemeBand,
    SchemeComponent,
    SchemeGroup,
    SchemeMember,
    SourceTie,
)
from models.appraisal.terms import SchemeState, Stage, Ties
from models.base import new_id
from models.errors import Refusal
from models.org.rules import clean, clean_name, why_no_name
from models.org.tables import Campaign
from models.records import change, fetch, next_position

_FIELDS = (
    "name",
    "document_no",
    "full",
    "digits",
    "stages",
    "bonus_ceiling",
    "bonus_beyond",
    "ties",
    "breakers",
    "shows_ranks",
    "note",
)
_COPIED = (*_FIELDS, "campaign_id", "position")
MOST_DIGITS = 4


def create_scheme(session: Session, *, campaign_id: int, name: str, **fields: Any) -> int:
    """A new draft; `fields` as `update_scheme`."""
    fetch(session, Campaign, campaign_id)
    row = Scheme(
        id=new_id(),
        campaign_id=campaign_id,
        name="",
        number=1,
        origin_id=None,
        document_no="",
        state=SchemeState.DRAFT,
        in_force_from=None,
        full=10_000,
        digits=2,
        stages=Stage.TOTAL.value,
        bonus_ceiling=None,
        bonus_beyond=True,
        ties=Ties.SHARED,
        breakers="",
        shows_ranks=False,
        position=next_position(session, Scheme, campaign_id=campaign_id),
        note="",
    )
    _fill(row, {"name": name, **fields})
    session.add(row)
    session.flush()
    return row.id


def update_scheme(session: Session, *, scheme_id: int, **fields: Any) -> None:
    """Change name, document_no, full (exact points), digits, stages (of Stage values), bonus_ceiling, bonus_beyond,
    ties, breakers (component ids), shows_ranks or note. Whether ranks are published may change in force as well."""
    row = fetch(session, Scheme, scheme_id)
    if fields.keys() - {"shows_ranks", "note"}:
        check_draft(row)
    _fill(row, fields)


def draft_of(session: Session, scheme_id: int) -> Scheme:
    """The scheme, which must be a draft."""
    row = fetch(session, Scheme, scheme_id)
    check_draft(row)
    return row


def check_draft(row: Scheme) -> None:
    """Refuses a scheme that is frozen."""
    refusal = why_frozen(row.state)
    if refusal is not None:
        raise refusal


def put_in_force(session: Session, *, scheme_id: int, on: date) -> None:
    """Freeze a draft: rounds can be held under it. The version it was made from ends."""
    row = fetch(session, Scheme, scheme_id)
    groups = list(session.scalars(select(SchemeGroup.id).where(SchemeGroup.scheme_id == scheme_id)))
    items = session.scalar(select(func.count()).where(Criterion.scheme_id == scheme_id)) or 0
    members = session.scalar(select(func.count()).where(SchemeMember.group_id.in_(groups))) or 0
    refusal = why_not_in_force(row.state, items, len(groups), members)
    if refusal is not None:
        raise refusal
    row.state, row.in_force_from = SchemeState.IN_FORCE, on
    before = session.get(Scheme, row.origin_id) if row.origin_id is not None else None
    if before is not None and before.state is SchemeState.IN_FORCE:
        before.state = SchemeState.ENDED


def end_scheme(session: Session, *, scheme_id: int) -> None:
    """No new rounds under it; those that are stay."""
    row = fetch(session, Scheme, scheme_id)
    refusal = why_not_ended(row.state)
    if refusal is not None:
        raise refusal
    row.state = SchemeState.ENDED


def delete_scheme(session: Session, *, scheme_id: int) -> None:
    """Delete a draft with everything in it; one that rounds were held under stays."""
    row = fetch(session, Scheme, scheme_id)
    rounds = session.scalar(select(func.count()).where(AppraisalRound.scheme_id == scheme_id)) or 0
    refusal = why_not_deleted(row.name, row.state, rounds)
    if refusal is not None:
        raise refusal
    for later in session.scalars(select(Scheme).where(Scheme.origin_id == scheme_id)):
        later.origin_id = row.origin_id
    groups = list(session.scalars(select(SchemeGroup).where(SchemeGroup.scheme_id == scheme_id)))
    criteria = list(session.scalars(select(Criterion).where(Criterion.scheme_id == scheme_id)))
    for part in (
        session.scalars(select(CriterionScope).where(CriterionScope.criterion_id.in_([one.id for one in criteria]))),
        session.scalars(select(SourceTie).where(SourceTie.scheme_id == scheme_id)),
        session.scalars(select(SchemeMember).where(SchemeMember.group_id.in_([one.id for one in groups]))),
        session.scalars(select(SchemeBand).where(SchemeBand.scheme_id == scheme_id)),
        session.scalars(select(SchemeComponent).where(SchemeComponent.scheme_id == scheme_id)),
        criteria,
        groups,
    ):
        for one in list(part):
            session.delete(one)
    session.delete(row)


def new_version(session: Session, *, scheme_id: int) -> int:
    """A draft with everything of a version in it, numbered after the newest one. Its id."""
    row = fetch(session, Scheme, scheme_id)
    family = select(func.max(Scheme.number)).where(
        Scheme.campaign_id == row.campaign_id, Scheme.position == row.position
    )
    made = Scheme(
        id=new_id(),
        number=(session.scalar(family) or row.number) + 1,
        origin_id=row.id,
        state=SchemeState.DRAFT,
        in_force_from=None,
        **{key: getattr(row, key) for key in _COPIED},
    )
    session.add(made)
    groups = _copied(session, SchemeGroup, made.id, {"scheme_id": row.id}, "scheme_id")
    for old, new in groups.items():
        _copied(session, SchemeMember, new, {"group_id": old}, "group_id")
    components = _copied(session, SchemeComponent, made.id, {"scheme_id": row.id}, "scheme_id")
    made.breakers = ",".join(str(components[int(one)]) for one in row.breakers.split(",") if one)
    _copied(session, SchemeBand, made.id, {"scheme_id": row.id}, "scheme_id")
    criteria = _copied(session, Criterion, made.id, {"scheme_id": row.id}, "scheme_id")
    _copied(session, SourceTie, made.id, {"scheme_id": row.id}, "scheme_id")
    for one in session.new:
        if isinstance(one, SourceTie):
            one.criterion_id = criteria[one.criterion_id]
        if isinstance(one, Criterion):
            one.parent_id = criteria.get(one.parent_id) if one.parent_id is not None else None
            one.component_id = components.get(one.component_id) if one.component_id is not None else None
    for old, new in criteria.items():
        for scope in session.scalars(select(CriterionScope).where(CriterionScope.criterion_id == old)):
            group_id = groups.get(scope.group_id) if scope.group_id is not None else None
            session.add(CriterionScope(id=new_id(), criterion_id=new, group_id=group_id, unit_id=scope.unit_id))
    session.flush()
    return made.id


def set_bands(session: Session, *, scheme_id: int, bands: Sequence[Band]) -> None:
    """All bands anew, in order."""
    draft_of(session, scheme_id)
    for row in session.scalars(select(SchemeBand).where(SchemeBand.scheme_id == scheme_id)):
        session.delete(row)
    for position, band in enumerate(bands):
        refusal = why_no_name(band.name, "等次")
        if refusal is not None:
            raise refusal
        session.add(
            SchemeBand(
                id=new_id(),
                scheme_id=scheme_id,
                position=position,
                name=clean_name(band.name),
                low=hundredths(band.low, "下限"),
                high=hundredths(band.high, "上限"),
                low_open=band.low_open,
                high_closed=band.high_closed,
                deduction=hundredths(band.deduction, "扣分"),
                money=hundredths(band.money, "金额"),
                flag=clean(band.flag),
            )
        )
    session.flush()


def _copied(session: Session, mapped: type[Any], owner: int, where: dict[str, int], key: str) -> dict[int, int]:
    """Rows of a scheme for another one: {old id: new id}."""
    found: dict[int, int] = {}
    with session.no_autoflush:
        rows = list(session.scalars(select(mapped).filter_by(**where)))
        for row in rows:
            values = {
                one.key: getattr(row, one.key) for one in mapped.__table__.columns if one.key not in ("id", "version")
            }
            made = mapped(**(values | {"id": new_id(), key: owner}))
            session.add(made)
            found[row.id] = made.id
    return found


def _fill(row: Scheme, fields: dict[str, Any]) -> None:
    values = dict(fields)
    if "name" in values:
        refusal = why_no_name(values["name"], "考核办法")
        if refusal is not None:
            raise refusal
        values["name"] = clean_name(values["name"])
    for key in ("document_no", "note"):
        if key in values:
            values[key] = clean(values[key])
    if "full" in values:
        values["full"] = hundredths(values["full"] or Fraction(0), "满分")
        if not values["full"]:
            raise Refusal("满分要大于零。", "请填满分，一般是 100。")
    if "bonus_ceiling" in values:
        values["bonus_ceiling"] = hundredths(values["bonus_ceiling"], "加分上限")
    if "digits" in values and not 0 <= values["digits"] <= MOST_DIGITS:
        raise Refusal(f"小数位数要在 0 至 {MOST_DIGITS} 之间。")
    if "stages" in values:
        values["stages"] = ",".join(stage.value for stage in Stage if stage in values["stages"])
    if "breakers" in values:
        values["breakers"] = ",".join(str(one) for one in values["breakers"])
    change(row, values, _FIELDS)
