"""The appraisal of the sample: rules read from words, full marks that add up, locked months, one on trial."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

import pytest

from models import schema  # noqa: F401  (all tables)
from models.appraisal import queries
from models.appraisal.queries.sheets import sheet_of
from models.appraisal.rows import RoundRow
from models.appraisal.rules.kinds import (
    Alternatives,
    Bonus,
    Direct,
    Graded,
    Multiplier,
    PerOccurrence,
    RankTable,
    Ratio,
    ShareOfBest,
    Steps,
    Threshold,
    Veto,
)
from models.appraisal.terms import EntryState, Outcome, RoundState, SchemeState
from models.check import check
from models.database import Database, create_database
from models.org import queries as org
from models.sample.actions import TITLE, build_sample
from tests.models.appraisal.reference import reference

TODAY = date(2026, 1, 2)  # rounds lie in the year before


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = create_database(tmp_path_factory.mktemp("sample") / "示例.zrt")
    database.do(TITLE, build_sample, today=TODAY)
    yield database
    database.close()


@pytest.fixture(scope="module")
def rounds(sample: Database) -> tuple[RoundRow, ...]:
    found: tuple[RoundRow, ...] = sample.read(queries.rounds, campaign_id=sample.read(org.campaign_named, name=None).id)
    return tuple(sorted(found, key=lambda row: row.starts or TODAY))


def test_the_scheme_is_in_force_with_every_common_kind_of_rule(sample: Database, rounds: tuple[RoundRow, ...]) -> None:
    details = sample.read(queries.scheme, scheme_id=rounds[0].scheme_id)
    assert details is not None
    assert details.row.state is SchemeState.IN_FORCE
    assert [group.name for group in details.groups] == ["区（园区）", "街道", "市直责任部门", "服务保障单位"]
    assert [component.weight for component in details.components] == [Fraction(2, 5), Fraction(2, 5), Fraction(1, 5)]
    items = [row for row in sample.read(queries.criteria, scheme_id=rounds[0].scheme_id) if not row.children]
    kinds = {type(part) for row in items if row.rule for part in row.rule.parts}
    assert kinds == {
        Alternatives, Bonus, Direct, Graded, Multiplier, PerOccurrence, RankTable, Ratio, ShareOfBest, Steps,
        Threshold, Veto,
    }  # fmt: skip


def test_every_unit_has_full_marks_of_100_in_each_component(sample: Database, rounds: tuple[RoundRow, ...]) -> None:
    result = sample.read(queries.result, round_id=rounds[0].id)
    units = [unit for group in result.groups for unit in group.units]
    assert len(units) == 24
    assert {tuple(part.points for part in unit.total.components[:3]) for unit in units} == {(Fraction(100),) * 3}


def test_two_months_are_locked_and_the_last_is_on_trial(sample: Database, rounds: tuple[RoundRow, ...]) -> None:
    assert [(row.name, row.state) for row in rounds] == [
        ("2025年10月考核", RoundState.LOCKED),
        ("2025年11月考核", RoundState.LOCKED),
        ("2025年12月考核", RoundState.TRIAL),
    ]
    assert all(row.locked_on is None or row.locked_on < TODAY for row in rounds)
    for row in rounds:
        for group in sample.read(queries.result, round_id=row.id).groups:
            assert all(unit.score is not None and unit.total.grade for unit in group.units)
    proposed = sample.read(queries.entries, round_id=rounds[2].id, state=EntryState.PROPOSED)
    assert proposed
    assert all(entry.source and entry.reason for entry in proposed)


def test_every_total_and_rank_is_what_the_reference_says(sample: Database, rounds: tuple[RoundRow, ...]) -> None:
    """Frozen and live results alike: scored anew from the entries, by other means."""
    for row in rounds:
        totals, ranks = reference(sample.read(sheet_of, round_id=row.id, scheme_id=row.scheme_id))
        units = [unit for group in sample.read(queries.result, round_id=row.id).groups for unit in group.units]
        assert {unit.unit_id: unit.score for unit in units} == totals
        assert {unit.unit_id: unit.rank for unit in units} == ranks


def test_one_objection_was_answered(sample: Database, rounds: tuple[RoundRow, ...]) -> None:
    (objection,) = sample.read(queries.objections, round_id=rounds[1].id)
    assert (objection.outcome, objection.unit) == (Outcome.DISMISSED, "南门街道")
    assert objection.entry_id is not None
    assert objection.answer


def test_the_check_finds_nothing(sample: Database) -> None:
    assert check(sample).findings == ()
