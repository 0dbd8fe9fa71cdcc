"""The folder beside a database (`NAME.zrt.files/`): each file once, read-only, named by the SHA-256 of its content.

A file is put here before the step that names it; a crash between leaves a file without a name, never a dangling row.
"""

import hashlib
import os
import re
import stat
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

from models.attachment.rules import clean_name, why_not_attachable, why_not_this_content
from models.errors import Condition, Refusal
from models.failures import condition_of
from models.files import mode_for, replace_file
from models.held_file import is_held
from models.places import why_not_here

CHUNK = 1024 * 1024
INCOMING = ".incoming-"
_DIGEST = re.compile(r"[0-9a-f]{64}")
Report = Callable[[int, int, str], None]
_putting = threading.Lock()


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
    (stored,) = put_all(database, (source,), report)
    return stored


def put_all(database: Path, sources: Iterable[Path], report: Report | None = None) -> tuple[Stored, ...]:
    """All files or none: each is judged by name and size before the first one is copied, and when one cannot be kept
    or the work is cancelled, those that came before it go again."""
    sources = list(sources)
    for source in sources:
        _judge(source)
    stored: list[Stored] = []
    fresh: list[Path] = []
    with _putting:
        try:
            for source in sources:
                file, is_fresh = _put(database, source, report)
                stored.append(file)
                if is_fresh:
                    fresh.append(place_of(files_folder(database), file.sha256))
        except BaseException:
            take_back(fresh, files_folder(database))
            raise
    return tuple(stored)


def _judge(source: Path) -> tuple[str, int]:
    """Name and size of a file that may be attached; Refusal or Condition else."""
    name = clean_name(source.name)
    size = _size_of(source, name)
    refusal = why_not_attachable(name, size)
    if refusal is None and is_held(source):
        refusal = Refusal(f"“{name}”是正在使用的数据文件，不能作附件。", "要附上内容，请先导出成PDF或Excel。")
    if refusal:
        raise refusal
    return name, size


def _put(database: Path, source: Path, report: Report | None) -> tuple[Stored, bool]:
    """The file as kept, and whether its content is new in the folder."""
    name, size = _judge(source)
    folder = files_folder(database)
    refusal = why_not_here(folder)
    if refusal:
        raise Refusal(f"附件文件夹“{folder.name}”不在这台电脑上，附件存不进去。", refusal.next_step)
    ready(folder)
    try:
        file = source.open("rb")
    except OSError as error:
        raise _unreadable(name, error) from error
    with file:
        before = os.fstat(file.fileno())
        chunks = _chunks(file, name)
        temporary, digest, count = receive(folder, chunks, f"正在存入“{name}”", size, report)
        after = os.fstat(file.fileno())
    try:
        if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or count != after.st_size:
            raise Condition(f"“{name}”正在被别的程序改动，没有添加。", "请先保存并关闭它，再添加一次。")
        place = place_of(folder, digest)
        is_fresh = not place.exists()
        settle(temporary, place, digest, count)
    finally:
        temporary.unlink(missing_ok=True)
    return Stored(digest, name, count), is_fresh


def _chunks(file: BinaryIO, name: str) -> Iterator[bytes]:
    """The content of a file that comes from anywhere: it may not begin like a program, nor grow past all bounds."""
    count = 0
    while True:
        try:
            chunk = file.read(CHUNK)
        except OSError as error:
            raise _unreadable(name, error) from error
        refusal = why_not_this_content(name, chunk) if not count else why_not_attachable(name, count + len(chunk))
        if refusal:
            raise refusal
        if not chunk:
            return
        count += len(chunk)
        yield chunk


def _unreadable(name: str, error: OSError) -> Condition:
    if isinstance(error, PermissionError):
        return Condition(
            f"“{name}”读不了：可能正被WPS等程序使用，或者没有权限。没有添加。",
            "请关闭正在使用它的程序，或把它复制到自己的文件夹，再试一次。",
        )
    why = f"（{error.strerror}）" if error.strerror else ""
    return Condition(f"读“{name}”时出错{why}，没有添加。", "请检查共享文件夹或U盘是否还连着，再试一次。")


def copy_verified(folder: Path, sha256: str, target: Path, report: Report | None = None) -> Path:
    """Write the file of a digest to `target` (replacing it), testing its content on the way; answers `target`.

    Raises Condition when the file is missing or damaged; nothing is written then.
    """
    source = place_of(folder, sha256)
    if not source.is_file():
        raise missing(target.name, folder)
    if is_held(target):
        raise Refusal(f"“{target.name}”是正在使用的数据文件，没有覆盖。", "请换一个文件名。")
    temporary: Path | None = None
    try:
        with source.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            chunks = iter(lambda: file.read(CHUNK), b"")
            temporary, digest, _ = receive(target.parent, chunks, f"正在复制“{target.name}”", size, report)
        if digest != sha256:
            raise Condition(
                f"“{target.name}”的附件文件损坏了，内容与添加时不同，没有取出。",
                "请点“找回…”，从备份或原来的文件夹取回完好的一份。",
            )
        temporary.chmod(mode_for(target))
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


def discard(path: Path) -> None:
    """Remove one kept file, read-only as it is."""
    try:
        if os.name == "nt":  # elsewhere the rights of the folder count, and other folders may share the file
            path.chmod(stat.S_IWRITE | stat.S_IREAD)
        path.unlink(missing_ok=True)
    except FileNotFoundError:
        pass


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


def ready(folder: Path) -> None:
    """Make the folder when it is not there. Raises Condition when nothing can be written into it."""
    if folder.exists() and not folder.is_dir():
        raise Condition(
            f"“{folder.name}”应是放附件的文件夹，那里却有一个同名的文件，附件存不进去。", "请把那个文件移走，再试一次。"
        )
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise (condition_of(error, folder) or error) from error
    if not os.access(folder, os.W_OK):
        raise Condition(f"附件文件夹“{folder.name}”是只读的，附件存不进去。", "请取消它的只读属性，再试一次。")


def receive(
    folder: Path, chunks: Iterator[bytes], words: str, size: int, report: Report | None
) -> tuple[Path, str, int]:
    """Write the chunks to a temporary file; answers it with its digest and size. It is removed when that fails."""
    running, count = hashlib.sha256(), 0
    path: Path | None = None
    try:
        with NamedTemporaryFile(dir=folder, prefix=INCOMING, delete=False) as file:
            path = Path(file.name)
            for chunk in chunks:
                running.update(chunk)
                count += len(chunk)
                file.write(chunk)
                if report:
                    report(count, max(size, count), words)
    except BaseException as error:
        if path is not None:
            path.unlink(missing_ok=True)
        condition = condition_of(error, folder) if isinstance(error, OSError) else None
        if condition is None:
            raise
        raise condition from error
    return path, running.hexdigest(), count


def settle(temporary: Path, place: Path, digest: str, size: int) -> None:
    """Give the received file its name, unless a sound one has it; a damaged one gives way."""
    try:
        if examine(place.parent, digest, size) is not Presence.SOUND:
            if place.exists():
                place.chmod(stat.S_IWRITE | stat.S_IREAD)
            replace_file(temporary, place)
        place.chmod(0o444)
    except OSError as error:
        raise (condition_of(error, place.parent) or error) from error


def take_back(written: Iterable[Path], folder: Path) -> None:
    """Remove what a cancelled or failed copy wrote, and the folder when it is empty."""
    for path in written:
        discard(path)
    if folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
