"""What stands at the head and foot of a paper: number, title, addressees, sign-off."""

from tests.corpus.content.world import World
from tests.corpus.expected import Expected
from tests.corpus.paper import Line, Paper

BREAKS = ("专项", "实施", "工作方案", "责任", "重点", "任务分工", "攻坚", "农贸市场", "考核")


def notice_lines(world: World, title: str, expected: Expected) -> list[Line]:
    """The notice that a plan is issued under, now and then; its own title is as good a title."""
    dice = world.dice
    if not dice.chance(0.25):
        return []
    issuer = world.place + dice.pick(("人民政府办公室", world.work.office), (f"{world.work.short}工作领导小组",))
    notice = f"{issuer}关于印发《{title}》的通知"
    expected.json["_also_titles"] = [notice]
    return [
        Line(notice, "title", indent=False),
        Line(f"{world.collective()}，各有关单位：", indent=False),
        Line(f"现将《{title}》印发给你们，请认真贯彻执行。"),
        Line(issuer, "sign", indent=False),
        Line(f"{world.year}年{dice.number(1, 3)}月{dice.number(3, 27)}日", "sign", indent=False),
    ]


def title_lines(world: World, title: str) -> list[Line]:
    """The title on one line, on two, or with the years in brackets below it."""
    dice = world.dice
    lines: list[Line] = []
    if dice.chance(0.3):
        lines.append(Line(f"{world.short}政办〔{world.year}〕{dice.number(1, 60)}号", "title", indent=False))
    way = dice.pick(("one", "one", "two"))
    cut = max(title.rfind(word) for word in BREAKS)
    if way == "two" and cut > 7:
        lines += [Line(title[:cut], "title", indent=False), Line(title[cut:], "title", indent=False)]
    else:
        lines.append(Line(title, "title", indent=False))
    if dice.chance(0.2):
        lines.append(Line("（征求意见稿）", "title", indent=False))
    return lines


def addressees(world: World, paper: Paper) -> None:
    if world.dice.chance(0.4):
        collective = world.collective()
        level = {"city": "市", "district": "区", "county": "县"}[world.level]
        paper.say(Line(f"{collective}，{level}直有关单位：", indent=False))


def sign_off(world: World, paper: Paper) -> None:
    """Office and date, as below a letter."""
    if world.dice.chance(0.5):
        month = world.dice.number(1, 3)
        paper.say(
            Line(f"{world.place}{world.work.office}", "sign", indent=False),
            Line(f"{world.year}年{month}月{world.dice.number(3, 27)}日", "sign", indent=False),
        )
