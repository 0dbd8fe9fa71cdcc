"""考核走势图: a small line chart for each unit over the rounds of a year, the average of its group beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from sqlalchemy.orm import Session

from models.appraisal.papers.choices import aside, paper_title
from models.appraisal.papers.figures import BY_SCHEME, SHOWN
from models.appraisal.papers.ranking import RANKS
from models.appraisal.papers.yearly import YEAR, chosen_year, in_quiet_order
from models.appraisal.queries import scheme, year
from models.appraisal.rows import YearResult, YearUnit
from models.appraisal.rules.figures import fixed
from models.errors import Refusal
from models.papers.drawing import Box, Drawing, DrawnPage, Line, Shape, Words
from models.papers.offer import Asked, Kind, Made, Offer, Setting
from models.papers.sheet import Align, Profile
from models.task.papers.breakdown import campaign_head

OWN, MEAN = "#2b5c8f", "#8a8a8a"
_PALE, _GREY = "#dcdcdc", "#595959"
_COLUMNS, _HEAD, _GAP = 3, 24.0, 6.0
_LEAST_HEIGHT = 38.0
_AXIS, _NAMES, _TITLE = 9.0, 6.0, 7.0
_SPAN = 10
"""Points that the scale of a chart spans at least."""
_ALL_SAID = 6
"""Rounds up to which every point has its figure; with more the first, last, highest and lowest."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What the charts of a group share: the scale, names of rounds, averages, digits."""

    low: int
    high: int
    rounds: tuple[str, ...]
    means: tuple[Fraction | None, ...]
    digits: int


def _make(session: Session, asked: Asked) -> Made:
    chosen, best = chosen_year(asked)
    assert asked.campaign_id is not None, "the offer needs a campaign"
    found = year(session, campaign_id=asked.campaign_id, year=chosen, best=best)
    if len(found.rounds) < 2:
        raise Refusal("这一年公示的考核期不到两个，画不出走势。", "公示第二个考核期后再打印。")
    details = scheme(session, scheme_id=found.rounds[-1].scheme_id)
    assert details is not None, "a posted round keeps its scheme"
    wish = asked.get("ranks", BY_SCHEME)
    ranked = details.shows_ranks if wish == BY_SCHEME else wish == SHOWN
    head = campaign_head(session, asked.campaign_id, asked.day)
    title = str(asked.get("title") or "").strip() or paper_title(head.name, f"{chosen}年度考核走势图")
    pages: list[DrawnPage] = []
    units = found.units if ranked else in_quiet_order(found)
    for group in dict.fromkeys(one.group for one in units):
        own = [one for one in units if one.group == group and any(score is not None for score in one.scores)]
        if own:
            pages += _pages(found, own, title + _of_group(group), details.digits, asked, ranked=ranked)
    if not pages:
        raise Refusal("这一年没有单位有得分，画不出走势。", "请换一个年度。")
    return Drawing(title, tuple(pages), dict(asked.profile.fonts))


def _of_group(group: str) -> str:
    if not group:
        return ""
    return f"　{group}" if "（" in group else aside(group)


def _pages(
    found: YearResult, units: Sequence[YearUnit], title: str, digits: int, asked: Asked, *, ranked: bool
) -> list[DrawnPage]:
    width, height = asked.profile.size_mm
    top, right, bottom, left = asked.profile.margins
    rows = max(int((height - top - bottom - _HEAD + _GAP) // (_LEAST_HEIGHT + _GAP)), 1)
    each = rows * _COLUMNS
    frame = _frame(found, units, digits)
    wide = (width - left - right - _GAP * (_COLUMNS - 1)) / _COLUMNS
    tall = (height - top - bottom - _HEAD + _GAP) / rows - _GAP
    pages = []
    for start in range(0, len(units), each):
        shapes = _head(title, left, top, width - left - right)
        for at, one in enumerate(units[start : start + each]):
            x = left + (at % _COLUMNS) * (wide + _GAP)
            y = top + _HEAD + (at // _COLUMNS) * (tall + _GAP)
            shapes += _Chart(frame, x, y, wide, tall).shapes(one, ranked=ranked)
        pages.append(DrawnPage(width, height, tuple(shapes)))
    return pages


def _frame(found: YearResult, units: Sequence[YearUnit], digits: int) -> Frame:
    columns = list(zip(*(one.scores for one in units), strict=True))
    known = [[score for score in column if score is not None] for column in columns]
    scores = [score for column in known for score in column]
    low, high = floor(min(scores) / 5) * 5, ceil(max(scores) / 5) * 5
    while high - low < _SPAN:
        low, high = max(low - 5, 0), high + (5 if low <= 0 or high - low < _SPAN - 5 else 0)
    means = tuple(sum(column, Fraction(0)) / len(column) if column else None for column in known)
    return Frame(low, high, tuple(row.name for row in found.rounds), means, digits)


def _head(title: str, left: float, top: float, inner: float) -> list[Shape]:
    y = top + 15.5
    return [
        Words(left, top, inner, 11, title, 18, 10, voice="title"),
        Line(((left, y), (left + 9, y)), OWN, 1.6),
        Words(left + 10, y - 3, 22, 6, "本单位得分", 9.5, align=Align.LEFT, voice="note"),
        Line(((left + 36, y), (left + 45, y)), MEAN, 1.0, dashed=True),
        Words(left + 46, y - 3, 22, 6, "同组平均", 9.5, align=Align.LEFT, voice="note"),
    ]


class _Chart:
    """One unit: its name, the year's score, lines over the rounds."""

    def __init__(self, frame: Frame, x: float, y: float, width: float, height: float) -> None:
        self._frame = frame
        self._x, self._y, self._width = x, y, width
        self._left, self._right = x + _AXIS, x + width - 4
        self._top, self._bottom = y + _TITLE + 3.5, y + height - _NAMES

    def shapes(self, one: YearUnit, *, ranked: bool) -> list[Shape]:
        rank = f"　第{one.rank}名" if ranked and one.rank is not None else ""
        score = "" if one.score is None else f"年度 {fixed(one.score, self._frame.digits)}{rank}"
        half = self._width / 2
        made: list[Shape] = [
            Words(self._x, self._y, half, _TITLE - 1, one.name, 10.5, 7, align=Align.LEFT, voice="heading"),
            Words(self._x + half, self._y, half, _TITLE - 1, score, 9, 6.5, align=Align.RIGHT, voice="note"),
            *self._axes(),
        ]
        made += self._lines(self._frame.means, MEAN, 1.0, dashed=True)
        made += self._lines(one.scores, OWN, 1.6)
        return made + self._points(one.scores)

    def _axes(self) -> list[Shape]:
        made: list[Shape] = []
        frame = self._frame
        for step in range(3):
            value = Fraction(frame.low) + Fraction(frame.high - frame.low) * step / 2
            y = self._at(value)
            made.append(Line(((self._left, y), (self._right, y)), _PALE, 0.5))
            words = f"{float(value):g}"
            made.append(
                Words(self._x, y - 2.5, _AXIS - 1.5, 5, words, 7.5, align=Align.RIGHT, voice="note", color=_GREY)
            )
        room = self._step()
        for at, name in enumerate(frame.rounds):
            x = self._place(at)
            made.append(
                Words(x - room / 2, self._bottom + 0.8, room, _NAMES - 1, name, 7.5, 4.5, voice="note", color=_GREY)
            )
        return made

    def _lines(
        self, scores: Sequence[Fraction | None], color: str, width: float, *, dashed: bool = False
    ) -> list[Shape]:
        """The line through the scores, broken where a round has none."""
        made: list[Shape] = []
        run: list[tuple[float, float]] = []
        for at, score in enumerate((*scores, None)):
            if score is not None:
                run.append((self._place(at), self._at(score)))
                continue
            if len(run) > 1:
                made.append(Line(tuple(run), color, width, dashed))
            run = []
        return made

    def _points(self, scores: Sequence[Fraction | None]) -> list[Shape]:
        known = [(at, score) for at, score in enumerate(scores) if score is not None]
        said = {at for at, _ in known}
        if len(known) > _ALL_SAID:
            low, high = min(known, key=lambda one: one[1]), max(known, key=lambda one: one[1])
            said = {known[0][0], known[-1][0], low[0], high[0]}
        made: list[Shape] = []
        for at, score in known:
            x, y = self._place(at), self._at(score)
            made.append(Box(x - 0.9, y - 0.9, 1.8, 1.8, fill=OWN, line_pt=0, radius=0.9))
            if at in said:
                words = fixed(score, self._frame.digits)
                mean = self._frame.means[at]
                below = mean is not None and score < mean and y + 5.6 < self._bottom  # away from the other line
                made.append(
                    Words(x - 8, y + 1.1 if below else y - 5.4, 16, 4.5, words, 7.5, 5, voice="note", color=OWN)
                )
        return made

    def _step(self) -> float:
        return (self._right - self._left) / max(len(self._frame.rounds), 1)

    def _place(self, at: int) -> float:
        return self._left + self._step() * (at + 0.5)

    def _at(self, score: Fraction) -> float:
        share = float((score - self._frame.low) / (self._frame.high - self._frame.low))
        return self._bottom - share * (self._bottom - self._top)


OFFER = Offer(
    "yearly-trend",
    "考核走势图",
    "chart-timeline-variant",
    _make,
    settings=(YEAR, RANKS, Setting("title", "标题", Kind.TEXT, "")),
    formats=("pdf", "png", "svg"),
    profile=Profile(landscape=True),
    needs_campaign=True,
    note="一年各期的得分连成线，每个单位一幅，虚线是同组平均。",
)
