"""Appraisal rules in prose: articles and items with points, scoring sentences, caps, assessors, bonus and veto."""

from decimal import Decimal

import pytest

from models.intake.draft import Criterion, Draft, Kind
from models.intake.loaders.text import source_of_text
from models.intake.reading import read_source
from models.intake.wishes import Wishes

ARTICLES = """清河市创建工作考核办法

第一章  总  则
第一条  为推动创建工作落实，制定本办法。
第二条  本办法适用于市直各成员单位、各街道办事处。
第二章  考核内容及评分标准
第三条  考核实行百分制，满分100分。
第四条  组织领导（20分）
（一）成立领导小组，主要领导亲自抓（5分）。未成立领导小组的扣5分，未明确专人负责的扣2分。
（二）制定工作方案（5分）。未制定方案的不得分；方案内容不具体的，扣1-2分。
（三）召开工作会议（10分）。每少召开一次扣0.5分，累计不超过3分。
第五条  日常管理（85分）
（一）环境卫生（40分）。每发现一处卫生死角扣0.5分，扣完为止。（责任单位：各街道办事处；考核单位：市创卫办）
（二）市容秩序（30分）。每发现一处占道经营扣1分，最多扣10分。
（三）信息报送（10分）。按完成比例得分；各单位于每月25日前将工作信息报送市创卫办，每迟报一次扣0.2分。
第六条  加分项
（一）工作经验被国家级媒体报道的，每次加2分；被省级媒体报道的，每次加1分，累计加分不超过5分。
（二）承办市级以上现场会的，加3分。
第七条  有下列情形之一的，实行一票否决，取消评优资格：
（一）发生重大食品安全事故的；
（二）弄虚作假的。
第三章  考核方式及结果运用
第八条  考核采取日常检查与年终考核相结合的方式。
第九条  得分90分以上的为优秀等次，80-89分的为良好等次，60分以下为不合格等次。
第十条  本办法自印发之日起施行。
"""

ITEMS = """云溪区农贸市场长效管理考核细则
一、考核对象
各街道（镇）、区直有关部门。
二、考核标准
（一）市场环境（30分）
1.市场内外环境整洁，无垃圾堆积，得10分。发现一处不整洁扣0.5分，扣完为止。
2.公厕干净无异味，得10分，一处不达标扣1分。
3.垃圾日产日清10分，未做到的每次扣1分。
（二）食品安全(30分)
1.快检室正常运行(15分)，停运一天扣半分。2.公示栏更新及时(15分)，每少公示一次扣1分。
三、奖惩措施
（一）年度考核前三名的街道，分别奖励10万元、8万元、5万元。
（二）被市级以上通报批评的，每次在总分中扣2分。
"""


def read(text: str, kind: Kind | None = None) -> Draft:
    return read_source(source_of_text(text), Wishes(kind=kind))


def row(criterion: Criterion) -> tuple[str, str, str, str | None]:
    return criterion.no, criterion.section, criterion.item, None if criterion.points is None else str(criterion.points)


def scored(criterion: Criterion) -> list[tuple[str, str | None]]:
    return [(rule.text, None if rule.points is None else str(rule.points)) for rule in criterion.rules]


def test_articles_with_points_rules_caps_bonus_and_veto() -> None:
    draft = read(ARTICLES)
    assert draft.kind is Kind.RULES and draft.tasks == ()
    assert [row(one) for one in draft.criteria] == [
        ("第四条", "", "组织领导", "20"),
        ("（一）", "组织领导", "成立领导小组，主要领导亲自抓", "5"),
        ("（二）", "组织领导", "制定工作方案", "5"),
        ("（三）", "组织领导", "召开工作会议", "10"),
        ("第五条", "", "日常管理", "85"),
        ("（一）", "日常管理", "环境卫生", "40"),
        ("（二）", "日常管理", "市容秩序", "30"),
        ("（三）", "日常管理", "信息报送", "10"),
        ("第六条", "", "加分项", None),
        ("（一）", "加分项", "工作经验被国家级媒体报道的", None),
        ("（二）", "加分项", "承办市级以上现场会的", None),
        ("第七条", "", "有下列情形之一的，实行一票否决，取消评优资格", None),
    ]
    assert [one.is_heading for one in draft.criteria] == [key in (0, 4, 8) for key in range(12)]
    assert [one.parent for one in draft.criteria] == [None, 0, 0, 0, None, 4, 4, 4, None, 8, 8, None]
    assert scored(draft.criteria[1]) == [("未成立领导小组的扣5分", "-5"), ("未明确专人负责的扣2分", "-2")]
    assert scored(draft.criteria[2]) == [("未制定方案的不得分", None), ("方案内容不具体的，扣1-2分", None)]
    assert draft.criteria[3].cap == 3
    waste = draft.criteria[5]
    assert (waste.unit, waste.doer, waste.cap) == ("市创卫办", "各街道办事处", Decimal(40))
    assert scored(draft.criteria[9])[0] == ("工作经验被国家级媒体报道的，每次加2分", "2") and draft.criteria[9].cap == 5
    assert scored(draft.criteria[11]) == [("发生重大食品安全事故的", None), ("弄虚作假的", None)]
    assert not any(one.doubts for one in draft.criteria)
    assert draft.warnings == ("“日常管理”标注85分，各项合计80分",)
    assert [(duty.who, duty.what, duty.to) for duty in draft.reporting] == [(("各单位",), "工作信息", "市创卫办")]


def test_items_whose_points_stand_in_the_sentence_and_two_in_one_paragraph() -> None:
    draft = read(ITEMS)
    assert draft.kind is Kind.RULES and draft.tasks == () and draft.warnings == ()
    assert [row(one) for one in draft.criteria] == [
        ("（一）", "", "市场环境", "30"),
        ("1", "市场环境", "市场内外环境整洁，无垃圾堆积", "10"),
        ("2", "市场环境", "公厕干净无异味", "10"),
        ("3", "市场环境", "垃圾日产日清", "10"),
        ("（二）", "", "食品安全", "30"),
        ("1", "食品安全", "快检室正常运行", "15"),
        ("2", "食品安全", "公示栏更新及时", "15"),
        ("三", "", "奖惩措施", None),
        ("（二）", "奖惩措施", "被市级以上通报批评的", None),
    ]
    assert draft.criteria[1].cap == 10
    assert scored(draft.criteria[5]) == [("停运一天扣半分", "-0.5")]


def test_an_item_whose_points_are_not_told_is_doubtful() -> None:
    draft = read("考核细则\n一、考核标准\n（一）会议。每少一次扣1分。\n（二）台账（5分）。每缺一项扣1分。\n")
    assert [bool(one.doubts) for one in draft.criteria if not one.is_heading] == [True, False]
    assert draft.criteria[0].unsure == ("points",)


def test_lines_without_numbers() -> None:
    draft = read("市容管理考核评分细则\n垃圾日产日清（5分），每发现一处扣0.5分。\n公厕整洁（5分），每处扣1分。\n")
    assert [(one.item, one.points) for one in draft.criteria] == [
        ("垃圾日产日清", Decimal(5)),
        ("公厕整洁", Decimal(5)),
    ]


PLAN = (
    "创建工作方案\n一、主要任务\n（一）整治市容。6月底前完成。\n牵头单位：市城管局\n二、考核\n（一）每迟报一次扣1分。\n"
)


def test_a_plan_holds_no_criteria_unless_it_is_read_as_rules() -> None:
    assert read(PLAN).criteria == () and len(read(PLAN).tasks) == 1
    chosen = read(PLAN, Kind.RULES)
    assert chosen.tasks == () and [one.rules[0].points for one in chosen.criteria if one.rules] == [-1]


def test_a_chapter_on_appraisal_in_a_plan_leaves_its_tasks() -> None:
    more = "（二）每漏报一次扣2分。\n（三）每缺席一次扣0.5分。\n"
    draft = read(PLAN + more)
    assert draft.kind is Kind.PLAN and [task.title for task in draft.tasks] == ["整治市容"]
    assert [rule.points for one in draft.criteria for rule in one.rules] == [-1, -2, Decimal("-0.5")]


def test_a_scheme_of_appraisal_is_one_of_rules() -> None:
    draft = read(
        "年度综合考核实施方案\n一、考核内容\n（一）党建（50分）。每少一次会扣1分。\n（二）业务（50分）。每差一项扣2分。\n"
    )
    assert draft.kind is Kind.RULES and draft.tasks == () and len(draft.criteria) == 2


@pytest.mark.parametrize("kind", [Kind.RULES, Kind.SCORE_TABLE])
def test_rules_chosen_as_a_plan_give_tasks(kind: Kind) -> None:
    assert read(ARTICLES, kind).criteria == read(ARTICLES).criteria
    as_plan = read(ARTICLES, Kind.PLAN)
    assert as_plan.criteria == () and "各街道办事处" in {name for task in as_plan.tasks for name in task.lead_units}
