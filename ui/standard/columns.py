"""Columns of the table of indicators, and the readings of pasted cells."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from models.errors import Refusal
from models.layouts.terms import FieldKind
from models.org.rules import clean, clean_name, why_no_name
from models.standard.queries import IndicatorRow
from models.standard.rules import fields_of_text, unit_words
from models.standard.terms import Served
from models.task.rules import points_of_text, text_of_points
from ui.style import Tone
from ui.tables.cells import Chip, Column
from ui.tables.editors import ChoiceEditor, CompleterEditor, Option, TextEditor

Readings = Mapping[str, tuple[str, Callable[[str], Any]]]

CONFIRMED, TO_CONFIRM = "", "待核实"
SERVED_WORDS = {
    Served.OWN: "有任务",
    Served.ABOVE: "随上级",
    Served.LINK: "对应兼顾",
    Served.NOT: "没有任务",
}
SERVED_TONES = {Served.OWN: Tone.OK, Served.LINK: Tone.REMINDER, Served.NOT: Tone.NEAR}
REQUIREMENT_HINT = "≥90%、逐年提高、不高于平均水平、达到C级"


def indicator_columns(
    tasks: Callable[[Any], Sequence[Option]], others: Callable[[Any], Sequence[Option]]
) -> tuple[Column, ...]:
    """Number, name in the tree, requirement as typed with its parts beside, points, ties, what is open."""
    return (
        Column("no", "编号", lambda row: row.no, width=46, editor=TextEditor(), sort=_number_key),
        Column(
            "name",
            "指标",
            lambda row: row.name,
            width=180,
            editor=TextEditor(),
            tooltip=_about,
            strong=lambda row: row.children > 0,
            stretch=True,
            lines=2,
        ),
        Column(
            "words",
            "达标要求",
            lambda row: row.words,
            width=124,
            editor=TextEditor(),
            tooltip=_reading,
            tone=lambda row: Tone.NEAR if row.to_confirm and row.words else None,
            lines=2,
        ),
        Column(
            "points",
            "满分",
            points_words,
            width=48,
            align="right",
            editor=TextEditor(),
            value=lambda row: text_of_points(row.points),
            sort=lambda row: row.counted_points,
            tooltip=_sum,
            faded=lambda row: row.points is None,
            kind=FieldKind.NUMBER,
            plain=lambda row: row.counted_points / 100 if row.counted_points is not None else None,
        ),
        Column(
            "served",
            "承担",
            served_words,
            width=86,
            tone=lambda row: None if row.children and row.served is Served.NOT else SERVED_TONES.get(row.served),
            tooltip=lambda row: "" if row.children and row.served is Served.NOT else row.served.label,
            faded=lambda row: row.served is Served.ABOVE,
        ),
        Column(
            "tasks",
            "任务",
            tasks_text,
            width=150,
            editor=CompleterEditor(tasks),
            value=_nothing,
            chips=lambda row: tuple(Chip(task.title, "responsible", task.id, task.above) for task in row.tasks),
            removable_chips=True,
            tooltip=_tasks,
            sort=lambda row: len(row.tasks),
        ),
        Column(
            "links",
            "对应指标",
            lambda row: "；".join(link.other_title for link in row.links),
            width=92,
            editor=CompleterEditor(others),
            value=_nothing,
            chips=lambda row: tuple(
                Chip(link.other_no or link.other_name, "support", link.id, link_words(link)) for link in row.links
            ),
            removable_chips=True,
            tooltip=lambda row: "\n".join(link_words(link) for link in row.links),
            sort=lambda row: len(row.links),
        ),
        Column(
            "evidence",
            "佐证材料",
            lambda row: row.evidence,
            width=150,
            editor=TextEditor(multiline=True),
            lines=2,
        ),
        Column(
            "threshold",
            "标准值",
            lambda row: row.threshold,
            width=64,
            align="right",
            editor=TextEditor(),
            muted=True,
        ),
        Column("unit", "单位", lambda row: row.unit, width=52, editor=TextEditor(), muted=True),
        Column(
            "to_confirm",
            "待核实",
            lambda row: TO_CONFIRM if row.to_confirm else CONFIRMED,
            width=72,
            editor=ChoiceEditor(confirm_choices),
            value=lambda row: TO_CONFIRM if row.to_confirm else CONFIRMED,
            tone=lambda row: Tone.NEAR if row.to_confirm else None,
        ),
        Column(
            "body", "要求", lambda row: row.body, width=180, editor=TextEditor(multiline=True), lines=2, hidden=True
        ),
        Column("note", "备注", lambda row: row.note, width=140, editor=TextEditor(), lines=2, hidden=True),
    )


def confirm_choices(row: Any) -> tuple[Option, ...]:
    return (Option(CONFIRMED, "已核实"), Option(TO_CONFIRM, TO_CONFIRM))


def search_text(row: IndicatorRow) -> str:
    """Initials, and words of columns that may be hidden."""
    return f"{row.pinyin} {row.body} {row.note}"


def points_words(row: IndicatorRow) -> str:
    """Its points; a heading without its own says the sum below it."""
    return text_of_points(row.counted_points)


def served_words(row: IndicatorRow) -> str:
    """How tasks serve it; a heading without a task is measured by what is below it."""
    if row.served is Served.NOT and row.children:
        return ""
    return SERVED_WORDS[row.served]


def tasks_text(row: IndicatorRow) -> str:
    return "；".join(task.title for task in row.tasks)


def link_words(link: Any) -> str:
    """国家卫生城市标准 12 生活污水集中处理率（相同）：备注."""
    words = f"{link.other_standard} {link.other_title}（{link.kind_words}）"
    return f"{words}：{link.note}" if link.note else words


def readings(task_ids: Callable[[str], Sequence[int]]) -> Readings:
    """What may be pasted over the table: heading and reading of each column."""
    return {
        "no": ("编号", clean_name),
        "name": ("指标", _read_name),
        "words": ("达标要求", _read_words),
        "threshold": ("标准值", str.strip),
        "unit": ("单位", unit_words),
        "points": ("满分", points_of_text),
        "evidence": ("佐证材料", clean),
        "to_confirm": ("待核实", read_confirm),
        "body": ("要求", clean),
        "note": ("备注", clean),
        "tasks": ("任务", task_ids),
    }


def read_confirm(text: str) -> bool:
    """待核实, 是, ✓ or nothing."""
    if text.strip() in ("", "否", "已核实", "×"):
        return False
    if text.strip() in (TO_CONFIRM, "是", "√", "✓", "1"):
        return True
    raise Refusal(f"“{text[:12]}”不能填在“待核实”里。", "请写“待核实”或“已核实”。")


def _read_name(text: str) -> str:
    refusal = why_no_name(text, "指标")
    if refusal is not None:
        raise refusal
    return clean_name(text)


def _read_words(text: str) -> str:
    fields_of_text(text)  # Refusal when it states no requirement
    return text


def _nothing(row: Any) -> str:
    """The editor opens empty: what is typed is added."""
    return ""


def _number_key(row: IndicatorRow) -> tuple[int, float, str]:
    plain = row.no.strip()
    return (0, float(plain), "") if plain.replace(".", "", 1).isdecimal() and plain != "." else (1, 0.0, plain)


def _about(row: IndicatorRow) -> str:
    parts = (" › ".join(row.path), row.title, row.body)
    return "\n".join(part for part in parts if part)


def _reading(row: IndicatorRow) -> str:
    if row.to_confirm and row.words:
        return f"{row.words}\n待核实：请对照标准原文，写明比较方式，如 {REQUIREMENT_HINT}"
    return row.words or f"可以写 {REQUIREMENT_HINT}"


def _sum(row: IndicatorRow) -> str:
    if row.below is None:
        return ""
    below = f"下面各项合计 {text_of_points(row.below)} 分"
    if row.points is not None and row.points != row.below:
        return f"{below}，和这里写的 {text_of_points(row.points)} 分不一致"
    return below


def _tasks(row: IndicatorRow) -> str:
    lines = [f"{task.above} › {task.title}" if task.above else task.title for task in row.tasks]
    return "\n".join(lines) or "输入任务名称的一部分或拼音首字母，添加一项"
