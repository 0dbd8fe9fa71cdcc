"""A unit bears another name from a day on; before it the old one."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.org.actions import update_unit
from models.org.rules import clean_name
from models.org.tables import Unit, UnitAlias
from models.org.terms import AliasKind
from models.records import fetch
from models.succession.facts import renamed_on, unit_facts
from models.succession.rules import why_not_renamed


def rename_unit(session: Session, *, unit_id: int, name: str, day: date, short_name: str | None = None) -> None:
    """A new full name (and short name, unless it is None) from `day` on; the present ones are kept as former names
    that ended that day, and everything asked as of an earlier day shows them.

    A name that was given on the same day and never borne leaves no trace.
    """
    row = fetch(session, Unit, unit_id)
    old_name, old_short = row.name, row.short_name
    refusal = why_not_renamed(unit_facts(session), unit_id, name, day, renamed=renamed_on(session).get(unit_id))
    if refusal:
        raise refusal
    fields = {"name": name} if short_name is None else {"name": name, "short_name": short_name}
    update_unit(session, unit_id=unit_id, **fields)
    listed = session.scalars(select(UnitAlias).where(UnitAlias.unit_id == unit_id)).all()
    for alias in listed:
        if alias.kind is AliasKind.ALIAS and alias.name in (row.name, row.short_name):
            session.delete(alias)
    for kind, old, new in (
        (AliasKind.FORMER, old_name, row.name),
        (AliasKind.FORMER_SHORT, old_short, row.short_name),
    ):
        same_day = [alias for alias in listed if alias.kind is kind and alias.valid_to == day]
        if clean_name(old) == new:
            continue
        if not same_day:
            session.add(UnitAlias(unit_id=unit_id, name=old, kind=kind, valid_to=day))
        elif same_day[0].name == new:
            session.delete(same_day[0])  # back to the name it had before that day
    session.flush()
