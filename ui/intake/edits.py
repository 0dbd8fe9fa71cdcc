"""Edits of the table and of the right pane, turned into changes of the review."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from models.errors import Refusal
from models.intake.draft import CriterionRule, Duty, Group, Seat
from models.intake.fields.rules import rules_of
from models.intake.review import Block, Review
from ui.intake.choices import UnitChoices
from ui.intake.form_parts import NEW_UNIT, people_of
from ui.tables.editors import matches

SEPARATORS = re.compile(r"[、，,；;\n]+")
DUTIES = {duty.value: duty for duty in Duty}
SINGLE_UNITS = ("host", "lead_unit", "unit", "doer")
WIDE = str.maketrans("０１２３４５６７８９．", "0123456789.")
MOST_POINTS = 100_000
BEARING = (Block.TASKS, Block.PROBLEMS)  # blocks whose rows have units in roles


def apply_edit(review: Review, choices: UnitChoices, item_id: int, key: str, value: Any) -> None:
    """Write the value of a field into a row. Raises Refusal when it cannot stand."""
    item = review.item(item_id)
    if key in DUTIES and item.block in BEARING:
        review.set_units(item_id, DUTIES[key], names_in(value))
    elif key == "decision":
        if value is not None:
            review.decide_unit(item_id, None if value == NEW_UNIT else value, choices.name_of(value))
    elif key == "other":
        if value:
            review.decide_unit(item_id, value[0], choices.name_of(value[0]))
    elif key == "same":
        review.set_apart(item_id, bool(value))
    elif key == "parent":
        review.set_parent(item_id, value[0] if value else None)
    elif key == "people":
        review.edit(item_id, people=people_of(str(value), item.value.people))
    elif key == "progress":
        review.edit(item_id, progress=percent_of(value))
    elif key == "measures":
        review.edit(item_id, measures=lines_in(str(value)))
    elif key in ("points", "cap"):
        review.edit(item_id, **{key: points_of(value)})
    elif key == "rules":
        review.edit(item_id, rules=rules_in(str(value), item.value.points))
    elif key == "task":
        review.edit(item_id, task=value[0] if value else None)
    elif key in SINGLE_UNITS:
        review.edit(item_id, **{key: "、".join(names_in(value)[:1])})
    elif key == "who" and item.block is Block.REPORTING:
        review.edit(item_id, who=names_in(value))
    else:
        review.edit(item_id, **{_field_of(item.value, key): str(value).strip()})


def _field_of(value: Any, key: str) -> str:
    """The field behind a column that shows one of several."""
    if key == "who":
        return "name" if isinstance(value, Group) or value.name or not value.unit else "unit"
    if key == "post" and isinstance(value, Seat):
        return "post"
    if key == "name" and hasattr(value, "area") and not value.name:
        return "area"
    return key


def names_in(value: Any) -> tuple[str, ...]:
    """Unit names from a tuple, or from a text in which they are parted by 、."""
    parts: Sequence[str] = SEPARATORS.split(value) if isinstance(value, str) else value
    return tuple(dict.fromkeys(name for part in parts if (name := "".join(str(part).split()))))


def percent_of(value: Any) -> int | None:
    """A whole percentage from 0 to 100, None for empty. Raises Refusal."""
    if value is None or value == "":
        return None
    if isinstance(value, Decimal) and value == int(value) and 0 <= value <= 100:
        return int(value)
    raise Refusal(f"进度“{value}”不对。", "请写 0 到 100 的整数，不用写百分号。")


def lines_in(text: str) -> tuple[str, ...]:
    """Measures: one on a line (a table parts them by ；)."""
    return tuple(part for line in re.split(r"[\n；;]", text) if (part := line.strip()))


def points_of(value: Any) -> Decimal | None:
    """A full mark, None for empty. Raises Refusal."""
    text = str(value if value is not None else "").strip().translate(WIDE).removesuffix("分")
    if not text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal(-1)
    if not number.is_finite() or not 0 <= number <= MOST_POINTS:
        raise Refusal(f"分值“{value}”不对。", "请写数字，如 5 或 0.5。")
    return number


def rules_in(text: str, points: Decimal | None) -> tuple[CriterionRule, ...]:
    """Scoring sentences, one on a line, with the points each of them states."""
    rules: list[CriterionRule] = []
    for line in text.splitlines():
        if line.strip():
            found, _ = rules_of(line, points)
            rules += found or (CriterionRule(line.strip()),)
    return tuple(rules)


def why_not_new_unit(choices: UnitChoices, text: str) -> Refusal | None:
    """Why a typed name may not become a new unit: several units could be meant."""
    found = matches(choices.names(), text, 4)
    if not found:
        return None
    names = "、".join(option.text for option in found[:3])
    return Refusal(f"“{text}”可能是{names}。", "请从提示里选一个，或写全名称。")


def add_unknown_unit(review: Review, choices: UnitChoices, item_id: int, key: str, text: str) -> None:
    """Take a typed name that no unit bears as a further unit of a field. Raises Refusal when it is ambiguous."""
    if key in ("parent", "task"):
        raise Refusal(f"没有认出任务“{text}”。", "请从提示里选一个，或多写几个字。")
    refusal = why_not_new_unit(choices, text)
    if refusal is not None:
        raise refusal
    item = review.item(item_id)
    if key in DUTIES and item.block in BEARING:
        review.set_units(item_id, DUTIES[key], (*item.value.of(DUTIES[key]), text))
    elif key == "who":
        review.edit(item_id, who=(*item.value.who, text))
    elif key in SINGLE_UNITS:
        review.edit(item_id, **{key: text})
    else:
        raise Refusal(f"没有单位“{text}”。", "请从提示里选一个。")
