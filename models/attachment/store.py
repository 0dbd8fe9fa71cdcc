"""The folder beside a database (`NAME.zrt.files/`): each file once, read-only, named by the SHA-256 of its content.

A file is put here before the step that names it; a crash between leaves a file without a name, never a dangling row.
"""

import hashlib
import os
import re
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from tempfile import NamedTemporaryFile

from models.attachment.rules import clean_name, why_not_attachable, why_not_this_content
from models.errors import Condition, Refusal
from models.failures import condition_of
from models.files import replace_file
from models.held_file import is_held
from models.places import why_not_here

CHUNK = 1024 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}")
Report = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Stored:
    """A file in the folder: digest of its content, the name it came with, its size in bytes."""

    sha256: str
    name: str
    size: int


class Presence(Enum):
    """Whether the file of a digest is in the folder as it should be."""

    SOUND = "完好"
    MISSING = "不在了"
    DAMAGED = "损坏"


def files_folder(database: Path) -> Path:
    """The folder of the attachments of the database at `database`."""
    return database.with_name(database.name + ".files")


def place_of(folder: Path, sha256: str) -> Path:
    """Where the file of a digest lies. A text that is no digest is our bug: ValueError."""
    if not _DIGEST.fullmatch(sha256):
        raise ValueError(f"{sha256!r} is no SHA-256")
    return folder / sha256


def put(database: Path, source: Path, report: Report | None = None) -> Stored:
    """Copy `source` into the folder beside `database`; what is there already with this content stays as it is.

    Raises Refusal for a folder, a program, an empty or too large file, and Condition when it cannot be read or kept.
    """
    name = clean_name(source.name)
    size = _size_of(source, name)
    refusal = why_not_attachable(name, size)
    if refusal is None and is_held(source):
        refusal = Refusal(f"“{name}”是正在使用的数据文件，不能作附件。", "要附上内容，请先导出成PDF或Excel。")
    if refusal:
        raise refusal
    folder = _ready(files_folder(database))
    try:
        with source.open("rb") as file:
            before = os.fstat(file.fileno())
            refusal = why_not_this_content(name, file.read(16))
            if refusal:
                raise refusal
            file.seek(0)
            temporary, digest, count = _receive(folder, iter(lambda: file.read(CHUNK), b""), name, size, report)
            after = os.fstat(file.fileno())
    except OSError as error:
        raise (condition_of(error, source) or error) from error
    try:
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or count != after.st_size:
            raise Condition(f"“{name}”正在被别的程序改动，没有添加。", "请先保存并关闭它，再添加一次。")
        _settle(temporary, place_of(folder, digest), digest, count)
    finally:
        temporary.unlink(missing_ok=True)
    return Stored(digest, name, count)


def put_all(database: Path, sources: Iterable[Path], report: Report | None = None) -> tuple[Stored, ...]:
    """All files or none: each is judged by name and size before the first one is copied."""
    sources = list(sources)
    for source in sources:
        name = clean_name(source.name)
        refusal = why_not_attachable(name, _size_of(source, name))
        if refusal:
            raise refusal
    return tuple(put(database, source, report) for source in sources)


def copy_verified(folder: Path, sha256: str, target: Path, report: Report | None = None) -> Path:
    """Write the file of a digest to `target` (replacing it), testing its content on the way; answers `target`.

    Raises Condition when the file is missing or damaged; nothing is written then.
    """
    source = place_of(folder, sha256)
    if not source.is_file():
        raise missing(target.name, folder)
    temporary: Path | None = None
    try:
        with source.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            temporary, digest, _ = _receive(
                target.parent, iter(lambda: file.read(CHUNK), b""), target.name, size, report
            )
        if digest != sha256:
            raise Condition(
                f"“{target.name}”的附件文件损坏了，没有打开。",
                "请在“附件与链接”里点“找回…”，从备份或原来的文件夹取回完好的一份。",
            )
        replace_file(temporary, target)
    except OSError as error:
        raise (condition_of(error, target) or error) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
    return target


def missing(name: str, folder: Path) -> Condition:
    """What to say when the file of an attachment is not there."""
    return Condition(
        f"“{name}”的附件文件不在了（应在数据文件旁的“{folder.name}”文件夹里）。",
        "如果只拷来了数据文件，请把这个文件夹也拷来；或点“找回…”，从备份或原来的文件夹取回。",
    )


def glance(folder: Path, sha256: str, size: int) -> Presence:
    """Whether the file is there in its size; its content is not read."""
    try:
        found = place_of(folder, sha256).stat()
    except OSError:
        return Presence.MISSING
    return Presence.SOUND if stat.S_ISREG(found.st_mode) and found.st_size == size else Presence.DAMAGED


def examine(folder: Path, sha256: str, size: int) -> Presence:
    """As `glance`, with the whole content tested."""
    seen = glance(folder, sha256, size)
    if seen is Presence.SOUND and digest_of(place_of(folder, sha256)) != sha256:
        return Presence.DAMAGED
    return seen


def digest_of(path: Path) -> str:
    """SHA-256 of a file (never of an open database)."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digests_in(folder: Path) -> Iterator[Path]:
    """The kept files of a folder; half-written ones and what others put there are not among them."""
    if folder.is_dir():
        yield from (path for path in sorted(folder.iterdir()) if _DIGEST.fullmatch(path.name) and path.is_file())


def carry(named: Mapping[str, int], source: Path, target: Path, report: Report | None = None) -> list[Path]:
    """Copy the named files (size by digest) that `target` lacks from folder `source`; answers the files written.

    What is missing or damaged in `source` is left out: it is said where it is looked for.
    """
    lacking = [sha256 for sha256, size in named.items() if glance(target, sha256, size) is not Presence.SOUND]
    wanted = [sha256 for sha256 in lacking if glance(source, sha256, named[sha256]) is Presence.SOUND]
    if not wanted:
        return []
    _ready(target)
    written: list[Path] = []
    try:
        for number, sha256 in enumerate(wanted):
            if report:
                report(number, len(wanted), "正在复制附件")
            with place_of(source, sha256).open("rb") as file:
                chunks = iter(lambda file=file: file.read(CHUNK), b"")  # type: ignore[misc]
                temporary, digest, count = _receive(target, chunks, sha256, named[sha256], None)
            try:
                if digest == sha256:
                    place = place_of(target, sha256)
                    _settle(temporary, place, digest, count)
                    written.append(place)
            finally:
                temporary.unlink(missing_ok=True)
    except BaseException as error:
        take_back(written, target)
        if isinstance(error, OSError):
            raise (condition_of(error, target) or error) from error
        raise
    return written


def keep_beside(folder: Path, other: Path) -> None:
    """Give `other` the files of `folder` as well, without using room where the disk can share them."""
    for path in digests_in(folder):
        place = _ready(other) / path.name
        if place.exists():
            continue
        try:
            os.link(path, place)
        except OSError:
            shutil.copy2(path, place)


def bring_back(database: Path, wanted: Mapping[str, int], places: Iterable[Path], report: Report | None = None) -> int:
    """Look through folders and what is below them for missing files, by content; answers how many came back."""
    folder = files_folder(database)
    lacking = {sha: size for sha, size in wanted.items() if examine(folder, sha, size) is not Presence.SOUND}
    sizes = set(lacking.values())
    found = 0
    for place in places:
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if not lacking:
                return found
            if report:
                report(0, 0, f"正在查看“{path.name}”")
            try:
                if not path.is_file() or path.stat().st_size not in sizes or is_held(path):
                    continue
                digest = digest_of(path)
                if digest in lacking:
                    _heal(folder, path, digest, lacking[digest])
            except PermissionError:
                continue
            if digest in lacking:
                del lacking[digest]
                found += 1
    return found


def _heal(folder: Path, source: Path, digest: str, size: int) -> None:
    with source.open("rb") as file:
        temporary, read, count = _receive(_ready(folder), iter(lambda: file.read(CHUNK), b""), source.name, size, None)
    try:
        if read == digest:
            _settle(temporary, place_of(folder, digest), digest, count)
    finally:
        temporary.unlink(missing_ok=True)


def discard(path: Path) -> None:
    """Remove one kept file, read-only as it is."""
    try:
        path.chmod(stat.S_IWRITE | stat.S_IREAD)
        path.unlink(missing_ok=True)
    except FileNotFoundError:
        pass


def take_back(written: Iterable[Path], folder: Path) -> None:
    """Remove what a cancelled or failed copy wrote, and the folder when it is empty."""
    for path in written:
        discard(path)
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()


def _size_of(source: Path, name: str) -> int:
    try:
        found = source.stat()
    except OSError as error:
        raise (condition_of(error, source) or error) from error
    if stat.S_ISDIR(found.st_mode):
        raise Refusal(f"“{name}”是文件夹，不能作附件，没有添加。", "请选里面的文件，或先压缩成一个 zip 文件。")
    if not stat.S_ISREG(found.st_mode):
        raise Refusal(f"“{name}”不是普通文件，不能作附件，没有添加。", "请重新选择。")
    return found.st_size


def _ready(folder: Path) -> Path:
    refusal = why_not_here(folder)
    if refusal:
        raise Refusal(f"附件文件夹“{folder.name}”不在这台电脑上，附件存不进去。", refusal.next_step)
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise (condition_of(error, folder) or error) from error
    return folder


def _receive(
    folder: Path, chunks: Iterator[bytes], name: str, size: int, report: Report | None
) -> tuple[Path, str, int]:
    """Write the chunks to a temporary file; answers it with its digest and size. It is removed when that fails."""
    running, count = hashlib.sha256(), 0
    with NamedTemporaryFile(dir=folder, prefix=".incoming-", delete=False) as file:
        path = Path(file.name)
        try:
            for chunk in chunks:
                running.update(chunk)
                count += len(chunk)
                refusal = why_not_attachable(name, count) if count > size else None
                if refusal:
                    raise refusal
                file.write(chunk)
                if report:
                    report(count, max(size, count), f"正在存入“{name}”")
        except BaseException:
            file.close()
            path.unlink(missing_ok=True)
            raise
    return path, running.hexdigest(), count


def _settle(temporary: Path, place: Path, digest: str, size: int) -> None:
    """Give the received file its name, unless a sound one has it; a damaged one gives way."""
    if examine(place.parent, digest, size) is not Presence.SOUND:
        if place.exists():
            place.chmod(stat.S_IWRITE | stat.S_IREAD)
        replace_file(temporary, place)
    place.chmod(0o444)
