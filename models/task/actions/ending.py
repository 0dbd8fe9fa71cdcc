"""Taking assignments away without losing what was: those in force since an earlier day end, the others go."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.org.rules import is_valid_on
from models.task.tables import Assignment
from models.task.terms import DutyState, Role


def is_in_force(row: Assignment, day: date) -> bool:
    """Whether an assignment is valid on a day."""
    return is_valid_on(row.valid_from, row.valid_to, day)


def ends_at_cells(session: Session, task_id: int, role: Role, day: date) -> dict[int, date]:
    """When the last duty of a task in a role ended at each cell, until a day: a new one there begins that day, so that
    no past day shows both."""
    query = select(Assignment.cell_id, func.max(Assignment.valid_to)).where(
        Assignment.task_id == task_id,
        Assignment.role == role,
        Assignment.cell_id.is_not(None),
        Assignment.valid_to <= day,
    )
    found = session.execute(query.group_by(Assignment.cell_id))
    return {cell_id: end for cell_id, end in found if cell_id is not None and end is not None}


def take_away(session: Session, row: Assignment, day: date) -> bool:
    """Take an assignment that is in force away as of `day`; answers whether a record of it stays.

    One that began on an earlier day, and a duty at a cell on which work was noted, ends; any other was never more
    than an entry of today and is deleted.
    """
    began = row.valid_from is not None and row.valid_from < day
    noted = row.state is not DutyState.OPEN and (row.valid_from is None or began)
    if began or noted:
        row.valid_to = day
        return True
    session.delete(row)
    return False
