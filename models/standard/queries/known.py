"""Which standards of the shelf could be added to this file, and what of them is missing."""

from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.standard.importing.line import Line
from models.standard.importing.matching import ImportRow, LineState, propose
from models.standard.known import KNOWN, known_lines, known_standard
from models.standard.queries.rows import IndicatorRow
from models.standard.queries.tree import indicators
from models.standard.tables import Standard
from models.standard.terms import Comparison


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A standard on the shelf; `id` is its key, `standard_id` the standard of this file it would go into (None: it
    would be made), `missing` how many of its lines are not there or have no requirement yet."""

    id: str
    title: str
    note: str
    lines: int
    missing: int
    standard_id: int | None


def known_standards(session: Session) -> tuple[KnownRow, ...]:
    """What the shelf holds, held against this file."""
    found = []
    for one in KNOWN:
        standard_id = known_standard_id(session, one.key)
        missing = sum(_adds(row) for row in lines_to_add(session, one.key, standard_id))
        lines = sum(not _is_heading(line) for line in known_lines(one.key))
        found.append(KnownRow(one.key, one.title, one.note, lines, missing, standard_id))
    return tuple(found)


def known_standard_id(session: Session, key: str) -> int | None:
    """The standard of this file that is the one on the shelf, by name and issue however they are spaced."""
    one = known_standard(key)
    wanted = _plain(one.name + one.issue)
    rows = session.execute(select(Standard.id, Standard.name, Standard.issue).order_by(Standard.position, Standard.id))
    return next((row.id for row in rows if _plain(row.name + row.issue) == wanted), None)


def lines_to_add(session: Session, key: str, standard_id: int | None) -> tuple[ImportRow, ...]:
    """The lines as proposed, writing only what is not there and requirements where none is set: what the office has
    set is never changed. Nothing when nothing is missing."""
    existing = {row.id: row for row in indicators(session, standard_id=standard_id)} if standard_id else {}
    rows = [_filling(row, existing) for row in propose(known_lines(key), tuple(existing.values()))]
    if not any(_adds(row) for row in rows):
        return ()
    needed = {row.line.parent for row in rows if row.state is LineState.NEW}
    return tuple(row for row in rows if row.state is not LineState.NEW or not _is_heading(row.line) or row.id in needed)


def _adds(row: ImportRow) -> bool:
    return bool(row.values) and not _is_heading(row.line)


def _is_heading(line: Line) -> bool:
    return line.comparison is Comparison.NONE and not line.threshold and not line.no


def _filling(row: ImportRow, existing: dict[int, IndicatorRow]) -> ImportRow:
    """The row as far as it fills what is empty."""
    if row.indicator_id is None:
        return row
    there = existing[row.indicator_id]
    values: dict[str, object] = {}
    if not _is_heading(row.line) and there.comparison is Comparison.NONE and not there.threshold:
        values = {key: getattr(row.line, key) for key in ("comparison", "threshold", "unit", "to_confirm")}
        if row.line.note and not there.note:
            values["note"] = row.line.note
    return replace(row, values=values)


def _plain(text: str) -> str:
    return "".join(text.split()).replace("（", "").replace("）", "").replace("(", "").replace(")", "").replace("年", "")
