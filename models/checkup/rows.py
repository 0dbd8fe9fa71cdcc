"""One finding of the 体检, and where a click on it leads."""

from dataclasses import dataclass

from models.checkup.terms import Gap


@dataclass(frozen=True, slots=True)
class GapRow:
    """`id` is unique in one 体检; `page`, `record_id` and `payload` are the place where it is put right."""

    id: str
    gap: Gap
    title: str
    where: str
    sentence: str
    page: str
    record_id: int
    payload: str = ""


@dataclass(frozen=True, slots=True)
class Checkup:
    """All findings of a campaign on a day, in the order of `Gap`, and how many things of each kind were looked at."""

    id: int
    rows: tuple[GapRow, ...]
    looked_at: dict[Gap, int]

    def of(self, gap: Gap) -> tuple[GapRow, ...]:
        return tuple(row for row in self.rows if row.gap is gap)
