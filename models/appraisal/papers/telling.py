"""A round's result in sentences: groups, those in front and behind, where points were lost, vetoes."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from models.appraisal.papers.figures import Shown, veto_words
from models.appraisal.papers.placed import placed
from models.appraisal.rows import GroupResult, UnitResult
from models.appraisal.rules.figures import short
from models.task.rules import chinese_number

_FRONT = 3
_LOSSES = 5


@dataclass(frozen=True, slots=True)
class Words:
    """What is told about: the groups wished for, and whether ranks may be named."""

    shown: Shown
    groups: list[GroupResult]
    ranked: bool


def results(words: Words) -> list[str]:
    """A paragraph for each group: how many, average, highest, lowest, grades, the first ones."""
    found = []
    several = len(words.groups) > 1
    for number, group in enumerate(words.groups, 1):
        head = f"（{chinese_number(number)}）{group.name}。" if several else ""
        found.append(head + _group(words, group))
    return found


def _group(words: Words, group: GroupResult) -> str:
    scored = [(one, one.score) for one in group.units if one.score is not None]
    if not scored:
        return f"参加考核{len(group.units)}个单位，都没有可计分的项目。"
    score = words.shown.score
    scores = [value for _, value in scored]
    mean = sum(scores, Fraction(0)) / len(scores)
    said = f"参加考核{len(group.units)}个单位"
    if len(scored) > 1:
        said += f"，平均{score(mean)}分，最高{score(max(scores))}分，最低{score(min(scores))}分"
    else:
        said += f"，得{score(scores[0])}分"
    grades = [
        f"{band.name}{count}个"
        for band in words.shown.frame.bands
        if (count := sum(one.total.grade == band.name for one, _ in scored))
    ]
    if grades:
        said += f"；其中{'、'.join(grades)}"
    if words.ranked and len(scored) > _FRONT:
        front = [f"{one.name}（{score(value)}分）" for one, value in scored if (one.rank or 0) <= _FRONT]
        said += f"。前{_FRONT}名是{'、'.join(front)}"
    return f"{said}。"


def good_and_bad(words: Words, red: int, black: int) -> list[str]:
    """红榜 and 黑榜 of each group; a unit that lost its honour is on no 红榜, and none is on both."""
    several = len(words.groups) > 1
    found = []
    picked = {
        "红榜": [(group, first(group, red)) for group in words.groups],
        "黑榜": [(group, last(group, red, black)) for group in words.groups],
    }
    for name, groups in picked.items():
        said = [
            (f"{group.name}——" if several else "") + "、".join(one.name for one in units)
            for group, units in groups
            if units
        ]
        if said:
            found.append(f"{name}：{'；'.join(said)}。")
    return found


def first(group: GroupResult, count: int) -> list[UnitResult]:
    """The units of the first `count` ranks that keep their honour."""
    return [one for one in group.units if one.rank is not None and one.rank <= count and not one.total.loses_honour]


def last(group: GroupResult, red: int, count: int) -> list[UnitResult]:
    """The units from the last `count` places on that are not in front; ties at the edge all count."""
    ranked = [one for one in group.units if one.rank is not None]
    if count <= 0 or not ranked:
        return []
    edge = ranked[-min(count, len(ranked))].rank or 0
    front = {one.unit_id for one in first(group, red)}
    return [one for one in ranked if (one.rank or 0) >= edge and one.unit_id not in front]


def losses(words: Words) -> list[str]:
    """The items in which most points were lost, with how many units they met."""
    lost: dict[int, Fraction] = {}
    units: dict[int, int] = {}
    names: dict[int, str] = {}
    for unit in _units(words):
        for component in unit.total.components:
            for one in placed(component):
                if one.item.score is not None and one.item.score < one.item.points:
                    lost[one.item.id] = lost.get(one.item.id, Fraction(0)) + one.item.points - one.item.score
                    units[one.item.id] = units.get(one.item.id, 0) + 1
                    names[one.item.id] = one.item.name
    most = sorted(lost, key=lambda key: -lost[key])[:_LOSSES]
    if not most:
        return []
    said = "、".join(f"{names[key]}（{units[key]}个单位，共失{short(lost[key])}分）" for key in most)
    return [f"失分较多的项目：{said}。"]


def vetoes(words: Words) -> list[str]:
    """Who was struck by what."""
    said = [f"{one.name}：{veto_words(one)}" for one in _units(words) if one.total.vetoes]
    return [f"一票否决：{'；'.join(said)}。"] if said else []


def _units(words: Words) -> Iterable[UnitResult]:
    return (one for group in words.groups for one in words.shown.in_roster_order(group.units))
