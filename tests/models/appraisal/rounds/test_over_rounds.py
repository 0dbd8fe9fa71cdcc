"""Several rounds together: ranks of the round before, the year, a unit's card; and one round as it would be."""

from datetime import date
from fractions import Fraction

import pytest

from models.appraisal import actions, queries
from models.appraisal.queries import Supposed
from models.appraisal.rows import RoundResult
from models.appraisal.rules.kinds import Band, PerOccurrence, Rule
from models.appraisal.terms import EntryState
from models.errors import Refusal
from models.org.actions import update_unit
from tests.models.appraisal.rounds.conftest import TODAY, World

F = Fraction
APRIL = (date(2026, 4, 1), date(2026, 4, 30))
SCORES = {"东街道": F("84.25"), "西街道": F("94.75"), "南街道": F(80), "市商务局": F("87.5"), "市水务局": F(100)}


def befores(found: RoundResult) -> dict[str, int | None]:
    return {unit.name: unit.before for group in found.groups for unit in group.units}


def test_scores_by_hand(scored: World) -> None:
    assert scored.scores() == SCORES
    assert scored.ranks() == {"东街道": 2, "西街道": 1, "南街道": 3, "市商务局": 2, "市水务局": 1}


# ---- the round before ---------------------------------------------------------------------------------------


def test_ranks_of_the_round_before_live_and_frozen(scored: World) -> None:
    april = scored.round("4月", *APRIL)
    assert befores(scored.result()) == dict.fromkeys(SCORES)
    assert befores(scored.result(april)) == scored.ranks()
    for times in range(4):
        scored.enter("西街道", "市容", amount=str(20 + times))
    assert befores(scored.result(april))["西街道"] == 3
    scored.post()
    posted = scored.ranks()
    assert befores(scored.result(april)) == posted
    scored.do(update_unit, unit_id=scored.units["西街道"], name="西新街道")
    assert befores(scored.result(april))["西街道"] == 3


def test_a_withdrawn_round_is_not_the_one_before(scored: World) -> None:
    scored.post()
    fresh = scored.do(
        actions.withdraw_round, wall=True, round_id=scored.round_id, reason="漏记", on=date(2026, 4, 3), today=TODAY
    )
    april = scored.round("4月", *APRIL)
    scored.enter("西街道", "市容", fresh, amount="60")
    assert befores(scored.result(april))["西街道"] == scored.ranks(fresh)["西街道"] == 3
    assert scored.ranks()["西街道"] == 1


# ---- the year -----------------------------------------------------------------------------------------------


def over_year(world: World) -> int:
    """A round for April, weighted half, in which only two streets are checked; both rounds posted. Its id."""
    april = world.round("4月", *APRIL, weight=F(1, 2))
    left = [world.units[one] for one in ("南街道", "市商务局", "市水务局")]
    world.do(actions.set_checked, round_id=april, unit_ids=left, is_checked=False)
    world.enter("东街道", "任务完成", april, amount="1")
    world.enter("西街道", "任务完成", april, amount="50%")
    world.post()
    world.post(april)
    return april


def test_a_year_is_the_weighted_mean_of_the_rounds_a_unit_was_in(scored: World) -> None:
    over_year(scored)
    found = scored.database.read(queries.year, campaign_id=scored.campaign_id, year=2026)
    units = {unit.name: unit for unit in found.units}
    assert [row.name for row in found.rounds] == ["3月", "4月"]
    assert units["东街道"].scores == (F("84.25"), F(100)) and units["东街道"].ranks == (2, 1)
    assert units["东街道"].score == F("89.50")  # (84.25 + 100 × ½) ÷ 1½
    assert units["西街道"].score == F("89.83")  # (94.75 + 80 × ½) ÷ 1½ = 89.8333…
    assert units["南街道"].scores == (F(80), None) and units["南街道"].score == F(80)
    assert [(unit.name, unit.rank) for unit in found.units] == [
        ("西街道", 1), ("东街道", 2), ("南街道", 3), ("市水务局", 1), ("市商务局", 2),
    ]  # fmt: skip
    assert [unit.grade for unit in found.units] == ["合格", "合格", "合格", "优秀", "合格"]


def test_the_best_rounds_only(scored: World) -> None:
    over_year(scored)
    found = scored.database.read(queries.year, campaign_id=scored.campaign_id, year=2026, best=1)
    assert {unit.name: unit.score for unit in found.units}["西街道"] == F("94.75")


def test_only_posted_rounds_of_the_year_count(scored: World) -> None:
    assert scored.database.read(queries.year, campaign_id=scored.campaign_id, year=2026).units == ()
    over_year(scored)
    scored.do(
        actions.withdraw_round, wall=True, round_id=scored.round_id, reason="漏记", on=date(2026, 5, 2), today=TODAY
    )
    found = scored.database.read(queries.year, campaign_id=scored.campaign_id, year=2026)
    assert [row.name for row in found.rounds] == ["4月"] and {unit.name for unit in found.units} == {"东街道", "西街道"}
    assert scored.database.read(queries.year, campaign_id=scored.campaign_id, year=2025).rounds == ()
    assert scored.database.read(queries.years, campaign_id=scored.campaign_id) == (2026,)


def test_a_band_costs_points_in_the_year(scored: World) -> None:
    version = scored.do(actions.new_version, scheme_id=scored.scheme_id)
    bands = [Band("合格", F(85)), Band("不合格", None, F(85), deduction=F("1.5"))]
    scored.do(actions.set_bands, scheme_id=version, bands=bands)
    scored.do(actions.put_in_force, scheme_id=version, on=date(2026, 1, 1))
    scored.scheme_id = version
    scored.items = {row.name: row.id for row in scored.database.read(queries.criteria, scheme_id=version)}
    scored.do(actions.delete_round, round_id=scored.round_id)
    scored.round_id = scored.round("3月", date(2026, 3, 1), date(2026, 3, 31))
    scored.enter("东街道", "任务完成", amount="50%")
    scored.post()
    found = scored.database.read(queries.year, campaign_id=scored.campaign_id, year=2026)
    unit = next(one for one in found.units if one.name == "东街道")
    assert (unit.scores, unit.deduction, unit.score) == ((F(80),), F("1.5"), F("78.5"))


# ---- the card -----------------------------------------------------------------------------------------------


def test_a_card_says_where_points_went(scored: World) -> None:
    card = scored.database.read(queries.unit_card, round_id=scored.round_id, unit_id=scored.units["东街道"])
    assert (card.group, card.ranked, card.unit.rank) == ("街道", 3, 2)
    assert [(one.name, one.score, one.full, one.share) for one in card.shares] == [
        ("日常", F("48.25"), F(50), F("0.965")),
        ("现场", F(36), F(50), F("0.72")),
    ]
    assert card.shares[1].mean == (F(36) + F(48) + F(30)) / 3 / 50
    assert [(one.name, one.lost, one.of_total, one.entries) for one in card.causes] == [
        ("排名", F(20), F(10), 1),
        ("现场检查", F(8), F(4), 2),
        ("任务完成", F(2), F(1), 1),
        ("市容", F("1.5"), F("0.75"), 1),
    ]
    assert sum(one.of_total for one in card.causes) == 100 - F("84.25")


def test_what_did_not_apply_makes_the_others_weigh_more(scored: World) -> None:
    card = scored.database.read(queries.unit_card, round_id=scored.round_id, unit_id=scored.units["市商务局"])
    assert sum(one.of_total for one in card.causes) == 100 - F("87.5")


def test_a_card_shows_earlier_posted_rounds(scored: World) -> None:
    april = over_year(scored)
    card = scored.database.read(queries.unit_card, round_id=april, unit_id=scored.units["东街道"])
    assert [(one.name, one.score, one.rank) for one in card.trend] == [("3月", F("84.25"), 2), ("4月", F(100), 1)]
    assert card.trend[0].mean == (F("84.25") + F("94.75") + 80) / 3
    with pytest.raises(Refusal, match="没有参加考核"):
        scored.database.read(queries.unit_card, round_id=april, unit_id=scored.units["南街道"])


# ---- what if ------------------------------------------------------------------------------------------------


def test_changed_entries_move_ranks_and_nothing_is_saved(scored: World) -> None:
    steps = scored.database.read(queries.entries, round_id=scored.round_id)
    mark = next(one for one in steps if (one.unit, one.criterion) == ("西街道", "现场检查"))
    supposed = scored.database.read(queries.what_if, round_id=scored.round_id, entries={mark.id: {"amount": "40"}})
    west = supposed.unit(scored.units["西街道"])
    assert west is not None and (west.score, west.rank) == (F("81.75"), 2)
    assert scored.scores() == SCORES
    assert scored.database.read(queries.entries, round_id=scored.round_id) == steps


def test_left_out_and_added_entries(scored: World) -> None:
    rows = scored.database.read(queries.entries, round_id=scored.round_id)
    rank = next(one for one in rows if (one.unit, one.criterion) == ("西街道", "排名"))
    supposed = scored.database.read(
        queries.what_if,
        round_id=scored.round_id,
        entries={rank.id: None},
        added=[Supposed(scored.units["东街道"], scored.items["市容"], amount="3")],
    )
    east = supposed.unit(scored.units["东街道"])
    assert east is not None and east.score == F("88.50")  # 第2名 +5，再扣1.5 ×½
    assert scored.scores() == SCORES


def test_a_proposal_as_if_it_were_accepted(scored: World) -> None:
    entry = scored.enter("东街道", "市容", amount="4")
    scored.do(actions.decide, entry_ids=[entry], accepted=False, reason="不实")
    supposed = scored.database.read(queries.what_if, round_id=scored.round_id, entries={entry: {}})
    east = supposed.unit(scored.units["东街道"])
    assert east is not None and east.score == F("83.25")
    assert scored.database.read(queries.entries, round_id=scored.round_id, state=EntryState.REFUSED) != ()


def test_another_rule(scored: World) -> None:
    harder = Rule(parts=(PerOccurrence(F(-2), what="发现问题"),))
    supposed = scored.database.read(queries.what_if, round_id=scored.round_id, rules={scored.items["市容"]: harder})
    assert [unit.score for unit in supposed.groups[0].units] == [F("93.00"), F("82.00"), F(80)]
    assert scored.scores() == SCORES


def test_what_if_of_what_is_gone_or_no_number(scored: World) -> None:
    entry = scored.enter("东街道", "市容")
    with pytest.raises(Refusal, match="不是数"):
        scored.database.read(queries.what_if, round_id=scored.round_id, entries={entry: {"amount": "多"}})
    scored.do(actions.delete_entries, entry_ids=[entry])
    with pytest.raises(Refusal, match="已经被删除"):
        scored.database.read(queries.what_if, round_id=scored.round_id, entries={entry: None})
