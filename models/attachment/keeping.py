"""Attachments of copies of a database: a copy has its own folder beside it, all backups share one store."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path

import sqlcipher3.dbapi2 as driver

from models.attachment.carrying import carry, keep_beside
from models.attachment.named import named_in_file
from models.attachment.queries import all_missing
from models.attachment.soundness import unnamed
from models.attachment.store import INCOMING, Presence, Report, digests_in, discard, files_folder, glance, take_back
from models.database import Database
from models.failures import condition_of
from models.held_file import take

STORE = "附件"
SETTLED = timedelta(minutes=10)  # a younger file may belong to a step that is not written yet


def store_of(backups: Path) -> Path:
    """Where the attachments of all backups in a folder lie, each once."""
    return backups / STORE


def named_in(path: Path, password: str | None) -> dict[str, int]:
    """Size by digest of the files that a database names that nobody has open. Raises Condition."""
    raw = driver.connect(str(path), isolation_level=None)
    try:
        take(raw, password)
        return named_in_file(raw)
    except driver.DatabaseError as error:
        raise (condition_of(error, path) or error) from error
    finally:
        raw.close()


class Carried:
    """What a copy of a database has written into a folder of attachments; it can be taken back."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._written: list[Path] = []

    def add(self, named: Mapping[str, int], source: Path, report: Report | None = None) -> None:
        """Copy the named files that the folder lacks from `source`."""
        self._written += carry(named, source, self.folder, report)

    def share(self, source: Path) -> None:
        """All files of `source`, without using room where the disk can share them."""
        self._written += keep_beside(source, self.folder)

    def take_back(self) -> None:
        """Remove what was written, and the folder when it is empty."""
        take_back(self._written, self.folder)


def places_for(database: Path) -> tuple[Path, ...]:
    """Where the files of a copy may lie: beside it; or, when it is one of the backups, in their store or beside the
    file they are of."""
    backups = database.parent
    original = backups.with_name(backups.name.removesuffix(".backups"))
    return (files_folder(database), store_of(backups), files_folder(original))


def thin_store(store: Path, kept: Iterable[Path], named: Mapping[str, int], password: str | None) -> None:
    """Remove the files of the store that no kept backup names; `named` are those of the newest one. When a backup
    cannot be read (it has another password), all of them stay."""
    loose = {path.name: path for path in digests_in(store) if path.name not in named}
    try:
        for backup in kept:
            if not loose:
                return
            for sha256 in named_in(backup, password):
                loose.pop(sha256, None)
    except Exception as error:
        if condition_of(error, store) is None:
            raise
        return
    for path in loose.values():
        discard(path)


def loose_files(database: Database, now: datetime | None = None) -> list[Path]:
    """Files in the folder that no attachment and no step names, and what broken off copies left; those just put are
    not among them."""
    folder = files_folder(database.path)
    halves = sorted(folder.glob(f"{INCOMING}*")) if folder.is_dir() else []
    before = ((now or datetime.now()) - SETTLED).timestamp()
    return [path for path in (*unnamed(database), *halves) if path.stat().st_mtime < before]


def clear_loose(database: Database, report: Report | None = None) -> int:
    """Remove the loose files; answers how many went. Nothing that any step names is touched."""
    found = loose_files(database)
    for number, path in enumerate(found):
        if report:
            report(number, len(found), "正在清理")
        discard(path)
    return len(found)


def fetch_near(database: Database, report: Report | None = None) -> int:
    """Take missing files from where they are likely to lie: the folders of other databases beside this one (it was
    renamed or copied alone), and the stores of backups. Answers how many came back."""
    folder = files_folder(database.path)
    lacking = {row.sha256: row.size for row in database.read(all_missing, database=database.path)}
    came = 0
    for place in _near(database.path):
        if not lacking:
            break
        carry(lacking, place, folder, report)
        left = {sha: size for sha, size in lacking.items() if glance(folder, sha, size) is not Presence.SOUND}
        came += len(lacking) - len(left)
        lacking = left
    return came


def _near(path: Path) -> list[Path]:
    own = files_folder(path)
    beside = [place for place in sorted(path.parent.glob("*.zrt.files")) if place.is_dir() and place != own]
    stores = [store_of(place) for place in sorted(path.parent.glob("*.zrt.backups"))]
    return [*(place for place in stores if place.is_dir()), *beside, store_of(path.parent)]
