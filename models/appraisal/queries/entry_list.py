"""A pasted list of 记分 as it would be taken in."""

from datetime import date

from sqlalchemy.orm import Session

from models.appraisal.queries.criteria import criteria_of_round
from models.appraisal.queries.results import existing
from models.appraisal.queries.rounds import roster
from models.appraisal.rules.listed import Listed, listed
from models.blocks import Block
from models.task.queries import unit_names
from models.task.rules import UnitNames


def entry_list(session: Session, *, round_id: int, block: Block) -> tuple[Listed, ...]:
    """Every row matched with the roster and the score table of the round; days without a year are of the round's."""
    row = existing(session, round_id)
    names = UnitNames(unit_names(session))
    day = row.ends or row.starts or date.today()

    def units(text: str) -> list[int]:
        return [one.id for one in names.candidates(text)]

    return listed(
        block,
        roster(session, round_id=round_id),
        criteria_of_round(session, round_id=round_id, scheme_id=row.scheme_id),
        units,
        day,
    )
