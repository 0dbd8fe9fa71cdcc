"""Attachments and links of one record, counts for a table's column, totals, and all that the folder should hold."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.attachment.rules import is_share
from models.attachment.store import Presence, files_folder, glance
from models.attachment.tables import AttachedFile, AttachedLink, Attachment
from models.base import day_of_id


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file on a record: its name there, size in bytes, the day it was attached."""

    id: int
    of_table: str
    row_id: int
    attachment_id: int
    sha256: str
    name: str
    size: int
    note: str
    added: date


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link on a record; `name` is what it is called, the address itself when nothing was typed."""

    id: int
    of_table: str
    row_id: int
    target: str
    name: str
    is_share: bool
    added: date


@dataclass(frozen=True, slots=True)
class Count:
    """How much hangs on a record: its id, files, links."""

    id: int
    files: int
    links: int


@dataclass(frozen=True, slots=True)
class Totals:
    """Of the whole file: different files and their bytes, places where they hang, links."""

    files: int
    size: int
    attached: int
    links: int


@dataclass(frozen=True, slots=True)
class Missing:
    """A file that is not as it should be, and the names it has on records."""

    sha256: str
    size: int
    names: tuple[str, ...]
    presence: Presence


def files_of(session: Session, *, of_table: str, row_ids: Collection[int] | None = None) -> tuple[FileRow, ...]:
    """Files on records of a table (None: on all of them), in the order of each record."""
    query = (
        select(AttachedFile, Attachment.sha256, Attachment.size)
        .join(Attachment, Attachment.id == AttachedFile.attachment_id)
        .where(AttachedFile.of_table == of_table)
        .order_by(AttachedFile.row_id, AttachedFile.position, AttachedFile.id)
    )
    if row_ids is not None:
        query = query.where(AttachedFile.row_id.in_(row_ids))
    return tuple(
        FileRow(
            row.id, row.of_table, row.row_id, row.attachment_id, sha256, row.name, size, row.note, day_of_id(row.id)
        )
        for row, sha256, size in session.execute(query)
    )


def links_of(session: Session, *, of_table: str, row_ids: Collection[int] | None = None) -> tuple[LinkRow, ...]:
    """Links on records of a table (None: on all of them), in the order of each record."""
    query = (
        select(AttachedLink)
        .where(AttachedLink.of_table == of_table)
        .order_by(AttachedLink.row_id, AttachedLink.position, AttachedLink.id)
    )
    if row_ids is not None:
        query = query.where(AttachedLink.row_id.in_(row_ids))
    return tuple(
        LinkRow(
            row.id,
            row.of_table,
            row.row_id,
            row.target,
            row.name or row.target,
            is_share(row.target),
            day_of_id(row.id),
        )
        for row in session.scalars(query)
    )


def counts(session: Session, *, of_table: str) -> dict[int, Count]:
    """How many files and links hang on each record of a table that has any."""
    files = _counted(session, AttachedFile, of_table)
    links = _counted(session, AttachedLink, of_table)
    return {row_id: Count(row_id, files.get(row_id, 0), links.get(row_id, 0)) for row_id in files | links}


def _counted(session: Session, mapped: type[AttachedFile] | type[AttachedLink], of_table: str) -> dict[int, int]:
    query = select(mapped.row_id, func.count()).where(mapped.of_table == of_table).group_by(mapped.row_id)
    return dict(session.execute(query).all())


def totals(session: Session) -> Totals:
    """What hangs in the whole database."""
    files, size = session.execute(select(func.count(), func.coalesce(func.sum(Attachment.size), 0))).one()
    attached = session.scalar(select(func.count()).select_from(AttachedFile)) or 0
    links = session.scalar(select(func.count()).select_from(AttachedLink)) or 0
    return Totals(files, int(size), attached, links)


def named_files(session: Session) -> dict[str, tuple[int, tuple[str, ...]]]:
    """By digest: the size in bytes, and the names that a file has on records."""
    query = (
        select(Attachment.sha256, Attachment.size, AttachedFile.name)
        .join(AttachedFile, AttachedFile.attachment_id == Attachment.id)
        .order_by(AttachedFile.id)
    )
    found: dict[str, tuple[int, tuple[str, ...]]] = {}
    for sha256, size, name in session.execute(query):
        names = found[sha256][1] if sha256 in found else ()
        found[sha256] = (size, names if name in names else (*names, name))
    return found


def all_missing(session: Session, *, database: Path) -> tuple[Missing, ...]:
    """The attachments whose file is missing or has another size; contents are not read."""
    folder = files_folder(database)
    return tuple(
        Missing(sha256, size, names, presence)
        for sha256, (size, names) in named_files(session).items()
        if (presence := glance(folder, sha256, size)) is not Presence.SOUND
    )
