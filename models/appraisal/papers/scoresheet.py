"""考核评分表: blank for filling in by hand, or filled for a unit, its groups of items merged and added up."""

from collections.abc import Sequence
from fractions import Fraction

from sqlalchemy.orm import Session

from models.appraisal.papers.choices import (
    chinese_date,
    group_options,
    is_chosen,
    lines,
    unit_options,
)
from models.appraisal.papers.figures import Shown, rounding_note, shown, small_print, under_title, veto_words
from models.appraisal.papers.placed import Placed, blank, by_item, entry_words, line_words, placed
from models.appraisal.papers.ranking import ROUND
from models.appraisal.queries.explaining import NOT_KNOWN
from models.appraisal.rows import CriterionRow, EntryRow, UnitResult
from models.appraisal.rules.figures import percent, short
from models.appraisal.rules.totals import Sum
from models.errors import Refusal
from models.papers.offer import Asked, Kind, Made, Offer, Option, Setting
from models.papers.sheet import Align, Column, Profile, Row, Sheet
from models.task.papers import usual_title

FILLED, BLANK, BLANK_GROUP = "filled", "blank", "group"
NOT_APPLICABLE = "不适用"
_LEVELS = 2
"""Headings that have a merged column of their own; deeper ones are written into the second one."""


def _ways(session: Session, asked: Asked) -> tuple[Option, ...]:
    return (
        Option(FILLED, "填好得分，每个单位一张"),
        Option(BLANK, "空白，每个单位一张"),
        Option(BLANK_GROUP, "空白，每个考核组一张"),
    )


def _make(session: Session, asked: Asked) -> Made:
    found = shown(session, asked)
    criteria = found.ground.criteria
    rows = {row.id: row for row in criteria}
    way = asked.get("way", FILLED)
    made = []
    for group in found.groups(asked):
        units = [one for one in found.in_roster_order(group.units) if is_chosen(asked, "unit_ids", one.unit_id)]
        if way == BLANK_GROUP and units:
            form = _Form(found, rows, asked, None)
            made.append(form.sheet("", group.name, blank(found.frame, criteria, group.id)))
        elif way != BLANK_GROUP:
            for one in units:
                form = _Form(found, rows, asked, one if way == FILLED else None)
                tree = one.total.components if way == FILLED else blank(found.frame, criteria, group.id, one.unit_id)
                made.append(form.sheet(one.name, group.name, tree))
    if not made:
        raise Refusal("选中的单位本期没有参加考核，没有可打印的评分表。", "请换一个单位或考核组。")
    return tuple(made)


class _Form:
    """One sheet; `unit` None leaves scores and reasons to be written by hand."""

    def __init__(self, found: Shown, rows: dict[int, CriterionRow], asked: Asked, unit: UnitResult | None) -> None:
        self._shown = found
        self._rows = rows
        self._asked = asked
        self._unit = unit
        self._entries = by_item(found.ground.entries, unit.unit_id) if unit is not None else {}
        self._why = {
            one.criterion_id: one.reason
            for one in found.ground.exemptions
            if unit is not None and one.unit_id == unit.unit_id and one.criterion_id is not None
        }
        self._number = 0

    def sheet(self, name: str, group: str, components: Sequence[Sum]) -> Sheet:
        found, asked, row = self._shown, self._asked, self._shown.round
        items = [one for component in components for one in placed(component)]
        levels = min(max((len(one.headings) for one in items), default=0), _LEVELS)
        body = [line for component in components for line in self._component(component, levels)]
        body += self._totals(levels)
        title = str(asked.get("title") or "").strip() or f"{usual_title(found.campaign.name, '')}考核评分表"
        of = f"考核对象：{name}（{group}）" if name else f"考核对象：＿＿＿＿＿＿＿＿（{group}）"
        day = chinese_date(asked.day) if self._unit is not None else "　　　　年　　月　　日"
        scored = self._unit is not None
        return Sheet(
            title=title,
            columns=self._columns(levels, items),
            rows=tuple(body),
            number="　".join(part for part in (row.name, under_title(row) if scored else "") if part),
            unit=of,
            date=day,
            notes=(*lines(asked.get("notes")), *(self._notes() if scored else ())),
            sign_off=lines(asked.get("sign_off")),
            small_print=small_print(found.result) if scored else "",
            row_mm=0.0 if scored else 10.0,
            name=name or group,
            profile=asked.profile,
        )

    def _columns(self, levels: int, items: Sequence[Placed]) -> tuple[Column, ...]:
        rows = [self._rows[one.item.id] for one in items]
        return (
            *([Column("head1", "考核类别", merge=1, bold=True)] if levels else []),
            *([Column("head2", "考核小类", merge=2)] if levels > 1 else []),
            Column("no", "序号"),
            Column("name", "考核项目", align=Align.LEFT),
            Column("points", "分值"),
            *([Column("content", "考核内容", align=Align.LEFT)] if any(row.content for row in rows) else []),
            Column("body", "评分标准", align=Align.LEFT),
            Column("score", "得分", width=4.5, bold=self._unit is not None),
            Column("why", "扣分说明", width=0.0 if self._unit is not None else 12.0, align=Align.LEFT),
        )

    def _component(self, component: Sum, levels: int) -> list[Row]:
        items = list(placed(component))
        if not items:
            return []
        weight = next((one.weight for one in self._shown.frame.components if one.key == component.id), None)
        made: list[Row] = []
        if self._shown.weighted and component.name:
            said = f"（权重{percent(weight)}）" if weight is not None else ""
            made.append(Row({}, over=f"{component.name}{said}", strong=True, keep=True))
        for at, one in enumerate(items):
            made.append(self._item(one, levels, component))
            top = one.headings[0] if one.headings else None
            last = at + 1 == len(items) or items[at + 1].headings[:1] != one.headings[:1]
            if top is not None and last and sum(other.headings[:1] == (top,) for other in items) > 1:
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
        if self._shown.weighted and component.name:
            made.append(self._closing(component, weight, levels))
        return made

    def _closing(self, component: Sum, weight: Fraction | None, levels: int) -> Row:
        score, why = "", ""
        if self._unit is not None:
            known = [one.score for one in component.below if one.score is not None]
            raw = sum(known, Fraction(0)) * component.scale if known else None
            score = self._score(component.score if weight is None else raw)
            if weight is not None and component.score is not None:
                why = (
                    f"折算满分{short(self._shown.frame.full)}分的{percent(weight)}，得{self._score(component.score)}分"
                )
            elif self._scaled(component):
                why = self._scaled(component)
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
        gap = "" if not row.no or row.no.endswith(("、", "）", ".", "．")) else " "
        return f"{row.no}{gap}{row.name}\n（{short(head.points)}分）"

    def _totals(self, levels: int) -> list[Row]:
        unit, full = self._unit, self._shown.frame.full
        made = []
        if unit is not None and unit.total.bonus:
            ceiling = self._shown.frame.bonus_ceiling
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
        return self._shown.score(value)

    def _scaled(self, one: Sum) -> str:
        if self._unit is None or one.scale == 1 or one.score is None:
            return ""
        return f"有未计分的项，其余{short(one.points / one.scale)}分按{short(one.points)}分折算"

    def _notes(self) -> tuple[str, ...]:
        return (f"依据《{self._shown.round.scheme}》；{rounding_note(self._shown.frame)}",)


def _label(levels: int) -> str:
    """Where the word of a sum over several groups stands."""
    return "head1" if levels else "name"


OFFER = Offer(
    "scoresheet",
    "考核评分表",
    "clipboard-list-outline",
    _make,
    settings=(
        ROUND,
        Setting("way", "内容", Kind.CHOICE, FILLED, _ways),
        Setting("groups", "考核组", Kind.PICKS, None, group_options, "不选就是全部"),
        Setting("unit_ids", "单位", Kind.PICKS, None, unit_options, "不选就是全部参加考核的单位"),
        Setting("reasons", "写出每条记分的事由", Kind.BOOL, True),
        Setting("title", "标题", Kind.TEXT, ""),
        Setting("notes", "表下附注", Kind.LINES, ""),
        Setting("sign_off", "签字栏", Kind.LINES, "考核人\n复核人\n被考核单位"),
    ),
    profile=Profile(landscape=True, title_size=18.0),
    needs_campaign=True,
    note="按办法的项目逐项列出分值、标准和得分；空白表供现场检查填写。",
    part="个单位",
)
