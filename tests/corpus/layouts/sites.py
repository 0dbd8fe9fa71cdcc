"""Lists of places: by district in lines, with batch and stage in prose, as a table with the area merged."""

from tests.corpus.content import places
from tests.corpus.content.dice import Dice
from tests.corpus.content.world import World, new_world
from tests.corpus.expected import Expected, Json
from tests.corpus.layouts.front import title_lines
from tests.corpus.layouts.numbering import Numbering
from tests.corpus.layouts.sheets import put_grid
from tests.corpus.paper import Grid, Line, Paper

STAGES = ("改造已基本完成", "正在进行改造", "设计方案已评审", "正在进行前期工作", "已启动改造")
STAGES_HELD = ("已通过竣工验收", "正在办理招标手续", "主体改造完工，正在安装设施")


def make_sites(dice: Dice, number: int, kind: str) -> tuple[Paper, Json]:
    """Places of three or four districts: number 0 lines, 1 prose, 2 table."""
    world = new_world(dice)
    end = dice.pick(
        ("农贸市场改造点位名单", "农贸市场标准化改造点位清单"), ("城区农贸市场分布情况", "农贸市场升级改造进展")
    )
    title = f"{world.place}{end}"
    expected = Expected("sites", "" if kind == "csv" else title)
    paper = Paper()
    areas = [
        name + dice.pick(("区", "区", "新区"))
        for name in dice.several(dice.number(3, 4), places.DISTRICTS, places.DISTRICTS_HELD)
    ]
    drawn = iter(dice.several(20, places.MARKETS, places.MARKETS_HELD))
    end = dice.pick(places.MARKET_ENDS)
    told = {area: [name + end for name, _ in zip(drawn, range(dice.number(3, 5)), strict=False)] for area in areas}
    for area, points in told.items():
        expected.cell(area, tuple(points))
    if number % 3 == 2 or kind in ("xlsx", "csv", "html"):
        put_grid(world, paper, _table(dice, told), title, kind, "点位")
        return paper, expected.json
    paper.say(*title_lines(world, title))
    numbering = Numbering(dice)
    for area, points in told.items():
        if number % 3 == 0:
            count = dice.pick((f"（{len(points)}个）", "", ""))
            text = f"{area}{count}：{'、'.join(points)}{dice.pick(('。', '', '；'))}"
            paper.say(numbering.line(2, text, "item") if number % 2 else Line(text))
        else:
            paper.say(numbering.line(2, _prose(world, area, points), "item"))
    return paper, expected.json


def _prose(world: World, area: str, points: list[str]) -> str:
    dice = world.dice
    cut = len(points) // 2
    first, second = points[:cut] or points[:1], points[cut:] if cut else points[1:]
    percent = dice.number(30, 90)
    text = f"{area}：第一批改造市场：{'、'.join(first)}{dice.pick(STAGES, STAGES_HELD)}"
    if second:
        last = second[-1]
        rest = second[:-1]
        if rest:
            text += f"；第二批改造市场：{'、'.join(rest)}{dice.pick(STAGES, STAGES_HELD)}"
        text += f"；{last}完成工程量的{percent}%"
    return text + "。"


def _table(dice: Dice, told: dict[str, list[str]]) -> Grid:
    area_head, point_head = (
        dice.pick(("区", "所属区", "县区"), ("辖区", "区域")),
        dice.pick(("市场名称", "点位名称"), ("农贸市场",)),
    )
    heads = ("序号", area_head, point_head, "地址", "进度")
    merged = dice.chance(0.7)
    rows: list[tuple[str, ...]] = [heads]
    merges = []
    number = 0
    for area, points in told.items():
        start = len(rows)
        for at, point in enumerate(points):
            number += 1
            shown = area if at == 0 or not merged else ""
            rows.append(
                (str(number), shown, point, f"{dice.pick(places.ROADS)}{dice.number(2, 300)}号", dice.pick(STAGES))
            )
        if merged and len(points) > 1:
            merges.append((start, 1, len(rows) - 1, 1))
    return Grid(tuple(rows), tuple(merges))
