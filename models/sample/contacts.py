"""The contact book of the sample: who answers for each unit, who keeps in touch."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from models.journal import insert_many
from models.org.tables import Contact
from models.org.terms import ContactRole
from models.sample.organisation import Organisation, Staff

CHANGED = "市卫健委"  # its 联络员 changed some weeks ago
CHANGED_DAYS = 40


def add_contacts(session: Session, organisation: Organisation, *, today: date) -> None:
    """Two rows per unit as far as it has people; streets have no 联络员 yet."""
    rows: list[dict[str, Any]] = []
    for unit, staff in organisation.staff.items():
        unit_id = organisation.units[unit]
        head, liaisons = _standing(staff)
        rows.append({"unit_id": unit_id, "role": ContactRole.HEAD, "person_id": head.person_id, "position": 0})
        if unit == CHANGED and len(staff) > 1:
            since = today - timedelta(days=CHANGED_DAYS)
            before, after = staff[-2], staff[-1]
            rows.append(_liaison(unit_id, before, 0, valid_to=since))
            rows.append(_liaison(unit_id, after, 1, valid_from=since))
            continue
        rows += [_liaison(unit_id, one, place) for place, one in enumerate(liaisons)]
    insert_many(session, Contact, rows)


def _standing(staff: Sequence[Staff]) -> tuple[Staff, Sequence[Staff]]:
    """Who leads (in a large unit the deputy in charge) and the last of the list as 联络员."""
    head = staff[1] if len(staff) > 2 else staff[0]
    return head, staff[-1:] if len(staff) > 1 else ()


def _liaison(unit_id: int, one: Staff, place: int, **days: date) -> dict[str, Any]:
    return {
        "unit_id": unit_id,
        "role": ContactRole.LIAISON,
        "person_id": one.person_id,
        "position": place,
        "valid_from": days.get("valid_from"),
        "valid_to": days.get("valid_to"),
    }
