"""Which item takes what a source proposes, as the office decides: before the wording of the rules is asked."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.appraisal.rules.limits import MOST_TIE_WORDS
from models.appraisal.rules.placing import Tie, counting
from models.appraisal.rules.stored import rule_of
from models.appraisal.sources import SOURCES
from models.appraisal.tables import Criterion, Scheme, SourceTie
from models.base import new_id
from models.errors import Refusal
from models.org.rules import clean_name
from models.records import change, fetch

_FIELDS = ("source", "words", "criterion_id", "part", "position")


def set_ties(session: Session, *, scheme_id: int, ties: Sequence[Tie]) -> None:
    """All ties of a scheme, in the order in which they are asked; ones that stay where they are keep their id. They
    decide about proposals only, so they may change while the scheme is in force as well."""
    fetch(session, Scheme, scheme_id)
    for tie in ties:
        _check(session, scheme_id, tie)
    query = select(SourceTie).where(SourceTie.scheme_id == scheme_id).order_by(SourceTie.position, SourceTie.id)
    before = list(session.scalars(query))
    for row in before[len(ties) :]:
        session.delete(row)
    for position, tie in enumerate(ties):
        values = {
            "source": tie.source,
            "words": clean_name(tie.words),
            "criterion_id": tie.place.criterion_id,
            "part": tie.place.part,
            "position": position,
        }
        if position < len(before):
            change(before[position], values, _FIELDS)
        else:
            session.add(SourceTie(id=new_id(), scheme_id=scheme_id, **values))
    session.flush()


def _check(session: Session, scheme_id: int, tie: Tie) -> None:
    if tie.source not in {source.name for source in SOURCES}:
        raise Refusal(f"没有叫“{tie.source}”的记分来源。", f"现有：{'、'.join(source.name for source in SOURCES)}。")
    if len(tie.words) > MOST_TIE_WORDS:
        raise Refusal(f"“{tie.words[:20]}……”太长。", "只写事由里会出现的几个词，用顿号隔开。")
    row = fetch(session, Criterion, tie.place.criterion_id)
    if row.scheme_id != scheme_id:
        raise Refusal("这个项目属于另一份办法。", "请重新选择。")
    below = session.scalar(select(func.count()).where(Criterion.parent_id == row.id)) or 0
    if below or tie.place.part not in {slot.part for slot in counting(rule_of(row.rule))}:
        raise Refusal(f"“{row.name}”没有按次计分的规则，建议记不进去。", "请选一个按次扣分、加分或否决的项目。")
