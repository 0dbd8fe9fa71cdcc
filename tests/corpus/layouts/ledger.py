"""Ledgers of problems: one sheet or several, measures numbered in a cell or one a row, areas as rows of their own."""

from tests.corpus.content import places
from tests.corpus.content.dice import Dice
from tests.corpus.content.times import deadline
from tests.corpus.content.wording import pools
from tests.corpus.content.world import World, new_world
from tests.corpus.expected import Expected, Json
from tests.corpus.layouts.front import title_lines
from tests.corpus.layouts.numbering import Numbering, chinese
from tests.corpus.layouts.sheets import put_grid, repeated_heads, stacked
from tests.corpus.paper import Grid, Line, Paper

PLACE = ("点位", "点位名称", "问题点位", "地点")
PLACE_HELD = ("所在位置", "检查点位")
PROBLEM = ("问题描述", "存在问题", "问题", "主要问题")
PROBLEM_HELD = ("发现问题", "问题清单")
UNIT = ("责任单位", "整改单位", "责任部门")
UNIT_HELD = ("整改责任单位", "承办单位")
MEASURE = ("整改措施", "措施")
MEASURE_HELD = ("整改举措", "整改要求")
LIMIT = ("整改时限", "完成时限", "整改期限")
LIMIT_HELD = ("限期", "拟完成时间")
STATUS = ("整改情况", "完成情况", "整改进展")
STATUS_HELD = ("目前进展", "整改状态")


class LedgerMaker:
    """The columns and habits of one ledger."""

    def __init__(self, world: World, number: int) -> None:
        dice = world.dice
        self._world, self._dice = world, dice
        self._place = dice.pick(PLACE, PLACE_HELD)
        self._problem = dice.pick(PROBLEM, PROBLEM_HELD)
        self._unit = dice.pick(UNIT, UNIT_HELD)
        self._support = "配合单位" if dice.chance(0.3) else ""
        if self._support:
            self._unit = dice.pick(("牵头单位", "责任单位"))
        self._person = dice.pick(("责任人", "整改责任人"), ("责任领导", "整改负责人")) if dice.chance(0.7) else ""
        self._measure = dice.pick(MEASURE, MEASURE_HELD)
        self._limit = dice.pick(LIMIT, LIMIT_HELD)
        self._status = dice.pick(STATUS, STATUS_HELD) if dice.chance(0.8) else ""
        self._found = dice.pick(("发现时间", "问题来源", ""))
        self._kind = dice.pick(("", "", "问题类别"), ("问题类型",))
        self._photos = dice.chance(0.4)
        self.split_rows = number % 4 == 1
        self.area_rows = number % 4 == 2
        self._measures = dice.pick(("1.", "（1）"), ("①",))

    @property
    def heads(self) -> tuple[str, ...]:
        wanted = ["序号", self._place, self._kind, self._problem, self._found, self._unit, self._support, self._person]
        wanted += [self._measure, self._limit, self._status]
        if self._photos:
            wanted += ["整改前照片", "整改后照片"]
        return (*(one for one in wanted if one), "备注")

    def grid(self, count: int, expected: Expected, first: int = 1) -> Grid:
        """`count` problems; the big ones have two measures."""
        world, dice, heads = self._world, self._dice, self.heads
        pool = pools("ledger")
        rows: list[tuple[str, ...]] = [heads]
        merges: list[tuple[int, int, int, int]] = []
        spots = self._spots(count)
        for at, text in enumerate(dice.several(count, pool["problem"].common, pool["problem"].held)):
            if self.area_rows and at % 4 == 0:
                merges.append((len(rows), 0, len(rows), len(heads) - 1))
                area = dice.pick(places.DISTRICTS, places.DISTRICTS_HELD) + "区"
                rows.append((f"{chinese(at // 4 + 1)}、{area}", *[""] * (len(heads) - 1)))
            problem, told = text.split("｜")
            measures = told.split("；")
            lead, support = world.lead_and_support(dice.pick((1, 1, 1, 2)), 1)
            when = deadline(dice, world.year)
            person = world.person()
            status = dice.pick(pool["status"].common, pool["status"].held)
            cells = {
                "序号": str(first + at),
                self._place: spots[at],
                self._kind: dice.pick(("环境卫生", "市容秩序", "食品安全", "消防安全")),
                self._problem: problem,
                self._found: dice.pick(pool["source"].common, pool["source"].held)
                if self._found == "问题来源"
                else f"{world.year}年3月{dice.number(1, 28)}日",
                self._unit: "、".join(lead),
                self._support: "、".join(support),
                self._person: person,
                self._measure: self._in_a_cell(measures),
                self._limit: when.words,
                self._status: status,
            }
            start = len(rows)
            if self.split_rows and len(measures) > 1:
                for place, measure in enumerate(measures):
                    row = {**cells, self._measure: measure} if place == 0 else {self._measure: measure}
                    rows.append(tuple(row.get(one, "") for one in heads))
                for column, one in enumerate(heads):
                    if one != self._measure:
                        merges.append((start, column, len(rows) - 1, column))
            else:
                rows.append(tuple(cells.get(one, "") for one in heads))
            expected.units(*lead, *(support if self._support else ()))
            expected.problem(
                place=spots[at],
                problem=problem,
                lead_units=list(lead),
                people=[person] if self._person else [],
                measures=measures,
                deadline=when.words,
                status=status if self._status else None,
            )
        return Grid(tuple(rows), tuple(merges))

    def two_level(self, grid: Grid) -> Grid:
        """整改责任 over the columns of units and people."""
        at = self.heads.index(self._unit)
        count = 1 + bool(self._support) + bool(self._person)
        return grid if count < 2 else stacked(grid, {at: ("整改责任", count)})

    def _in_a_cell(self, measures: list[str]) -> str:
        if len(measures) == 1:
            return measures[0]
        if self._measures == "①":
            return "".join(f"{chr(0x2460 + at)}{one}；" for at, one in enumerate(measures))
        return "\n".join(f"{self._measures.replace('1', str(at))}{one}。" for at, one in enumerate(measures, 1))

    def _spots(self, count: int) -> list[str]:
        markets = [name + "农贸市场" for name in self._dice.several(count, places.MARKETS, places.MARKETS_HELD)]
        others = [*places.ESTATES, *places.ROADS]
        return [one if self._dice.chance(0.6) else self._dice.pick(others) for one in markets]


def make_ledger(dice: Dice, number: int, kind: str) -> tuple[Paper, Json]:
    """A ledger for a file of `kind`."""
    world = new_world(dice)
    maker = LedgerMaker(world, number)
    end = dice.pick(("问题整改台账", "问题整改清单", "督查问题台账"), ("暗访问题整改表", "问题销号台账"))
    title = f"{world.place}{world.work.short}{end}"
    expected = Expected("ledger", "" if kind == "csv" else title)
    paper = Paper()
    sheets = dice.pick((1, 2)) if kind == "xlsx" else 1
    for at in range(sheets):
        grid = maker.grid(dice.number(6, 11), expected)
        if kind in ("xlsx", "docx", "html") and dice.chance(0.35):
            grid = maker.two_level(grid)
        elif dice.chance(0.3):
            grid = repeated_heads(grid, 4)
        name = dice.pick(places.DISTRICTS) + f"区{at or ''}" if sheets > 1 else "台账"
        put_grid(world, paper, grid, title, kind, name)
    return paper, expected.json


def make_ledger_text(dice: Dice, number: int) -> tuple[Paper, Json]:
    """A list of problems in prose: numbered, with measures, units and limits in lines below or behind."""
    world = new_world(dice)
    paper, numbering, pool = Paper(), Numbering(dice), pools("ledger")
    end = dice.pick(("问题整改清单", "问题整改台账"), ("督查发现问题清单",))
    title = f"{world.place}{world.work.short}{end}"
    expected = Expected("ledger", title)
    paper.say(*title_lines(world, title))
    below = number % 2 == 0
    unit, limit, who = dice.pick(UNIT[:2]), dice.pick(LIMIT, LIMIT_HELD[:1]), dice.pick(("责任人", "整改责任人"))
    markets = dice.several(9, places.MARKETS, places.MARKETS_HELD)
    for text in dice.several(dice.number(6, 9), pool["problem"].common, pool["problem"].held):
        problem, told = text.split("｜")
        place, person, when = markets.pop() + "农贸市场", world.person(), deadline(dice, world.year)
        lead, _ = world.lead_and_support(dice.pick((1, 2)), 0)
        parts = [("整改措施", told), (unit, "、".join(lead)), (who, person), (limit, when.words)]
        if below:
            lines = [Line(f"{label}：{value}", "label") for label, value in parts]
            paper.say(numbering.line(2, f"{place}：{problem}。", "item"), *lines)
        else:
            told_in_line = "。".join(f"{label}：{value}" for label, value in parts)
            paper.say(numbering.line(2, f"{place}：{problem}。{told_in_line}。", "item"))
        expected.units(*lead)
        expected.problem(
            place=place,
            problem=problem,
            lead_units=list(lead),
            people=[person],
            measures=told.split("；"),
            deadline=when.words,
            status=None,
        )
    return paper, expected.json
