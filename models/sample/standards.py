"""Standards of the sample: the known lines of 2021, a small invented list of another campaign, links, ties to tasks."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import new_id
from models.journal import insert_many
from models.sample.shelf import load
from models.standard.actions import add_known_lines, create_indicator, create_standard, link_indicators
from models.standard.rules import fields_of_text
from models.standard.tables import Indicator, TaskIndicator
from models.standard.terms import LinkKind
from models.task.tables import Task


def add_standards(session: Session, *, campaign_id: int) -> None:
    """Write both standards and what ties them to one another and to the tasks of the campaign."""
    plan = load("standards")
    health = add_known_lines(session).standard_id
    civil = create_standard(session, name=plan["name"], issue=plan["issue"], note=plan["note"])
    heading: int | None = None
    for no, name, more in plan["lines"]:
        if not more:
            heading = create_indicator(session, standard_id=civil, no=no, name=name)
        else:
            create_indicator(session, standard_id=civil, parent_id=heading, no=no, name=name, **_fields(more))
    session.flush()
    theirs, own = _by_number(session, health), _by_number(session, civil)
    for one, other, kind, note in plan["links"]:
        link_indicators(session, indicator_id=own[one], other_id=theirs[other], kind=LinkKind.of(kind), note=note)
    titles = dict(
        session.execute(
            select(Task.title, Task.id).where(Task.campaign_id == campaign_id).order_by(Task.position.desc())
        ).all()
    )
    rows: list[dict[str, Any]] = []
    for ties, numbers in ((plan["tasks"], theirs), (plan["own_tasks"], own)):
        for title, nos in ties.items():
            rows += [
                {"id": new_id(), "task_id": titles[title], "indicator_id": numbers[no], "position": place}
                for place, no in enumerate(nos)
            ]
    insert_many(session, TaskIndicator, rows)


def _fields(more: dict[str, Any]) -> dict[str, Any]:
    fields = {key: value for key, value in more.items() if key not in ("points", "requirement")}
    requirement = fields_of_text(more["requirement"]) if "requirement" in more else {}
    return fields | requirement | {"points": more["points"] * 100}


def _by_number(session: Session, standard_id: int) -> dict[str, int]:
    query = select(Indicator.no, Indicator.id).where(Indicator.standard_id == standard_id, Indicator.no != "")
    return dict(session.execute(query).all())
