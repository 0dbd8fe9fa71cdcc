"""Numbers of headings and items as offices type them: two widths in one file, gaps, repeats, runs through headings."""

from tests.corpus.content.dice import Dice
from tests.corpus.paper import Line

CHINESE = "零一二三四五六七八九十"


def chinese(number: int) -> str:
    """1 to 99 in Chinese."""
    if number <= 10:
        return CHINESE[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else CHINESE[tens]) + "十" + (CHINESE[ones] if ones else "")


class Numbering:
    """The numbers of one document; asking for a level gives the next one and starts the levels below anew."""

    def __init__(self, dice: Dice) -> None:
        self._dice = dice
        self._at = [0, 0, 0, 0]
        self._wide = dice.pick(("wide", "narrow", "mixed"))
        self._item = dice.pick(("1.", "1、", "1．"), ("1. ", "1）"))
        self._small = dice.pick(("（1）", "(1)"), ("①",))
        self.runs_on = dice.chance(0.2)
        self._slip = dice.pick((None, None, None, "gap", "repeat"))
        self._slipped = False

    def next(self, level: int) -> str:
        """The next number of level 0 一、 1 （一） 2 1. 3 （1）."""
        self._at[level] += 1
        if level == 2 and not self._slipped and self._at[2] == 3 and self._slip:
            self._slipped = True
            self._at[2] += 1 if self._slip == "gap" else -1
        for below in range(level + 1, 4):
            if not (below == 2 and self.runs_on):
                self._at[below] = 0
        return self._text(level, self._at[level])

    def _text(self, level: int, number: int) -> str:
        if level == 0:
            return chinese(number) + "、"
        if level == 1:
            wide = self._wide == "wide" or (self._wide == "mixed" and self._dice.chance(0.5))
            return f"（{chinese(number)}）" if wide else f"({chinese(number)})"
        if level == 2:
            return self._item.replace("1", str(number), 1)
        return chr(0x245F + number) if self._small == "①" else self._small.replace("1", str(number))

    def line(self, level: int, text: str, kind: str = "heading") -> Line:
        """A numbered line."""
        return Line(text, kind, self.next(level), auto=level if level < 3 else None)
