"""Numbers typed into the cells of a score sheet: what each part of a rule takes, all or nothing, one undo."""

from fractions import Fraction

import pytest

from models.appraisal import actions, queries
from models.appraisal.actions.cells import Typed, put_cells
from models.appraisal.rules.amounts import exact_amount
from models.appraisal.rules.kinds import (
    Alternatives,
    Bonus,
    Choice,
    Direct,
    Graded,
    Level,
    Multiplier,
    Part,
    PerOccurrence,
    RankTable,
    Ratio,
    Rule,
    Steps,
    Threshold,
    Veto,
    VetoBelow,
)
from models.appraisal.rules.slots import Typing, main_slot, slots_of
from models.appraisal.terms import Compare, Scope, Start
from models.errors import Refusal
from tests.models.appraisal.rounds.conftest import World

F = Fraction
DEDUCTION = PerOccurrence(F(-1), "处", "占道")


@pytest.mark.parametrize(
    ("part", "typing", "unit"),
    [
        (DEDUCTION, Typing.COUNT, "处"),
        (Bonus(F(1), "次"), Typing.COUNT, "次"),
        (Alternatives((Choice("省", F(3)),)), Typing.COUNT, "次"),
        (Ratio(F(10)), Typing.VALUE, "%"),
        (Steps(F(90), F(5), F(-1), unit="分"), Typing.VALUE, "分"),
        (RankTable((F(3), F(2))), Typing.VALUE, ""),
        (Direct(F(10)), Typing.MARK, "分"),
        (Graded(F(10), (Level("好", F(9), F(10)),)), Typing.MARK, "分"),
        (Multiplier(F(2), "三点位无问题"), Typing.FACT, ""),
        (Veto(Scope.WHOLE, "重大事故"), Typing.FACT, ""),
    ],
)
def test_what_a_part_takes(part: Part, typing: Typing, unit: str) -> None:
    (slot,) = slots_of(Rule(parts=(part,)))
    assert (slot.typing, slot.unit, slot.part) == (typing, unit, 0)


def test_only_a_share_is_said_with_its_sign() -> None:
    share, behind = slots_of(Rule(parts=(Ratio(F(10)), Steps(F(95), F(1), F(-1), unit="%"))))
    assert (share.as_typed("90"), share.as_typed("90%"), share.as_typed("")) == ("90%", "90%", "")
    assert (share.said(F(9, 10)), behind.said(F(90)), behind.as_typed("90")) == ("90%", "90", "90")


def test_the_cell_of_an_item_takes_its_value_before_its_counts() -> None:
    parts = (Veto(Scope.PART, "造假"), DEDUCTION, Ratio(F(10)), VetoBelow(Scope.HONOUR, F(1, 2)))
    slots = slots_of(Rule(Start.FULL, parts))
    assert [slot.part for slot in slots] == [0, 1, 2]
    found = main_slot(slots), main_slot(slots[:2]), main_slot(slots[:1]), main_slot(())
    assert [one.part if one is not None else None for one in found] == [2, 1, 0, None]


def first_counted(world: World) -> tuple[int, int]:
    """An item that is counted first, and a unit it applies to."""
    scheme = queries.criteria
    rows = world.database.read(scheme, scheme_id=world.scheme_id)
    for row in rows:
        if row.rule is None or row.children or row.group_ids or row.unit_ids:
            continue
        slot = main_slot(slots_of(row.rule))
        if slot is not None and slot.typing is Typing.COUNT:
            return row.id, slot.part
    raise AssertionError("no item is counted")


def counted(world: World, unit: int, item: int) -> list[Fraction]:
    return [
        one.amount
        for one in world.database.read(queries.entries, round_id=world.round_id, unit_id=unit, criterion_id=item)
    ]


def test_a_count_is_one_entry_that_is_changed_and_taken_away(world: World) -> None:
    item, part = first_counted(world)
    unit = next(iter(world.units.values()))
    for text, amounts in (("3", [3]), ("５", [5]), ("0", []), ("2", [2]), ("", [])):
        world.do(put_cells, round_id=world.round_id, cells=[Typed(unit, item, text, part)])
        assert counted(world, unit, item) == amounts


RATE, DONE = Ratio(F(10), "整改率"), Ratio(F(10), "任务完成率")
TARGET = Steps(F(90), F(5), F(-1), "满意度", "%")


@pytest.mark.parametrize(
    ("part", "text", "words"),
    [
        (DEDUCTION, "-5", "次数不能是负数"),
        (Bonus(F(1)), "-1", "次数不能是负数"),
        (Alternatives((Choice("省级", F(3)),)), "-1", "次数不能是负数"),
        (Veto(Scope.WHOLE, "造假"), "3", "只记有没有"),
        (Multiplier(F(2), "无问题"), "0", "只记有没有"),
        (RATE, "150%", "整改率“150%”不在 0 至 100% 之间"),
        (RATE, "-0.1", "不在 0 至 100% 之间"),
        (TARGET, "120", "满意度“120”不在 0 至 100% 之间"),
        (TARGET, "-3%", "不在 0 至 100% 之间"),
    ],
)
def test_amounts_that_cannot_be_are_refused_however_they_come(part: Part, text: str, words: str) -> None:
    with pytest.raises(Refusal, match=words):
        exact_amount(text, part)


@pytest.mark.parametrize(
    ("part", "text", "stored"),
    [
        (DEDUCTION, "0", "0"),
        (RATE, "100%", "1"),
        (RATE, "0", "0"),
        (DONE, "120%", "1.2"),
        (TARGET, "100", "100"),
        (Threshold(Compare.AT_LEAST, F(5), F(10), what="增长率", unit="%"), "-2.5", "-2.5"),
        (Steps(F(10), F(1), F(-1), "超期", "天", above=True), "130", "130"),
        (Veto(Scope.WHOLE, "造假"), "1", "1"),
    ],
)
def test_amounts_that_can_be_are_kept(part: Part, text: str, stored: str) -> None:
    assert exact_amount(text, part) == stored


def test_an_action_refuses_what_the_window_refuses(world: World) -> None:
    item, part = first_counted(world)
    where = {"round_id": world.round_id, "unit_id": next(iter(world.units.values())), "criterion_id": item}
    made = world.do(actions.add_entry, **where, part=part, amount="2")
    for action, more in (
        (actions.add_entry, {**where, "part": part, "amount": "-5"}),
        (actions.update_entries, {"changes": {made: {"amount": "-5"}}}),
    ):
        with pytest.raises(Refusal, match="负数"):
            world.do(action, **more)
    assert counted(world, where["unit_id"], item) == [2]


@pytest.mark.parametrize(("text", "words"), [("-1", "负数"), ("三处", "不是数")])
def test_what_is_no_count_is_refused(world: World, text: str, words: str) -> None:
    item, part = first_counted(world)
    with pytest.raises(Refusal, match=words):
        world.do(put_cells, round_id=world.round_id, cells=[Typed(next(iter(world.units.values())), item, text, part)])


def test_a_block_is_written_whole_or_not_at_all_and_undone_at_once(world: World) -> None:
    item, part = first_counted(world)
    roster = world.database.read(queries.roster, round_id=world.round_id)
    first, second = [one for one in roster if one.is_checked][:2]
    cells = [Typed(first.unit_id, item, "2", part), Typed(second.unit_id, item, "坏", part)]
    with pytest.raises(Refusal) as refused:
        world.do(put_cells, round_id=world.round_id, cells=cells)
    assert refused.value.sentence == f"{second.name}：“坏”不是数。一格也没有写入。"
    assert counted(world, first.unit_id, item) == []
    cells = [Typed(one.unit_id, item, "2", part) for one in (first, second)]
    assert world.do(put_cells, round_id=world.round_id, cells=cells) == 2
    assert counted(world, second.unit_id, item) == [2]
    world.database.undo()
    assert counted(world, first.unit_id, item) == counted(world, second.unit_id, item) == []


def test_a_count_of_several_entries_stays(world: World) -> None:
    item, part = first_counted(world)
    unit = next(iter(world.units.values()))
    for _ in range(2):
        name = next(key for key, value in world.items.items() if value == item)
        world.enter(next(iter(world.units)), name, part=part)
    with pytest.raises(Refusal, match="2 笔记分合成"):
        world.do(put_cells, round_id=world.round_id, cells=[Typed(unit, item, "9", part)])
    assert counted(world, unit, item) == [1, 1]
