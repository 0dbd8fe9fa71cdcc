"""Columns of the score table, and the readings of cells that are typed or pasted."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from models.appraisal.rows import CriterionRow
from models.appraisal.rules.kinds import Rule
from models.appraisal.rules.parsing import read_rule
from models.appraisal.rules.wording import BY_HAND
from models.errors import Refusal
from models.layouts.terms import FieldKind
from models.org.rules import clean, clean_name, why_no_name
from ui.appraisal.figures import number_or_none, text_of
from ui.style import Tone
from ui.tables.cells import Column
from ui.tables.editors import ChoiceEditor, Option, TextEditor, UnitsEditor

Readings = Mapping[str, tuple[str, Callable[[str], Any]]]
Options = Callable[[Any], Sequence[Option]]
EVERYONE = "全部"
RULE_HINT = "可以直接写，如 每发现一处扣0.5分，最多扣5分；也可以在右边逐项设置"


def criteria_columns(components: Options, scopes: Options) -> tuple[Column, ...]:
    """The columns of a printed score table, then rule, component, scope, who checks."""
    return (
        Column("no", "序号", lambda row: row.no, width=46, editor=TextEditor()),
        Column(
            "name",
            "考核项目",
            lambda row: row.name,
            width=150,
            editor=TextEditor(),
            strong=lambda row: row.children > 0,
            tooltip=lambda row: row.name,
            stretch=True,
            lines=2,
        ),
        Column(
            "points",
            "分值",
            points_words,
            width=64,
            align="right",
            editor=TextEditor(),
            value=lambda row: text_of(row.points),
            sort=lambda row: row.sum,
            tone=lambda row: Tone.NEAR if row.wrong_sums else None,
            tooltip=points_about,
            faded=lambda row: row.points is None and row.children > 0,
            required=lambda row: not row.children and row.rule is None,
            kind=FieldKind.NUMBER,
            plain=lambda row: Decimal(text_of(row.sum)) if row.sum or row.points is not None else None,
        ),
        Column(
            "content",
            "考核内容",
            lambda row: row.content,
            width=130,
            editor=TextEditor(multiline=True),
            tooltip=lambda row: row.content,
            lines=2,
        ),
        Column(
            "body",
            "评分标准",
            lambda row: row.body,
            width=165,
            editor=TextEditor(multiline=True),
            tooltip=lambda row: row.body,
            lines=2,
        ),
        Column(
            "rule",
            "规则",
            lambda row: row.rule_words,
            width=165,
            editor=TextEditor(multiline=True),
            value=lambda row: row.rule_words if row.rule is not None else "",
            can_edit=lambda row: not row.children,
            faded=lambda row: row.rule is None,
            tooltip=lambda row: f"{row.rule_words}\n{RULE_HINT}" if not row.children else "",
            lines=2,
        ),
        Column(
            "component_id",
            "部分",
            lambda row: row.component,
            width=72,
            editor=ChoiceEditor(components),
            value=lambda row: row.component_id,
        ),
        Column(
            "scope",
            "适用",
            lambda row: row.scope_words or EVERYONE,
            width=110,
            editor=UnitsEditor(scopes),
            value=lambda row: row.scope_words,
            faded=lambda row: not row.scope_words,
            tooltip=lambda row: row.scope_words or "全部考核组",
            lines=2,
        ),
        Column("assessor", "负责考核部门", lambda row: row.assessor, width=110, editor=TextEditor(), lines=2),
        Column("note", "备注", lambda row: row.note, width=120, editor=TextEditor(), lines=2, hidden=True),
    )


def points_words(row: CriterionRow) -> str:
    """Its points; a heading without its own says the sum below it."""
    if row.points is not None or not row.children:
        return text_of(row.points)
    return "—".join(dict.fromkeys(text_of(one) for one in (row.sums[:1] + row.sums[-1:])))


def points_about(row: CriterionRow) -> str:
    """What the items of a heading come to, for each kind of unit."""
    if not row.children:
        return ""
    if len(row.sums) > 1:
        below = f"下面各项合计因组而异：{'、'.join(text_of(one) for one in row.sums)} 分"
    else:
        below = f"下面各项合计 {text_of(row.sums[0] if row.sums else row.sum)} 分"
    return f"{below}，和表上写的 {text_of(row.points)} 分不一致" if row.wrong_sums else below


def readings(component_of: Callable[[str], Any], scope_of: Callable[[str], Any]) -> Readings:
    """What may be pasted over the table: heading and reading of each column."""
    return {
        "no": ("序号", clean_name),
        "name": ("考核项目", _read_name),
        "points": ("分值", read_points),
        "body": ("评分标准", clean),
        "rule": ("规则", read_words),
        "content": ("考核内容", clean),
        "component_id": ("部分", component_of),
        "scope": ("适用", scope_of),
        "assessor": ("负责考核部门", clean),
        "note": ("备注", clean),
    }


def read_points(text: str) -> Any:
    """Points exact; nothing typed: not said."""
    return number_or_none(text, "分值")


def read_words(text: str, points: Fraction | None = None) -> Rule | None:
    """A rule written as words; nothing written: marked by hand. Refusal says what of it is not understood."""
    if not text.strip() or text.strip().rstrip("。") == BY_HAND:
        return None
    reading = read_rule(text, points)
    if reading.rule is None or not reading.is_whole:
        rest = reading.rest.strip() or text.strip()
        raise Refusal(f"“{rest[:30]}”没有读懂，规则没有改。", "可以换个写法，或在右边“加一条规则”逐项设置。")
    return reading.rule


def _read_name(text: str) -> str:
    refusal = why_no_name(text, "考核项目")
    if refusal is not None:
        raise refusal
    return clean_name(text)
