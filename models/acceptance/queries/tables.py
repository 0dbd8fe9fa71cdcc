"""The criteria of a draft beside the scheme or the standard of that name."""

from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.acceptance.differences import FieldChange, RowChange, compare
from models.acceptance.rows import Row, plain, text
from models.acceptance.score_table import home_of, lines_of, name_of, scheme_rows
from models.acceptance.terms import Home, Part, State
from models.appraisal.importing.ruled import RuledRow
from models.appraisal.queries.criteria import criteria
from models.appraisal.queries.schemes import schemes
from models.appraisal.rows import CriterionRow
from models.intake.draft import Draft
from models.org.rules import LONGEST_NAME
from models.standard.importing.matching import ImportRow, LineState, propose
from models.standard.queries import indicators
from models.standard.tables import Standard

REVISED = "（修订）"
_STATES = {LineState.NEW: State.NEW, LineState.CHANGED: State.CHANGED, LineState.SAME: State.SAME}


def criteria_changes(
    session: Session, draft: Draft, campaign_id: int | None, home: Home | None = None
) -> list[RowChange]:
    """The criteria beside the newest version of the scheme (or the standard) that bears the title of the document."""
    if not draft.criteria:
        return []
    if (home or home_of(draft)) is Home.STANDARD:
        return [_of_line(row) for row in standard_rows(session, draft)]
    rows, places, _ = scheme_rows(draft)
    theirs = _theirs(rows)
    known = scheme_named(session, name_of(draft), campaign_id)
    ours = _ours(criteria(session, scheme_id=known)) if known is not None else ()
    found: list[RowChange] = []
    for change in compare(theirs, ours, ours):  # what stands there is the base: what is not in the document is gone
        if change.at is None:
            found.append(change)
        elif places[change.at] is not None:
            found.append(_at(change, places[change.at]))
    return found


def _at(change: RowChange, at: int | None) -> RowChange:
    return RowChange(change.part, at, change.row_id, change.title, change.state, change.fields, change.remarks)


def scheme_named(session: Session, name: str, campaign_id: int | None) -> int | None:
    """The newest scheme of a campaign that bears a name, or was made of a revised issue of that paper."""
    if campaign_id is None:
        return None
    names = (name, revised(name))
    found = [row.id for row in schemes(session, campaign_id=campaign_id) if row.name in names]
    return max(found, default=None)


def revised(name: str) -> str:
    """The name of the draft made of a later issue."""
    return name[: LONGEST_NAME - len(REVISED)] + REVISED


def standard_named(session: Session, name: str) -> int | None:
    """The standard that bears a name."""
    return session.scalar(select(Standard.id).where(Standard.name == name).order_by(Standard.id.desc()).limit(1))


def standard_rows(session: Session, draft: Draft) -> tuple[ImportRow, ...]:
    """The criteria as lines held against the standard of that name, if there is one."""
    known = standard_named(session, name_of(draft))
    return propose(lines_of(draft), indicators(session, standard_id=known) if known is not None else ())


def _of_line(row: ImportRow) -> RowChange:
    fields = tuple(FieldChange(one.label, one.label, one.before, one.after) for one in row.differences)
    state = _STATES.get(row.state, State.SAME)
    return RowChange(Part.CRITERIA, row.id - 1, row.indicator_id, row.line.title, state, fields, row.remarks)


def _points(points: Fraction | None) -> str:
    return "" if points is None else f"{float(points):g}"


def _row(at: int, path: tuple[str, ...], parent: int | None, values: dict[str, str]) -> Row:
    names = tuple(plain(one) for one in path)
    fields = {key: text(value) for key, value in values.items()}
    exact = ((names, values["no"], values["body"]), (names, values["no"]), (names,))
    return Row(Part.CRITERIA, at, path[-1], fields, exact, (names[-1],), values["item"], values["no"], parent)


def _theirs(rows: tuple[RuledRow, ...]) -> list[Row]:
    paths: dict[int, tuple[str, ...]] = {}
    found: list[Row] = []
    for at, one in enumerate(rows):
        row = one.row
        paths[row.id] = (*(paths[row.parent] if row.parent is not None else ()), row.name)
        values = {
            "no": row.no,
            "item": row.name,
            "points": _points(one.points),
            "content": row.content,
            "body": row.body,
            "unit": row.assessor,
            "note": row.note,
        }
        found.append(_row(at, paths[row.id], row.parent - 1 if row.parent is not None else None, values))
    return found


def _ours(rows: tuple[CriterionRow, ...]) -> list[Row]:
    paths: dict[int, tuple[str, ...]] = {}
    found: list[Row] = []
    for row in rows:
        paths[row.id] = (*(paths[row.parent_id] if row.parent_id is not None else ()), row.name)
        values = {
            "no": row.no,
            "item": row.name,
            "points": _points(row.points),
            "content": row.content,
            "body": row.body,
            "unit": row.assessor,
            "note": row.note,
        }
        found.append(_row(row.id, paths[row.id], row.parent_id, values))
    return found
