"""Which row of the file a row of a document became when it was taken in. Pure."""

from collections.abc import Mapping, Sequence

from models.acceptance.matching import match
from models.acceptance.rows import Row
from models.acceptance.terms import Part
from models.intake.draft import Draft
from models.intake.phases import phases_of
from models.intake.review.as_read import DROPPED, AsRead


def row_ids(
    written: Sequence[Row], ours: Sequence[Row], became: Mapping[tuple[Part, int], int]
) -> dict[tuple[Part, int], int]:
    """The ids of the rows written, those that were there before as `became` says."""
    found: dict[tuple[Part, int], int] = {}
    for part in Part:
        rows, own = [row for row in written if row.part is part], [row for row in ours if row.part is part]
        index = {row.at: at for at, row in enumerate(own)}
        known = {at: index[became[part, row.at]] for at, row in enumerate(rows) if became.get((part, row.at)) in index}
        single = {its: at for at, its in known.items()}
        pairs = match(rows, own, {at: its for its, at in single.items()})
        found |= {(part, rows[at].at): own[its].at for at, its in pairs.items()}
    return found


def place_written(part: Part, at: int, said: AsRead, draft: Draft) -> int | None:
    """The place in what was written of a row as it was read; DROPPED, or None for a row that was not taken."""
    became = said.became.get(part.value, {})
    if part is not Part.PHASES:
        return became.get(at)
    read = list(phases_of(said.draft.phases))
    own = read[at].at
    target = became.get(own)
    if target is None or target == DROPPED:
        return target
    number = sum(one.at == own for one in read[:at])
    yearly = [place for place, one in enumerate(phases_of(draft.phases)) if one.at == target]
    return yearly[number] if number < len(yearly) else None
