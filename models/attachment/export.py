"""All attachments into a folder or a zip: a folder per record, in the order and under the numbers of its page."""

import shutil
import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath

from sqlalchemy.orm import Session

from models.attachment.owners import Owned, owner
from models.attachment.queries import FileRow, LinkRow, files_of, links_of
from models.attachment.rules import clean_name, free_name, size_words
from models.attachment.store import CHUNK, Presence, Report, copy_verified, examine, files_folder, place_of
from models.attachment.terms import Holder
from models.errors import Refusal
from models.failures import condition_of
from models.files import write_atomically
from models.held_file import is_held

CONTENTS = "资料清单.txt"
_LONGEST = 30  # characters of a folder's name: three levels of them must fit the paths of Windows


@dataclass(frozen=True, slots=True)
class Placed:
    """A file and where it goes in the export."""

    path: PurePosixPath
    row: FileRow


@dataclass(frozen=True, slots=True)
class Plan:
    """What an export holds: files in order, and the lines of its list, a line per file or link."""

    files: tuple[Placed, ...]
    lines: tuple[tuple[str, str, str], ...]
    """Record, file or link, note and size."""

    @property
    def size(self) -> int:
        return sum(placed.row.size for placed in self.files)


@dataclass(frozen=True, slots=True)
class Exported:
    """Where it went, how many files, and the names of those that were not there or damaged."""

    path: Path
    files: int
    lacking: tuple[str, ...]


def plan_export(
    session: Session, *, campaign_id: int | None, holder: Holder | None = None, row_ids: Collection[int] | None = None
) -> Plan:
    """What all tasks of a campaign and all cells bear; or the records of one table, or some of them. Raises Refusal
    when that is nothing."""
    files: list[Placed] = []
    lines: list[tuple[str, str, str]] = []
    for kind in Holder if holder is None else (holder,):
        hung: dict[int, list[FileRow]] = {}
        links: dict[int, list[LinkRow]] = {}
        for file in files_of(session, of_table=kind.value, row_ids=row_ids):
            hung.setdefault(file.row_id, []).append(file)
        for link in links_of(session, of_table=kind.value, row_ids=row_ids):
            links.setdefault(link.row_id, []).append(link)
        rows = owner(kind).listed(session, campaign_id, None)
        places = _folders(rows)
        for row in rows:
            folder = PurePosixPath(kind.label, *places[row.id]) if row_ids is None else PurePosixPath()
            taken: set[str] = set()
            for file in hung.get(row.id, ()):
                name = free_name(clean_name(file.name), taken)
                taken.add(name)
                files.append(Placed(folder / name, file))
                lines.append((row.words, name, "，".join(filter(None, (file.note, size_words(file.size))))))
            lines += [(row.words, link.target, link.name) for link in links.get(row.id, ())]
    if not files and not lines:
        raise Refusal("还没有附件和链接，没有可导出的资料。", "先在任务或网格右侧的“附件”里添加。")
    return Plan(tuple(files), tuple(lines))


def export_folder(database: Path, plan: Plan, out: Path, report: Report | None = None) -> Exported:
    """Write the files into `out`, which must be new or empty. What a cancelled or failed export wrote goes again."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise Refusal(f"“{out.name}”里已经有文件，没有导出。", "请换一个新的文件夹，以免与原有的文件混在一起。")
    was_there = out.exists()
    try:
        out.mkdir(parents=True, exist_ok=True)
        lacking = _write_files(database, plan, out, report)
        write_atomically(out / CONTENTS, _contents(plan, lacking))
    except BaseException as error:
        _remove(out, was_there)
        if isinstance(error, OSError):
            raise (condition_of(error, out) or error) from error
        raise
    return Exported(out, len(plan.files) - len(lacking), tuple(lacking))


def export_zip(database: Path, plan: Plan, target: Path, report: Report | None = None) -> Exported:
    """Write the files into a zip at `target`; the old one stays when this fails or is cancelled."""
    lacking: list[str] = []
    if is_held(target):
        raise Refusal(f"“{target.name}”是正在使用的数据文件，没有覆盖。", "请换一个文件名。")

    def write(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, strict_timestamps=False) as packed:
            for placed, tell in _sound(database, plan, lacking, report):
                info = zipfile.ZipInfo(str(placed.path), _moment(placed.row.added))
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = 0o644 << 16
                source = place_of(files_folder(database), placed.row.sha256)
                with source.open("rb") as file, packed.open(info, "w", force_zip64=True) as entry:
                    while chunk := file.read(CHUNK):
                        entry.write(chunk)
                        tell(file.tell(), placed.row.size, "")
            packed.writestr(CONTENTS, _contents(plan, lacking))

    write_atomically(target, write)
    return Exported(target, len(plan.files) - len(lacking), tuple(lacking))


def _write_files(database: Path, plan: Plan, out: Path, report: Report | None) -> list[str]:
    lacking: list[str] = []
    for placed, tell in _sound(database, plan, lacking, report):
        target = out / placed.path
        target.parent.mkdir(parents=True, exist_ok=True)
        copy_verified(files_folder(database), placed.row.sha256, target, tell)
    return lacking


def _sound(database: Path, plan: Plan, lacking: list[str], report: Report | None) -> Iterator[tuple[Placed, Report]]:
    """The files that are there as they were put, each with a report for its part of the whole; the places of the
    others are added to `lacking`."""
    before, total = 0, max(1, plan.size)
    for placed in plan.files:
        tell = _part(report, before, total, f"正在导出“{placed.row.name}”")
        tell(0, 0, "")
        if examine(files_folder(database), placed.row.sha256, placed.row.size) is Presence.SOUND:
            yield placed, tell
        else:
            lacking.append(str(placed.path))
        before += placed.row.size


def _part(report: Report | None, before: int, whole: int, words: str) -> Report:
    def tell(done: int, total: int, text: str) -> None:
        if report:
            report(min(before + done, whole), whole, words)

    return tell


def _contents(plan: Plan, lacking: Collection[str]) -> bytes:
    lines = ["\t".join(line) for line in plan.lines]
    if lacking:
        lines += ["", "下列文件不在数据文件旁的附件文件夹里，没有导出：", *lacking]
    return ("\r\n".join(lines) + "\r\n").encode("utf-8-sig")


def _folders(rows: tuple[Owned, ...]) -> dict[int, tuple[str, ...]]:
    """The folders from the top down to each record; their place stands in front, so that they are in order."""
    found: dict[int, tuple[str, ...]] = {}
    counts: dict[int | None, int] = {}
    for row in rows:
        counts[row.parent_id] = counts.get(row.parent_id, 0) + 1
        words = clean_name(row.words.replace("/", "_"))[:_LONGEST].rstrip(" .")
        above = found.get(row.parent_id, ()) if row.parent_id is not None else ()
        found[row.id] = (*above, f"{counts[row.parent_id]:02d} {words}".strip())
    return found


def _moment(day: date) -> tuple[int, int, int, int, int, int]:
    return (max(day.year, 1980), day.month, day.day, 0, 0, 0)


def _remove(out: Path, was_there: bool) -> None:
    if not was_there:
        shutil.rmtree(out, ignore_errors=True)
        return
    for path in list(out.iterdir()):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
