"""The form of a score table: its rows with merged groups, sums and, when it is filled, scores and reasons."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from models.appraisal.papers.choices import chinese_date, lines
from models.appraisal.papers.figures import rounding_note, veto_words, weighted
from models.appraisal.papers.placed import ByItem, Placed, entry_words, line_words, placed
from models.appraisal.queries.explaining import NOT_KNOWN
from models.appraisal.rows import CriterionRow, EntryRow, UnitResult
from models.appraisal.rules.figures import fixed, percent, short
from models.appraisal.rules.totals import Frame, Sum
from models.papers.offer import Asked
from models.papers.sheet import Align, Column, Row, Sheet
from models.papers.texts import em_width
from models.task.papers import usual_title

NOT_APPLICABLE = "不适用"
_LEVELS = 2
"""Headings that have a merged column of their own; deeper ones are written into the second one."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What the forms of a round, or of a scheme without one, have in common."""

    campaign: str
    scheme: str
    frame: Frame
    rows: Mapping[int, CriterionRow]
    words: str = ""
    """Under the title of a blank form."""
    scored_words: str = ""
    """Under the title of a filled one."""
    small_print: str = ""
    entries: ByItem = field(default_factory=dict)
    reasons: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    """Why items do not apply: unit → criterion → reason."""


class Form:
    """One sheet; `unit` None leaves scores and reasons to be written by hand."""

    def __init__(self, basis: Basis, asked: Asked, unit: UnitResult | None = None) -> None:
        self._basis = basis
        self._rows = basis.rows
        self._asked = asked
        self._unit = unit
        self._entries = basis.entries.get(unit.unit_id, {}) if unit is not None else {}
        self._why = basis.reasons.get(unit.unit_id, {}) if unit is not None else {}
        self._number = 0

    def sheet(self, name: str, group: str, components: Sequence[Sum]) -> Sheet:
        """The score table of a unit, or of a group when `name` is empty."""
        basis, asked = self._basis, self._asked
        items = [one for component in components for one in placed(component)]
        levels = min(max((len(one.headings) for one in items), default=0), _LEVELS)
        body = [line for component in components for line in self._component(component, levels)]
        body += self._totals(levels)
        title = str(asked.get("title") or "").strip() or f"{usual_title(basis.campaign, '')}考核评分表"
        of = f"考核对象：{name or '＿＿＿＿＿＿＿＿'}{f'　　考核组：{group}' if group else ''}"
        day = chinese_date(asked.day) if self._unit is not None else "　　　　年　　月　　日"
        scored = self._unit is not None
        return Sheet(
            title=title,
            columns=self._columns(levels, items),
            rows=tuple(body),
            number=basis.scored_words if scored else basis.words,
            unit=of,
            date=day,
            notes=(*lines(asked.get("notes")), *(self._notes() if scored else ())),
            sign_off=lines(asked.get("sign_off")),
            small_print=basis.small_print if scored else "",
            row_mm=0.0 if scored else 10.0,
            name=name or group or "评分表",
            profile=asked.profile,
        )

    def _columns(self, levels: int, items: Sequence[Placed]) -> tuple[Column, ...]:
        rows = [self._rows[one.item.id] for one in items]
        return (
            *([Column("head1", "考核类别", width=self._head_width(items), merge=1, bold=True)] if levels else []),
            *([Column("head2", "考核小类", merge=2)] if levels > 1 else []),
            Column("no", "序号"),
            Column("name", "考核项目", align=Align.LEFT),
            Column("points", "分值"),
            *([Column("content", "考核内容", align=Align.LEFT)] if any(row.content for row in rows) else []),
            Column("body", "评分标准", align=Align.LEFT),
            Column("score", "得分", width=4.5, bold=self._unit is not None),
            Column("why", "扣分说明", width=0.0 if self._unit is not None else 12.0, align=Align.LEFT),
        )

    def _head_width(self, items: Sequence[Placed]) -> float:
        lines = [line for one in items for head in one.headings[:1] for line in self._heading(head).split("\n")]
        return min(max(map(em_width, lines), default=4.0) + 1.0, 9.0)

    def _component(self, component: Sum, levels: int) -> list[Row]:
        items = list(placed(component))
        if not items:
            return []
        weight = next((one.weight for one in self._basis.frame.components if one.key == component.id), None)
        made: list[Row] = []
        if weighted(self._basis.frame) and component.name:
            said = f"（权重{percent(weight)}）" if weight is not None else ""
            made.append(Row({}, over=f"{component.name}{said}", strong=True, keep=True))
        only = self._only(component, items)
        below = Counter(one.headings[0].id for one in items if one.headings)
        for at, one in enumerate(items):
            made.append(self._item(one, levels, component))
            top = one.headings[0] if one.headings else None
            following = items[at + 1].headings if at + 1 < len(items) else ()
            last = top is not None and (not following or following[0].id != top.id)
            if top is not None and last and top is not only and below[top.id] > 1:
                keys = (f"{component.id}:{top.id}", f"sum:{top.id}")[:levels]
                score = self._score(top.score) if self._unit is not None else ""
                cells = {
                    **self._heads(one, levels, component),
                    "head2": "",
                    "name": "小计",
                    "points": short(top.points),
                    "score": score,
                }
                made.append(Row(cells | {"why": self._scaled(top)}, groups=keys, strong=True))
        if weighted(self._basis.frame) and component.name:
            made.append(self._closing(component, weight, levels, only))
        return made

    def _only(self, component: Sum, items: Sequence[Placed]) -> Sum | None:
        """The heading over all of a component, whose sum is that of the component."""
        tops = {one.headings[0].id if one.headings else 0 for one in items}
        if not component.name or not weighted(self._basis.frame) or len(tops) > 1:
            return None
        return items[0].headings[0] if items[0].headings else None

    def _closing(self, component: Sum, weight: Fraction | None, levels: int, only: Sum | None) -> Row:
        score, why = "", ""
        if self._unit is not None:
            known = [one.score for one in component.below if one.score is not None]
            raw = sum(known, Fraction(0)) * component.scale if known else None
            score = self._score(component.score if weight is None else raw)
            said = [self._scaled(component) or (self._scaled(only) if only is not None else "")]
            if weight is not None and component.score is not None:
                full = short(self._basis.frame.full)
                said.append(f"折算满分{full}分的{percent(weight)}，得{self._score(component.score)}分")
            why = "；".join(one for one in said if one)
        cells = {_label(levels): f"{component.name}合计", "points": short(component.points), "score": score, "why": why}
        return Row(cells, groups=self._alone(f"closing:{component.id}", levels), strong=True)

    def _item(self, one: Placed, levels: int, component: Sum) -> Row:
        self._number += 1
        row = self._rows[one.item.id]
        keys = [f"{component.id}:{head.id}" for head in one.headings[:levels]] or [f"{component.id}:none"][:levels]
        keys += [f"item:{row.id}"] * (levels - len(keys))
        cells = {
            **self._heads(one, levels, component),
            "no": row.no or str(self._number),
            "name": row.name,
            "points": short(one.item.points),
            "content": row.content,
            "body": row.body or row.rule_words,
        }
        if self._unit is not None:
            cells |= self._filled(one.item, self._entries.get(row.id, []))
        return Row(cells, groups=tuple(keys))

    def _filled(self, item: Sum, entries: Sequence[EntryRow]) -> dict[str, str]:
        assert self._unit is not None
        if item.id in self._why:
            return {"score": NOT_APPLICABLE, "why": self._why[item.id]}
        found = self._unit.items.get(item.id)
        if found is None or found.score is None:
            return {"score": "—", "why": NOT_KNOWN}
        said = [line_words(line) for line in found.lines]
        reasons = (
            [words for entry in entries if (words := entry_words(entry))] if self._asked.get("reasons", True) else []
        )
        bonus = f"（另加{short(found.bonus)}分）" if found.bonus else ""
        score = self._score(item.score) if item.points or item.score else "—"
        return {"score": score + bonus, "why": "\n".join([*said, *reasons])}

    def _heads(self, one: Placed, levels: int, component: Sum) -> dict[str, str]:
        names = [self._heading(head) for head in one.headings] or [component.name]
        if len(names) > levels and levels:
            names[levels - 1 :] = ["\n".join(names[levels - 1 :])]
        return {f"head{number}": name for number, name in enumerate(names, 1)}

    def _heading(self, head: Sum) -> str:
        row = self._rows[head.id]
        numeral = row.no.strip("一二三四五六七八九十") == ""
        gap = "" if not row.no or row.no.endswith(("、", "）", ".", "．")) else "、" if numeral else " "
        return f"{row.no}{gap}{row.name}\n（{short(head.points)}分）"

    def _totals(self, levels: int) -> list[Row]:
        unit, full = self._unit, self._basis.frame.full
        made = []
        if unit is not None and unit.total.bonus:
            ceiling = self._basis.frame.bonus_ceiling
            why = f"加分最多{short(ceiling)}分" if ceiling is not None else ""
            cells = {_label(levels): "加分", "score": f"+{short(unit.total.bonus)}", "why": why}
            made.append(Row(cells, groups=self._alone("bonus", levels), strong=True))
        cells = {_label(levels): "总分", "points": short(full)}
        if unit is not None:
            said = [part for part in (unit.total.grade, veto_words(unit)) if part]
            cells |= {"score": self._score(unit.score), "why": "；".join(said)}
        return [*made, Row(cells, groups=self._alone("total", levels), strong=True)]

    def _alone(self, key: str, levels: int) -> tuple[str, ...]:
        return (key,) * levels

    def _score(self, value: Fraction | None) -> str:
        return "—" if value is None else fixed(value, self._basis.frame.digits)

    def _scaled(self, one: Sum) -> str:
        if self._unit is None or one.scale == 1 or one.score is None:
            return ""
        return f"有未计分的项，其余{short(one.points / one.scale)}分按{short(one.points)}分折算"

    def _notes(self) -> tuple[str, ...]:
        return (f"依据《{self._basis.scheme}》；{rounding_note(self._basis.frame)}",)


def _label(levels: int) -> str:
    """Where the word of a sum over several groups stands."""
    return "head1" if levels else "name"
