"""Documents that were taken in, and which of them a new one is an issue of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.acceptance.rows import plain
from models.intake.draft import KIND_LABELS, Draft, Kind
from models.intake.naming import campaign_name_of
from models.intake.tables import TakenDocument
from models.org.tables import Campaign


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document that was taken into a campaign."""

    id: int
    campaign_id: int
    campaign: str
    name: str
    title: str
    kind: Kind
    digest: str
    taken_on: date | None

    @property
    def kind_label(self) -> str:
        return KIND_LABELS[self.kind]


def documents(session: Session, *, campaign_id: int | None = None) -> tuple[DocumentRow, ...]:
    """The documents taken in, the latest first."""
    query = (
        select(
            TakenDocument.id,
            TakenDocument.campaign_id,
            Campaign.name.label("campaign"),
            TakenDocument.name,
            TakenDocument.title,
            TakenDocument.kind,
            TakenDocument.digest,
            TakenDocument.taken_on,
        )
        .join(Campaign, Campaign.id == TakenDocument.campaign_id)
        .order_by(TakenDocument.id.desc())
    )
    if campaign_id is not None:
        query = query.where(TakenDocument.campaign_id == campaign_id)
    return tuple(
        DocumentRow(
            row.id, row.campaign_id, row.campaign, row.name, row.title, _kind(row.kind), row.digest, row.taken_on
        )
        for row in session.execute(query)
    )


def earlier_issue(
    rows: Sequence[DocumentRow], *, draft: Draft, source: str = "", digest: str = "", by_name: bool = False
) -> DocumentRow | None:
    """Which of the documents (latest first) is this one or an earlier issue of it: the same content, else the same
    title, else the same file name and kind; versions and 修订 in a name do not count.

    A file name alone (附件1.docx) tells little: it counts where one of them has no title, or with `by_name`.
    """
    title, name = _stem(draft.title), _stem_of_file(source)
    for same in (
        lambda row: bool(digest) and row.digest == digest,
        lambda row: bool(title) and _stem(row.title) == title,
        lambda row: (
            bool(name)
            and row.kind is draft.kind
            and _stem_of_file(row.name) == name
            and (by_name or not (title and row.title))
        ),
    ):
        found = next((row for row in rows if same(row)), None)
        if found is not None:
            return found
    return None


def campaign_for(session: Session, *, draft: Draft, source: str = "", digest: str = "") -> int | None:
    """The campaign that a document belongs to: the one an earlier issue went into, else the one named as it."""
    earlier = earlier_issue(documents(session), draft=draft, source=source, digest=digest)
    if earlier is not None:
        return earlier.campaign_id
    name = campaign_name_of(draft.title)
    return session.scalar(select(Campaign.id).where(Campaign.name == name)) if name else None


_VERSION = re.compile(
    r"[（(]?(?:征求意见稿|送审稿|讨论稿|审议稿|修订稿|修订版|修改稿|定稿|终稿|第.{1,3}稿|新版|最新|副本|v\d{1,2}|\d{6,8})[）)]?$"
    r"|[（(]\d{1,2}[）)]$|[-_]\d{1,2}$",
    re.IGNORECASE,
)


def _stem_of_file(name: str) -> str:
    """The stem of a file name; nothing for what is no file (pasted text)."""
    found = re.fullmatch(r"(.+)\.[A-Za-z]{2,5}", name)
    return _stem(found[1]) if found else ""


def _stem(words: str) -> str:
    text = words.strip()
    while (shorter := _VERSION.sub("", text).strip(" -—_（）()")) != text and shorter:
        text = shorter
    return plain(text)


def _kind(words: str) -> Kind:
    try:
        return Kind(words)
    except ValueError:
        return Kind.UNKNOWN
