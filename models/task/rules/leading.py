"""Who leads a task. Often a rule sentence of the campaign says so, not a column of the table."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.task.terms import Role


@dataclass(frozen=True, slots=True)
class Duty:
    """One unit of a task in one role; duties come in the order in which the paper lists them. `is_named` is False for
    a unit that carries the task at single cells of the grid only: it never leads the task as a whole."""

    unit_id: int
    role: Role
    is_named: bool = True


def leading_units(duties: Sequence[Duty], *, first_unit_leads: bool, responsible_leads: bool) -> tuple[int, ...]:
    """Ids of the units that lead, in order; empty when nobody does.

    牵头单位 written down lead. Else, where the campaign says 列第一位的为牵头单位, the first unit leads (a 责任单位
    before a 配合单位; 督导 never). Else, where it says 无牵头单位的，责任单位即为牵头单位, all 责任单位 lead.
    """
    duties = [duty for duty in duties if duty.is_named]
    named = tuple(duty.unit_id for duty in duties if duty.role is Role.LEAD)
    if named:
        return named
    responsible = tuple(duty.unit_id for duty in duties if duty.role is Role.RESPONSIBLE)
    if first_unit_leads:
        listed = responsible or tuple(duty.unit_id for duty in duties if duty.role is Role.SUPPORT)
        return listed[:1]
    return responsible if responsible_leads else ()
