"""The columns of phases, targets, hand-ins, places, contacts, ledgers and score tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from models.intake.draft import CriterionRule, Duty
from models.intake.review import Block, Item, Place
from ui.intake.words import Reviewing, Units, due_text, duty_column, field_text
from ui.tables.cells import Column
from ui.tables.editors import CompleterEditor, TextEditor


def _phase_columns(review: Reviewing, units: Units) -> tuple[Column, ...]:
    return (
        Column("name", "阶段", field_text("name"), width=160, stretch=True, editor=TextEditor()),
        Column("time", "时间（原文）", field_text("time"), width=130, editor=TextEditor()),
        Column("due", "算出", _due, width=190, muted=True),
        Column("years", "年度", _years, width=90, muted=True),
    )


def _due(item: Item) -> str:
    return due_text(item.value.due)


def _years(item: Item) -> str:
    return "、".join(str(year) for year in item.value.years)


def _target_columns(review: Reviewing, units: Units) -> tuple[Column, ...]:
    def task(item: Item) -> str:
        return review().task_titles().get(item.value.task, "")

    return (
        Column("indicator", "指标", field_text("indicator"), width=200, stretch=True, editor=TextEditor(), lines=2),
        Column("value", "目标值", field_text("value"), width=130, lines=2, editor=TextEditor()),
        Column("task", "所属任务", task, width=170, muted=True, lines=2),
    )


def _reporting_columns(review: Reviewing, units: Units) -> tuple[Column, ...]:
    def who(item: Item) -> str:
        return "、".join(item.value.who)

    return (
        Column("what", "报送什么", field_text("what"), width=170, stretch=True, lines=2, editor=TextEditor()),
        Column("who", "谁报送", who, width=120, lines=2, editor=CompleterEditor(units, several=True)),
        Column("to", "报给谁", field_text("to"), width=96, lines=2, editor=TextEditor()),
        Column("deadline", "时限", field_text("deadline"), width=96, lines=2, editor=TextEditor()),
        Column("due", "算出", _due, width=92, muted=True),
    )


def _place_columns(review: Reviewing, units: Units) -> tuple[Column, ...]:
    def name(item: Item) -> str:
        place: Place = item.value
        return place.name or place.area

    def progress(item: Item) -> str:
        return "" if item.value.progress is None else f"{item.value.progress}%"

    def is_area(item: Item) -> bool:
        return not item.value.name

    def is_point(item: Item) -> bool:
        return bool(item.value.name)

    return (
        Column("name", "区域 / 点位", name, width=180, stretch=True, editor=TextEditor(), strong=is_area),
        Column("batch", "批次", field_text("batch"), width=90, editor=TextEditor(), can_edit=is_point),
        Column("stage", "阶段", field_text("stage"), width=190, editor=TextEditor(), can_edit=is_point),
        Column("progress", "进度", progress, width=60, align="right"),
    )


def _contact_columns(review: Reviewing, units: Units) -> tuple[Column, ...]:
    return (
        Column("unit", "单位", field_text("unit"), width=150, editor=TextEditor()),
        Column("name", "姓名", field_text("name"), width=90, editor=TextEditor()),
        Column("post", "职务", field_text("post"), width=140, stretch=True, editor=TextEditor()),
        Column("phone", "电话", field_text("phone"), width=120, editor=TextEditor()),
    )


def _problem_columns(review: Reviewing, units: Units) -> tuple[Column, ...]:
    def measures(item: Item) -> str:
        return "；".join(item.value.measures)

    def photos(item: Item) -> str:
        return f"{len(item.value.photos)} 张" if item.value.photos else ""

    def people(item: Item) -> str:
        return "、".join(one.name for one in item.value.people)

    def no_unit(item: Item) -> bool:
        return not item.value.units

    return (
        Column("no", "序号", field_text("no"), width=50, editor=TextEditor(), muted=True),
        Column("place", "点位", field_text("place"), width=84, lines=2, editor=TextEditor()),
        Column("problem", "存在问题", field_text("problem"), width=150, stretch=True, lines=2, editor=TextEditor()),
        Column("kind", "类别", field_text("kind"), width=80, editor=TextEditor(), hidden=True),
        duty_column(Duty.LEAD, review, units, 96),
        duty_column(Duty.RESPONSIBLE, review, units, 96, required=no_unit),
        duty_column(Duty.SUPPORT, review, units, 90),
        duty_column(Duty.OVERSEE, review, units, 90, hidden=True),
        Column("people", "责任人", people, width=70, lines=2),
        Column("measures", "整改措施", measures, width=120, lines=2, editor=TextEditor(), hidden=True),
        Column("deadline", "时限", field_text("deadline"), width=80, lines=2, editor=TextEditor(), tooltip=_due),
        Column("status", "整改情况", field_text("status"), width=76, editor=TextEditor()),
        Column("photos", "照片", photos, width=52, align="right"),
    )


def _criterion_columns(review: Reviewing, units: Units) -> tuple[Column, ...]:
    def points(item: Item) -> str:
        return number_text(item.value.points)

    def rules(item: Item) -> str:
        return "；".join(rule_text(rule) for rule in item.value.rules)

    def is_heading(item: Item) -> bool:
        return bool(item.value.is_heading)

    return (
        Column("no", "序号", field_text("no"), width=56, editor=TextEditor(), muted=True),
        Column(
            "item",
            "考核项目",
            field_text("item"),
            width=170,
            stretch=True,
            lines=2,
            editor=TextEditor(),
            strong=is_heading,
        ),
        Column("points", "分值", points, width=52, align="right", editor=TextEditor()),
        Column("content", "考核内容", field_text("content"), width=150, lines=2, editor=TextEditor()),
        Column("rules", "评分标准", rules, width=180, lines=2),
        Column("unit", "考核部门", field_text("unit"), width=90, lines=2, editor=CompleterEditor(units)),
        Column("doer", "责任单位", field_text("doer"), width=90, lines=2, editor=CompleterEditor(units), hidden=True),
    )


def number_text(value: Decimal | None) -> str:
    """5, 0.5; empty for none."""
    return "" if value is None else f"{value.normalize():f}"


def rule_text(rule: CriterionRule) -> str:
    """The sentence with the points that were read in it: 每少一次扣0.5分（−0.5）."""
    if rule.points is None:
        return rule.text
    sign = "−" if rule.points < 0 else "+"
    return f"{rule.text}（{sign}{number_text(abs(rule.points))}）"


Build = Callable[[Reviewing, Units], tuple[Column, ...]]
FURTHER: Mapping[Block, Build] = {
    Block.PHASES: _phase_columns,
    Block.TARGETS: _target_columns,
    Block.REPORTING: _reporting_columns,
    Block.PLACES: _place_columns,
    Block.CONTACTS: _contact_columns,
    Block.PROBLEMS: _problem_columns,
    Block.CRITERIA: _criterion_columns,
}
