"""Write any file so that a crash leaves the old one or the new one, never a torn one."""

import os
import stat
import time
from collections.abc import Callable
from pathlib import Path

from models.errors import Condition
from models.failures import condition_of

_WINDOWS = os.name == "nt"
_TRIES = 8  # Windows: a virus scanner or WPS may hold the target for a moment


def write_atomically(path: Path, content: bytes | Callable[[Path], None]) -> None:
    """Write `content` (bytes, or a function that writes the file it is given) to `path`: temp, fsync, replace.

    Raises Condition when the target is held by another program or the disk is full; the old file stays as it was.
    """
    from tempfile import NamedTemporaryFile  # loaded at the first write: the start is measured

    temporary: Path | None = None
    try:
        with NamedTemporaryFile(
            dir=path.parent, prefix=f".{path.stem[:40]}-", suffix=path.suffix, delete=False
        ) as file:
            temporary = Path(file.name)
            if isinstance(content, bytes):
                file.write(content)
                file.flush()
        if not isinstance(content, bytes):
            content(temporary)
        temporary.chmod(mode_for(path))
        replace_file(temporary, path)
    except BaseException as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        condition = condition_of(error, path)
        if condition is None or condition is error:
            raise
        raise condition from error


def mode_for(path: Path) -> int:
    """The rights of the old file, or those of any new file: a temporary one is private, which nobody expects."""
    if path.exists():
        return stat.S_IMODE(path.stat().st_mode)
    return 0o666 & ~_umask()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def replace_file(source: Path, target: Path) -> None:
    """fsync `source`, put it in the place of `target` (same folder), fsync the folder."""
    with source.open("rb+") as file:
        os.fsync(file.fileno())
    for attempt in range(_TRIES):
        try:
            source.replace(target)
            break
        except PermissionError as error:
            if not _WINDOWS or attempt == _TRIES - 1:
                raise Condition(
                    f"“{target.name}”正被WPS等程序使用，没有写入。", "请关闭该文件后重试；原文件未改动。"
                ) from error
            time.sleep(0.05 * 2**attempt)
    if not _WINDOWS:
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
