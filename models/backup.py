"""Backups beside the file (`NAME.zrt.backups/`), each verified before an old one goes; restore keeps the present."""

import importlib
import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver

from models.database import SUFFIX, Database, Report
from models.errors import Condition, PasswordNeeded, Refusal
from models.failures import condition_of
from models.files import replace_file
from models.held_file import APPLICATION_ID, is_ordinary_file, journal_file, quoted, take

ALONG = "models.attachment.keeping"
"""The feature whose files go along with a copy."""
PAGES_PER_STEP = 512
KEEP_ALL = timedelta(days=2)
KEEP_DAYS, KEEP_WEEKS, KEEP_MONTHS = 14, 8, 24

_NAME = re.compile(r"-(\d{8}-\d{6})-s(\d+)\.zrt$")


@dataclass(frozen=True, slots=True)
class BackupRow:
    """One kept backup: local time, number of the last journal step in it, size in bytes."""

    path: Path
    at: datetime
    seq: int
    size: int


def backup_folder(path: Path) -> Path:
    """Where the automatic backups of the database at `path` lie."""
    return path.with_name(path.name + ".backups")


def backups_of(path: Path) -> list[BackupRow]:
    """The kept backups of the database at `path`, newest first."""
    folder = backup_folder(path)
    found = []
    for file in folder.glob(f"*{SUFFIX}") if folder.is_dir() else ():
        match = _NAME.search(file.name)
        if match:
            at = datetime.strptime(match.group(1), "%Y%m%d-%H%M%S")
            found.append(BackupRow(file, at, int(match.group(2)), file.stat().st_size))
    return sorted(found, key=lambda row: (row.at, row.seq), reverse=True)


def backup(database: Database, target: Path | None = None, report: Report | None = None) -> Path:
    """Copy the open database to `target` (default: a new name in its backup folder), verify the copy, answer its path.

    Copies in page steps, so that a cancel from `report` stops it; a half-made copy is removed. The attachments it names
    go along, into a folder of its own or, each once, into the store of all backups.
    """
    keeping = importlib.import_module(ALONG)
    automatic = target is None
    if target is None:
        folder = backup_folder(database.path)
        folder.mkdir(exist_ok=True)
        target = folder / f"{database.path.stem}-{datetime.now():%Y%m%d-%H%M%S}-s{last_step(database)}{SUFFIX}"
    elif target.absolute() == database.path.absolute():
        raise Refusal("不能把备份写到正在使用的文件本身。", "请另选一个文件名。")
    half = target.with_name(target.name + ".tmp")
    half.unlink(missing_ok=True)
    files = keeping.Carried(keeping.store_of(target.parent) if automatic else keeping.files_folder(target))
    try:
        with database.driver_connection() as source:
            copy = driver.connect(str(half), isolation_level=None)
            try:
                copy.execute("PRAGMA cipher_log_level = NONE")
                if database.password:
                    copy.execute(f"PRAGMA key = {quoted(database.password)}")

                def progress(status: int, remaining: int, total: int) -> None:
                    if report:
                        report(total - remaining, total, "正在备份")

                source.backup(copy, pages=PAGES_PER_STEP, progress=progress)
                named = keeping.named_in_file(copy)
            finally:
                copy.close()
        verify(half, database.password)
        files.add(named, keeping.files_folder(database.path), report)
        replace_file(half, target)
    except BaseException as error:
        half.unlink(missing_ok=True)
        files.take_back()
        condition = condition_of(error, target)
        if condition is None or condition is error:
            raise
        raise condition from error
    if automatic and prune(backups_of(database.path), datetime.now()):
        left = [row.path for row in backups_of(database.path) if row.path != target]
        keeping.thin_store(files.folder, left, named, database.password)
    return target


def backup_if_changed(database: Database, report: Report | None = None) -> Path | None:
    """A new automatic backup when steps were made since the newest one; else None."""
    kept = backups_of(database.path)
    seq = last_step(database)
    if seq == 0 or (kept and kept[0].seq == seq):
        return None
    return backup(database, report=report)


def last_step(database: Database) -> int:
    """Number of the newest journal step, 0 for none."""
    with database.driver_connection() as raw:
        return int(raw.execute("SELECT coalesce(max(seq), 0) FROM journal_step").fetchone()[0])


def verify(path: Path, password: str | None) -> None:
    """Open the copy at `path`, check its header, integrity and references. Raises Condition when it is not sound."""
    raw = driver.connect(str(path), isolation_level=None)
    try:
        take(raw, password)
        sound = (
            raw.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
            and [row[0] for row in raw.execute("PRAGMA integrity_check(1)").fetchall()] == ["ok"]
            and raw.execute("PRAGMA foreign_key_check").fetchone() is None
        )
    except driver.DatabaseError as error:
        condition = condition_of(error, path)
        raise (condition or Condition(f"“{path.name}”无法核验。", "请换一份备份。")) from error
    finally:
        raw.close()
    if not sound:
        raise Condition(f"“{path.name}”没有通过完整性检查。", "请换一份更早的备份；现有数据未改动。")


def kept(rows: Iterable[BackupRow], now: datetime) -> set[Path]:
    """Which backups stay: all of the last 2 days, the newest of each of 14 days, 8 weeks and 24 months."""
    stay: set[Path] = set()
    days: dict[date, Path] = {}
    weeks: dict[tuple[int, int], Path] = {}
    months: dict[tuple[int, int], Path] = {}
    for row in sorted(rows, key=lambda row: row.at, reverse=True):
        if now - row.at <= KEEP_ALL:
            stay.add(row.path)
        days.setdefault(row.at.date(), row.path)
        weeks.setdefault(row.at.isocalendar()[:2], row.path)
        months.setdefault((row.at.year, row.at.month), row.path)
    for newest_first, number in ((days, KEEP_DAYS), (weeks, KEEP_WEEKS), (months, KEEP_MONTHS)):
        stay.update(list(newest_first.values())[:number])
    return stay


def prune(rows: list[BackupRow], now: datetime) -> int:
    """Remove the backups that need not be kept (only called after a newer one was verified); answers how many."""
    stay = kept(rows, now)
    gone = [row.path for row in rows if row.path not in stay]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def restore(source: Path, target: Path, password: str | None = None, report: Report | None = None) -> Path | None:
    """Put the backup `source` in the place of `target`; nobody may hold `target`.

    The backup is verified first; what lay at `target` (and a left-over journal) is set aside with its attachments,
    never deleted. The attachments that the backup names are brought along as far as they are there.
    Answers where the former file went, or None when there was none.
    """
    keeping = importlib.import_module(ALONG)
    if not source.is_file():
        raise Condition(f"找不到备份“{source}”。", "请重新选择备份文件。")
    if source.absolute() == target.absolute():
        raise Refusal("备份文件和要恢复的文件是同一个。", "请换一个目标。")
    if password is None and not is_ordinary_file(source):
        raise PasswordNeeded(f"备份“{source.name}”需要密码。", "请输入设置该备份时的密码。")
    verify(source, password)
    fresh = target.with_name(target.name + ".tmp")
    former: Path | None = None
    files = keeping.Carried(keeping.files_folder(target))
    beside = None
    try:
        shutil.copyfile(source, fresh)
        verify(fresh, password)
        if target.exists():
            _check_free(target)
            former = target.with_name(f"{target.stem}-恢复前-{datetime.now():%Y%m%d-%H%M%S}{SUFFIX}")
            beside = keeping.Carried(keeping.files_folder(former))
            beside.share(files.folder)
        named = keeping.named_in(fresh, password)
        for place in keeping.places_for(source):
            files.add(named, place, report)
        if former is not None:
            replace_file(target, former)
        left_over = journal_file(target)
        if left_over.exists():
            replace_file(left_over, journal_file(former or left_over.with_suffix(".old")))
        replace_file(fresh, target)
    except BaseException as error:
        fresh.unlink(missing_ok=True)
        if former is None or not former.exists():
            files.take_back()
            if beside is not None:
                beside.take_back()
        if isinstance(error, OSError):
            raise (condition_of(error, target) or error) from error
        raise
    return former


def _check_free(target: Path) -> None:
    """Refuse while another program holds `target`. A file that is damaged or has another password may go."""
    raw: Any = driver.connect(str(target), isolation_level=None, timeout=0.2)
    try:
        raw.execute("PRAGMA cipher_log_level = NONE")
        raw.execute("BEGIN EXCLUSIVE")
        raw.execute("ROLLBACK")
    except driver.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (5, 6):
            raise (condition_of(error, target) or error) from error
    finally:
        raw.close()
