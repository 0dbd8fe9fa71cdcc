"""The sources of evidence of a round, and the items that take what they propose."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.appraisal.queries.criteria import criteria
from models.appraisal.queries.results import existing
from models.appraisal.queries.ties import ties
from models.appraisal.rows import CriterionRow
from models.appraisal.rules.placing import Candidate, Place, places
from models.appraisal.rules.wording import part_words
from models.appraisal.sources import SOURCES


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """A source (`id` is its name) and where its proposals go; `item` empty: no item of the scheme is about it.

    `tied` says that the office decided so; `words` are those of the part, when one item takes all.
    """

    id: str
    item: str
    words: str
    tied: bool = False


def source_places(session: Session, *, round_id: int) -> tuple[SourcePlace, ...]:
    """Each source with the items that its proposals are tied to, else the first whose wording takes them."""
    scheme_id = existing(session, round_id).scheme_id
    rows = criteria(session, scheme_id=scheme_id)
    own = [one for one in ties(session, scheme_id=scheme_id, rows=rows) if not one.fault]
    by_id = {row.id: row for row in rows}
    found = []
    for source in SOURCES:
        tied = [one for one in own if one.tie.source == source.name]
        if tied:
            items = "、".join(dict.fromkeys(by_id[one.tie.place.criterion_id].name for one in tied))
            found.append(SourcePlace(source.name, items, tied[0].part_words if len(tied) == 1 else "", tied=True))
            continue
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
