"""结对共建 and 挂钩联系 as of a day: who, with which cell or unit, from when to when."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import String, select, type_coerce
from sqlalchemy.orm import Session

from models.grid.tables import GridCell, Pairing
from models.grid.terms import PairingKind
from models.org.queries.units import posts, unit_names
from models.org.rules import is_valid_on
from models.org.tables import Person
from models.trees import ancestors

KINDS = {kind.value: kind for kind in PairingKind}


@dataclass(frozen=True, slots=True)
class PairingRow:
    """A pairing; `who` is the unit, the person, or the post with its holder on that day; `cell` or `partner` is what it
    is tied to, `path` the names above the cell; `valid_to` exclusive."""

    id: int
    kind: PairingKind
    who: str
    unit_id: int | None
    person_id: int | None
    post_id: int | None
    cell_id: int | None
    cell: str
    path: tuple[str, ...]
    partner_id: int | None
    partner: str
    valid_from: date | None
    valid_to: date | None
    note: str

    @property
    def goal(self) -> str:
        """What it is tied to."""
        return self.cell if self.cell_id is not None else self.partner

    @property
    def where(self) -> str:
        """The cell with what lies above it, or the unit."""
        return " / ".join((*self.path, self.cell)) if self.cell_id is not None else self.partner

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return is_valid_on(self.valid_from, self.valid_to, day)


def pairings(session: Session, *, day: date | None = None, current: bool = True) -> tuple[PairingRow, ...]:
    """Pairings in force on `day` (default: today), all of them when `current` is False, in their own order; names and
    holders as of that day."""
    day = day or date.today()
    kind = type_coerce(Pairing.kind, String).label("kind")
    columns = [column for column in Pairing.__table__.columns if column.name not in ("version", "kind")]
    found = session.execute(select(*columns, kind).order_by(Pairing.position, Pairing.id)).all()
    if current:
        found = [row for row in found if is_valid_on(row.valid_from, row.valid_to, day)]
    if not found:
        return ()
    units = unit_names(session, day=day)
    people = dict(session.execute(select(Person.id, Person.name)).all())
    held = {row.id: row for row in posts(session, day=day)} if any(row.post_id for row in found) else {}
    cells = {row.id: row for row in session.execute(select(GridCell.id, GridCell.parent_id, GridCell.name))}
    parents = {cell_id: row.parent_id for cell_id, row in cells.items()}

    def who(row: Any) -> str:
        if row.unit_id is not None:
            return units.get(row.unit_id, "")
        if row.person_id is not None:
            return people.get(row.person_id, "")
        post = held.get(row.post_id)
        if post is None:
            return ""
        title = post.title if not post.unit or post.title.startswith(post.unit) else f"{post.unit}{post.title}"
        return f"{title}（{post.holder or '空缺'}）"

    return tuple(
        PairingRow(
            id=row.id,
            kind=KINDS[row.kind],
            who=who(row),
            unit_id=row.unit_id,
            person_id=row.person_id,
            post_id=row.post_id,
            cell_id=row.cell_id,
            cell=cells[row.cell_id].name if row.cell_id in cells else "",
            path=tuple(cells[above].name for above in reversed(ancestors(parents, row.cell_id)))
            if row.cell_id in cells
            else (),
            partner_id=row.partner_id,
            partner=units.get(row.partner_id, "") if row.partner_id is not None else "",
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            note=row.note,
        )
        for row in found
    )
