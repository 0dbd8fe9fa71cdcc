"""Contact lists: one row a unit, two rows a unit, columns of mobile and office numbers, lines of text."""

from tests.corpus.content.dice import Dice
from tests.corpus.content.world import new_world
from tests.corpus.expected import Expected, Json
from tests.corpus.layouts.sheets import put_grid
from tests.corpus.paper import Grid, Line, Paper


def make_contacts(dice: Dice, number: int, kind: str) -> tuple[Paper, Json]:
    """A contact list for a file of `kind`; as lines of text when it is txt with an even number."""
    world = new_world(dice)
    end = dice.pick(("联络员名单", "通讯录", "联系人名单"), ("联络员通讯录", "联系方式一览表"))
    title = f"{world.place}{world.work.short}工作{end}"
    expected = Expected("contacts", "" if kind == "csv" else title)
    paper = Paper()
    two = number % 2 == 0
    phone_head = dice.pick(("联系电话", "电话", "手机号码"), ("联系方式", "手机"))
    role_head = dice.pick(("类别", "人员类别"), ("身份",))
    heads = ["序号", "单位", *((role_head,) if two else ()), "姓名", "职务", phone_head]
    rows: list[tuple[str, ...]] = [tuple(heads)]
    merges: list[tuple[int, int, int, int]] = []
    lines: list[Line] = []
    for at, unit in enumerate(world.units(dice.number(7, 11)), 1):
        for place, role in enumerate(("负责人", "联络员") if two else ("联络员",)):
            name, phone = world.person(), f"13{dice.number(0, 9)}0000{dice.number(1000, 9999)}"
            if dice.chance(0.2):
                phone = f"0700-{dice.number(2000000, 8999999)}"
            post = dice.pick(("办公室主任", "科长", "副局长", "股长", "一级科员"), ("综合科负责人", "二级主任科员"))
            shown = [
                str(at) if place == 0 else "",
                unit if place == 0 else "",
                *((role,) if two else ()),
                name,
                post,
                phone,
            ]
            rows.append(tuple(shown))
            gap = "  " if number % 4 < 2 else "　"
            lines.append(Line(f"{unit}{gap}{name}{gap}{post}{gap}{phone}", indent=False))
            expected.contact(unit, name, post, phone)
        if two:
            merges += [(len(rows) - 2, column, len(rows) - 1, column) for column in (0, 1)]
    if kind == "txt" and dice.chance(0.5):
        paper.say(Line(title, "title", indent=False), *lines)
    else:
        put_grid(world, paper, Grid(tuple(rows), tuple(merges)), title, kind, "通讯录")
    return paper, expected.json
