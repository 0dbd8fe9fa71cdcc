"""Hang files and links on records, rename and order them, take them away. The files themselves were put before."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.attachment.rules import free_name, link_target, renamed
from models.attachment.store import Stored
from models.attachment.tables import AttachedFile, AttachedLink, Attachment
from models.base import Base
from models.errors import Refusal
from models.records import CHUNK, fetch, fetch_all, next_position, shift_records

_SCOPE = ("of_table", "row_id")
On = TypeVar("On", AttachedFile, AttachedLink)


@dataclass(frozen=True, slots=True)
class Attached:
    """What `attach` did: ids of the new ones, and the names of files that hung on the record already."""

    ids: tuple[int, ...]
    known: tuple[str, ...]


def attach(session: Session, *, of_table: str, row_id: int, files: Sequence[Stored], note: str = "") -> Attached:
    """Hang stored files on a record, at the end; a content that hangs there already is left out."""
    _check_record(session, of_table, row_id)
    standing = session.execute(
        select(AttachedFile.attachment_id, AttachedFile.name).where(
            AttachedFile.of_table == of_table, AttachedFile.row_id == row_id
        )
    ).all()
    names, present = {row.name for row in standing}, {row.attachment_id for row in standing}
    position = next_position(session, AttachedFile, of_table=of_table, row_id=row_id)
    ids: list[int] = []
    known: list[str] = []
    for file in files:
        attachment = session.scalars(select(Attachment).where(Attachment.sha256 == file.sha256)).first()
        if attachment is None:
            attachment = Attachment(sha256=file.sha256, name=file.name, size=file.size)
            session.add(attachment)
            session.flush()
        elif attachment.id in present:
            known.append(file.name)
            continue
        name = free_name(file.name, names)
        hung = AttachedFile(
            attachment_id=attachment.id,
            of_table=of_table,
            row_id=row_id,
            name=name,
            position=position,
            note=note.strip(),
        )
        session.add(hung)
        session.flush()
        names.add(name)
        present.add(attachment.id)
        ids.append(hung.id)
        position += 1
    return Attached(tuple(ids), tuple(known))


def rename_file(session: Session, *, file_id: int, name: str) -> str:
    """Another name for a file on its record; its kind (suffix) stays. Answers the name as kept."""
    row = fetch(session, AttachedFile, file_id)
    fresh = renamed(row.name, name)
    others = session.scalars(
        select(AttachedFile.name).where(
            AttachedFile.of_table == row.of_table, AttachedFile.row_id == row.row_id, AttachedFile.id != row.id
        )
    )
    if fresh.casefold() in {other.casefold() for other in others}:
        raise Refusal(f"这里已经有一个“{fresh}”，没有改名。", "请换一个名称。")
    if row.name != fresh:
        row.name = fresh
    return fresh


def set_note(session: Session, *, file_id: int, note: str) -> None:
    """The 说明 of a file on its record."""
    row = fetch(session, AttachedFile, file_id)
    if row.note != note.strip():
        row.note = note.strip()


def shift_files(session: Session, *, file_ids: Sequence[int], by: int) -> None:
    """Move files one place up (`by` -1) or down (+1) on their record."""
    shift_records(session, AttachedFile, file_ids, by, _SCOPE)


def detach(session: Session, *, file_ids: Collection[int]) -> int:
    """Take files off their records; the files stay in the folder, so that undo brings them back. Answers how many."""
    rows = fetch_all(session, AttachedFile, file_ids).values()
    for row in rows:
        session.delete(row)
    session.flush()
    _drop_unused(session, {row.attachment_id for row in rows})
    return len(rows)


def add_link(session: Session, *, of_table: str, row_id: int, target: str, name: str = "") -> int:
    """A web address or shared folder on a record, at the end; answers its id."""
    _check_record(session, of_table, row_id)
    address = link_target(target)
    _check_new_address(session, of_table, row_id, address, None)
    row = AttachedLink(
        of_table=of_table,
        row_id=row_id,
        target=address,
        name=name.strip(),
        position=next_position(session, AttachedLink, of_table=of_table, row_id=row_id),
    )
    session.add(row)
    session.flush()
    return row.id


def change_link(session: Session, *, link_id: int, target: str, name: str) -> None:
    """Another address or name of a link."""
    row = fetch(session, AttachedLink, link_id)
    address = link_target(target)
    _check_new_address(session, row.of_table, row.row_id, address, link_id)
    for key, value in (("target", address), ("name", name.strip())):
        if getattr(row, key) != value:
            setattr(row, key, value)


def remove_links(session: Session, *, link_ids: Collection[int]) -> int:
    """Take links off their records; answers how many."""
    rows = fetch_all(session, AttachedLink, link_ids).values()
    for row in rows:
        session.delete(row)
    return len(rows)


def shift_links(session: Session, *, link_ids: Sequence[int], by: int) -> None:
    """Move links one place up (`by` -1) or down (+1) on their record."""
    shift_records(session, AttachedLink, link_ids, by, _SCOPE)


def forget(session: Session, *, of_table: str, row_ids: Collection[int]) -> None:
    """Take everything off records that are deleted in the same step."""
    used: set[int] = set()
    for file in _on(session, AttachedFile, of_table, row_ids):
        used.add(file.attachment_id)
        session.delete(file)
    for link in _on(session, AttachedLink, of_table, row_ids):
        session.delete(link)
    if used:
        session.flush()
        _drop_unused(session, used)


def _on(session: Session, mapped: type[On], of_table: str, row_ids: Collection[int]) -> list[On]:
    wanted = list(row_ids)
    found: list[On] = []
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        found += session.scalars(select(mapped).where(mapped.of_table == of_table, mapped.row_id.in_(part)))
    return found


def _drop_unused(session: Session, attachment_ids: Collection[int]) -> None:
    """Delete the rows of files that hang nowhere any more; a step still names them."""
    wanted = list(attachment_ids)
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        used = set(session.scalars(select(AttachedFile.attachment_id).where(AttachedFile.attachment_id.in_(part))))
        for row in session.scalars(
            select(Attachment).where(Attachment.id.in_([key for key in part if key not in used]))
        ):
            session.delete(row)


def _check_record(session: Session, of_table: str, row_id: int) -> None:
    table = Base.metadata.tables[of_table]
    if not session.scalar(select(func.count()).select_from(table).where(table.c.id == row_id)):
        raise Refusal(f"这条{table.comment}已经被删除，没有添加附件。", "请刷新后再试。")


def _check_new_address(session: Session, of_table: str, row_id: int, address: str, own: int | None) -> None:
    query = select(AttachedLink.id).where(
        AttachedLink.of_table == of_table, AttachedLink.row_id == row_id, AttachedLink.target == address
    )
    if any(found != own for found in session.scalars(query)):
        raise Refusal("这个地址已经有了，没有再添加。")
