"""The map coloured by the states of the duties at its cells."""

from collections import Counter
from datetime import date

import pytest
from sqlalchemy.orm import Session

from models.grid.shades import Tint
from models.task.shades import _shade, duty_shades
from models.task.tables import Assignment
from models.task.terms import DutyState, Role
from tests.models.task.test_spreading import Field, field

__all__ = ["field"]


@pytest.mark.parametrize(
    ("states", "tint", "figure"),
    [
        ({DutyState.DONE: 2, DutyState.NOT_NEEDED: 1}, Tint.OK, "2/2"),
        ({DutyState.DONE: 1, DutyState.OPEN: 2}, Tint.DOING, "1/3"),
        ({DutyState.DOING: 1}, Tint.DOING, "0/1"),
        ({DutyState.OPEN: 3}, Tint.WAITING, "0/3"),
        ({DutyState.NOT_NEEDED: 2}, Tint.NONE, "不涉及"),
    ],
)
def test_states_as_a_shade(states: dict[DutyState, int], tint: Tint, figure: str) -> None:
    shade = _shade(Counter(states))
    assert (shade.tint, shade.figure) == (tint, figure)


def test_only_duties_of_the_campaign_that_hold_that_day(field: Field) -> None:
    database = field.work.database
    cell, task = field.cells["滨江市场"], field.work.add("改造农贸市场")
    start, end = date(2026, 1, 1), date(2026, 6, 1)

    def add(session: Session) -> None:
        row = Assignment(
            task_id=task,
            unit_id=field.units["商务局"],
            role=Role.RESPONSIBLE,
            cell_id=cell,
            valid_from=start,
            valid_to=end,
            state=DutyState.DONE,
        )
        session.add(row)

    database.do("责任", add)
    campaign = field.work.campaign
    shades = database.read(duty_shades, start, campaign)
    assert shades[cell].tint is Tint.OK and list(shades) == [cell]
    assert database.read(duty_shades, end, campaign) == {}
    assert database.read(duty_shades, start, campaign + 1) == {}
