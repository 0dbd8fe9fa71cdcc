"""The sources of evidence of a round, and the items that take what they propose."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.appraisal.queries.criteria import criteria
from models.appraisal.queries.results import existing
from models.appraisal.rows import CriterionRow
from models.appraisal.rules.placing import Candidate, Place, places
from models.appraisal.rules.wording import part_words
from models.appraisal.sources import SOURCES


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """A source (`id` is its name) and where its proposals go; `item` empty: no item of the scheme is about it."""

    id: str
    item: str
    words: str


def source_places(session: Session, *, round_id: int) -> tuple[SourcePlace, ...]:
    """Each source with the first item that takes its proposals."""
    rows = criteria(session, scheme_id=existing(session, round_id).scheme_id)
    by_id = {row.id: row for row in rows}
    found = []
    for source in SOURCES:
        fits = places_of(rows, source.words)
        row = by_id[fits[0].criterion_id] if fits else None
        words = part_words(row.rule.parts[fits[0].part]) if row is not None and row.rule is not None else ""
        found.append(SourcePlace(source.name, row.name if row is not None else "", words))
    return tuple(found)


def places_of(rows: tuple[CriterionRow, ...], words: str) -> tuple[Place, ...]:
    """The places in a score table that something described by `words` fits, best first."""
    return places(
        words,
        [
            Candidate(row.id, row.rule, (row.name, row.content, row.body))
            for row in rows
            if not row.children and row.rule is not None
        ],
    )
