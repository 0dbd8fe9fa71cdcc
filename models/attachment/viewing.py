"""Read-only copies of attachments for looking at: in a folder of this user, under their names, swept after a week."""

import stat
import time
from pathlib import Path

from platformdirs import user_cache_path

from models.attachment.rules import clean_name, why_not_openable
from models.attachment.store import Report, copy_verified, digest_of, files_folder

KEPT_SECONDS = 7 * 24 * 3600


def opened_folder() -> Path:
    """Where the copies lie."""
    return user_cache_path("zerentian", appauthor=False) / "opened"


def copy_for_viewing(database: Path, sha256: str, name: str, report: Report | None = None) -> Path:
    """A read-only copy of an attachment under its name, tested on the way; one that is there already is used again.

    Raises Refusal for a kind that is not opened, Condition when the file is missing or damaged.
    """
    refusal = why_not_openable(name)
    if refusal:
        raise refusal
    base = opened_folder()
    base.mkdir(mode=0o700, parents=True, exist_ok=True)
    for number in range(100):
        folder = base / f"{sha256[:16]}{f'-{number}' if number else ''}"
        folder.mkdir(exist_ok=True)
        path = folder / clean_name(name)
        if path.exists() and digest_of(path) != sha256:
            continue  # somebody wrote into it, and may have it open still
        if not path.exists():
            copy_verified(files_folder(database), sha256, path, report)
            path.chmod(0o444)
        return path
    raise FileExistsError(base)


def sweep(now: float | None = None, kept: float = KEPT_SECONDS) -> int:
    """Remove copies older than `kept` seconds; those still open elsewhere stay. Answers how many went."""
    base, gone = opened_folder(), 0
    before = (now if now is not None else time.time()) - kept
    for folder in base.iterdir() if base.is_dir() else ():
        for path in folder.iterdir() if folder.is_dir() else ():
            try:
                if path.stat().st_mtime <= before:
                    path.chmod(stat.S_IWRITE | stat.S_IREAD)
                    path.unlink()
                    gone += 1
            except OSError:  # open in a program: Windows keeps it
                continue
        try:
            folder.rmdir()
        except OSError:  # not empty
            continue
    return gone
