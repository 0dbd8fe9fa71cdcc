"""Issue and withdraw editions. What was issued is never changed or deleted: run these behind a wall for undo."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.edition.content import Content, text_of
from models.edition.freezing import frozen
from models.edition.queries import editions
from models.edition.rules import why_no_edition, why_not_withdrawn
from models.edition.tables import Edition
from models.frozen import digest_of
from models.journal import Step
from models.org.rules import clean
from models.records import fetch


def issue_edition(
    session: Session,
    *,
    campaign_id: int,
    number: int,
    title: str,
    document_no: str = "",
    issued_on: date,
    note: str = "",
) -> int:
    """Freeze the breakdown as of `issued_on` under a number; answers the id. Refusal where the rules say no."""
    content = frozen(session, campaign_id=campaign_id, day=issued_on)
    title, document_no, note = " ".join(clean(title).split()), " ".join(clean(document_no).split()), clean(note)
    refusal = why_no_edition(
        [row.issued for row in editions(session, campaign_id=campaign_id)],
        number=number,
        document_no=document_no,
        title=title,
        issued_on=issued_on,
        tasks=len(content.tasks),
    )
    if refusal:
        raise refusal
    return keep_edition(session, content, number, title, document_no=document_no, issued_on=issued_on, note=note)


def keep_edition(
    session: Session,
    content: Content,
    number: int,
    title: str,
    *,
    document_no: str = "",
    issued_on: date,
    note: str = "",
) -> int:
    """Write a content as an edition with its digest and the journal's head; answers the id."""
    text = text_of(content)
    row = Edition(
        campaign_id=content.campaign.id,
        number=number,
        title=title,
        document_no=document_no,
        issued_on=issued_on,
        head=_head(session),
        digest=digest_of(number, document_no, title, issued_on, text),
        tasks=len(content.tasks),
        units=len(content.units),
        content=text,
        note=note,
    )
    session.add(row)
    session.flush()
    return row.id


def withdraw_edition(session: Session, *, edition_id: int, reason: str, day: date) -> None:
    """Mark an edition as withdrawn; it stays readable. Refusal when it is withdrawn already or no reason is given."""
    row = fetch(session, Edition, edition_id)
    reason = clean(reason)
    refusal = why_not_withdrawn(
        row.number, withdrawn_on=row.withdrawn_on, issued_on=row.issued_on, reason=reason, day=day
    )
    if refusal:
        raise refusal
    row.withdrawn_on = day
    row.reason = reason


def _head(session: Session) -> str:
    """The number and digest of the last step before this one: 57 1a2b…; the next step will name it as its ground."""
    step = session.execute(select(Step.seq, Step.hash).order_by(Step.seq.desc()).limit(1)).first()
    return f"{step.seq} {step.hash}" if step is not None else ""
