"""What filters of the task table may ask besides its columns."""

from __future__ import annotations

from datetime import date

from models.layouts.terms import FieldKind
from models.task.queries import TaskRow
from models.task.terms import Role
from ui.tables.filtering import Field


def filter_fields() -> tuple[Field, ...]:
    """Units in any role, the computed last day, level in the tree, what the rules found."""
    return (
        Field("any_unit", "单位（任何角色）", FieldKind.NAMES, _any_unit),
        Field("due_to", "截止日期", FieldKind.DAY, _due_to),
        Field("depth", "层级（大项为 1）", FieldKind.NUMBER, _level),
        Field("findings", "提示", FieldKind.NAMES, _findings),
    )


def _any_unit(row: TaskRow) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ref.name for role in Role for ref in row.units(role)))


def _due_to(row: TaskRow) -> date | None:
    return row.due_to


def _level(row: TaskRow) -> int:
    return row.depth + 1


def _findings(row: TaskRow) -> tuple[str, ...]:
    return tuple(dict.fromkeys(issue.kind.label for issue in row.issues))
