"""The engine and an independent reference agree on random schemes with every kind of rule, in any order of input."""

import random
from fractions import Fraction

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.appraisal.rules.facts import Fact
from models.appraisal.scoring import rescore, score
from tests.models.appraisal.reference import reference
from tests.models.appraisal.schemes import KINDS, sheet_of, shuffled

SEEDS = st.integers(0, 2**48)


def agrees(seed: int) -> None:
    """Totals and ranks are the same, also with units and facts in another order."""
    sheet = sheet_of(random.Random(seed))
    expected = reference(sheet)
    for one in (sheet, shuffled(random.Random(seed + 1), sheet)):
        found = score(one)
        assert ({unit: of.score for unit, of in found.totals.items()}, dict(found.ranks)) == expected


@settings(max_examples=200, deadline=None)
@given(SEEDS)
@example(6)  # a veto in an item that waits for a value
@example(1)  # bonus in two sub-rounds
@example(88)  # ties told apart by a component that one unit does not have
@example(10_071)  # a veto in one of two sub-rounds, with bonus
def test_engine_and_reference_agree(seed: int) -> None:
    agrees(seed)


@pytest.mark.long
@settings(max_examples=5_000, deadline=None)
@given(SEEDS)
def test_engine_and_reference_agree_on_many(seed: int) -> None:
    agrees(seed)


def test_random_schemes_have_every_kind_of_rule_and_use_it() -> None:
    used = set()
    for seed in range(30):
        sheet = sheet_of(random.Random(seed))
        rules = {item.node.id: item.rule for item in sheet.items}
        for (criterion, _), by_part in sheet.facts.items():
            parts = rules[criterion].parts
            used |= {type(parts[fact.part]) for facts in by_part.values() for fact in facts}
            used |= {type(part) for part in parts if type(part).__name__ == "VetoBelow"}
    assert used == set(KINDS)


@settings(max_examples=100, deadline=None)
@given(SEEDS)
def test_one_new_entry_scores_as_everything_anew(seed: int) -> None:
    chance = random.Random(seed)
    sheet = sheet_of(chance)
    before = score(sheet)
    key = chance.choice(sorted(sheet.facts))
    part = next(iter(sheet.facts[key]))
    more = {**sheet.facts[key], part: [*sheet.facts[key][part], Fact(0, Fraction(1), id=10_000)]}
    after = type(sheet)(
        sheet.frame,
        sheet.items,
        sheet.roster,
        {**sheet.facts, key: more},
        sheet.exempt,
        sheet.parts,
        sheet.absent,
        sheet.ties,
        sheet.breakers,
    )
    assert rescore(after, before, [key]) == score(after)
