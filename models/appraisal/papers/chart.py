"""考核排名图: a page of bars for each group, the parts of each total one after the other, the average as a line."""

from collections.abc import Sequence
from fractions import Fraction

from sqlalchemy.orm import Session

from models.appraisal.papers.choices import aside, paper_title
from models.appraisal.papers.figures import Shown, part_head, round_words, shown, small_print, under_title, weighted
from models.appraisal.papers.ranking import GROUPS, RANKS, ROUND
from models.appraisal.rows import GroupResult, UnitResult
from models.errors import Refusal
from models.papers.drawing import Box, Drawing, DrawnPage, Line, Shape, Words
from models.papers.offer import Asked, Kind, Made, Offer, Setting
from models.papers.sheet import Align, Profile
from models.papers.texts import em_width

TINTS = ("#2b5c8f", "#7fa8d1", "#c3d6ea", "#5f8f7b", "#a9cbbd", "#d9e8e1")
BONUS = "#d9a441"
_TITLE, _HEAD, _ROW_MOST, _ROW_LEAST, _FOOT = 24.0, 15.0, 13.0, 7.0, 12.0
_RANK, _SCORE, _GRADE = 10.0, 22.0, 16.0
_GREY, _PALE = "#595959", "#d0d0d0"


def _make(session: Session, asked: Asked) -> Made:
    found = shown(session, asked)
    pages = [page for group in found.groups(asked) for page in _pages(found, asked, group)]
    if not pages:
        raise Refusal("这个考核期还没有单位有得分，画不出图。", "请先录入评分。")
    return Drawing(_title(found, asked), tuple(pages), dict(asked.profile.fonts))


def _title(found: Shown, asked: Asked) -> str:
    what = "排名图" if found.ranks_shown(asked) else "得分图"
    title = str(asked.get("title") or "").strip()
    return title or paper_title(found.campaign.name, round_words(found.round) + what)


def _pages(found: Shown, asked: Asked, group: GroupResult) -> list[DrawnPage]:
    ranked = found.ranks_shown(asked)
    units = [one for one in (group.units if ranked else found.in_roster_order(group.units)) if one.score is not None]
    if not units:
        return []
    width, height = asked.profile.size_mm
    top, _, bottom, _ = asked.profile.margins
    room = height - top - bottom - _TITLE - _HEAD - _FOOT
    most = max(int(room // _ROW_LEAST), 1)
    stretches = [units[start : start + most] for start in range(0, len(units), most)]
    scores = [one.score for one in units if one.score is not None]
    scale = max(found.frame.full, *scores)
    mean = sum(scores, Fraction(0)) / len(scores)
    return [
        DrawnPage(width, height, tuple(_Page(found, asked, group, scale, mean).shapes(stretch, room)))
        for stretch in stretches
    ]


class _Page:
    """One page of a group: title, legend, bars, axis."""

    def __init__(self, found: Shown, asked: Asked, group: GroupResult, scale: Fraction, mean: Fraction) -> None:
        self._found, self._asked, self._group, self._mean = found, asked, group.name, mean
        profile = asked.profile
        self._width, self._height = profile.size_mm
        self._top, right, self._bottom, self._left = profile.margins
        self._inner = self._width - self._left - right
        self._ranked = found.ranks_shown(asked)
        longest = max(em_width(one.name) for one in group.units)
        self._name = min(max(longest * 3.9, 20.0), self._inner * 0.34)
        self._bar_x = self._left + (_RANK if self._ranked else 0.0) + self._name + 2
        graded = _GRADE if found.frame.bands else 0.0
        self._bar_room = self._left + self._inner - _SCORE - graded - self._bar_x
        self._per_point = self._bar_room / float(scale)
        self._parts = [(one.key, one.name, TINTS[at % len(TINTS)]) for at, one in enumerate(found.frame.components)]

    def shapes(self, units: Sequence[UnitResult], room: float) -> list[Shape]:
        row = min(max(room / len(units), _ROW_LEAST), _ROW_MOST)
        first = self._top + _TITLE + _HEAD
        end = first + row * len(units)
        made = [*self._head(), *self._legend(), *self._axis(first, end)]
        for at, one in enumerate(units):
            made += self._bar(one, first + at * row, row)
        return [*made, *self._average(first, end), *self._foot()]

    def _head(self) -> list[Shape]:
        found, left, inner = self._found, self._left, self._inner
        several = len(found.result.groups) > 1
        title = _title(found, self._asked) + (
            aside(self._group) if "（" not in self._group else f"　{self._group}" if several else ""
        )
        return [
            Words(left, self._top, inner, 11, title, 18, 10, voice="title"),
            Words(left, self._top + 12, inner, 6, under_title(found.round), 10.5, voice="note", color=_GREY),
        ]

    def _legend(self) -> list[Shape]:
        """A little box for each part with its weight, and one for the bonus."""
        parts = [(part_head(one).replace("\n", ""), self._tint(one.key)) for one in self._found.frame.components]
        if not weighted(self._found.frame):
            parts = []
        if any(one.total.bonus for group in self._found.result.groups for one in group.units):
            parts.append(("加分", BONUS))
        made: list[Shape] = []
        x, y = self._bar_x, self._top + _TITLE
        for words, tint in parts:
            made.append(Box(x, y + 1.2, 4, 3.2, fill=tint, line_pt=0))
            wide = len(words) * 3.6 + 2
            made.append(Words(x + 5, y, wide, 5.6, words, 9.5, align=Align.LEFT, voice="note"))
            x += wide + 8
        return made

    def _tint(self, key: int) -> str:
        return next((tint for of, _, tint in self._parts if of == key), TINTS[0])

    def _axis(self, first: float, end: float) -> list[Shape]:
        """Lines at each fifth of the full mark."""
        made: list[Shape] = []
        for step in range(6):
            value = self._found.frame.full * step / 5
            x = self._bar_x + float(value) * self._per_point
            made.append(Line(((x, first - 1), (x, end + 1)), _PALE, 0.5))
            made.append(Words(x - 8, first - 6.5, 16, 5, f"{float(value):g}", 8, voice="note", color=_GREY))
        return made

    def _bar(self, one: UnitResult, y: float, row: float) -> list[Shape]:
        assert one.score is not None
        made: list[Shape] = []
        if self._ranked:
            rank = "" if one.rank is None else str(one.rank)
            made.append(Words(self._left, y, _RANK - 1, row, rank, 11, voice="heading"))
        name_x = self._bar_x - self._name - 2
        made.append(Words(name_x, y, self._name, row, one.name, 10.5, 7, align=Align.RIGHT))
        made += self._segments(one, y + row * 0.2, row * 0.6)
        x = self._bar_x + self._bar_room + 2
        made.append(Words(x, y, _SCORE - 2, row, self._found.score(one.score), 11, voice="heading"))
        if self._found.frame.bands:
            made.append(Words(x + _SCORE - 2, y, _GRADE, row, one.total.grade, 10.5))
        return made

    def _segments(self, one: UnitResult, y: float, height: float) -> list[Shape]:
        """The parts of a total up to its length; one bar where they do not add up to it (struck by a veto)."""
        assert one.score is not None
        parts = [(part.score, self._tint(part.id)) for part in one.total.components if part.score]
        parts += [(one.total.bonus, BONUS)] if one.total.bonus else []
        together = sum((score for score, _ in parts if score is not None), Fraction(0))
        if abs(together - one.score) > Fraction(1, 10):
            parts = [(one.score, TINTS[0])]
        made: list[Shape] = []
        x = self._bar_x
        for score, tint in parts:
            wide = float(score or 0) * self._per_point
            made.append(Box(x, y, wide, height, fill=tint, line_pt=0))
            x += wide
        return made

    def _average(self, first: float, end: float) -> list[Shape]:
        x = self._bar_x + float(self._mean) * self._per_point
        said = f"平均 {self._found.score(self._mean)}"
        return [
            Line(((x, first - 1), (x, end + 2)), "#b3261e", 0.9, dashed=True),
            Words(x - 20, end + 2, 40, 5, said, 8.5, voice="note", color="#b3261e"),
        ]

    def _foot(self) -> list[Shape]:
        words = small_print(self._found.result)
        y = self._height - self._bottom - 5
        return (
            [Words(self._left, y, self._inner, 5, words, 7, align=Align.LEFT, voice="note", color=_GREY)]
            if words
            else []
        )


OFFER = Offer(
    "ranking-chart",
    "考核排名图",
    "chart-gantt",
    _make,
    settings=(ROUND, GROUPS, RANKS, Setting("title", "标题", Kind.TEXT, "")),
    formats=("pdf", "png", "svg"),
    profile=Profile(landscape=True),
    needs_campaign=True,
    note="每个考核组一页横条图：各部分得分一段一段接起来，虚线是平均分。",
)
