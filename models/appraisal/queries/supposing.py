"""What if: entries and rules changed in thought, nothing saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.appraisal.queries.live import live
from models.appraisal.queries.results import assembled, existing, ranks_before
from models.appraisal.rows import RoundResult
from models.appraisal.rules.amounts import exact_amount
from models.appraisal.rules.facts import Fact
from models.appraisal.rules.kinds import Part, Rule
from models.appraisal.scoring import WHOLE, by_hand, rescore
from models.appraisal.tables import Entry
from models.errors import Refusal

FIELDS = ("part", "amount", "choice", "halved", "event", "scorer", "round_part_id")


@dataclass(frozen=True, slots=True)
class Supposed:
    """An entry that is not there; `amount` as typed."""

    unit_id: int
    criterion_id: int
    part: int = 0
    amount: str = "1"
    choice: int = 0
    halved: bool = False
    event: str = ""
    scorer: str = ""
    round_part_id: int | None = None


def what_if(
    session: Session,
    *,
    round_id: int,
    entries: Mapping[int, Mapping[str, Any] | None] | None = None,
    added: Sequence[Supposed] = (),
    rules: Mapping[int, Rule | None] | None = None,
) -> RoundResult:
    """The result as it would be: `entries` changed by id ({} counts a proposal as it is, None leaves one out), others
    `added`, the `rules` of some items (None: marked by hand) in place of theirs. Nothing is saved."""
    row = existing(session, round_id)
    found = live(session, round_id=round_id, scheme_id=row.scheme_id)
    facts = {pair: {part: list(own) for part, own in by_part.items()} for pair, by_part in found.sheet.facts.items()}
    parts = {item.node.id: item.rule.parts for item in found.sheet.items}
    touched: set[tuple[int, int]] = set()
    for entry in _entries(session, round_id, entries or {}):
        pair = (entry.criterion_id, entry.unit_id)
        touched.add(pair)
        for own in facts.get(pair, {}).values():
            own[:] = [fact for fact in own if fact.id != entry.id]
        change = (entries or {})[entry.id]
        if change is not None:
            values = {key: getattr(entry, key) for key in FIELDS} | dict(change)
            part, fact = _fact(values, entry.id, parts.get(entry.criterion_id, ()) if "amount" in change else ())
            facts.setdefault(pair, {}).setdefault(part, []).append(fact)
    for place, one in enumerate(added):
        pair = (one.criterion_id, one.unit_id)
        touched.add(pair)
        values = {key: getattr(one, key) for key in FIELDS}
        part, fact = _fact(values, _BEHIND_ALL + place, parts.get(one.criterion_id, ()))
        facts.setdefault(pair, {}).setdefault(part, []).append(fact)
    items = found.sheet.items
    if rules:
        items = tuple(
            replace(item, rule=rules[item.node.id] or by_hand(item.node.points)) if item.node.id in rules else item
            for item in items
        )
        touched |= {(criterion, unit) for criterion in rules for unit in found.sheet.roster}
    sheet = replace(found.sheet, facts=facts, items=items)
    known = {item.node.id for item in items}
    pairs = sorted(pair for pair in touched if pair[0] in known and pair[1] in sheet.roster)
    scored = rescore(sheet, found.scored, pairs)
    return assembled(row, sheet.frame, found.roster, scored, ranks_before(session, round_id=round_id))


_BEHIND_ALL = 1 << 63
"""Ids of entries that are not there: they come last."""


def _entries(session: Session, round_id: int, wanted: Mapping[int, object]) -> list[Entry]:
    found = list(session.scalars(select(Entry).where(Entry.id.in_(list(wanted)), Entry.round_id == round_id)))
    if len(found) < len(wanted):
        raise Refusal("有的记分已经被删除。", "请刷新后再试。")
    return found


def _fact(values: Mapping[str, Any], key: int, parts: Sequence[Part]) -> tuple[int, Fact]:
    """The sub-round and the fact; an amount is typed for one of `parts`, or is as stored when there are none."""
    unknown = values.keys() - set(FIELDS)
    if unknown:
        raise KeyError(", ".join(sorted(unknown)))
    place = values["part"]
    amount = Fraction(exact_amount(str(values["amount"]), parts[place] if place < len(parts) else None))
    fact = Fact(values["part"], amount, values["halved"], values["event"], values["choice"], values["scorer"], "", key)
    return values["round_part_id"] or WHOLE, fact
