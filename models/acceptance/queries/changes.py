"""What taking a document would change in the file."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.acceptance.book import contact_changes
from models.acceptance.differences import Differences, RowChange, Ties, compare
from models.acceptance.from_draft import Naming, rows_of_draft
from models.acceptance.queries.documents import DocumentRow, documents, earlier_issue
from models.acceptance.queries.held import held_rows
from models.acceptance.queries.tables import criteria_changes
from models.acceptance.taken import draft_of, ties_of
from models.acceptance.terms import Home
from models.grid.tables import Level
from models.intake.actions.places import area_level
from models.intake.draft import Draft
from models.intake.tables import TakenDocument
from models.org.actions import known_units
from models.org.queries import campaign
from models.org.queries.contact_book import contact_book
from models.org.rules import clean_name
from models.org.tables import Group


def changes_of(
    session: Session,
    *,
    draft: Draft,
    campaign_id: int | None,
    links: Mapping[str, int] | None = None,
    source: str = "",
    digest: str = "",
    criteria_to: Home | None = None,
) -> Differences:
    """Every row of the draft beside the campaign (None: a new one, so that all of it is new but places and contacts).

    The base is the latest issue of this document that was taken into the campaign.
    """
    units = {**known_units(session), **{clean_name(name): unit_id for name, unit_id in (links or {}).items()}}
    naming = naming_of(session, draft, campaign_id, units)
    base, earlier, ties = base_of(session, draft, campaign_id, source, digest)
    rows: list[RowChange] = []
    theirs = rows_of_draft(draft, naming)
    ours = held_rows(session, campaign_id=campaign_id or 0)
    said = rows_of_draft(base, replace(naming)) if base is not None else ()
    rows += compare(theirs, ours, said, ties=ties)
    rows += contact_changes(draft.contacts, contact_book(session), units, base.contacts if base is not None else ())
    rows += criteria_changes(session, draft, campaign_id, criteria_to)
    words = f"{earlier.taken_on} 导入的“{earlier.name}”" if earlier is not None else ""
    return Differences(tuple(rows), campaign_id, words)


def naming_of(session: Session, draft: Draft, campaign_id: int | None, units: Mapping[str, int]) -> Naming:
    """What names mean in the file."""
    row = campaign(session, campaign_id=campaign_id) if campaign_id is not None else None
    groups: frozenset[str] = frozenset()
    if campaign_id is not None:
        groups = frozenset(session.scalars(select(Group.name).where(Group.campaign_id == campaign_id)))
    levels = list(session.scalars(select(Level).order_by(Level.position)))
    by_area = {cell.area: area_level(levels, cell.area) if levels else 0 for cell in draft.cells}

    def level_of(area: str) -> int:
        if area not in by_area:
            by_area[area] = area_level(levels, area) if levels else 0
        return by_area[area]

    return Naming(units, clean_name(f"{row.name if row else ''}领导小组")[:120], groups, level_of)


def base_of(
    session: Session, draft: Draft, campaign_id: int | None, source: str, digest: str
) -> tuple[Draft | None, DocumentRow | None, Ties]:
    """The draft of the latest issue that was taken into the campaign, the document it was, what its rows became."""
    if campaign_id is None:
        return None, None, {}
    rows = documents(session, campaign_id=campaign_id)
    earlier = earlier_issue(rows, draft=draft, source=source, digest=digest, by_name=True)
    if earlier is None:
        return None, None, {}
    content = session.scalar(select(TakenDocument.content).where(TakenDocument.id == earlier.id)) or ""
    return draft_of(content), earlier, ties_of(content)
