"""Which files a database names: by its attachments now, or by any step of its journal (undo may bring those back)."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.attachment.tables import Attachment
from models.journal import Change


def named_now(session: Session) -> dict[str, int]:
    """Size by digest of the attachments of today."""
    return {row.sha256: row.size for row in session.execute(select(Attachment.sha256, Attachment.size))}


def named_ever(session: Session) -> dict[str, int]:
    """Size by digest of every file that a row or a step names."""
    changes = select(Change.before, Change.after).where(Change.table_name == Attachment.__tablename__)
    found = dict(_in_images(tuple(row) for row in session.execute(changes)))
    return found | named_now(session)


def named_in_file(raw: Any) -> dict[str, int]:
    """The same of a copy, through the driver's connection; nothing for a schema without attachments."""
    if raw.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'attachment'").fetchone() is None:
        return {}
    changes = raw.execute("SELECT before, after FROM journal_change WHERE table_name = 'attachment'")
    found = dict(_in_images(changes.fetchall()))
    return found | dict(raw.execute("SELECT sha256, size FROM attachment").fetchall())


def without_name(folder: Path, named: dict[str, int]) -> list[Path]:
    """Files in a folder that nothing names."""
    from models.attachment.store import digests_in

    return [path for path in digests_in(folder) if path.name not in named]


def _in_images(rows: Any) -> Iterator[tuple[str, int]]:
    for row in rows:
        for text in row:
            if text:
                image = json.loads(text)
                yield image["sha256"], image["size"]
