"""A small 考核办法 in force with a round on trial: two groups, two components, rules of several kinds."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from models.appraisal import actions, queries
from models.appraisal.rows import RoundResult
from models.appraisal.rules.kinds import Band, Bonus, PerOccurrence, RankTable, Ratio, Rule
from models.appraisal.terms import Start
from models.database import Database
from models.org.actions import create_campaign, create_unit

F = Fraction
TODAY = date(2026, 5, 9)
MARCH = (date(2026, 3, 1), date(2026, 3, 31))


@dataclass
class World:
    """The database with ids by name."""

    database: Database
    campaign_id: int = 0
    scheme_id: int = 0
    round_id: int = 0
    units: dict[str, int] = field(default_factory=dict)
    groups: dict[str, int] = field(default_factory=dict)
    components: dict[str, int] = field(default_factory=dict)
    items: dict[str, int] = field(default_factory=dict)

    def do(self, action: Callable[..., Any], wall: Any = False, **kw: Any) -> Any:
        return self.database.do("步骤", action, wall=wall, **kw).value

    def enter(self, unit: str, item: str, round_id: int | None = None, **fields: Any) -> int:
        where = {"round_id": round_id or self.round_id, "unit_id": self.units[unit], "criterion_id": self.items[item]}
        return int(self.do(actions.add_entry, **where, **fields))

    def result(self, round_id: int | None = None) -> RoundResult:
        return self.database.read(queries.result, round_id=round_id or self.round_id)

    def scores(self, round_id: int | None = None) -> dict[str, Fraction | None]:
        return {unit.name: unit.score for group in self.result(round_id).groups for unit in group.units}

    def ranks(self, round_id: int | None = None) -> dict[str, int | None]:
        return {unit.name: unit.rank for group in self.result(round_id).groups for unit in group.units}

    def round(self, name: str, starts: date, ends: date, **fields: Any) -> int:
        """A further round; its id."""
        where = {"campaign_id": self.campaign_id, "scheme_id": self.scheme_id, "name": name}
        return int(self.do(actions.create_round, **where, starts=starts, ends=ends, **fields))

    def post(self, round_id: int | None = None, on: date = date(2026, 4, 2), until: date = date(2026, 4, 8)) -> None:
        self.do(actions.post_round, wall=True, round_id=round_id or self.round_id, on=on, until=until)

    def lock(self, round_id: int | None = None, on: date = date(2026, 4, 9), today: date | None = None) -> None:
        self.do(actions.lock_round, wall=True, round_id=round_id or self.round_id, on=on, today=today or on)


UNITS = {"街道": ("东街道", "西街道", "南街道"), "部门": ("市商务局", "市水务局")}


@pytest.fixture
def world(database: Database) -> World:
    """The scheme in force with the round 3月 on trial and nothing entered."""
    found = World(database)
    found.campaign_id = found.do(create_campaign, name="创建国家卫生城市", year=2026)
    found.scheme_id = found.do(
        actions.create_scheme, campaign_id=found.campaign_id, name="市容环境考核办法", bonus_ceiling=F(5)
    )
    for group, names in UNITS.items():
        found.groups[group] = found.do(actions.add_group, scheme_id=found.scheme_id, name=group)
        for name in names:
            found.units[name] = found.do(create_unit, name=name)
        found.do(actions.set_members, group_id=found.groups[group], unit_ids=[found.units[one] for one in names])
    for name in ("日常", "现场"):
        found.components[name] = found.do(actions.add_component, scheme_id=found.scheme_id, name=name, weight=F(1, 2))
    counted = Rule(parts=(PerOccurrence(F(-1, 2), what="发现问题"), Bonus(F(1), what="受表扬", ceiling=F(2))))
    for name, component, points, rule in (
        ("市容", "日常", F(60), counted),
        ("任务完成", "日常", F(40), Rule(Start.ZERO, (Ratio(F(40)),))),
        ("现场检查", "现场", F(70), None),
        ("排名", "现场", F(30), Rule(Start.ZERO, (RankTable((F(30), F(20), F(10))),))),
    ):
        found.items[name] = found.do(
            actions.add_criterion,
            scheme_id=found.scheme_id,
            name=name,
            points=points,
            rule=rule,
            component_id=found.components[component],
        )
    bands = [Band("优秀", F(90)), Band("合格", F(60), F(90)), Band("不合格", None, F(60))]
    found.do(actions.set_bands, scheme_id=found.scheme_id, bands=bands)
    found.do(actions.put_in_force, scheme_id=found.scheme_id, on=date(2026, 1, 1))
    found.round_id = found.round("3月", *MARCH)
    return found


@pytest.fixture
def scored(world: World) -> World:
    """The same with entries of every kind."""
    for unit, times in (("东街道", "3"), ("西街道", "1"), ("市商务局", "10")):
        world.enter(unit, "市容", amount=times, reason="占道经营", day=date(2026, 3, 5))
    world.enter("西街道", "市容", part=1, reason="省通报表扬")
    for unit, share in (("东街道", "95%"), ("西街道", "80%"), ("南街道", "100%"), ("市商务局", "50%")):
        world.enter(unit, "任务完成", amount=share)
    for unit, marks in (("东街道", ("60", "64")), ("西街道", ("66",)), ("南街道", ("40",)), ("市商务局", ("70",))):
        for place, mark in enumerate(marks):
            world.enter(unit, "现场检查", amount=mark, scorer=f"评委{place + 1}")
    for unit, value in (("东街道", "7"), ("西街道", "9"), ("南街道", "8")):
        world.enter(unit, "排名", amount=value)
    return world
