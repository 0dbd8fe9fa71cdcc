"""What indicators are tied to: tasks that serve them, indicators of other standards; and what can be tied."""

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from models.org.tables import Campaign
from models.standard.queries.rows import LinkRow, ServingTask, TaskIndicatorRow
from models.standard.rules import words_of
from models.standard.tables import Indicator, IndicatorLink, Standard, TaskIndicator
from models.standard.terms import LinkKind
from models.task.tables import Task


def links_by_indicator(session: Session) -> dict[int, tuple[LinkRow, ...]]:
    """Every tie, under both of its indicators."""
    known = {
        row.id: (row.no, row.name, row.standard, words_of(row.comparison, row.threshold, row.unit))
        for row in session.execute(
            select(
                Indicator.id,
                Indicator.no,
                Indicator.name,
                Indicator.comparison,
                Indicator.threshold,
                Indicator.unit,
                Standard.name.label("standard"),
            ).join(Standard, Standard.id == Indicator.standard_id)
        )
    }
    found: dict[int, list[LinkRow]] = {}
    for link in session.scalars(select(IndicatorLink).order_by(IndicatorLink.id)):
        for own, other, forward in (
            (link.indicator_id, link.other_id, True),
            (link.other_id, link.indicator_id, False),
        ):
            no, name, standard, words = known[other]
            row = LinkRow(link.id, link.kind, forward, other, no, name, standard, words, link.note)
            found.setdefault(own, []).append(row)
    return {indicator_id: tuple(rows) for indicator_id, rows in found.items()}


def tasks_by_indicator(session: Session, *, campaign_id: int | None = None) -> dict[int, tuple[ServingTask, ...]]:
    """The tasks (of a campaign, of all) that serve each indicator, in the order in which they were tied."""
    above = aliased(Task)
    query = (
        select(
            TaskIndicator.indicator_id,
            TaskIndicator.id.label("tie_id"),
            Task.id,
            Task.title,
            Task.campaign_id,
            Campaign.name.label("campaign"),
            above.title.label("above"),
        )
        .join(Task, Task.id == TaskIndicator.task_id)
        .join(Campaign, Campaign.id == Task.campaign_id)
        .outerjoin(above, above.id == Task.parent_id)
        .order_by(TaskIndicator.position, TaskIndicator.id)
    )
    if campaign_id is not None:
        query = query.where(Task.campaign_id == campaign_id)
    found: dict[int, list[ServingTask]] = {}
    for row in session.execute(query):
        found.setdefault(row.indicator_id, []).append(
            ServingTask(row.id, row.tie_id, row.title, row.above or "", row.campaign_id, row.campaign)
        )
    return {indicator_id: tuple(rows) for indicator_id, rows in found.items()}


def indicators_of_task(session: Session, *, task_id: int) -> tuple[TaskIndicatorRow, ...]:
    """The indicators that a task serves, and those of other standards that are served along."""
    query = (
        select(Indicator, TaskIndicator.id, Standard.name)
        .join(TaskIndicator, TaskIndicator.indicator_id == Indicator.id)
        .join(Standard, Standard.id == Indicator.standard_id)
        .where(TaskIndicator.task_id == task_id)
        .order_by(Standard.position, TaskIndicator.position, TaskIndicator.id)
    )
    rows = session.execute(query).all()
    links = links_by_indicator(session) if rows else {}
    return tuple(
        TaskIndicatorRow(
            row.id,
            tie_id,
            row.no,
            row.name,
            standard,
            words_of(row.comparison, row.threshold, row.unit),
            tuple(f"{link.other_standard} {link.other_title}" for link in links.get(row.id, ()) if _along(link)),
        )
        for row, tie_id, standard in rows
    )


def _along(link: LinkRow) -> bool:
    """Whether what serves this side serves the other too."""
    return link.kind is LinkKind.SAME or (link.kind is LinkKind.PART and not link.is_forward)


def indicator_choices(session: Session) -> tuple[tuple[int, int, str, str, str, str], ...]:
    """(id, standard id, number, name, initials, standard) of every indicator without rows below it, then headings;
    for boxes in which an indicator is typed."""
    parents = set(session.scalars(select(Indicator.parent_id).where(Indicator.parent_id.is_not(None))))
    query = (
        select(Indicator.id, Indicator.standard_id, Indicator.no, Indicator.name, Indicator.pinyin, Standard.name)
        .join(Standard, Standard.id == Indicator.standard_id)
        .order_by(Standard.position, Standard.id, Indicator.position, Indicator.id)
    )
    rows = [(row[0], row[1], row[2], row[3], row[4], row[5]) for row in session.execute(query)]
    return tuple(sorted(rows, key=lambda row: row[0] in parents))  # stable


def task_choices(session: Session, *, campaign_id: int | None = None) -> tuple[tuple[int, str, str, str, str], ...]:
    """(id, number as typed, title, initials, row above) of the tasks of a campaign (None: of all)."""
    above = aliased(Task)
    query = (
        select(Task.id, Task.no, Task.title, Task.pinyin, above.title)
        .outerjoin(above, above.id == Task.parent_id)
        .where(Task.title != "")
        .order_by(Task.campaign_id, Task.position, Task.id)
    )
    if campaign_id is not None:
        query = query.where(Task.campaign_id == campaign_id)
    return tuple((row[0], row[1], row[2], row[3], row[4] or "") for row in session.execute(query))
