"""What the file tells the reader beforehand: what columns of the office's forms mean, and the names of its units."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.intake.draft import Kind
from models.intake.tables import ColumnMeaning
from models.intake.wishes import ColumnWish, Wishes
from models.org.queries import unit_dictionary


def column_wishes(session: Session) -> tuple[ColumnWish, ...]:
    """What columns mean in the forms that the office has mapped."""
    rows = session.scalars(select(ColumnMeaning).order_by(ColumnMeaning.layout, ColumnMeaning.id))
    return tuple(ColumnWish(row.layout, row.heading, row.meaning) for row in rows)


def unit_words(session: Session) -> tuple[str, ...]:
    """Every name of every unit: full and short ones, aliases, and those it bore before."""
    return tuple(dict.fromkeys(name for unit in unit_dictionary(session) for name in unit.all_names))


def wishes_of(session: Session, *, kind: Kind | None = None) -> Wishes:
    """All that the file tells the reader; `kind` is what the clerk says."""
    return Wishes(kind, column_wishes(session), unit_words(session))
