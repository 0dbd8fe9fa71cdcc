"""Criteria of a document into a draft scheme of the campaign, or into a standard."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.acceptance.differences import RowChange
from models.acceptance.queries.tables import revised, scheme_named, standard_named, standard_rows
from models.acceptance.score_table import name_of, scheme_rows
from models.acceptance.terms import Home
from models.appraisal.actions import import_scheme
from models.intake.draft import Draft
from models.standard.actions import import_lines, import_standard


@dataclass(frozen=True, slots=True)
class TableTaken:
    """Where the criteria went, and a sentence about it."""

    home: Home
    id: int
    words: str


def take_criteria(
    session: Session,
    draft: Draft,
    campaign_id: int | None,
    home: Home,
    chosen: Collection[int],
    removed: Sequence[RowChange],
) -> TableTaken | None:
    """Write the criteria when one of them is new or changed (`chosen`), or one of the scheme is to go (`removed`).

    A scheme is always a new draft: those in force are never changed. A standard takes the chosen lines.
    """
    if not chosen and not removed:
        return None
    if home is Home.STANDARD:
        rows = [row for row in standard_rows(session, draft) if row.id - 1 in chosen]
        known = standard_named(session, name_of(draft))
        if known is None:
            taken = import_standard(session, name=name_of(draft), rows=rows)
        else:
            taken = import_lines(session, standard_id=known, rows=rows)
        return TableTaken(home, taken.standard_id, f"标准“{name_of(draft)}”{taken.words}")
    assert campaign_id is not None
    rows_of_scheme, _, full = scheme_rows(draft)
    name = name_of(draft)
    if scheme_named(session, name, campaign_id) is not None:
        name = revised(name)
    made = import_scheme(session, campaign_id=campaign_id, name=name, rows=rows_of_scheme, full=full)
    return TableTaken(home, made.scheme_id, f"新建考核办法草稿“{name}”（{made.words}）")
