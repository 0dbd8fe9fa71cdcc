"""The known lines of a standard on the shelf into this file."""

from sqlalchemy.orm import Session

from models.errors import Refusal
from models.standard.actions.importing import LinesTaken, import_lines
from models.standard.actions.standards import create_standard
from models.standard.known import KNOWN, known_standard
from models.standard.queries.known import known_standard_id, lines_to_add


def add_known_lines(session: Session, *, key: str = KNOWN[0].key, standard_id: int | None = None) -> LinesTaken:
    """Add the lines of the standard `key` that are missing: into `standard_id`, else into the standard of its name,
    which is made when there is none. What the office has set is never changed. Refusal when nothing is missing."""
    known = known_standard(key)
    if standard_id is None:
        standard_id = known_standard_id(session, key)
    rows = lines_to_add(session, key, standard_id)
    if not rows:
        raise Refusal(f"“{known.title}”已知的指标都已经在了，没有改动。", known.note)
    if standard_id is None:
        standard_id = create_standard(session, name=known.name, issue=known.issue, note=known.note)
    return import_lines(session, standard_id=standard_id, rows=rows)
