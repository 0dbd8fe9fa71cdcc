"""Member lists as lines, as sentences and as tables; several groups; an office with a director."""

from dataclasses import dataclass

from tests.corpus.content.world import World
from tests.corpus.expected import Expected
from tests.corpus.layouts.padding import Padding
from tests.corpus.paper import Grid, Line, Paper

CHIEF_POSTS = ("市委副书记、市长", "市委常委、常务副市长", "副市长", "党工委书记、管委会主任")
CHIEF_POSTS_HELD = ("市政府党组成员、副市长候选人", "市人大常委会副主任")
DEPUTY_POSTS = ("副市长", "市政府副秘书长", "党工委委员、管委会副主任", "市人民政府办公室主任", "市政协副主席")
DEPUTY_POSTS_HELD = ("市政府办公室党组成员、四级调研员", "市公安局党委副书记、常务副局长")
UNIT_POSTS = ("{}长", "党组书记、{}长", "副{}长", "党组成员、副{}长")
UNIT_POSTS_HELD = ("负责人", "四级主任科员", "党组成员、总工程师", "党委书记")
CHIEFS = "局部队所"


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat of a group: role, name, post."""

    role: str
    name: str
    post: str


def new_seats(world: World, members: int, roles: tuple[str, str, str] = ("组长", "副组长", "成员")) -> list[Seat]:
    """A chief, some deputies, and members from different units."""
    dice = world.dice
    seats = [Seat(roles[0], world.person(), dice.pick(CHIEF_POSTS, CHIEF_POSTS_HELD))]
    for _ in range(dice.number(1, 4)):
        seats.append(Seat(roles[1], world.person(), dice.pick(DEPUTY_POSTS, DEPUTY_POSTS_HELD)))
    for unit in world.units(members):
        seats.append(Seat(roles[2], world.person(), unit + _post(world, unit) if dice.chance(0.9) else unit))
    return seats


def _post(world: World, unit: str) -> str:
    """局长 of a bureau, 主任 of an office, 支队长 of a brigade."""
    post = world.dice.pick(UNIT_POSTS, UNIT_POSTS_HELD)
    if unit.endswith(("支队", "大队")):
        return post.format(unit[-2:])
    if unit[-1] in CHIEFS:
        return post.format(unit[-1])
    return post.replace("{}长", "主任")


ROLES = (("组长", "副组长", "成员"), ("指挥长", "副指挥长", "成员"), ("组长", "副组长", "组员"))
ROLES_HELD = (("总指挥", "副总指挥", "成员"), ("召集人", "副召集人", "成员"), ("主任", "副主任", "委员"))


def lines_of(world: World, paper: Paper, seats: list[Seat], group: str | None, expected: Expected) -> None:
    """One seat a line; the role word stands before the first of its seats, or before each, or on a line of its own."""
    dice, pad = world.dice, Padding(world.dice)
    way = dice.pick(("first", "first", "each", "alone"), ("bracket",))
    last = ""
    wraps = way != "bracket" and dice.chance(0.25)
    for number, seat in enumerate(seats):
        expected.seat(seat.role, seat.name, seat.post, group)
        post, rest = seat.post, ""
        if wraps and seat.role == last and len(post) > 11 and dice.chance(0.5):
            post, rest = post[:-2], post[-2:]
        shown = f"{pad.name(seat.name)}{pad.gap}{post}"
        if way == "bracket":
            shown = f"{seat.name}（{seat.post}）"
        if way == "alone":
            if seat.role != last:
                paper.say(Line(pad.role(seat.role) + pad.colon, "seat"))
            paper.say(Line(shown, "seat"))
        elif seat.role != last or way == "each":
            paper.say(Line(pad.role(seat.role) + pad.colon + shown, "seat"))
        else:
            blank = "　　　　" if dice.held and number % 2 else ""
            paper.say(Line(blank + shown, "seat"))
        if rest:
            paper.say(Line(rest, "seat"))
        last = seat.role


def sentence_of(world: World, paper: Paper, group: str, expected: Expected) -> None:
    """领导小组由A任组长，B任副组长，X局、Y局为成员单位。"""
    chief, deputies = world.person(), [world.person() for _ in range(world.dice.number(1, 3))]
    chief_post = world.dice.pick(CHIEF_POSTS)
    units = world.units(world.dice.number(5, 9))
    named = "、".join(deputies)
    expected.seat("组长", chief, chief_post if world.dice.chance(0.5) else None, group)
    with_post = expected.json["leaders"][-1]["post"] or ""
    for name in deputies:
        expected.seat("副组长", name, None, group)
    form = world.dice.pick(("plain", "plain", "colon"), ("served",))
    if form == "colon":
        paper.say(Line(f"成立{group}，组长：{with_post}{chief}；副组长：{named}；成员单位：{'、'.join(units)}。"))
    elif form == "served":
        told = f"组长由{with_post}{chief}担任，副组长由{named}担任，成员单位包括{'、'.join(units)}"
        paper.say(Line(f"成立{group}，{told}。"))
    else:
        paper.say(Line(f"成立{group}，由{with_post}{chief}任组长，{named}任副组长，{'、'.join(units)}为成员单位。"))
    expected.units(*units)


def unit_members(world: World, paper: Paper, group: str | None, expected: Expected, *, wrong: bool) -> None:
    """Roles by post alone, and members that are units, with their stated number."""
    dice, pad = world.dice, Padding(world.dice)
    units = world.units(dice.number(6, 12))
    chief, deputy = dice.pick(("分管副市长", "分管副区长", "市政府分管领导")), f"{units[0]}主要负责人"
    paper.say(Line(f"{pad.role('组长')}{pad.colon}{chief}", "seat"), Line(f"副组长{pad.colon}{deputy}", "seat"))
    expected.seat("组长", None, chief, group)
    expected.seat("副组长", None, deputy, group)
    stated = len(units) + (dice.pick((1, 2)) if wrong else 0)
    counted = dice.pick((f"（{stated}个）", f"（共{stated}个）"), (f"，共{stated}家单位",))
    if not wrong and dice.chance(0.3):
        counted = f"等{stated}个部门和单位"
    counted = counted if wrong or dice.chance(0.6) else ""
    word = dice.pick(("成员单位", "成员单位", "组成单位"))
    paper.say(Line(f"{word}{pad.colon}{'、'.join(units)}{counted}", "seat"))
    expected.units(*units)
    if counted:
        expected.json["_wrong_count"] = stated if wrong else 0


def several_on_a_line(world: World, paper: Paper, group: str | None, expected: Expected) -> None:
    """副组长：A、B、C."""
    pad = Padding(world.dice)
    chief = world.person()
    deputies = [world.person() for _ in range(world.dice.number(2, 3))]
    members = [world.person() for _ in range(world.dice.number(5, 9))]
    expected.seat("组长", chief, None, group)
    for role, names in (("副组长", deputies), ("成员", members)):
        for name in names:
            expected.seat(role, name, None, group)
    gap = world.dice.pick(("、", "、", "  "), ("　",))
    paper.say(
        Line(f"{pad.role('组长')}{pad.colon}{pad.name(chief)}", "seat"),
        Line(f"副组长{pad.colon}{gap.join(deputies)}", "seat"),
        Line(f"{pad.role('成员')}{pad.colon}{gap.join(members)}", "seat"),
    )


def office_of(world: World, paper: Paper, group: str, expected: Expected, director: Seat | None) -> None:
    """The office: where it sits, who directs it."""
    dice = world.dice
    host = world.units(1)[0]
    name = director.name if director else world.person()
    deputies = [world.person() for _ in range(dice.number(1, 3))]
    kind = group[-4:] if group.endswith("领导小组") else group[-3:] if group.endswith("指挥部") else "工作组"
    text = dice.pick(
        (
            f"{kind}下设办公室，办公室设在{host}，办公室主任由{name}兼任，副主任由{'、'.join(deputies)}担任，负责日常工作。",
            f"{kind}办公室设在{host}，{name}任办公室主任，{'、'.join(deputies)}任副主任。",
            f"{kind}下设办公室在{host}，办公室主任由{name}同志兼任，副主任由{'、'.join(deputies)}同志担任。",
            f"{kind}办公室设在{host}，承担日常协调工作。办公室主任：{name}（兼）；副主任：{'、'.join(deputies)}。",
        ),
        (f"{kind}办公室设在{host}，由{name}同志兼任办公室主任，{'、'.join(deputies)}同志兼任办公室副主任。",),
    )
    paper.say(Line(text))
    expected.seat("主任", name, None, "办公室")
    for one in deputies:
        expected.seat("副主任", one, None, "办公室")
    expected.json["_free_units"].append(host)


def table_of(world: World, seats: list[Seat], group: str | None, expected: Expected) -> Grid:
    """The list as a table; the role is one merged cell over its rows, or stands in each row."""
    dice = world.dice
    numbered, merged = dice.chance(0.6), dice.chance(0.6)
    role_word = dice.pick(("职务", "组内职务", "小组职务"), ("领导小组职务", "担任职务"))
    post_word = dice.pick(("单位及职务", "单位职务", "工作单位及职务"), ("所在单位及职务", "现任职务"))
    if role_word == "职务":
        role_word = "组内职务"
    heads = (*(("序号",) if numbered else ()), role_word, "姓名", post_word)
    rows: list[tuple[str, ...]] = [heads]
    merges = []
    at = 1 if numbered else 0
    start = 1
    for number, seat in enumerate(seats, 1):
        expected.seat(seat.role, seat.name, seat.post, group)
        first = number == 1 or seats[number - 2].role != seat.role
        role = seat.role if first or not merged else ""
        rows.append((*((str(number),) if numbered else ()), role, seat.name, seat.post))
        if merged and (number == len(seats) or seats[number].role != seat.role):
            if number > start:
                merges.append((start, at, number, at))
            start = number + 1
    return Grid(tuple(rows), tuple(merges))
