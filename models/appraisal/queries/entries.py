"""记分 of a round, with what each alone comes to."""

from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.appraisal.rows import EntryRow
from models.appraisal.rules.kinds import Alternatives, Bonus, PerOccurrence, Rule
from models.appraisal.rules.stored import rule_of
from models.appraisal.rules.wording import part_words
from models.appraisal.tables import Criterion, Entry, RoundUnit
from models.appraisal.terms import EntryState
from models.attachment.tables import AttachedFile

HALF = Fraction(1, 2)


def entries(
    session: Session,
    *,
    round_id: int,
    unit_id: int | None = None,
    criterion_id: int | None = None,
    state: EntryState | None = None,
) -> tuple[EntryRow, ...]:
    """The entries of a round (of one unit, of one item, in one state) in the order in which they were made."""
    query = (
        select(Entry, Criterion.name, Criterion.rule, RoundUnit.name)
        .join(Criterion, Criterion.id == Entry.criterion_id)
        .outerjoin(RoundUnit, (RoundUnit.round_id == Entry.round_id) & (RoundUnit.unit_id == Entry.unit_id))
        .where(Entry.round_id == round_id)
        .order_by(Entry.id)
    )
    if unit_id is not None:
        query = query.where(Entry.unit_id == unit_id)
    if criterion_id is not None:
        query = query.where(Entry.criterion_id == criterion_id)
    if state is not None:
        query = query.where(Entry.state == state)
    files = dict(
        session.execute(
            select(AttachedFile.row_id, func.count())
            .where(AttachedFile.of_table == "entry")
            .group_by(AttachedFile.row_id)
        ).all()
    )
    rules: dict[str, tuple[Rule | None, tuple[str, ...]]] = {}
    found = []
    for row, criterion, text, unit in session.execute(query):
        if text not in rules:
            read = rule_of(text)
            rules[text] = (read, tuple(part_words(part) for part in read.parts) if read is not None else ())
        rule, words = rules[text]
        amount = Fraction(row.amount)
        found.append(
            EntryRow(
                row.id,
                row.round_id,
                row.unit_id,
                unit or "",
                row.criterion_id,
                criterion,
                row.part,
                words[row.part] if row.part < len(words) else "",
                row.round_part_id,
                amount,
                row.choice,
                row.halved,
                row.event,
                row.scorer,
                row.reason,
                row.day,
                row.state,
                row.refusal,
                row.source,
                row.of_table,
                row.row_id,
                alone(rule, row.part, amount, row.choice, halved=row.halved),
                files.get(row.id, 0),
            )
        )
    return tuple(found)


def alone(rule: Rule | None, part: int, amount: Fraction, choice: int, *, halved: bool) -> Fraction | None:
    """What one entry comes to before caps; None where it is a value or a mark."""
    if rule is None or part >= len(rule.parts):
        return None
    match rule.parts[part]:
        case PerOccurrence(each=each, halved=when):
            return each * amount * (HALF if halved and when else 1)
        case Bonus(each=each):
            return each * amount
        case Alternatives(choices=choices) if choice < len(choices):
            return choices[choice].points * amount
        case _:
            return None
