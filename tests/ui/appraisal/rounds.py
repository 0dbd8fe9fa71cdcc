"""A small appraisal for the tests of rounds: two groups, three components of items, a round on trial."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from models.appraisal import actions
from models.appraisal.rules.kinds import (
    Alternatives,
    Band,
    Bonus,
    Choice,
    Direct,
    PerOccurrence,
    Ratio,
    Rule,
)
from models.appraisal.terms import Start
from models.org import actions as org
from ui.store import Store

STREETS = ("东湖街道", "西山街道", "南门街道", "北关街道", "临江街道")
OFFICES = ("执法分局", "住建局", "市场监管局")


@dataclass(frozen=True, slots=True)
class Case:
    """Ids by name."""

    campaign: int
    scheme: int
    round: int
    units: dict[str, int]
    items: dict[str, int]
    components: dict[str, int]


def make_case(store: Store, campaign: int) -> Case:
    """An appraisal under way: the scheme in force, a round of March with some entries."""

    def do(title: str, action: object, **kw: object) -> int:
        return int(store.do(title, action, **kw).value)  # type: ignore[arg-type]

    units = {name: do("单位", org.create_unit, name=name) for name in (*STREETS, *OFFICES)}
    scheme = do("办法", actions.create_scheme, campaign_id=campaign, name="市容环境考核办法")
    streets = do("组", actions.add_group, scheme_id=scheme, name="街道")
    offices = do("组", actions.add_group, scheme_id=scheme, name="成员单位")
    store.do("成员", actions.set_members, group_id=streets, unit_ids=[units[name] for name in STREETS])
    store.do("成员", actions.set_members, group_id=offices, unit_ids=[units[name] for name in OFFICES])
    components = {
        name: do("部分", actions.add_component, scheme_id=scheme, name=name, weight=Fraction(share, 100))
        for name, share in (("系统", 40), ("现场", 40), ("履职", 20))
    }
    items: dict[str, int] = {}
    half = Fraction(1, 2)
    for component, name, points, rule in (
        ("系统", "事件处理率", 60, Rule(Start.ZERO, (Ratio(Fraction(60), "事件处理率"),))),
        (
            "系统",
            "超期处理",
            40,
            Rule(Start.FULL, (PerOccurrence(-half, "件", "超期", Fraction(20), "当场解决"),)),
        ),
        ("现场", "占道经营", 50, Rule(Start.FULL, (PerOccurrence(Fraction(-1), "处", "占道经营", Fraction(10)),))),
        ("现场", "暴露垃圾", 50, Rule(Start.FULL, (PerOccurrence(-half, "处", "暴露垃圾"),))),
        ("履职", "材料报送", 95, Rule(Start.ZERO, (Direct(Fraction(95)),))),
        (
            "履职",
            "宣传报道",
            5,
            Rule(
                Start.ZERO,
                (
                    Alternatives((Choice("省级", Fraction(3)), Choice("市级", Fraction(2))), "媒体报道"),
                    Bonus(Fraction(1), "次", "经验推广", Fraction(3)),
                ),
            ),
        ),
    ):
        items[name] = do(
            "项目",
            actions.add_criterion,
            scheme_id=scheme,
            parent_id=None,
            after_id=None,
            no=str(len(items) + 1),
            name=name,
            points=Fraction(points),
            component_id=components[component],
        )
        store.do("规则", actions.set_rule, criterion_id=items[name], rule=rule)
    bands = (
        Band("优秀", Fraction(90), None),
        Band("良好", Fraction(80), Fraction(90)),
        Band("一般", None, Fraction(80)),
    )
    store.do("等次", actions.set_bands, scheme_id=scheme, bands=bands)
    store.do("施行", actions.put_in_force, scheme_id=scheme, on=date(2026, 1, 1))
    made = make_round(store, campaign, scheme, "3月考核", date(2026, 3, 1), date(2026, 3, 31))
    case = Case(campaign, scheme, made, units, items, components)
    fill(store, case, made)
    return case


def make_round(store: Store, campaign: int, scheme: int, name: str, starts: date, ends: date) -> int:
    """Another round under the scheme."""
    done = store.do(
        "考核期", actions.create_round, campaign_id=campaign, scheme_id=scheme, name=name, starts=starts, ends=ends
    )
    return int(done.value)


def fill(store: Store, case: Case, round_id: int, shift: int = 0) -> None:
    """Entries that give every unit a score of its own."""
    from models.appraisal.actions.cells import Typed, put_cells

    cells = []
    for at, unit in enumerate(case.units.values()):
        step = (at * 3 + shift) % 7
        cells += [
            Typed(unit, case.items["事件处理率"], f"{99 - step}%"),
            Typed(unit, case.items["材料报送"], str(91 - step)),
            Typed(unit, case.items["占道经营"], str(step)),
            Typed(unit, case.items["暴露垃圾"], str(at)),
        ]
    store.do("评分", put_cells, round_id=round_id, cells=cells)
