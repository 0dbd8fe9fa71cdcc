"""The table of a year: units by group, a column for each round, the year's score, rank and grade."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from models.appraisal.rows import RoundRow, YearResult, YearUnit
from models.appraisal.rules.figures import fixed, short
from models.appraisal.terms import RoundState
from ui.tables.cells import Column

NONE = "—"


@dataclass(frozen=True, slots=True)
class YearLine:
    """A group (`unit` None) or a unit."""

    id: int
    parent_id: int | None
    name: str
    unit: YearUnit | None = None
    best: frozenset[int] = frozenset()  # places of the rounds that count, when only the best n do


def lines_of(found: YearResult, best: int | None) -> tuple[YearLine, ...]:
    """Groups with their units under them; ids of groups are negative."""
    rows: list[YearLine] = []
    for at, group in enumerate(dict.fromkeys(one.group for one in found.units), 1):
        own = [one for one in found.units if one.group == group]
        rows.append(YearLine(-at, None, f"{group}（{len(own)} 个单位）"))
        rows += [YearLine(one.unit_id, -at, one.name, one, counting(one, best)) for one in own]
    return tuple(rows)


def counting(one: YearUnit, best: int | None) -> frozenset[int]:
    """Which rounds count for a unit."""
    known = [at for at, score in enumerate(one.scores) if score is not None]
    if best is not None:
        known = sorted(known, key=lambda at: one.scores[at] or Fraction(0), reverse=True)[:best]
    return frozenset(known)


def columns_of(rounds: tuple[RoundRow, ...], digits: int) -> tuple[Column, ...]:
    """The columns for these rounds."""
    return (
        Column("name", "单位", lambda row: row.name, width=230, strong=lambda row: row.unit is None),
        Column(
            "score",
            "年度得分",
            partial(_score, digits),
            width=86,
            align="right",
            sort=lambda row: row.unit.score if row.unit is not None else None,
            strong=lambda row: True,
        ),
        Column(
            "rank",
            "名次",
            lambda row: "" if row.unit is None else NONE if row.unit.rank is None else str(row.unit.rank),
            width=56,
            align="right",
            sort=lambda row: row.unit.rank if row.unit is not None else None,
        ),
        Column("grade", "等次", lambda row: row.unit.grade if row.unit is not None else "", width=70),
        Column("deduction", "等次扣分", _deduction, width=76, align="right"),
        *(
            Column(
                f"r{row.id}",
                row.name + ("" if row.state is RoundState.LOCKED else "（公示）"),
                partial(_round, at, digits),
                width=max(104, 24 + 13 * len(row.name)) + (0 if row.state is RoundState.LOCKED else 40),
                align="right",
                sort=partial(_round_score, at),
                faded=partial(_is_left_out, at),
                tooltip=partial(_tip, at, row),
            )
            for at, row in enumerate(rounds)
        ),
    )


def _score(digits: int, row: YearLine) -> str:
    if row.unit is None:
        return ""
    return NONE if row.unit.score is None else fixed(row.unit.score, digits)


def _deduction(row: YearLine) -> str:
    return f"-{short(row.unit.deduction)}" if row.unit is not None and row.unit.deduction else ""


def _round_score(at: int, row: YearLine) -> Fraction | None:
    return row.unit.scores[at] if row.unit is not None else None


def _round(at: int, digits: int, row: YearLine) -> str:
    if row.unit is None:
        return ""
    score, rank = row.unit.scores[at], row.unit.ranks[at]
    if score is None:
        return "未考核"
    return fixed(score, digits) + (f"（{rank}）" if rank is not None else "")


def _is_left_out(at: int, row: YearLine) -> bool:
    return row.unit is not None and at not in row.best


def _tip(at: int, round_: RoundRow, row: YearLine) -> str:
    if row.unit is None or row.unit.scores[at] is None:
        return f"{round_.name}：未考核，不计入年度"
    counts = "计入年度" if at in row.best else "不在最好的几期里，不计入年度"
    return f"{round_.name}：第 {row.unit.ranks[at]} 名，{counts}"
