"""A scheme out of a score table that was read: one step."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy.orm import Session

from models.appraisal.actions.criteria import new_criterion
from models.appraisal.actions.schemes import create_scheme
from models.appraisal.importing.ruled import RuledRow
from models.errors import Refusal

_FIELDS = ("no", "content", "body", "assessor", "note")


@dataclass(frozen=True, slots=True)
class SchemeTaken:
    """The new draft, its rows, how many items got a rule and how many are marked by hand."""

    scheme_id: int
    rows: int
    with_rule: int
    by_hand: int

    @property
    def words(self) -> str:
        return f"{self.rows} 行，其中 {self.with_rule} 项读成规则，{self.by_hand} 项由人评分"


def import_scheme(
    session: Session,
    *,
    campaign_id: int,
    name: str,
    rows: Sequence[RuledRow],
    full: Fraction | None = None,
    note: str = "",
) -> SchemeTaken:
    """A new draft with the rows handed over (of `ruled`); `full` is its full mark (None: 100)."""
    if not rows:
        raise Refusal("没有要写入的考核项目。", "请至少选一行。")
    scheme_id = create_scheme(
        session, campaign_id=campaign_id, name=name, note=note, **({"full": full} if full else {})
    )
    ids: dict[int, int] = {}
    places: dict[int | None, int] = {}
    for one in rows:
        row = one.row
        if row.problems:
            raise Refusal(f"{row.place}（{row.name[:20]}）：{row.problems[0]}", "请在表里改好再读。")
        parent_id = ids.get(row.parent) if row.parent is not None else None
        fields = {key: getattr(row, key) for key in _FIELDS} | {"points": one.points}
        try:
            made = new_criterion(session, scheme_id, parent_id, row.name, one.rule, fields)
        except Refusal as refusal:
            raise Refusal(f"{row.place}（{row.name[:20]}）：{refusal.sentence}", refusal.next_step) from None
        made.position = places.get(parent_id, 0)
        places[parent_id] = made.position + 1
        ids[row.id] = made.id
        session.add(made)
    session.flush()
    items = [one for one in rows if not one.row.is_heading]
    with_rule = sum(one.rule is not None for one in items)
    return SchemeTaken(scheme_id, len(rows), with_rule, len(items) - with_rule)
