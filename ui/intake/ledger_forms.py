"""The right pane for rows of ledgers and of score tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.intake.draft import Criterion, Duty, Problem
from models.intake.review import Block, Item, Review
from ui.intake.choices import UnitChoices
from ui.intake.form_parts import PARENTS, Form, one_unit, people_text, task_field, units_field
from ui.intake.further_columns import number_text
from ui.intake.photos import PhotosField
from ui.intake.words import DUTY_HEADINGS, due_text
from ui.tables.editors import Option
from ui.widgets.inspector import Inspector, LineField, ReadField, TextField


def _problem_fields(inspector: Inspector, units: UnitChoices) -> None:
    main = inspector.add_section()
    main.add("problem", "存在问题", TextField(lines=2))
    main.add("place", "点位", LineField())
    main.add("kind", "类别", LineField())
    main.add("photos", "照片", PhotosField())
    duty = inspector.add_section("整改责任")
    for each in Duty:
        duty.add(each.value, DUTY_HEADINGS[each], units_field(units.names, each.value))
    duty.add("people", "人员", TextField("一行一人：责任人：姓名 职务", lines=1))
    mending = inspector.add_section("整改")
    mending.add("measures", "措施", TextField("一行一条", lines=2))
    mending.add("deadline", "时限", LineField("照原文写，如 5月底前"))
    mending.add("due", "算出", ReadField())
    mending.add("status", "整改情况", LineField())
    more = inspector.add_section("其他", folded=True)
    more.add("found", "发现时间", LineField())
    more.add("no", "序号", LineField())
    more.add("note", "备注", TextField(lines=1))


def _problem_values(review: Review, item: Item) -> dict[str, Any]:
    value: Problem = item.value
    dropped = review.dropped_units()
    values: dict[str, Any] = {
        duty.value: tuple(name for name in value.of(duty) if name not in dropped) for duty in Duty
    }
    plain = {name: getattr(value, name) for name in ("problem", "place", "kind", "status", "found", "no", "note")}
    return (
        values
        | plain
        | {
            "photos": value.photos,
            "people": people_text(value.people),
            "measures": "\n".join(value.measures),
            "deadline": value.deadline,
            "due": due_text(value.due) or ("没有算出日期，只保留原文" if value.deadline else ""),
        }
    )


def _criterion_fields(inspector: Inspector, units: UnitChoices) -> None:
    main = inspector.add_section()
    main.add("item", "考核项目", TextField(lines=1))
    main.add("points", "分值", LineField())
    main.add("content", "考核内容", TextField(lines=2))
    scoring = inspector.add_section("评分标准")
    scoring.add("body", "原文", TextField(lines=1))
    scoring.add("rules", "规则", TextField("一行一条", lines=2))
    scoring.add("cap", "最多扣", LineField("不写就是扣完为止"))
    who = inspector.add_section("谁考核")
    who.add("unit", "考核部门", units_field(units.names, single=True))
    who.add("doer", "责任单位", units_field(units.names, "responsible", single=True))
    more = inspector.add_section("其他", folded=True)
    more.add("section", "大项", ReadField())
    more.add("no", "序号", LineField())
    more.add("parent", "上级", task_field())
    more.add("note", "备注", TextField(lines=1))


def _criterion_values(review: Review, item: Item) -> dict[str, Any]:
    value: Criterion = item.value
    PARENTS.options = tuple(
        Option(other.id, f"{other.value.no}{other.value.item}") for other in review.possible_parents(item.id)
    )
    return {
        "item": value.item,
        "points": number_text(value.points),
        "content": value.content,
        "body": value.body,
        "rules": "\n".join(rule.text for rule in value.rules),
        "cap": number_text(value.cap),
        "unit": one_unit(value.unit),
        "doer": one_unit(value.doer),
        "section": value.section,
        "no": value.no,
        "parent": () if item.parent_id is None else (item.parent_id,),
        "note": value.note,
    }


def _problem_title(value: Problem) -> str:
    return value.problem or value.place


def _criterion_title(value: Criterion) -> str:
    return value.item


LEDGER_FORMS: Mapping[str, Form] = {
    Block.PROBLEMS.value: Form(_problem_fields, _problem_values, _problem_title),
    Block.CRITERIA.value: Form(_criterion_fields, _criterion_values, _criterion_title),
}
