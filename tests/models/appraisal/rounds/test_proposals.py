"""Sources propose entries from tasks and measured values; each is explained, new ones only, and a person decides."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from models.appraisal import actions, queries
from models.appraisal.rows import EntryRow
from models.appraisal.rules.kinds import Bonus, PerOccurrence, Ratio, Rule
from models.appraisal.rules.placing import Candidate, Place, places
from models.appraisal.sources import SOURCES
from models.appraisal.terms import EntryState, Start
from models.database import Database
from models.errors import Refusal
from models.grid.actions import create_cell, ensure_levels
from models.standard.actions import create_indicator, create_standard
from models.standard.terms import Comparison
from models.task.actions import add_task, assign_cell, set_duties, set_units
from models.task.terms import DutyState, Role
from tests.models.appraisal.rounds.conftest import World

F = Fraction
TODAY = date(2026, 4, 1)
LATE, UNFINISHED, MISSED, SUPPORT = (one.name for one in SOURCES)


@pytest.fixture
def asked(world: World) -> World:
    """A second scheme whose items take what sources propose; a round for March under it."""
    standard = world.do(create_standard, name="国家卫生城市标准")
    indicator = world.do(
        create_indicator,
        standard_id=standard,
        name="生活垃圾分类覆盖率",
        comparison=Comparison.AT_LEAST,
        threshold="90",
        unit="%",
    )
    world.scheme_id = world.do(actions.create_scheme, campaign_id=world.campaign_id, name="任务考核办法")
    group = world.do(actions.add_group, scheme_id=world.scheme_id, name="街道")
    world.do(actions.set_members, group_id=group, unit_ids=[world.units[one] for one in ("东街道", "西街道")])
    late = Rule(parts=(PerOccurrence(F(-1), "项", "任务逾期完成"), PerOccurrence(F(-2), "项", "到期未完成")))
    missed = Rule(parts=(PerOccurrence(F(-1, 2), "项", "发现问题"),))
    for name, rule, fields in (
        ("工作落实", late, {}),
        ("目标", missed, {"body": "各项指标未达到目标的，每项扣0.5分"}),
        ("垃圾分类", Rule(Start.ZERO, (Ratio(F(40)),)), {"indicator_id": indicator}),
    ):
        world.items[name] = world.do(
            actions.add_criterion, scheme_id=world.scheme_id, name=name, points=F(40), rule=rule, **fields
        )
    world.do(actions.put_in_force, scheme_id=world.scheme_id, on=date(2026, 1, 1))
    world.round_id = world.round("3月任务", date(2026, 3, 1), date(2026, 3, 31))
    return world


def task(world: World, title: str, due_to: date | None, unit: str, role: Role = Role.LEAD, **fields: Any) -> int:
    found = int(world.do(add_task, campaign_id=world.campaign_id, title=title, due_to=due_to, **fields))
    world.do(set_units, task_id=found, role=role, unit_ids=[world.units[unit]], on=date(2026, 1, 1))
    return found


def at_cell(world: World, title: str, due_to: date, unit: str, state: DutyState, done_on: date | None) -> int:
    found = int(world.do(add_task, campaign_id=world.campaign_id, title=title, due_to=due_to))
    levels = world.do(ensure_levels, names=["点位"]) or world.database.read(known)
    cell = world.do(create_cell, level_id=levels["点位"], name=f"{title}点位")
    day = date(2026, 1, 1)
    duty = world.do(assign_cell, task_id=found, cell_id=cell, unit_id=world.units[unit], on=day)
    given = {"done_on": done_on} if done_on is not None else {}
    world.do(set_duties, duty_ids=[duty], state=state, on=date(2026, 5, 1), **given)
    return found


def known(session: Any) -> dict[str, int]:
    from models.grid.actions.levels import known_levels

    return known_levels(session)


def proposals(world: World, round_id: int | None = None) -> list[EntryRow]:
    return list(world.database.read(queries.entries, round_id=round_id or world.round_id, state=EntryState.PROPOSED))


def propose(world: World, round_id: int | None = None, today: date = TODAY) -> int:
    return int(world.do(actions.propose, round_id=round_id or world.round_id, today=today))


def test_a_task_past_its_day_is_proposed_with_its_reason(asked: World) -> None:
    task_id = task(asked, "背街小巷整治", date(2026, 3, 20), "东街道")
    assert propose(asked) == 1
    (entry,) = proposals(asked)
    assert (entry.unit, entry.criterion, entry.part_words) == ("东街道", "工作落实", "到期未完成每项扣2分")
    assert (entry.source, entry.of_table, entry.row_id, entry.day) == (
        UNFINISHED,
        "task",
        task_id,
        date(2026, 3, 20),
    )
    assert entry.reason == "“背街小巷整治”应于 2026-03-20 前完成，到 2026-03-31 没有完成的记录，请核实"
    assert asked.scores()["东街道"] == F(120)


def test_decisions_count_and_stay(asked: World) -> None:
    task(asked, "甲", date(2026, 3, 20), "东街道")
    task(asked, "乙", date(2026, 3, 21), "东街道")
    propose(asked)
    first, second = proposals(asked)
    asked.do(actions.decide, entry_ids=[first.id], accepted=True)
    assert asked.scores()["东街道"] == F(117)
    with pytest.raises(Refusal, match="原因"):
        asked.do(actions.decide, entry_ids=[second.id], accepted=False, reason=" ")
    asked.do(actions.decide, entry_ids=[second.id], accepted=False, reason="已按期完成，漏报")
    assert asked.scores()["东街道"] == F(117)
    assert propose(asked) == 0 and proposals(asked) == []
    asked.database.undo()
    assert [one.id for one in proposals(asked)] == [second.id]


@pytest.mark.parametrize(
    ("due_to", "unit", "role", "fields"),
    [
        (date(2026, 4, 1), "东街道", Role.LEAD, {}),
        (None, "东街道", Role.LEAD, {}),
        (date(2026, 3, 20), "市商务局", Role.LEAD, {}),
        (date(2026, 3, 20), "东街道", Role.SUPPORT, {}),
        (date(2026, 3, 20), "东街道", Role.OVERSEE, {}),
        (date(2026, 3, 20), "东街道", Role.LEAD, {"due_every": "FREQ=MONTHLY"}),
    ],
    ids=["later", "no day", "not on the roster", "supports", "oversees", "recurs"],
)
def test_other_tasks_are_not_proposed(
    asked: World, due_to: date | None, unit: str, role: Role, fields: dict[str, Any]
) -> None:
    task(asked, "甲", due_to, unit, role, **fields)
    assert propose(asked) == 0


def test_what_is_due_today_is_not_late_yet(asked: World) -> None:
    task(asked, "甲", date(2026, 3, 20), "东街道")
    assert propose(asked, today=date(2026, 3, 20)) == 0
    assert propose(asked, today=date(2026, 3, 21)) == 1


@pytest.mark.parametrize(
    ("state", "done_on", "source"),
    [
        (DutyState.DONE, date(2026, 3, 15), None),
        (DutyState.DONE, date(2026, 3, 18), LATE),
        (DutyState.DONE, date(2026, 4, 1), UNFINISHED),
        (DutyState.DOING, None, UNFINISHED),
        (DutyState.NOT_NEEDED, None, None),
    ],
)
def test_duties_at_cells_by_their_state(
    asked: World, state: DutyState, done_on: date | None, source: str | None
) -> None:
    at_cell(asked, "甲", date(2026, 3, 15), "东街道", state, done_on)
    propose(asked, today=date(2026, 4, 10))
    assert [one.source for one in proposals(asked)] == ([source] if source else [])
    if source == LATE:
        assert proposals(asked)[0].reason.endswith("2026-03-18 完成，逾期 3 天")
        assert proposals(asked)[0].points == F(-1)


def test_a_task_is_proposed_in_one_round_only(asked: World) -> None:
    task(asked, "甲", date(2026, 3, 20), "东街道")
    later = asked.round("4月任务", date(2026, 4, 1), date(2026, 4, 30))
    assert propose(asked) == 1
    assert propose(asked, later, date(2026, 5, 1)) == 0


def test_a_missed_indicator_is_proposed_from_the_value_measured(asked: World) -> None:
    for unit, share in (("东街道", "85%"), ("西街道", "92%")):
        asked.enter(unit, "垃圾分类", amount=share)
    assert propose(asked) == 1
    (entry,) = proposals(asked)
    assert (entry.unit, entry.criterion, entry.source) == ("东街道", "目标", MISSED)
    assert entry.reason == "“生活垃圾分类覆盖率”本期 85%：85 没有做到不低于 90"
    later = asked.round("4月任务", date(2026, 4, 1), date(2026, 4, 30))
    asked.enter("东街道", "垃圾分类", later, amount="80%")
    assert propose(asked, later) == 1


def test_a_scheme_without_such_items_takes_nothing_and_says_so(world: World) -> None:
    task(world, "甲", date(2026, 3, 20), "东街道")
    assert propose(world) == 0
    assert [one.item for one in world.database.read(queries.source_places, round_id=world.round_id)] == [""] * len(
        SOURCES
    )


def test_where_sources_go(asked: World) -> None:
    found = asked.database.read(queries.source_places, round_id=asked.round_id)
    assert [(one.id, one.item, one.words) for one in found] == [
        (LATE, "工作落实", "任务逾期完成每项扣1分"),
        (UNFINISHED, "工作落实", "到期未完成每项扣2分"),
        (MISSED, "目标", "发现问题每项扣0.5分"),
        (SUPPORT, "", ""),
    ]


def test_exempt_items_and_units_take_no_proposals(asked: World) -> None:
    task(asked, "甲", date(2026, 3, 20), "东街道")
    asked.do(
        actions.exempt,
        round_id=asked.round_id,
        unit_ids=[asked.units["东街道"]],
        criterion_id=asked.items["工作落实"],
        reason="不承担",
    )
    assert propose(asked) == 0


def test_undo_takes_all_proposals_of_a_step(asked: World) -> None:
    task(asked, "甲", date(2026, 3, 20), "东街道")
    task(asked, "乙", date(2026, 3, 20), "西街道")
    assert propose(asked) == 2
    asked.database.undo()
    assert proposals(asked) == []


def test_a_posted_round_is_not_asked(asked: World, database: Database) -> None:
    asked.post()
    with pytest.raises(Refusal, match="已经公示"):
        propose(asked)


DEDUCT = PerOccurrence(F(-1), what="未完成")


@pytest.mark.parametrize(
    ("parts", "texts", "expected"),
    [
        ((DEDUCT,), ("甲",), (Place(1, 0),)),
        ((Bonus(F(1)), DEDUCT), ("甲",), (Place(1, 1),)),
        ((PerOccurrence(F(-1)),), ("未完成的扣分",), (Place(1, 0),)),
        ((PerOccurrence(F(1), what="未完成"),), ("未完成",), ()),
        ((Ratio(F(4)),), ("未完成",), ()),
        ((PerOccurrence(F(-1)),), ("甲",), ()),
    ],
)
def test_places_by_words(parts: tuple[Any, ...], texts: tuple[str, ...], expected: tuple[Place, ...]) -> None:
    assert places("未完成", [Candidate(1, Rule(parts=parts), texts)]) == expected
