"""Duties in prose: big items and items, numbered, with their units and deadlines behind or below them."""

from dataclasses import replace

from tests.corpus.content.dice import Dice
from tests.corpus.content.world import Duty, World
from tests.corpus.expected import Expected
from tests.corpus.layouts.numbering import Numbering
from tests.corpus.layouts.responsibility import Style, write
from tests.corpus.paper import Line, Paper


class DutyWriter:
    """Writes the duties of one paper, all in one style."""

    def __init__(self, world: World, paper: Paper, numbering: Numbering, style: Style, expected: Expected) -> None:
        self._world = world
        self._dice: Dice = world.dice
        self._paper = paper
        self._numbering = numbering
        self._style = style
        self._expected = expected
        self._run_in = self._dice.chance(0.35)
        self._begins = self._dice.chance(0.3)
        self._lists = self._dice.chance(0.2)
        self._bracket_after = self._dice.chance(0.5)

    def heads(self, count: int, level: int) -> None:
        """Big items that are duties themselves: heading, sentences, units below (as in a plan of actions)."""
        plain = replace(self._style, in_sentence=False)
        for duty in self._world.heads(count, dated=0.4):
            behind, below = write(self._dice, plain, duty, self._expected)
            text = self._close(duty.rest.rstrip("。") + self._aside(), behind)
            self._heading(level, duty.title, text)
            self._paper.say(*below)

    def grouped(self, groups: int, each: tuple[int, int], level: int) -> None:
        """Big items as headings, items below them."""
        duties = self._world.duties(groups * each[1], in_sentence=self._style.in_sentence)
        for head in self._world.heads(groups):
            if not duties:
                break
            self._paper.say(self._numbering.line(level, head.title + ("。" if self._dice.chance(0.15) else "")))
            self._expected.task(head.title, head=True)
            for _ in range(self._dice.number(*each)):
                if duties:
                    self._item(duties.pop(), level + 1, head.title)

    def items(self, count: int, level: int, parent: str | None = None) -> None:
        """Items alone."""
        for duty in self._world.duties(count, in_sentence=self._style.in_sentence):
            self._item(duty, level, parent)

    def _aside(self) -> str:
        """A sentence naming a unit that only does a part: who leads is said in the lines below."""
        if self._style.form not in ("lines", "joined") or not self._dice.chance(0.4):
            return ""
        unit = self._world.units(1)[0]
        self._expected.json["_free_units"].append(unit)
        return self._dice.pick(
            (f"。{unit}负责对问题点位设置明显标志", f"。{unit}组织相关部门清理乱搭乱建，确保整洁有序"),
            (f"。重点部位由{unit}按职责依法进行查处",),
        )

    def _item(self, duty: Duty, level: int, parent: str | None) -> None:
        behind, below = write(self._dice, self._style, duty, self._expected, parent)
        text = f"{duty.title}，{duty.rest}"
        lists = self._lists and self._dice.chance(0.4)
        if lists or self._style.form == "spoken":  # a sentence with others behind it is a heading as well
            self._expected.json["tasks"][-1]["_also"].append(text)
        if lists:
            text += self._dice.pick(("。一是摸清底数；二是建立台账；三是逐项整改",), ("。一要突出重点；二要注重实效",))
        line = self._numbering.line(level, "", "item")
        if self._style.in_sentence and duty.deadline is not None:
            if self._begins and not line.label.rstrip().endswith((".", "．")):
                self._expected.json["tasks"][-1]["_also"].append(f"{duty.deadline.words}，{text}")
                text = f"{duty.deadline.words}，{text}"
            else:
                text += f"，{duty.deadline.words}" + self._dice.pick(("完成", "完成到位"), ("见到明显成效",))
        self._paper.say(replace(line, text=self._close(text, behind)), *below)

    def _close(self, text: str, behind: str) -> str:
        """The full stop before or behind the bracket, the same way all through the paper."""
        after = self._bracket_after or self._style.form == "spoken" or not behind
        return f"{text}。{behind}" if after else f"{text}{behind}。"

    def _heading(self, level: int, title: str, text: str) -> None:
        if self._run_in:
            self._paper.say(self._numbering.line(level, f"{title}。{text}"))
        else:
            self._paper.say(self._numbering.line(level, title), Line(text))
