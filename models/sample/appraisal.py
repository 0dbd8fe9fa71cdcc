"""The appraisal of the sample: a 考核办法 in force read from its words, two months that are locked, one on trial."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.appraisal import actions
from models.appraisal.rules.kinds import Band, Rule
from models.appraisal.rules.parsing import read_rule
from models.appraisal.tables import Entry
from models.journal import insert_many
from models.sample.organisation import Organisation
from models.sample.scores import ScoredItem, entries_of
from models.sample.shelf import load, shifted_month

MONTHS_AGO = (3, 2, 1)
"""The rounds; all but the last are locked."""


@dataclass(slots=True)
class _Written:
    """What of a scheme its rounds need."""

    id: int
    units: list[int] = field(default_factory=list)
    groups: dict[str, tuple[int, list[int]]] = field(default_factory=dict)
    components: dict[str, int] = field(default_factory=dict)
    items: list[ScoredItem] = field(default_factory=list)
    weak: frozenset[int] = frozenset()


def add_appraisal(session: Session, organisation: Organisation, *, campaign_id: int, today: date) -> None:
    """Write the scheme, its rounds, their entries and one objection that was answered."""
    plan = load("appraisal")
    year, month = shifted_month(today, -MONTHS_AGO[0])
    scheme = _scheme(session, plan, organisation, campaign_id, date(year, month, 1))
    chance = random.Random(76)
    for ago in MONTHS_AGO:
        first = date(*shifted_month(today, -ago), 1)
        after = date(*shifted_month(today, 1 - ago), 1)
        round_id = actions.create_round(
            session,
            campaign_id=campaign_id,
            scheme_id=scheme.id,
            name=f"{first.year}年{first.month}月考核",
            starts=first,
            ends=after - timedelta(days=1),
        )
        rows = entries_of(
            plan, scheme.items, round_id, first, chance, weak=scheme.weak, part_of_all=1.0 if ago > 1 else 0.8
        )
        insert_many(session, Entry, list(rows))
        _extras(session, plan, scheme, organisation, round_id, ago)
        if ago > 1:
            _publish(session, plan, organisation, round_id, after, is_last=ago == MONTHS_AGO[-2])
        else:
            idle = organisation.units["云溪供电公司"]
            actions.set_checked(session, round_id=round_id, unit_ids=[idle], is_checked=False)
            actions.propose(session, round_id=round_id, today=today)


def _scheme(
    session: Session, plan: dict[str, Any], organisation: Organisation, campaign_id: int, since: date
) -> _Written:
    scheme_id = actions.create_scheme(
        session,
        campaign_id=campaign_id,
        name=plan["name"],
        document_no=f"云创卫指〔{since.year}〕3号",
        bonus_ceiling=Fraction(2),
        shows_ranks=True,
        note=plan["note"],
    )
    made = _Written(scheme_id, weak=frozenset(organisation.units[name] for name in plan["weak"]))
    for name, units in plan["groups"]:
        group_id = actions.add_group(session, scheme_id=scheme_id, name=name)
        ids = [organisation.units[unit] for unit in units]
        actions.set_members(session, group_id=group_id, unit_ids=ids)
        made.groups[name] = (group_id, ids)
        made.units += ids
    for name, percent in plan["components"]:
        weight = Fraction(percent, 100)
        made.components[name] = actions.add_component(session, scheme_id=scheme_id, name=name, weight=weight)
    actions.set_bands(session, scheme_id=scheme_id, bands=[_band(one) for one in plan["bands"]])
    for heading in plan["items"]:
        heading_id = _criterion(session, made, heading, None)
        for one in heading["below"]:
            rule = _rule(one)
            item_id = _criterion(session, made, one, heading_id, rule)
            made.items.append(ScoredItem(item_id, one["no"], rule, _applied(session, made, organisation, one, item_id)))
    actions.put_in_force(session, scheme_id=scheme_id, on=since)
    return made


def _band(one: dict[str, Any]) -> Band:
    low, high, deduction, money = (
        Fraction(one[key]) if key in one else None for key in ("low", "high", "deduction", "money")
    )
    return Band(one["name"], low, high, deduction=deduction, money=money, flag=one.get("flag", ""))


def _rule(one: dict[str, Any]) -> Rule:
    found = read_rule(one["body"], Fraction(one["points"]) if "points" in one else None).rule
    if found is None:
        raise ValueError(one["body"])
    return found


def _criterion(
    session: Session, made: _Written, one: dict[str, Any], parent_id: int | None, rule: Rule | None = None
) -> int:
    fields: dict[str, Any] = {key: one[key] for key in ("no", "name", "content", "body", "assessor") if key in one}
    if "points" in one:
        fields["points"] = Fraction(one["points"])
    if "component" in one:
        fields["component_id"] = made.components[one["component"]]
    return actions.add_criterion(session, scheme_id=made.id, parent_id=parent_id, rule=rule, **fields)


def _applied(
    session: Session, made: _Written, organisation: Organisation, one: dict[str, Any], item_id: int
) -> tuple[int, ...]:
    """Writes where an item applies; answers its units."""
    if "groups" in one:
        groups = [made.groups[name] for name in one["groups"]]
        actions.set_scope(session, criterion_ids=[item_id], group_ids=[group_id for group_id, _ in groups])
        return tuple(unit for _, units in groups for unit in units)
    if "units" in one:
        units = [organisation.units[name] for name in one["units"]]
        actions.set_scope(session, criterion_ids=[item_id], unit_ids=units)
        return tuple(units)
    return tuple(made.units)


def _extras(
    session: Session, plan: dict[str, Any], scheme: _Written, organisation: Organisation, round_id: int, ago: int
) -> None:
    """What happened once: praise, and an inspection that found nothing."""
    items = {item.no: item.id for item in scheme.items}
    for one in plan["extras"]:
        if one["ago"] == ago:
            actions.add_entry(
                session,
                round_id=round_id,
                unit_id=organisation.units[one["unit"]],
                criterion_id=items[one["no"]],
                part=one.get("part", 0),
                amount=one.get("amount", "1"),
                reason=one["reason"],
                event=one.get("event", ""),
            )


def _publish(
    session: Session, plan: dict[str, Any], organisation: Organisation, round_id: int, after: date, *, is_last: bool
) -> None:
    """公示 for five days from the third of the month after; an objection to the last one; 锁定."""
    posted = after + timedelta(days=2)
    actions.post_round(session, round_id=round_id, on=posted, until=posted + timedelta(days=5))
    if is_last:
        said = plan["objection"]
        unit_id = organisation.units[said["unit"]]
        about = select(Entry.id).where(
            Entry.round_id == round_id, Entry.unit_id == unit_id, Entry.reason == said["about"]
        )
        made = actions.add_objection(
            session,
            round_id=round_id,
            unit_id=unit_id,
            entry_id=session.scalars(about).one(),
            text=said["text"],
            made_on=posted + timedelta(days=2),
        )
        actions.answer_objection(
            session, objection_id=made, answer=said["answer"], upheld=False, on=posted + timedelta(days=4)
        )
    locked = posted + timedelta(days=7)
    actions.lock_round(session, round_id=round_id, on=locked, today=locked)
