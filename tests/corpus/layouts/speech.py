"""Speeches: praise, urging, 一要二要; no duty in them."""

from tests.corpus.content.dice import Dice
from tests.corpus.content.wording import pools
from tests.corpus.content.world import new_world
from tests.corpus.expected import Expected, Json
from tests.corpus.layouts.numbering import Numbering, chinese
from tests.corpus.paper import Line, Paper


def make_speech(dice: Dice, number: int) -> tuple[Paper, Json]:
    """A speech at a meeting; some carry a title, some begin with 同志们."""
    world = new_world(dice)
    paper, numbering = Paper(), Numbering(dice)
    titled = number % 3 != 2
    title = (
        f"在{world.place}{world.work.short}工作{dice.pick(('推进会', '动员大会', '调度会'), ('现场观摩会',))}上的讲话"
    )
    expected = Expected("speech", title if titled else "")
    prose = pools("prose")
    if titled:
        paper.say(Line(title, "title", indent=False))
        if dice.chance(0.4):
            paper.say(Line(f"（{world.year}年{dice.number(2, 11)}月{dice.number(2, 27)}日）", "title", indent=False))
    paper.say(Line(dice.pick(("同志们：", "各位领导、同志们："), ("各位同仁、同志们：",)), indent=False))
    meeting = f"今天召开这次会议，主要任务是总结前一阶段{world.work.short}工作，分析形势，对下一步工作再动员、再部署。"
    paper.say(Line(meeting + dice.pick(("下面，我讲三点意见。", "下面，我强调几点意见：", "借此机会，我讲几点意见："))))
    heads = dice.several(3, prose["speechhead"].common, prose["speechhead"].held)
    speeches = dice.several(8, prose["speech"].common, prose["speech"].held)
    for head in heads:
        paper.say(numbering.line(0, head.format(short=world.work.short)))
        paper.say(Line(speeches.pop().format(short=world.work.short)))
        inline = dice.several(3, prose["inlinespeech"].common)
        for at, text in enumerate(inline, 1):
            lead, body = text.split("｜")
            paper.say(Line(f"{chinese(at)}{lead}。{body}"))
        if speeches and dice.chance(0.6):
            paper.say(Line(speeches.pop().format(short=world.work.short)))
    paper.say(
        Line("同志们，目标已经明确，任务已经下达，让我们振奋精神、扎实工作，为圆满完成各项任务而努力奋斗！谢谢大家。")
    )
    return paper, expected.json
