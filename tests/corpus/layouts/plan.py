"""Work plans: guiding idea, targets, organisation, tasks, phases, requirements with what is to be handed in."""

from dataclasses import replace

from tests.corpus.content.dice import Dice
from tests.corpus.content.wording import pools
from tests.corpus.content.world import World, new_world
from tests.corpus.expected import Expected, Json
from tests.corpus.layouts import members
from tests.corpus.layouts.duties import DutyWriter
from tests.corpus.layouts.front import addressees, notice_lines, sign_off, title_lines
from tests.corpus.layouts.numbering import Numbering
from tests.corpus.layouts.responsibility import new_style, rule_sentence
from tests.corpus.paper import Grid, Line, Paper

ENDS = ("工作方案", "实施方案", "专项整治行动方案", "行动方案")
ENDS_HELD = ("攻坚行动方案", "工作实施意见")
MODES = ("heads", "grouped", "items")
FORMS = ("lines", "bracket", "joined", "natural", "alone", "lines", "first", "spoken")


def make_plan(dice: Dice, number: int) -> tuple[Paper, Json]:
    """A plan; `number` turns the wheel of modes and forms so that each occurs in both halves."""
    world = new_world(dice)
    paper, numbering = Paper(), Numbering(dice)
    style = new_style(dice, FORMS[number % len(FORMS)])
    mode = MODES[number % len(MODES)]
    masked = number == (5 if dice.held else 6)
    title = _title(world, dice)
    expected = Expected("plan", title)
    paper.say(*notice_lines(world, title, expected), *title_lines(world, title))
    addressees(world, paper)
    prose = pools("prose")
    background = dice.pick(prose["background"].common, prose["background"].held)
    paper.say(Line(background.format(short=world.work.short, campaign=world.work.name)))
    paper.say(numbering.line(0, dice.pick(("指导思想", "总体要求"), ("工作思路",))))
    paper.say(Line(dice.pick(prose["guiding"].common, prose["guiding"].held)))
    if dice.chance(0.8):
        _targets(world, paper, numbering, expected)
    group = f"{world.place}{world.work.short}工作领导小组"
    early = dice.chance(0.6)
    if early:
        _organisation(world, paper, numbering, group, expected, number)
    paper.say(numbering.line(0, dice.pick(("主要任务", "重点任务", "工作任务"), ("任务分工", "重点工作及责任分工"))))
    rule = rule_sentence(dice, style)
    rule_first = dice.chance(0.5)
    if rule and rule_first:
        paper.say(Line(rule))
    duties = DutyWriter(world, paper, numbering, style, expected)
    if mode == "heads":
        duties.heads(dice.number(4, 6), 1)
    elif mode == "grouped":
        duties.grouped(dice.number(3, 4), (2, 3), 1)
    else:
        duties.items(dice.number(6, 9), 1)
    if rule and not rule_first:
        paper.say(Line(rule))
    if not early:
        _organisation(world, paper, numbering, group, expected, number)
    _phases(world, paper, numbering, expected)
    _requirements(world, paper, numbering, expected)
    sign_off(world, paper)
    if masked:
        _mask(paper, world.year)
        for task in expected.json["tasks"]:
            task["_unclear_due"] = True
            if task["deadline"]:
                task["deadline"] = task["deadline"].replace(str(world.year), _masked(world.year))
        for phase in expected.json["phases"]:
            phase["time"] = phase["time"].replace(str(world.year), _masked(world.year))
        expected.json["_also_titles"] = [
            one.replace(str(world.year), _masked(world.year)) for one in expected.json.get("_also_titles", ())
        ]
        expected.json["title"] = title.replace(str(world.year), _masked(world.year))
    return paper, expected.json


def _title(world: World, dice: Dice) -> str:
    end = dice.pick(ENDS, ENDS_HELD)
    return dice.pick(
        (
            f"{world.place}{world.year}年{world.work.name}{end}",
            f"{world.year}年{world.campaign_title}{end}",
            f"{world.campaign_title}{end}（{world.year}年）",
        ),
        (f"{world.place}{world.year}年度{world.work.name}{end}",),
    )


def _masked(year: int) -> str:
    return f"{year}"[:3] + "x"


def _mask(paper: Paper, year: int) -> None:
    """202x年 for the year, as published samples have it."""
    paper.blocks = [
        replace(block, text=block.text.replace(str(year), _masked(year))) if isinstance(block, Line) else block
        for block in paper.blocks
    ]


def _targets(world: World, paper: Paper, numbering: Numbering, expected: Expected) -> None:
    dice = world.dice
    drawn = dice.several(dice.number(3, 4), world.work.targets.common, world.work.targets.held)
    told = [text.split("｜") for text in drawn]
    for indicator, value in told:
        expected.target(indicator, value)
    paper.say(numbering.line(0, dice.pick(("工作目标", "总体目标", "目标任务"), ("主要目标",))))
    way = dice.pick(("sentence", "sentence", "list"), ("table",))
    if way == "sentence":
        sep = dice.pick(("，", "；"))
        when = dice.pick((f"到{world.year}年底，", "通过集中整治，", ""))
        paper.say(Line(when + sep.join(indicator + value for indicator, value in told) + "。"))
    elif way == "list":
        for indicator, value in told:
            paper.say(numbering.line(2, f"{indicator}{value}{dice.pick(('；', '。'))}", "item"))
    else:
        rows = [("序号", "指标名称", "目标值")]
        rows += [(str(at), indicator, value) for at, (indicator, value) in enumerate(told, 1)]
        paper.blocks.append(Grid(tuple(rows)))


def _organisation(
    world: World, paper: Paper, numbering: Numbering, group: str, expected: Expected, number: int
) -> None:
    dice = world.dice
    paper.say(numbering.line(0, dice.pick(("组织领导", "组织机构", "组织保障"), ("组织领导和机构",))))
    way = ("lines", "units", "sentence", "table", "several")[number % 5]
    if way == "sentence":
        members.sentence_of(world, paper, group, expected)
        return
    paper.say(Line(f"为加强对{world.work.short}工作的领导，成立{group}，组成人员如下："))
    if way == "units":
        members.unit_members(world, paper, group, expected, wrong=dice.chance(0.4))
    elif way == "several":
        members.several_on_a_line(world, paper, group, expected)
    else:
        seats = members.new_seats(world, dice.number(5, 9), dice.pick(members.ROLES[:1] + members.ROLES[2:]))
        if way == "table":
            paper.blocks.append(members.table_of(world, seats, group, expected))
        else:
            members.lines_of(world, paper, seats, group, expected)
        if dice.chance(0.6):
            members.office_of(world, paper, group, expected, dice.pick(seats[2:]))


PHASES = ("动员部署", "自查自纠", "集中整治", "巩固提升", "检查验收")
PHASES_HELD = ("宣传发动", "全面攻坚", "总结评估")


def _phases(world: World, paper: Paper, numbering: Numbering, expected: Expected) -> None:
    dice = world.dice
    paper.say(numbering.line(0, dice.pick(("实施步骤", "工作步骤", "工作安排"), ("进度安排", "时间安排"))))
    names = PHASES if not dice.held or dice.chance(0.5) else PHASES_HELD
    bodies = pools("prose")["phasebody"].common
    way = dice.pick(("bracket", "bracket", "colon"), ("ordinal",))
    dash = dice.pick(("—", "-", "至"), ("～",))
    days = dice.chance(0.3)
    for at, name in enumerate(names[: dice.number(3, len(names))]):
        first, last = 3 + at * 2, 4 + at * 2
        time = f"{first}月{dash}{last}月"
        if days:
            time = f"{first}月1日{dash}{last}月{30 if last in (4, 6, 11) else 31}日"
        if dice.chance(0.5):
            time = f"{world.year}年{time}"
        full = name + "阶段"
        expected.phase(full, time)
        if way == "bracket":
            paper.say(numbering.line(1, f"{full}（{time}）"), Line(bodies[at % len(bodies)]))
        elif way == "colon":
            paper.say(numbering.line(1, f"{full}（{time}）。{bodies[at % len(bodies)]}"))
        else:
            paper.say(Line(f"第{'一二三四五'[at]}阶段：{name}阶段（{time}）。{bodies[at % len(bodies)]}"))


WHAT = ("工作方案", "工作进展情况", "联络员名单", "工作总结", "整治行动方案和联络员名单", "自查报告")
WHAT_HELD = ("典型经验材料", "问题清单及整改报告", "进度统计表")


def _requirements(world: World, paper: Paper, numbering: Numbering, expected: Expected) -> None:
    dice = world.dice
    paper.say(numbering.line(0, dice.pick(("工作要求", "有关要求", "保障措施"), ("纪律要求",))))
    prose = pools("prose")["requirement"]
    reports = dice.number(1, 2)
    for at, text in enumerate(dice.several(dice.number(3, 4), prose.common, prose.held)):
        head, body = text.split("｜")
        if at < reports:
            body += _reporting(world, expected)
        paper.say(numbering.line(1, f"{head}。{body}"))
    if dice.chance(0.5):
        name, phone = world.person(), f"0700-{dice.number(2000000, 8999999)}"
        paper.say(Line(f"{world.office}联系人：{name}，联系电话：{phone}。", boxed=dice.chance(0.3)))
        expected.contact(world.office, name, None, phone)


def _reporting(world: World, expected: Expected) -> str:
    dice = world.dice
    who = dice.pick(("各牵头单位", "各责任单位", "各成员单位", "各有关单位"), ("各任务牵头部门",))
    what = dice.pick(WHAT, WHAT_HELD)
    month = dice.number(3, 11)
    when = dice.pick((f"{month}月{dice.pick((10, 15, 20, 28))}日前", f"{month}月底前", "每月25日前"))
    every = dice.pick(("每月28日前", "每季度最后一个月的30日前", "每月5日前"))
    text, told = dice.pick(
        (
            (f"请{who}于{when}将{what}报送至{world.office}。", when),
            (f"{who}要于{every}向{world.office}报送{what}。", every),
            (f"{who}{every}将{what}报{world.office}。", every),
            (f"{what}由{who}于{when}报送{world.office}备案。", when),
        ),
        (
            (f"{who}应当于{when}向{world.office}提交{what}。", when),
            (f"{who}须在{when}将{what}报送{world.office}，逾期不报的予以通报。", when),
        ),
    )
    expected.report((who,), what, told)
    return text
