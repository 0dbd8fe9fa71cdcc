"""Papers that are a member list alone: lines, tables, sentences, units, several groups."""

from tests.corpus.content.dice import Dice
from tests.corpus.content.world import new_world
from tests.corpus.expected import Expected, Json
from tests.corpus.layouts import members
from tests.corpus.layouts.front import sign_off, title_lines
from tests.corpus.layouts.sheets import put_grid
from tests.corpus.paper import Line, Paper

WAYS = ("lines", "table", "units", "groups", "lines", "several")


def make_members(dice: Dice, number: int, kind: str) -> tuple[Paper, Json]:
    """A member list for a file of `kind`; `number` turns the wheel of ways."""
    world = new_world(dice)
    way = WAYS[number % len(WAYS)]
    body = dice.pick(("领导小组", "指挥部"), ("工作专班", "联席会议"))
    group = f"{world.place}{world.work.short}工作{body}"
    title = f"{group}{dice.pick(('成员名单', '组成人员名单'), ('人员组成',))}"
    expected = Expected("members", "" if kind == "csv" else title)
    paper = Paper()
    roles = dice.pick(members.ROLES, members.ROLES_HELD)
    seats = members.new_seats(world, dice.number(8, 14), roles)
    if kind in ("xlsx", "csv", "html") or way == "table":
        put_grid(world, paper, members.table_of(world, seats, group, expected), title, kind, "名单")
        return paper, expected.json
    paper.say(*title_lines(world, title))
    if dice.chance(0.4):
        paper.say(Line(f"根据人员变动和工作需要，现将{group}组成人员调整如下："))
    if way == "units":
        members.unit_members(world, paper, group, expected, wrong=number % 4 == 2)
    elif way == "several":
        members.several_on_a_line(world, paper, group, expected)
    else:
        members.lines_of(world, paper, seats, group, expected)
    if way == "groups":
        for short in dice.several(2, ("综合协调组", "环境整治组", "宣传报道组", "督导检查组"), ("资料档案组",)):
            paper.say(Line(short, "heading", indent=False))
            members.lines_of(world, paper, members.new_seats(world, 4), short, expected)
    if way in ("lines", "several") and dice.chance(0.7):
        members.office_of(world, paper, group, expected, seats[3] if way == "lines" else None)
    sign_off(world, paper)
    return paper, expected.json
