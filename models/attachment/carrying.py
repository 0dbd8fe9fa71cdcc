"""Between folders of attachments: to a copy of the database, to the store of its backups, and back from anywhere."""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from models.attachment.store import (
    CHUNK,
    Presence,
    Report,
    digest_of,
    digests_in,
    examine,
    files_folder,
    glance,
    place_of,
    ready,
    receive,
    settle,
    take_back,
)
from models.failures import condition_of
from models.held_file import is_held


def carry(named: Mapping[str, int], source: Path, target: Path, report: Report | None = None) -> list[Path]:
    """Copy the named files (size by digest) that `target` lacks from folder `source`; answers the files written.

    What is missing or damaged in `source` is left out: it is said where it is looked for. All or nothing otherwise.
    """
    lacking = [sha256 for sha256, size in named.items() if glance(target, sha256, size) is not Presence.SOUND]
    wanted = [sha256 for sha256 in lacking if glance(source, sha256, named[sha256]) is Presence.SOUND]
    if not wanted:
        return []
    ready(target)
    written: list[Path] = []
    try:
        for number, sha256 in enumerate(wanted):
            if report:
                report(number, len(wanted), "正在复制附件")
            if _copy(place_of(source, sha256), target, sha256, named[sha256]):
                written.append(place_of(target, sha256))
    except BaseException as error:
        take_back(written, target)
        if isinstance(error, OSError):
            raise (condition_of(error, target) or error) from error
        raise
    return written


def keep_beside(folder: Path, other: Path) -> list[Path]:
    """Give `other` the files of `folder` as well, without using room where the disk can share them; answers the files
    written."""
    written: list[Path] = []
    try:
        for path in digests_in(folder):
            ready(other)
            place = other / path.name
            if place.exists():
                continue
            try:
                os.link(path, place)
            except OSError:
                shutil.copy2(path, place)
            written.append(place)
    except BaseException as error:
        take_back(written, other)
        if isinstance(error, OSError):
            raise (condition_of(error, other) or error) from error
        raise
    return written


def bring_back(database: Path, wanted: Mapping[str, int], places: Iterable[Path], report: Report | None = None) -> int:
    """Look through folders and what is below them, or at single files, for missing files (size by digest), by
    content; answers how many came back."""
    folder = files_folder(database)
    lacking = {sha: size for sha, size in wanted.items() if examine(folder, sha, size) is not Presence.SOUND}
    sizes = set(lacking.values())
    found = 0
    for place in places:
        for path in _files_in(place):
            if not lacking:
                return found
            if report:
                report(found, found + len(lacking), f"正在查看“{path.name}”")
            try:
                if path.stat().st_size not in sizes or is_held(path):
                    continue
                digest = digest_of(path)
            except OSError:  # it may not be read: not the one, as far as can be known
                continue
            if digest in lacking:
                ready(folder)
                if _copy(path, folder, digest, lacking[digest]):
                    del lacking[digest]
                    found += 1
    return found


def _files_in(place: Path) -> Iterator[Path]:
    """The file itself, or all files below a folder; folders that may not be looked into are left out."""
    if place.is_file():
        yield place
        return
    for folder, folders, names in os.walk(place):
        folders.sort()
        for name in sorted(names):
            path = Path(folder, name)
            if path.is_file():
                yield path


def _copy(source: Path, folder: Path, sha256: str, size: int) -> bool:
    """Whether `source` had the content of that digest; then it is in the folder now."""
    with source.open("rb") as file:
        chunks = iter(lambda: file.read(CHUNK), b"")
        temporary, digest, count = receive(folder, chunks, "", size, None)
    try:
        if digest == sha256:
            settle(temporary, place_of(folder, sha256), digest, count)
    finally:
        temporary.unlink(missing_ok=True)
    return digest == sha256
