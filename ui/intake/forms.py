"""What the right pane shows for each kind of row: fields, their values, the title."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from models.intake.draft import Duty, Group, Seat
from models.intake.review import Block, Decision, Item, Review
from ui.intake.choices import UnitChoices
from ui.intake.form_parts import NEW_UNIT, PARENTS, TASKS, Choices, Form, one_unit, people_text, task_field, units_field
from ui.intake.ledger_forms import LEDGER_FORMS
from ui.intake.words import DUTY_HEADINGS, due_text, spot_text
from ui.tables.editors import Option
from ui.widgets.inspector import (
    ChoiceField,
    Inspector,
    LineField,
    NumberField,
    ReadField,
    TextField,
)

SHOWN_USES = 6


_unit_choices, _same_choices = Choices(), Choices()


def form_of(item: Item) -> str:
    """The key in FORMS of a row."""
    if item.block is Block.SEATS:
        return "group" if isinstance(item.value, Group) else "seat"
    if item.block is Block.PLACES:
        return "place" if item.value.name else "area"
    return item.block.value


# ---- units --------------------------------------------------------------------------------------------------


def _unit_fields(inspector: Inspector, units: UnitChoices) -> None:
    main = inspector.add_section()
    main.add("name", "文中写法", LineField())
    main.add("decision", "对应单位", ChoiceField(_unit_choices))
    main.add("other", "另选", units_field(units.known, single=True))
    main.add("reason", "依据", ReadField())
    main.add("uses", "用在", ReadField())


def _unit_values(review: Review, item: Item) -> dict[str, Any]:
    entry = item.value
    options = [Option(one.unit_id, f"{one.name}（{one.reason}）") for one in entry.proposals]
    if entry.unit_id is not None and all(option.value != entry.unit_id for option in options):
        options.insert(0, Option(entry.unit_id, entry.linked))
    if entry.decision is Decision.OPEN:
        options.insert(0, Option(None, "请选定"))
    _unit_choices.options = (*options, Option(NEW_UNIT, "新建单位"))
    chosen = NEW_UNIT if entry.decision is Decision.NEW else entry.unit_id
    return {
        "name": entry.name,
        "decision": chosen,
        "other": (),
        "reason": entry.reason,
        "uses": _uses_text(review, entry.name),
    }


def _uses_text(review: Review, name: str) -> str:
    uses = review.users_of(name)
    lines = [_use_line(item) for item in uses[:SHOWN_USES]]
    if len(uses) > SHOWN_USES:
        lines.append(f"等 {len(uses)} 处")
    return "\n".join(lines) or "只在名单里出现"


def _use_line(item: Item) -> str:
    value = item.value
    names = ("title", "what", "problem", "item", "name", "place")
    words = next((str(found) for name in names if (found := getattr(value, name, ""))), "")
    return f"{item.block.label}：{words}"


# ---- organisation -------------------------------------------------------------------------------------------


def _group_fields(inspector: Inspector, units: UnitChoices) -> None:
    main = inspector.add_section()
    main.add("name", "名称", LineField())
    main.add("short", "简称", LineField())
    main.add("host", "设在", units_field(units.names, single=True))
    main.add("lead_unit", "牵头单位", units_field(units.names, "lead", single=True))
    main.add("duty", "职责", TextField(lines=1))


def _group_values(review: Review, item: Item) -> dict[str, Any]:
    value = item.value
    return {
        "name": value.name,
        "short": value.short,
        "host": one_unit(value.host),
        "lead_unit": one_unit(value.lead_unit),
        "duty": value.duty,
    }


def _seat_fields(inspector: Inspector, units: UnitChoices) -> None:
    main = inspector.add_section()
    main.add("role", "角色", LineField("如 组长、成员"))
    main.add("name", "姓名", LineField())
    main.add("post", "职务", TextField(lines=1))
    main.add("unit", "单位席位", units_field(units.names, single=True))
    main.add("group", "所在组织", ReadField())
    main.add("same", "同名", ChoiceField(_same_choices))


def _seat_values(review: Review, item: Item) -> dict[str, Any]:
    value = item.value
    others, known = review.namesakes(item.id), review.known_person(item.id)
    where = "、".join(f"{spot_text(other)} {other.value.role}" for other in others)
    if known:
        where = f"{where}、已有的{known}" if where else f"已有的{known}"
    if where:
        _same_choices.options = (Option(False, f"与{where}是同一个人"), Option(True, "是另一个人，只是同名"))
    else:
        _same_choices.options = (Option(False, "没有同名的人"),)
    return {
        "role": value.role,
        "name": value.name,
        "post": value.post,
        "unit": one_unit(value.unit),
        "group": value.group,
        "same": review.is_apart(item.id),
    }


def _seat_title(value: Seat) -> str:
    return value.name or value.unit or value.role


# ---- tasks --------------------------------------------------------------------------------------------------


def _task_fields(inspector: Inspector, units: UnitChoices) -> None:
    main = inspector.add_section()
    main.add("title", "任务", TextField(lines=1))
    duty = inspector.add_section("责任分工")
    for each in Duty:
        duty.add(each.value, DUTY_HEADINGS[each], units_field(units.names, each.value))
    duty.add("people", "人员", TextField("一行一人：责任领导：姓名 职务", lines=1))
    time = inspector.add_section("时限")
    time.add("deadline", "时限", LineField("照原文写，如 5月底前"))
    time.add("due", "算出", ReadField())
    more = inspector.add_section("内容")
    more.add("body", "内容", TextField(lines=2))
    more.add("no", "序号", LineField())
    more.add("parent", "上级任务", task_field())


def _task_values(review: Review, item: Item) -> dict[str, Any]:
    value = item.value
    PARENTS.options = tuple(
        Option(other.id, f"{other.value.no}{other.value.title}") for other in review.possible_parents(item.id)
    )
    dropped = review.dropped_units()
    values: dict[str, Any] = {
        duty.value: tuple(name for name in value.of(duty) if name not in dropped) for duty in Duty
    }
    return values | {
        "title": value.title,
        "people": people_text(value.people),
        "deadline": value.deadline,
        "due": due_text(value.due) or ("没有算出日期，只保留原文" if value.deadline else ""),
        "body": value.body,
        "no": value.no,
        "parent": () if item.parent_id is None else (item.parent_id,),
    }


# ---- the rest -----------------------------------------------------------------------------------------------


def _phase_fields(inspector: Inspector, units: UnitChoices) -> None:
    main = inspector.add_section()
    main.add("name", "阶段", LineField())
    main.add("time", "时间", LineField("照原文写"))
    main.add("due", "算出", ReadField())
    main.add("body", "内容", TextField(lines=2))


def _phase_values(review: Review, item: Item) -> dict[str, Any]:
    value = item.value
    years = f"（{'、'.join(str(year) for year in value.years)} 年各一次）" if len(value.years) > 1 else ""
    return {"name": value.name, "time": value.time, "due": due_text(value.due) + years, "body": value.body}


def _target_fields(inspector: Inspector, units: UnitChoices) -> None:
    main = inspector.add_section()
    main.add("indicator", "指标", TextField(lines=1))
    main.add("value", "目标值", LineField())
    main.add("task", "所属任务", task_field(whole=True))


def _target_values(review: Review, item: Item) -> dict[str, Any]:
    value = item.value
    titles = review.task_titles()
    TASKS.options = tuple(Option(key, title) for key, title in titles.items())
    task = () if value.task not in titles else (value.task,)
    return {"indicator": value.indicator, "value": value.value, "task": task}


def _reporting_fields(inspector: Inspector, units: UnitChoices) -> None:
    main = inspector.add_section()
    main.add("what", "报送什么", TextField(lines=1))
    main.add("who", "谁报送", units_field(units.names))
    main.add("to", "报给谁", LineField())
    main.add("deadline", "时限", LineField("照原文写"))
    main.add("due", "算出", ReadField())


def _reporting_values(review: Review, item: Item) -> dict[str, Any]:
    value = item.value
    dropped = review.dropped_units()
    return {
        "what": value.what,
        "who": tuple(name for name in value.who if name not in dropped),
        "to": value.to,
        "deadline": value.deadline,
        "due": due_text(value.due),
    }


def _area_fields(inspector: Inspector, units: UnitChoices) -> None:
    inspector.add_section().add("area", "区域", LineField())


def _place_fields(inspector: Inspector, units: UnitChoices) -> None:
    main = inspector.add_section()
    main.add("name", "点位", LineField())
    main.add("area", "区域", ReadField())
    main.add("batch", "批次", LineField())
    main.add("stage", "阶段", LineField())
    main.add("progress", "进度 %", NumberField())


def _contact_fields(inspector: Inspector, units: UnitChoices) -> None:
    main = inspector.add_section()
    main.add("unit", "单位", units_field(units.names, single=True))
    main.add("name", "姓名", LineField())
    main.add("post", "职务", LineField())
    main.add("phone", "电话", LineField())


def _contact_values(review: Review, item: Item) -> dict[str, Any]:
    value = item.value
    return {"unit": one_unit(value.unit), "name": value.name, "post": value.post, "phone": value.phone}


def _plain(*names: str) -> Callable[[Review, Item], dict[str, Any]]:
    def values(review: Review, item: Item) -> dict[str, Any]:
        return {name: getattr(item.value, name) for name in names}

    return values


def _named(*names: str) -> Callable[[Any], str]:
    def title(value: Any) -> str:
        return next((str(getattr(value, name)) for name in names if getattr(value, name)), "")

    return title


FORMS: dict[str, Form] = {
    Block.UNITS.value: Form(_unit_fields, _unit_values, _named("name")),
    "group": Form(_group_fields, _group_values, _named("name")),
    "seat": Form(_seat_fields, _seat_values, _seat_title),
    Block.TASKS.value: Form(_task_fields, _task_values, _named("title")),
    Block.PHASES.value: Form(_phase_fields, _phase_values, _named("name")),
    Block.TARGETS.value: Form(_target_fields, _target_values, _named("indicator")),
    Block.REPORTING.value: Form(_reporting_fields, _reporting_values, _named("what")),
    "area": Form(_area_fields, _plain("area"), _named("area")),
    "place": Form(_place_fields, _plain("name", "area", "batch", "stage", "progress"), _named("name")),
    Block.CONTACTS.value: Form(_contact_fields, _contact_values, _named("name", "unit")),
    **LEDGER_FORMS,
}
