"""Breakdowns of duties in prose: items with label lines, brackets, parts, under a rule sentence."""

from tests.corpus.content.dice import Dice
from tests.corpus.content.world import new_world
from tests.corpus.expected import Expected, Json
from tests.corpus.layouts.duties import DutyWriter
from tests.corpus.layouts.front import notice_lines, title_lines
from tests.corpus.layouts.numbering import Numbering
from tests.corpus.layouts.responsibility import FORMS, new_style, rule_sentence
from tests.corpus.paper import Line, Paper

ENDS = ("责任分解", "任务分工", "重点任务责任分解", "责任清单")
ENDS_HELD = ("重点工作任务分解", "工作分工安排")


def make_breakdown(dice: Dice, number: int) -> tuple[Paper, Json]:
    """A breakdown in prose; `number` turns the wheel of forms."""
    world = new_world(dice)
    paper, numbering = Paper(), Numbering(dice)
    style = new_style(dice, FORMS[number % len(FORMS)])
    title = f"{world.place}{world.year}年{world.work.name}{dice.pick(ENDS, ENDS_HELD)}"
    expected = Expected("breakdown", title)
    paper.say(*notice_lines(world, title, expected), *title_lines(world, title))
    rule = rule_sentence(dice, style)
    first = dice.chance(0.5)
    if rule and first:
        paper.say(Line(rule))
    duties = DutyWriter(world, paper, numbering, style, expected)
    if dice.chance(0.65):
        duties.grouped(dice.number(3, 4), (3, 4), 0)
    else:
        duties.items(dice.number(8, 12), dice.pick((2, 2, 1)))
    if rule and not first:
        paper.say(Line(rule))
    return paper, expected.json
