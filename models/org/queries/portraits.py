"""Photos of people, as base64 of a JPEG."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.org.tables import Portrait


def portrait(session: Session, *, person_id: int) -> str:
    """The photo of a person; empty when there is none."""
    return session.scalar(select(Portrait.image).where(Portrait.person_id == person_id)) or ""
