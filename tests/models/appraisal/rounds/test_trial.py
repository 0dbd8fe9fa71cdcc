"""A round while on trial: its roster, entries by hand, values and marks, sub-rounds, what does not apply, undo."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from models.appraisal import actions, queries
from models.appraisal.actions.cells import Typed, put_cells
from models.appraisal.rows import EntryRow
from models.appraisal.rules.kinds import Direct, RankTable, Ratio, Rule, Steps
from models.appraisal.terms import EntryState, SchemeState, Start
from models.errors import Refusal
from models.org.actions import create_unit, delete_units
from models.succession.actions.merging import merge_units
from models.succession.actions.renaming import rename_unit
from tests.models.appraisal.rounds.conftest import MARCH, World

F = Fraction
APRIL = (date(2026, 4, 1), date(2026, 4, 30))


def roster(world: World, round_id: int | None = None) -> list[tuple[str, str]]:
    rows = world.database.read(queries.roster, round_id=round_id or world.round_id)
    return [(row.group, row.name) for row in rows]


def entries(world: World, **kw: Any) -> tuple[EntryRow, ...]:
    found: tuple[EntryRow, ...] = world.database.read(queries.entries, round_id=world.round_id, **kw)
    return found


# ---- the roster -------------------------------------------------------------------------------------------------


def test_the_roster_are_the_groups_of_the_scheme(world: World) -> None:
    assert roster(world) == [
        ("街道", "东街道"), ("街道", "西街道"), ("街道", "南街道"), ("部门", "市商务局"), ("部门", "市水务局")
    ]  # fmt: skip


def test_a_unit_on_a_roster_is_not_deleted(world: World) -> None:
    with pytest.raises(Refusal, match="考核名单"):
        world.do(delete_units, unit_ids=[world.units["市水务局"]])


def test_a_new_name_leaves_the_roster_alone_and_stands_on_the_next_one(world: World) -> None:
    world.do(rename_unit, unit_id=world.units["东街道"], name="东湖街道", day=date(2026, 4, 1))
    assert ("街道", "东街道") in roster(world)
    assert roster(world, world.round("4月", *APRIL))[0] == ("街道", "东湖街道")


def test_a_merger_leaves_the_roster_alone_and_the_successor_stands_on_the_next_one(world: World) -> None:
    both = [world.units["西街道"], world.units["南街道"]]
    world.do(merge_units, unit_ids=both, into_id=None, new_name="西南街道", day=date(2026, 4, 1))
    assert len(roster(world)) == 5
    april = [name for _, name in roster(world, world.round("4月", *APRIL))]
    assert april == ["东街道", "西南街道", "市商务局", "市水务局"]


def test_a_successor_in_a_group_of_its_own_stays_in_it(world: World) -> None:
    world.do(merge_units, unit_ids=[world.units["南街道"]], into_id=world.units["市商务局"], day=date(2026, 4, 1))
    assert roster(world, world.round("4月", *APRIL)) == [
        ("街道", "东街道"), ("街道", "西街道"), ("部门", "市商务局"), ("部门", "市水务局")
    ]  # fmt: skip


def test_items_of_one_unit_go_on_to_the_unit_it_became_part_of(world: World) -> None:
    scheme = world.do(actions.create_scheme, campaign_id=world.campaign_id, name="专项")
    group = world.do(actions.add_group, scheme_id=scheme, name="街道")
    streets = [world.units[one] for one in ("东街道", "西街道", "南街道")]
    world.do(actions.set_members, group_id=group, unit_ids=streets)
    own = world.do(actions.add_criterion, scheme_id=scheme, name="码头管理", points=F(10))
    world.do(actions.set_scope, criterion_ids=[own], unit_ids=[world.units["南街道"]])
    world.do(actions.add_criterion, scheme_id=scheme, name="市容", points=F(90))
    world.do(actions.put_in_force, scheme_id=scheme, on=date(2026, 1, 1))
    world.scheme_id = scheme
    before = world.round("3月专项", *MARCH)

    def asked_of(round_id: int) -> set[int]:
        found = world.database.read(queries.result, round_id=round_id)
        return {unit.unit_id for one in found.groups for unit in one.units if own in unit.items}

    assert asked_of(before) == {world.units["南街道"]}
    both = [world.units["西街道"], world.units["南街道"]]
    merged = world.do(merge_units, unit_ids=both, into_id=None, new_name="西南街道", day=date(2026, 4, 1))
    assert asked_of(before) == {world.units["南街道"]}
    after = world.round("4月专项", *APRIL)
    assert asked_of(after) == {merged}
    world.do(actions.add_entry, round_id=after, unit_id=merged, criterion_id=own, amount="8")
    assert world.database.read(queries.entries, round_id=after)[0].unit == "西南街道"


def test_a_unit_that_ended_within_the_round_is_on_its_roster(world: World) -> None:
    world.do(merge_units, unit_ids=[world.units["南街道"]], into_id=world.units["西街道"], day=date(2026, 4, 15))
    assert len(roster(world, world.round("4月", *APRIL))) == 5


@pytest.mark.parametrize("state", [SchemeState.DRAFT, SchemeState.ENDED])
def test_a_round_needs_a_scheme_in_force(world: World, state: SchemeState) -> None:
    if state is SchemeState.DRAFT:
        scheme_id = world.do(actions.new_version, scheme_id=world.scheme_id)
    else:
        scheme_id = world.scheme_id
        world.do(actions.end_scheme, scheme_id=scheme_id)
    with pytest.raises(Refusal, match="还没有施行，或已停用"):
        world.do(actions.create_round, campaign_id=world.campaign_id, scheme_id=scheme_id, name="4月")


def test_a_round_does_not_end_before_it_starts(world: World) -> None:
    with pytest.raises(Refusal, match="晚于结束日期"):
        world.round("4月", APRIL[1], APRIL[0])
    with pytest.raises(Refusal, match="晚于结束日期"):
        world.do(actions.update_round, round_id=world.round_id, starts=APRIL[0])


def test_units_that_were_not_checked_are_left_out(scored: World) -> None:
    scored.do(actions.set_checked, round_id=scored.round_id, unit_ids=[scored.units["西街道"]], is_checked=False)
    assert "西街道" not in scored.scores()
    assert scored.ranks()["南街道"] is not None
    with pytest.raises(Refusal, match="没有参加考核"):
        scored.enter("西街道", "市容")


# ---- entries ----------------------------------------------------------------------------------------------------


def test_the_scores_of_the_round_by_hand(scored: World) -> None:
    """日常 (60 − 1.5 + 38)/100 × 50; 现场 62 marks of 70, third of three: 10 of 30."""
    assert scored.scores()["东街道"] == F("96.5") / 2 + F(72) / 2
    assert scored.scores()["西街道"] == (F("59.5") + 32) / 2 + F(66 + 30) / 2 + 1  # one point of praise


def test_every_step_is_one_undo(scored: World) -> None:
    before = scored.scores()
    made = scored.enter("南街道", "市容", amount="4", reason="垃圾外溢")
    assert scored.scores()["南街道"] == before["南街道"] - 1  # type: ignore[operator]
    scored.do(actions.update_entries, changes={made: {"amount": "2"}})
    assert scored.scores()["南街道"] == before["南街道"] - F(1, 2)  # type: ignore[operator]
    scored.do(actions.delete_entries, entry_ids=[made])
    assert scored.scores() == before
    for _ in range(3):
        scored.database.undo()
    assert scored.scores() == before
    assert made not in {row.id for row in entries(scored)}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"amount": "三"}, "不是数"),
        ({"amount": "1e12"}, "太大"),
        ({"amount": "0.1234567"}, "小数太长"),
        ({"part": 7}, "没有这个部分"),
    ],
)
def test_what_is_no_entry_is_refused(world: World, fields: dict[str, Any], words: str) -> None:
    with pytest.raises(Refusal, match=words):
        world.enter("东街道", "市容", **fields)
    assert entries(world) == ()


def test_an_entry_of_a_stranger_is_refused(world: World) -> None:
    world.units["邻市"] = world.do(create_unit, name="邻市")
    with pytest.raises(Refusal, match="不在本考核期的名单"):
        world.enter("邻市", "市容")


@pytest.mark.parametrize("mark", ["70.5", "-1", "700"])
def test_a_mark_beyond_the_item_is_refused_and_not_cut(world: World, mark: str) -> None:
    with pytest.raises(Refusal, match="不在 0 至 70 分之间"):
        world.enter("东街道", "现场检查", amount=mark)
    assert entries(world) == ()


@pytest.mark.parametrize(
    ("rule", "typed", "stored"),
    [
        (Rule(Start.ZERO, (Ratio(F(10)),)), "95%", "0.95"),
        (Rule(Start.ZERO, (Ratio(F(10)),)), "０．９５", "0.95"),
        (Rule(Start.ZERO, (Ratio(F(10)),)), "120%", "1.2"),
        (Rule(Start.ZERO, (Ratio(F(10)),)), "95", None),
        (Rule(parts=(Steps(F(95), F(1), F(-1), unit="%"),)), "92%", "92"),
        (Rule(parts=(Steps(F(95), F(1), F(-1), unit="%"),)), "92", "92"),
        (Rule(Start.ZERO, (RankTable((F(3),)),)), "98.5%", "98.5"),
        (Rule(Start.ZERO, (Direct(F(10)),)), "8.5分", "8.5"),
        (Rule(parts=(Steps(F(3), F(1), F(-1), unit="天", above=True),)), "1,200", "1200"),
    ],
)
def test_amounts_are_stored_as_their_rule_means_them(world: World, rule: Rule, typed: str, stored: str | None) -> None:
    scheme_id = world.do(actions.new_version, scheme_id=world.scheme_id)
    item = world.do(actions.add_criterion, scheme_id=scheme_id, name="新项", points=F(10), rule=rule)
    world.do(actions.put_in_force, scheme_id=scheme_id, on=MARCH[0])
    world.scheme_id, world.items["新项"] = scheme_id, item
    world.round_id = world.round("补充", *MARCH)
    if stored is None:
        with pytest.raises(Refusal, match="看不出是多少比例"):
            world.enter("东街道", "新项", amount=typed)
    else:
        world.enter("东街道", "新项", amount=typed)
        assert entries(world)[0].amount == F(stored)


def test_a_heading_and_an_item_of_another_version_take_no_entries(world: World) -> None:
    scheme_id = world.do(actions.new_version, scheme_id=world.scheme_id)
    below = world.do(
        actions.add_criterion, scheme_id=scheme_id, name="小项", parent_id=world.database.read(
            queries.criteria, scheme_id=scheme_id)[0].id
    )  # fmt: skip
    world.items["另一版"] = below
    with pytest.raises(Refusal, match="不在本考核期的办法里"):
        world.enter("东街道", "另一版")
    world.do(actions.put_in_force, scheme_id=scheme_id, on=MARCH[0])
    world.scheme_id = scheme_id
    world.round_id = world.round("补充", *MARCH)
    world.items["大类"] = world.database.read(queries.criteria, scheme_id=scheme_id)[0].id
    with pytest.raises(Refusal, match="下面还有项目"):
        world.enter("东街道", "大类")
    with pytest.raises(Refusal, match="下面还有项目"):
        world.do(
            actions.exempt,
            round_id=world.round_id,
            unit_ids=[world.units["东街道"]],
            criterion_id=world.items["大类"],
            reason="不适用",
        )
    world.enter("东街道", "另一版", amount="0")


def test_a_value_takes_the_place_of_the_one_before(world: World) -> None:
    where = {"round_id": world.round_id, "unit_id": world.units["东街道"], "criterion_id": world.items["任务完成"]}
    first = world.do(actions.set_value, **where, amount="80%")
    assert world.do(actions.set_value, **where, amount="90%") == first
    assert [row.amount for row in entries(world)] == [F("0.9")]
    world.do(actions.set_value, **where, amount=" ")
    assert entries(world) == ()


def test_each_scorer_has_one_mark(world: World) -> None:
    where = {"round_id": world.round_id, "unit_id": world.units["东街道"], "criterion_id": world.items["现场检查"]}
    for scorer, mark in (("甲", "60"), ("乙", "62"), ("甲", "64")):
        world.do(actions.set_value, **where, amount=mark, scorer=scorer)
    assert sorted((row.scorer, row.amount) for row in entries(world)) == [("乙", F(62)), ("甲", F(64))]


def test_cells_of_a_block_are_written_all_or_none(world: World) -> None:
    cells = [
        Typed(world.units["东街道"], world.items["任务完成"], "95"),
        Typed(world.units["西街道"], world.items["市容"], "3"),
        Typed(world.units["南街道"], world.items["市容"], "三"),
    ]
    with pytest.raises(Refusal, match="南街道：“三”不是数。一格也没有写入"):
        world.do(put_cells, round_id=world.round_id, cells=cells)
    assert entries(world) == ()
    world.do(put_cells, round_id=world.round_id, cells=cells[:2])
    assert sorted(row.amount for row in entries(world)) == [F("0.95"), F(3)]
    world.database.undo()
    assert entries(world) == ()


def test_only_accepted_entries_count_and_a_refusal_needs_a_reason(scored: World) -> None:
    before = scored.scores()
    made = [scored.enter("南街道", "市容", amount="2") for _ in range(2)]
    with pytest.raises(Refusal, match="没有写明不采纳的原因"):
        scored.do(actions.decide, entry_ids=made, accepted=False)
    scored.do(actions.decide, entry_ids=made, accepted=False, reason="已当场整改")
    assert scored.scores() == before
    assert [row.refusal for row in entries(scored, state=EntryState.REFUSED)] == ["已当场整改"] * 2
    scored.do(actions.decide, entry_ids=made, accepted=True)
    assert scored.scores() != before
    assert not entries(scored, state=EntryState.REFUSED)


# ---- sub-rounds and what does not apply -------------------------------------------------------------------------


def test_what_was_entered_before_belongs_to_the_first_sub_round(scored: World) -> None:
    before = scored.scores()["东街道"]
    field = scored.components["现场"]
    first = scored.do(actions.add_part, round_id=scored.round_id, component_id=field, name="上旬")
    assert scored.scores()["东街道"] == before
    second = scored.do(actions.add_part, round_id=scored.round_id, component_id=field, name="下旬")
    scored.enter("东街道", "现场检查", amount="70", round_part_id=second)
    mean = (F(62) + 70) / 2
    assert scored.scores()["东街道"] == F("96.5") / 2 + (mean + 10) / 2
    scored.do(
        actions.exempt, round_id=scored.round_id, unit_ids=[scored.units["东街道"]], part_id=second, reason="停业"
    )
    assert scored.scores()["东街道"] == before
    with pytest.raises(Refusal, match="已有记分"):
        scored.do(actions.delete_part, part_id=first)


def test_an_item_that_does_not_apply_gives_its_points_to_its_neighbours_and_applies_again(scored: World) -> None:
    before = scored.scores()["东街道"]
    where = {"round_id": scored.round_id, "unit_ids": [scored.units["东街道"]]}
    with pytest.raises(Refusal, match="没有写明不适用的原因"):
        scored.do(actions.exempt, **where, criterion_id=scored.items["排名"], reason=" ")
    scored.do(actions.exempt, **where, criterion_id=scored.items["排名"], reason="没有这项职责")
    scored.do(actions.exempt, **where, criterion_id=scored.items["排名"], reason="不承担这项职责")
    (row,) = scored.database.read(queries.exemptions, round_id=scored.round_id)
    assert row.reason == "不承担这项职责"
    assert scored.scores()["东街道"] == F("92.54")  # 48.25 + 62/70 × 50 = 92.5357…
    scored.do(actions.admit, exemption_ids=[row.id])
    assert scored.scores()["东街道"] == before


def test_a_round_on_trial_is_deleted_with_everything_and_comes_back_whole(scored: World) -> None:
    before = scored.scores()
    scored.do(actions.delete_round, round_id=scored.round_id)
    assert scored.database.read(queries.rounds, campaign_id=scored.campaign_id) == ()
    scored.database.undo()
    assert scored.scores() == before
