"""What about one task asks for attention today, from plain values. The same rules as in the task list (task.rules)."""

from datetime import date, timedelta

from models.overview.terms import Matter
from models.task.overdue import is_overdue

SOON_DAYS = 14


def leads_of(*, lead: int, responsible: int, support: int, first_unit_leads: bool, responsible_leads: bool) -> int:
    """How many units lead, from how many the task names in each role (see task.rules.leading_units)."""
    if lead:
        return lead
    if first_unit_leads:
        return 1 if responsible or support else 0
    return responsible if responsible_leads else 0


def matters_of(
    *,
    title: str,
    leads: int,
    repeated: bool,
    deadline: str,
    due_to: date | None,
    due_every: str,
    has_children: bool,
    today: date,
    at_cells: bool = False,
    by_rule: bool = False,
) -> tuple[Matter, ...]:
    """What to do about a task; a 大项 with 小项 needs neither a lead nor a deadline of its own, one that units carry
    cell by cell (`at_cells`) no lead over all of them."""
    found = []
    if is_overdue(due_to, due_every, today):
        found.append(Matter.OVERDUE)
    elif due_to is not None and today <= due_to <= today + timedelta(days=SOON_DAYS):
        found.append(Matter.SOON)
    if not leads and not has_children and not at_cells:
        found.append(Matter.NO_LEAD)
    if not has_children and not deadline and due_to is None and not due_every:
        found.append(Matter.NO_DEADLINE)
    if not title:
        found.append(Matter.NO_TITLE)
    if leads > 1 and not by_rule:  # who leads by the campaign's rule was not written down as leading
        found.append(Matter.JOINT_LEAD)
    if repeated:
        found.append(Matter.UNIT_TWICE)
    return tuple(found)


def days_words(due_to: date, today: date) -> str:
    """逾期 12 天, 今天到期, 还有 3 天."""
    days = (due_to - today).days
    if days < 0:
        return f"逾期 {-days} 天"
    return "今天到期" if days == 0 else f"还有 {days} 天"
