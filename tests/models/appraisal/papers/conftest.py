"""A real database with a scheme in the published form (系统 40% + 现场 40% + 履职 20%) and a round with entries."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import models.schema  # noqa: F401 - all tables known
from models.appraisal import actions
from models.appraisal.rules.kinds import Band, Bonus, PerOccurrence, Ratio, Rule, Veto
from models.appraisal.terms import Scope, Start
from models.database import Database, create_database, open_database
from models.org.actions import create_campaign, create_unit
from models.papers.offer import Asked, Offer
from models.papers.sheet import Sheet
from models.printing.produce import make

DAY = date(2026, 4, 8)
STREETS = ("东关街道", "西河街道", "南苑街道", "北湖街道")
BUREAUS = ("云溪市城市管理局", "云溪市住房和城乡建设局", "云溪市商务局")
F = Fraction


@dataclass
class Appraised:
    """The database with one scheme in force and one round on trial; ids by name."""

    database: Database
    campaign: int
    scheme: int
    units: dict[str, int]
    groups: dict[str, int]
    parts: dict[str, int]
    items: dict[str, int] = field(default_factory=dict)
    round: int = 0

    def do(self, action: Any, **kw: Any) -> Any:
        return self.database.do("测试", action, **kw).value

    def new_round(self, name: str, starts: date, ends: date) -> int:
        made: int = self.do(
            actions.create_round, campaign_id=self.campaign, scheme_id=self.scheme, name=name, starts=starts, ends=ends
        )
        return made

    def entry(self, unit: str, item: str, **kw: Any) -> int:
        kw.setdefault("round_id", self.round)
        made: int = self.do(actions.add_entry, unit_id=self.units[unit], criterion_id=self.items[item], **kw)
        return made

    def value(self, unit: str, item: str, amount: str, **kw: Any) -> None:
        kw.setdefault("round_id", self.round)
        self.do(actions.set_value, unit_id=self.units[unit], criterion_id=self.items[item], amount=amount, **kw)

    def asked(self, offer: Offer, **settings: Any) -> Asked:
        return Asked(self.campaign, DAY, settings, offer.profile)

    def made(self, offer: Offer, **settings: Any) -> tuple[Sheet, ...]:
        found = self.database.read(make, offer, self.asked(offer, **settings))
        assert isinstance(found, tuple)
        return found


def build(database: Database, *, shows_ranks: bool = True) -> Appraised:
    """The scheme, its roster and a first quarter on trial, with the entries of three units."""

    def do(action: Any, **kw: Any) -> Any:
        return database.do("测试", action, **kw).value

    names = ("云溪市爱国卫生运动委员会办公室", *STREETS, *BUREAUS)
    units = {name: do(create_unit, name=name) for name in names}
    campaign = do(create_campaign, name="创建国家卫生城市", year=2026, lead_unit_id=units[names[0]])
    scheme = do(actions.create_scheme, campaign_id=campaign, name="市容环境综合考核办法")
    groups = {}
    for name, own in (("街道", STREETS), ("市直部门", BUREAUS)):
        groups[name] = do(actions.add_group, scheme_id=scheme, name=name)
        do(actions.set_members, group_id=groups[name], unit_ids=[units[one] for one in own])
    weights = {"系统": F(2, 5), "现场": F(2, 5), "履职": F(1, 5)}
    parts = {
        name: do(actions.add_component, scheme_id=scheme, name=name, weight=weight) for name, weight in weights.items()
    }
    found = Appraised(database, campaign, scheme, units, groups, parts)
    _items(found)
    bands = [
        Band("优秀", F(95), None, money=F(20_000), flag="通报表扬"),
        Band("良好", F(85), F(95)),
        Band("合格", F(75), F(85), deduction=F(1)),
        Band("不合格", None, F(75), deduction=F(3), flag="约谈主要负责人"),
    ]
    do(actions.set_bands, scheme_id=scheme, bands=bands)
    do(actions.update_scheme, scheme_id=scheme, shows_ranks=shows_ranks)
    do(actions.put_in_force, scheme_id=scheme, on=date(2026, 1, 1))
    found.round = found.new_round("一季度考核", date(2026, 1, 1), date(2026, 3, 31))
    _entries(found)
    return found


def _items(found: Appraised) -> None:
    def add(name: str, **kw: Any) -> int:
        found.items[name] = found.do(actions.add_criterion, scheme_id=found.scheme, name=name, **kw)
        return found.items[name]

    def per(each: str, what: str, cap: str | None = None) -> Rule:
        return Rule(parts=(PerOccurrence(F(each), what=what, cap=F(cap) if cap else None),))

    add("事件处理率", component_id=found.parts["系统"], points=F(60), body="处理率×60分", rule=ratio(F(60), "处理率"))
    add("按期结案率", component_id=found.parts["系统"], points=F(40), rule=ratio(F(40), "结案率"))
    street = add("市容环境", no="一、", component_id=found.parts["现场"])
    order = add("秩序管理", no="二、", component_id=found.parts["现场"])
    add("道路保洁", parent_id=street, points=F(40), content="主次干道、背街小巷无垃圾、无积水。",
        body="每发现1处扣0.5分，最多扣2分。", rule=per("-0.5", "垃圾积水", "2"))  # fmt: skip
    add("垃圾收运", parent_id=street, points=F(30), content="垃圾日产日清，桶体整洁。", rule=per("-1", "满溢"))
    add("占道经营", parent_id=order, points=F(30), content="无占道、无流动摊贩。", rule=per("-3", "占道经营"))
    add("任务落实", component_id=found.parts["履职"], points=F(70), rule=per("-5", "未按期完成"))
    add("信息报送", component_id=found.parts["履职"], points=F(30),
        rule=Rule(parts=(PerOccurrence(F(-2), what="迟报"), Bonus(F(1), what="经验被采用", ceiling=F(2)))))  # fmt: skip
    add("安全底线", component_id=found.parts["履职"], points=F(0),
        rule=Rule(parts=(Veto(Scope.HONOUR, "发生责任事故"),)))  # fmt: skip
    found.do(actions.set_scope, criterion_ids=[found.items["占道经营"]], group_ids=[found.groups["街道"]])


def ratio(points: Fraction, what: str) -> Rule:
    return Rule(Start.ZERO, (Ratio(points, what),))


def _entries(found: Appraised) -> None:
    for number, unit in enumerate((*STREETS, *BUREAUS)):
        found.value(unit, "事件处理率", f"{100 - 2 * number}%")
        found.value(unit, "按期结案率", f"{99 - number}%")
    found.entry("东关街道", "信息报送", part=1, amount="3", reason="工作经验被市级简报采用", day=date(2026, 2, 9))
    for day in range(2, 8):
        found.entry("西河街道", "道路保洁", reason=f"人民路{day}号门前垃圾未清", day=date(2026, 3, day))
    found.entry("西河街道", "占道经营", amount="2", reason="农贸市场北门流动摊贩", day=date(2026, 3, 9))
    found.entry("南苑街道", "任务落实", amount="4", reason="四项整改逾期", day=date(2026, 3, 20))
    found.entry("南苑街道", "占道经营", amount="9", reason="夜市占道", day=date(2026, 3, 21))
    found.entry("南苑街道", "安全底线", reason="清运作业伤人", day=date(2026, 3, 25))
    found.do(actions.exempt, round_id=found.round, unit_ids=[found.units["云溪市商务局"]],
             criterion_id=found.items["垃圾收运"], reason="没有收运职责")  # fmt: skip
    found.do(actions.set_checked, round_id=found.round, unit_ids=[found.units["北湖街道"]], is_checked=False)


@pytest.fixture(scope="package")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Appraised]:
    """A closed file with everything built, and the ids in it."""
    path = tmp_path_factory.mktemp("appraisal") / "考核.zrt"
    database = create_database(path)
    found = build(database)
    database.close()
    return path, found


@pytest.fixture
def appraised(template: tuple[Path, Appraised], tmp_path: Path) -> Iterator[Appraised]:
    """A copy to be changed; its scheme publishes ranks."""
    path, found = template
    database = open_database(Path(shutil.copy(path, tmp_path / "考核.zrt")))
    yield replace(found, database=database)
    database.close()


def rows_of(sheet: Sheet) -> list[dict[str, Any]]:
    """The cells of a sheet, without texts over the whole width."""
    return [dict(row.cells) for row in sheet.rows if not row.over]
