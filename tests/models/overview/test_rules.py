"""What asks for attention: the same answers as the findings of the task list, on random plain values."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.overview.rules import SOON_DAYS, days_words, leads_of, matters_of
from models.overview.terms import Matter
from models.task.rules import Duty, IssueKind, issues_of_task, leading_units
from models.task.terms import Role

TODAY = date(2026, 6, 10)
SAME = {
    IssueKind.OVERDUE: Matter.OVERDUE,
    IssueKind.NO_LEAD: Matter.NO_LEAD,
    IssueKind.NO_DEADLINE: Matter.NO_DEADLINE,
    IssueKind.NO_TITLE: Matter.NO_TITLE,
    IssueKind.JOINT_LEAD: Matter.JOINT_LEAD,
    IssueKind.UNIT_TWICE: Matter.UNIT_TWICE,
}


@given(
    roles=st.lists(st.sampled_from(list(Role)), max_size=6),
    first_unit_leads=st.booleans(),
    responsible_leads=st.booleans(),
)
def test_as_many_lead_as_in_the_task_list(roles: list[Role], first_unit_leads: bool, responsible_leads: bool) -> None:
    duties = [Duty(unit_id, role) for unit_id, role in enumerate(roles)]
    leading = leading_units(duties, first_unit_leads=first_unit_leads, responsible_leads=responsible_leads)
    assert len(leading) == leads_of(
        lead=roles.count(Role.LEAD),
        responsible=roles.count(Role.RESPONSIBLE),
        support=roles.count(Role.SUPPORT),
        first_unit_leads=first_unit_leads,
        responsible_leads=responsible_leads,
    )


@given(
    units=st.lists(st.integers(1, 4), max_size=4),
    title=st.sampled_from(["", "灭鼠"]),
    deadline=st.sampled_from(["", "月底前"]),
    due_to=st.none() | st.dates(date(2026, 5, 1), date(2026, 7, 31)),
    due_every=st.sampled_from(["", "FREQ=MONTHLY"]),
    has_children=st.booleans(),
)
def test_the_same_findings_as_in_the_task_list(
    units: list[int], title: str, deadline: str, due_to: date | None, due_every: str, has_children: bool
) -> None:
    issues = issues_of_task(
        [Duty(unit_id, Role.LEAD) for unit_id in units],
        title=title,
        deadline=deadline,
        due_to=due_to,
        due_every=due_every,
        has_children=has_children,
        on=TODAY,
        first_unit_leads=False,
        responsible_leads=True,
    )
    matters = matters_of(
        title=title,
        leads=len(units),
        repeated=len(set(units)) < len(units),
        deadline=deadline,
        due_to=due_to,
        due_every=due_every,
        has_children=has_children,
        today=TODAY,
    )
    # the list compares different units only; a unit that leads twice is one lead there
    doubtful = {Matter.JOINT_LEAD} if len(set(units)) < len(units) else set()
    told = {issue.kind for issue in issues} - {IssueKind.NO_DATE}  # the first page reads no words of deadlines
    assert {SAME[kind] for kind in told} - doubtful == set(matters) - {Matter.SOON} - doubtful


@pytest.mark.parametrize(
    ("due_to", "found"),
    [
        (date(2026, 6, 9), Matter.OVERDUE),
        (date(2026, 6, 10), Matter.SOON),
        (date(2026, 6, 24), Matter.SOON),
        (date(2026, 6, 25), None),
    ],
)
def test_soon_is_two_weeks_today_included(due_to: date, found: Matter | None) -> None:
    assert SOON_DAYS == 14
    matters = matters_of(
        title="灭鼠",
        leads=1,
        repeated=False,
        deadline="",
        due_to=due_to,
        due_every="",
        has_children=False,
        today=TODAY,
    )
    assert matters == ((found,) if found else ())


@pytest.mark.parametrize(
    ("due_to", "words"),
    [(date(2026, 5, 29), "逾期 12 天"), (date(2026, 6, 10), "今天到期"), (date(2026, 6, 13), "还有 3 天")],
)
def test_days_in_words(due_to: date, words: str) -> None:
    assert days_words(due_to, TODAY) == words


def test_every_matter_has_one_place() -> None:
    for matter in Matter:
        assert [matter.is_due, matter.is_missing, matter.is_doubtful].count(True) == 1


def test_units_that_lead_by_a_rule_are_no_joint_leads() -> None:
    duties = [Duty(1, Role.RESPONSIBLE), Duty(2, Role.RESPONSIBLE)]
    issues = issues_of_task(
        duties,
        title="灭鼠",
        deadline="5月底前",
        due_to=date(2027, 5, 31),
        due_every="",
        has_children=False,
        on=TODAY,
        first_unit_leads=False,
        responsible_leads=True,
    )
    matters = matters_of(
        title="灭鼠",
        leads=2,
        repeated=False,
        deadline="5月底前",
        due_to=date(2027, 5, 31),
        due_every="",
        has_children=False,
        today=TODAY,
        by_rule=True,
    )
    assert (issues, matters) == ((), ())
