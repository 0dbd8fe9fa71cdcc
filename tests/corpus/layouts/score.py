"""Score tables and appraisal rules: items, points, what is deducted, caps; merged groups, subtotals, chapters."""

from tests.corpus.content.dice import Dice
from tests.corpus.content.wording import pools
from tests.corpus.content.world import World, new_world
from tests.corpus.expected import Expected, Json
from tests.corpus.layouts.front import title_lines
from tests.corpus.layouts.numbering import Numbering, chinese
from tests.corpus.layouts.sheets import put_grid
from tests.corpus.paper import Grid, Line, Paper

POINTS = ("分值", "标准分", "分值（分）")
POINTS_HELD = ("满分", "权重分值")
RULES = ("评分标准", "评分细则", "扣分标准")
RULES_HELD = ("计分办法", "评分办法")
GROUP = ("考核项目", "项目", "类别")
GROUP_HELD = ("一级指标", "考核类别")
ITEM = ("考核内容", "考核指标", "检查内容")
ITEM_HELD = ("二级指标", "考评内容")
ASSESSOR = ("负责考核部门", "考核部门")
ASSESSOR_HELD = ("考核责任单位", "评分单位")

Rule = dict[str, object]


class ScoreMaker:
    """Draws items with their points and deductions."""

    def __init__(self, world: World) -> None:
        self._dice = world.dice
        pool = pools("ledger")
        self._rules = pool["rule"]
        self.items = self._dice.several(16, pool["scoreitem"].common, pool["scoreitem"].held)
        self.sections = self._dice.several(4, pool["scoresection"].common, pool["scoresection"].held)
        self._bonus = pool["bonus"]

    def rules(self, points: int) -> tuple[str, list[Rule], float | None]:
        """The text of a 评分标准, its rules, and the cap."""
        dice = self._dice
        drawn = [text.split("|") for text in dice.several(dice.number(1, 2), self._rules.common, self._rules.held)]
        texts = [text for text, _ in drawn]
        rules: list[Rule] = [{"text": text, "points": float(value) if value else None} for text, value in drawn]
        sep = dice.pick(("；", "，")) if len(drawn) == 1 else "；"
        ending = dice.pick(("cap", "cap", "none", "limit"))
        if not drawn[0][1]:
            ending = "none"
        if ending == "cap":
            return sep.join(texts) + f"{sep}扣完为止。", rules, float(points)
        if ending == "limit" and len(drawn) == 1:
            most = max(1, points // 2)
            return f"{texts[0]}，累计{dice.pick(('扣分', ''))}不超过{most}分。", rules, float(most)
        return "；".join(texts) + "。", rules, None

    def bonus(self) -> tuple[str, list[Rule]]:
        text, value = self._dice.pick(self._bonus.common, self._bonus.held).split("|")
        return text + "。", [{"text": text, "points": float(value)}]


def make_score_table(dice: Dice, number: int, kind: str) -> tuple[Paper, Json]:
    """A score table for a file of `kind`: merged groups with subtotals, groups repeated, or no groups."""
    world = new_world(dice)
    maker = ScoreMaker(world)
    end = dice.pick(("考核评分表", "考评打分表", "考核评分标准"), ("月度考核计分表", "督查评分表"))
    title = f"{world.place}{world.work.short}工作{end}"
    expected = Expected("score_table", "" if kind == "csv" else title)
    way = ("merged", "plain", "subtotal")[number % 3]
    assessor = dice.chance(0.4)
    points_head, rules_head = dice.pick(POINTS, POINTS_HELD), dice.pick(RULES, RULES_HELD)
    group_head, item_head = dice.pick(GROUP, GROUP_HELD), dice.pick(ITEM, ITEM_HELD)
    unit_head = dice.pick(ASSESSOR, ASSESSOR_HELD)
    points_first = dice.chance(0.5)
    middle = (points_head, rules_head) if points_first else (rules_head, points_head)
    heads = [
        "序号",
        *((group_head,) if way != "plain" else ()),
        item_head,
        *middle,
        *((unit_head,) if assessor else ()),
    ]
    heads += [dice.pick(("得分", "备注"))]
    rows: list[tuple[str, ...]] = [tuple(heads)]
    merges: list[tuple[int, int, int, int]] = []
    at = total = 0
    items = list(maker.items)
    for section in maker.sections if way != "plain" else maker.sections[:2]:
        start, sum_of = len(rows), 0
        count = dice.number(2, 4)
        planned = [dice.pick((2, 3, 4, 5)) for _ in range(count)]
        for points in planned:
            if not items:
                break
            at += 1
            sum_of += points
            item = items.pop()
            text, rules, cap = maker.rules(points)
            unit = world.units(1)[0]
            first = len(rows) == start
            shown = f"{section}（{sum(planned)}分）" if way == "subtotal" else section
            cells = {
                "序号": str(at), group_head: shown if first else "", item_head: item, points_head: str(points),
                rules_head: text, unit_head: unit if assessor else "",
            }  # fmt: skip
            rows.append(tuple(cells.get(one, "") for one in heads))
            expected.criterion(
                section=section if way != "plain" else None, item=item, points=float(points), rules=rules, cap=cap,
                unit=unit if assessor else None,
            )  # fmt: skip
        total += sum_of
        if way != "plain" and len(rows) - start > 1:
            merges.append((start, 1, len(rows) - 1, 1))
        if way == "subtotal" and dice.chance(0.5):
            rows.append(
                tuple("小计" if one == item_head else str(sum_of) if one == points_head else "" for one in heads)
            )
    if dice.chance(0.6):
        rows.append(tuple("合计" if one == "序号" else str(total) if one == points_head else "" for one in heads))
    paper = Paper()
    put_grid(world, paper, Grid(tuple(rows), tuple(merges)), title, kind, "评分表")
    return paper, expected.json


def make_rules(dice: Dice, number: int) -> tuple[Paper, Json]:
    """Appraisal rules in prose: chapters, sections with points, items with deductions, bonuses."""
    world = new_world(dice)
    maker, paper, numbering = ScoreMaker(world), Paper(), Numbering(dice)
    numbering.runs_on = False
    end = dice.pick(("考核办法", "考核评分办法"), ("考评办法", "考核奖惩办法"))
    title = f"{world.place}{world.year}年{world.work.short}工作{end}"
    expected = Expected("rules", title)
    articles = number % 2 == 1
    paper.say(*title_lines(world, title))
    counted = iter(range(1, 50))

    def head(text: str) -> Line:
        if articles:
            return Line(text, "heading", f"第{chinese(next(counted))}条 ")
        return numbering.line(0, text)

    paper.say(Line(f"为客观评价{world.work.short}工作成效，充分调动各方面积极性，制定本办法。"))
    paper.say(head("考核对象"), Line(f"{world.collective()}和各成员单位。"))
    paper.say(head("考核方式"), Line("考核采取日常检查、暗访抽查和年终考评相结合的方式，实行百分制。"))
    paper.say(head(dice.pick(("考核内容及评分标准", "考核内容与分值"))))
    items = list(maker.items)
    joined = dice.chance(0.5)
    for section in maker.sections[:3]:
        planned = [dice.pick((2, 3, 4, 5)) for _ in range(dice.number(2, 3))]
        paper.say(numbering.line(1, f"{section}（{sum(planned)}分）"))
        for points in planned:
            item = items.pop()
            text, rules, cap = maker.rules(points)
            label = f"{item}（{points}分）。"
            if joined:
                paper.say(numbering.line(2, label + text, "item"))
            else:
                paper.say(numbering.line(2, label.rstrip("。"), "item"), Line(text))
            expected.criterion(section=section, item=item, points=float(points), rules=rules, cap=cap, unit=None)
    if dice.chance(0.6):
        text, rules = maker.bonus()
        paper.say(head("加分事项"), Line(text))
        expected.json["_free_criteria"] = [text]
    paper.say(head("结果运用"), Line("考核结果予以通报，作为年度评先评优的重要依据。"))
    return paper, expected.json
