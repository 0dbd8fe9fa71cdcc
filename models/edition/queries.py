"""Editions of a campaign as rows, their contents, and what two of them, or one and now, differ in."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.edition.content import Content, content_of
from models.edition.freezing import frozen
from models.edition.revision import Revision, revision
from models.edition.rules import Issued, edition_words
from models.edition.tables import Edition
from models.edition.thawing import numbers_of, rows_of
from models.errors import Condition, Refusal
from models.journal import Change, Step
from models.task.papers.options import usual_title
from models.task.queries import task_tree


@dataclass(frozen=True, slots=True)
class EditionRow:
    """An edition without its content; `operator` and `at` (UTC) are those of the step that issued it."""

    id: int
    campaign_id: int
    number: int
    title: str
    document_no: str
    issued_on: date | None
    withdrawn_on: date | None
    reason: str
    note: str
    tasks: int
    units: int
    head: str
    digest: str
    operator: str
    at: datetime | None

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_on is not None

    @property
    def words(self) -> str:
        """第2版（云创卫办〔2026〕5号）."""
        return edition_words(self.number, self.document_no)

    @property
    def label(self) -> str:
        """第2版 2026-05-31, with 已撤回 behind it."""
        day = self.issued_on.isoformat() if self.issued_on else ""
        parts = (f"第{self.number}版", day, "已撤回" if self.is_withdrawn else "")
        return " ".join(part for part in parts if part)

    @property
    def issued(self) -> Issued:
        """What the rules look at."""
        return Issued(self.number, self.document_no, self.issued_on, self.is_withdrawn)


_COLUMNS = (
    Edition.id,
    Edition.campaign_id,
    Edition.number,
    Edition.title,
    Edition.document_no,
    Edition.issued_on,
    Edition.withdrawn_on,
    Edition.reason,
    Edition.note,
    Edition.tasks,
    Edition.units,
    Edition.head,
    Edition.digest,
)


def editions(session: Session, *, campaign_id: int) -> tuple[EditionRow, ...]:
    """The editions of a campaign, newest first, withdrawn ones included."""
    query = select(*_COLUMNS).where(Edition.campaign_id == campaign_id).order_by(Edition.number.desc(), Edition.id)
    rows = session.execute(query).all()
    steps = _issuing_steps(session, [row.id for row in rows])
    return tuple(EditionRow(*row, *steps.get(row.id, ("", None))) for row in rows)


def edition(session: Session, *, edition_id: int) -> EditionRow:
    """One edition. Refusal when there is none of that id."""
    row = session.execute(select(*_COLUMNS).where(Edition.id == edition_id)).first()
    if row is None:
        raise Refusal("没有这一版。", "请在版次列表里重选。")
    return EditionRow(*row, *_issuing_steps(session, [edition_id]).get(edition_id, ("", None)))


def edition_numbered(session: Session, *, campaign_id: int, number: int) -> EditionRow:
    """The edition of that number. Condition that names those there are."""
    rows = editions(session, campaign_id=campaign_id)
    for row in rows:
        if row.number == number:
            return row
    if not rows:
        raise Condition("这项专项工作还没有印发过版次。", "先用 edition issue 印发一版。")
    raise Condition(f"没有第 {number} 版。", f"现有：{'、'.join(str(row.number) for row in reversed(rows))}。")


def edition_content(session: Session, *, edition_id: int) -> Content:
    """What an edition holds. Condition when it is damaged."""
    text = session.scalar(select(Edition.content).where(Edition.id == edition_id))
    if text is None:
        raise Refusal("没有这一版。", "请在版次列表里重选。")
    return _kept_content(text)


@lru_cache(maxsize=2)
def _kept_content(text: str) -> Content:
    """The contents looked at last: reading 5,000 tasks takes two seconds, and a print asks several times."""
    return content_of(text)


@dataclass(frozen=True, slots=True)
class Side:
    """One of two contents that are compared: the edition (None: as it stands) and what it holds."""

    edition: EditionRow | None
    content: Content

    @property
    def words(self) -> str:
        """第1版, 现在."""
        return f"第{self.edition.number}版" if self.edition is not None else "现在"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two contents and what they differ in."""

    old: Side
    new: Side
    revision: Revision

    def of_units(self, unit_ids: Collection[int]) -> "Comparison":
        """Only tasks that name one of the units before or after."""
        return replace(self, revision=self.revision.of_units(unit_ids))


def side(session: Session, *, campaign_id: int, edition_id: int | None, day: date) -> Side:
    """An edition with its content, or (None) the breakdown as it stands with the duties and names of `day`."""
    if edition_id is None:
        return Side(None, frozen(session, campaign_id=campaign_id, day=day))
    return Side(edition(session, edition_id=edition_id), edition_content(session, edition_id=edition_id))


def compared(
    session: Session,
    *,
    campaign_id: int,
    old_id: int | None,
    new_id: int | None,
    day: date,
    unit_ids: Collection[int] | None = None,
) -> Comparison:
    """What two editions, or one and the breakdown as it stands (None), differ in; of some units' tasks only."""
    old = side(session, campaign_id=campaign_id, edition_id=old_id, day=day)
    new = side(session, campaign_id=campaign_id, edition_id=new_id, day=day)
    comparison = comparison_of(old, new)
    return comparison if unit_ids is None else comparison.of_units(unit_ids)


def comparison_of(old: Side, new: Side) -> Comparison:
    """The same from sides at hand."""
    before, after = numbers_of(rows_of(old.content)), numbers_of(rows_of(new.content))
    return Comparison(old, new, revision(old.content, new.content).numbered(before, after))


@dataclass(frozen=True, slots=True)
class Draft:
    """What the next edition would hold: its size, the usual title, and what changed since the newest that holds."""

    issued: tuple[Issued, ...]
    title: str
    tasks: int
    units: int
    since: str = ""
    changes: str = ""
    gaps: tuple[str, ...] = ()
    """Numbers of the tasks that lack their content, their lead or their deadline."""


def draft(session: Session, *, campaign_id: int, day: date) -> Draft:
    """What would be frozen now, with the duties and names of `day`. `changes` is empty where nothing differs."""
    rows = editions(session, campaign_id=campaign_id)
    now = frozen(session, campaign_id=campaign_id, day=day)
    last = next((row for row in rows if not row.is_withdrawn), None)
    changes = ""
    if last is not None:
        changes = revision(edition_content(session, edition_id=last.id), now).summary
    return Draft(
        tuple(row.issued for row in rows),
        usual_title(now.campaign.name),
        len(now.tasks),
        len(now.units),
        f"第{last.number}版" if last is not None else "",
        changes,
        _gaps(session, campaign_id=campaign_id, day=day),
    )


def _gaps(session: Session, *, campaign_id: int, day: date) -> tuple[str, ...]:
    rows = task_tree(session, campaign_id=campaign_id, on=day)
    numbers = numbers_of(rows)
    return tuple(numbers[row.id] for row in rows if any(issue.kind.is_gap for issue in row.issues))


def _issuing_steps(session: Session, ids: Collection[int]) -> dict[int, tuple[str, datetime]]:
    query = (
        select(Change.row_id, Step.operator, Step.at)
        .join(Step, Step.seq == Change.seq)
        .where(Change.table_name == Edition.__tablename__, Change.row_id.in_(ids), Change.before.is_(None))
        .order_by(Change.seq)
    )
    return {row_id: (operator, at) for row_id, operator, at in session.execute(query)}
