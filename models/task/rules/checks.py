"""What is missing or past in the breakdown, in sentences for the clerk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.task.due_words import read_span, standing
from models.task.overdue import is_overdue
from models.task.rules.leading import Duty, leading_units
from models.task.terms import Role
from models.words import Labelled


class IssueKind(Labelled):
    """Kinds of findings: gaps to fill (待补), what is past (逾期), and notices."""

    NO_TITLE = "no_title", "没有写任务"
    NO_LEAD = "no_lead", "没有牵头单位"
    NO_DEADLINE = "no_deadline", "没有完成时限"
    NO_DATE = "no_date", "时限算不出日期"
    OVERDUE = "overdue", "已过时限"
    JOINT_LEAD = "joint_lead", "几个单位牵头"
    UNIT_TWICE = "unit_twice", "单位重复"
    IDLE_UNIT = "idle_unit", "单位没有任务"

    @property
    def is_gap(self) -> bool:
        """Something must be filled in (待补)."""
        return self in (IssueKind.NO_TITLE, IssueKind.NO_LEAD, IssueKind.NO_DEADLINE)

    @property
    def is_notice(self) -> bool:
        """Common in real plans; worth a look, not an error."""
        return self in (IssueKind.NO_DATE, IssueKind.JOINT_LEAD, IssueKind.UNIT_TWICE, IssueKind.IDLE_UNIT)


@dataclass(frozen=True, slots=True)
class Issue:
    """One finding about a task: its kind and one Chinese sentence."""

    kind: IssueKind
    sentence: str


def issues_of_task(
    duties: Sequence[Duty],
    *,
    title: str,
    deadline: str,
    due_to: date | None,
    due_every: str,
    has_children: bool,
    on: date,
    first_unit_leads: bool,
    responsible_leads: bool,
) -> tuple[Issue, ...]:
    """Findings about one task on the date `on`. A 大项 with 小项 need not have a lead or a deadline of its own; a task
    carried cell by cell (牵头 or 责任 at places of the grid) needs no lead over all of them."""
    found: list[Issue] = []
    if not title:
        found.append(Issue(IssueKind.NO_TITLE, "没有写任务。"))
    leads = leading_units(duties, first_unit_leads=first_unit_leads, responsible_leads=responsible_leads)
    if not leads and not has_children and not is_carried_at_cells(duties):
        found.append(Issue(IssueKind.NO_LEAD, "没有牵头单位。"))
    if not has_children and not deadline and due_to is None and not due_every:
        found.append(Issue(IssueKind.NO_DEADLINE, "没有完成时限。"))
    if deadline and due_to is None and not due_every and standing(deadline) is None:
        counted = read_span(deadline) is not None
        words = "要从开始日期算起，请填开始日期" if counted else "算不出日期，不会提醒到期"
        found.append(Issue(IssueKind.NO_DATE, f"完成时限“{deadline}”{words}。"))
    if due_to is not None and is_overdue(due_to, due_every, on):
        found.append(Issue(IssueKind.OVERDUE, f"完成时限 {due_to.isoformat()} 已过 {(on - due_to).days} 天。"))
    if len(leads) > 1 and any(duty.role is Role.LEAD and duty.is_named for duty in duties):  # not by a rule
        found.append(Issue(IssueKind.JOINT_LEAD, f"有 {len(leads)} 个牵头单位，请确认是共同牵头。"))
    pairs = [(duty.unit_id, duty.role) for duty in duties if duty.is_named]
    if len({unit for unit, _ in pairs}) < len(set(pairs)) or len(set(pairs)) < len(pairs):
        found.append(Issue(IssueKind.UNIT_TWICE, "同一个单位列了几次，请确认它的角色。"))
    return tuple(found)


def is_carried_at_cells(duties: Sequence[Duty]) -> bool:
    """Units answer for the task cell by cell."""
    return any(not duty.is_named and duty.role in (Role.LEAD, Role.RESPONSIBLE) for duty in duties)


def why_unit_idle(name: str, assignments: int) -> Issue | None:
    """A unit of the campaign that carries no task at all."""
    return None if assignments else Issue(IssueKind.IDLE_UNIT, f"“{name}”没有任务。")
