"""One database file held by this process: where it may lie, its key and lock, its header, where its journal stands.

Knows the driver only: the first page is shown before the database library is loaded.
"""

import getpass
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver

from models.errors import Condition, FileBusy, PasswordNeeded, Refusal
from models.failures import condition_of
from models.places import why_not_here

APPLICATION_ID = 0x5A525431  # "ZRT1"
SCHEMA_MAJOR = 1  # user_version; a file with a higher one is refused untouched
SCHEMA_HEAD = "0005"  # newest Alembic revision
BUSY_SECONDS = 2.0
READ_ONLY = 8  # SQLite's code: a reader that may not write met a journal to be rolled back

_held: set[tuple[int, int]] = set()  # files this process has open: Python must not open() them (it would drop the lock)


@dataclass(frozen=True, slots=True)
class Head:
    """Where a file's journal stands: number and digest of its newest step. Equal heads are equal contents."""

    seq: int
    hash: str


class HeldFile:
    """The driver's connection to a file locked for this process; `rescued` is the copy made before a roll-back."""

    def __init__(self, path: Path, raw: Any, password: str | None, *, is_unclean: bool, rescued: Path | None) -> None:
        self.path = path
        self.password = password
        self.is_unclean = is_unclean
        self.rescued = rescued
        self._raw = raw
        self._is_open = True
        self._identity = _identity_of(path)
        if self._identity is not None:
            _held.add(self._identity)

    def connection(self) -> Any:
        """The driver's connection. Raises Condition once the file is closed (it is never opened again silently)."""
        if not self._is_open:
            raise Condition(f"“{self.path.name}”已经关闭。")
        return self._raw

    @property
    def is_replaced(self) -> bool:
        """Whether another file (or none) is at the path now."""
        return self._identity is not None and _identity_of(self.path) != self._identity

    def head(self) -> Head | None:
        """Where the journal stands; None without a step, of another schema than this program's, or damaged."""
        try:
            schema = self._raw.execute("SELECT version_num FROM alembic_version").fetchone()
            step = self._raw.execute("SELECT seq, hash FROM journal_step ORDER BY seq DESC LIMIT 1").fetchone()
        except driver.DatabaseError:
            return None
        return Head(int(step[0]), str(step[1])) if step and schema == (SCHEMA_HEAD,) else None

    def close(self) -> None:
        """Let go of the file; afterwards other programs may open it."""
        self._is_open = False
        self._raw.close()
        if self._identity is not None:
            _held.discard(self._identity)


def hold(path: Path, password: str | None = None) -> HeldFile:
    """Lock an existing file for this process, after a look at where it lies and at its header; nothing is written.

    Raises Refusal, FileBusy (held by another process), PasswordNeeded or Condition; the file is left as it was.
    """
    if not path.is_file():
        raise Condition(f"找不到“{path}”。", "文件可能被移动或改名，请重新选择。")
    refusal = why_not_here(path)
    if refusal:
        raise refusal
    if _identity_of(path) in _held:
        raise FileBusy(f"“{path.name}”已经打开。", "请切换到已打开的窗口。")
    if path.stat().st_size == 0:
        raise Condition(f"“{path.name}”是空文件（0 字节），里面没有数据。", "请用“恢复备份”取回最近的备份。")
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise Condition(f"“{path.name}”或所在文件夹是只读的。", "请取消只读属性，或复制到可以写入的文件夹后再打开。")
    has_journal = journal_file(path).exists()
    is_unclean = has_journal or open_mark(path).exists()
    will_roll_back = has_journal and _is_left_over(path)
    if password is None and not is_ordinary_file(path):
        raise PasswordNeeded(f"“{path.name}”需要密码，或者不是责任田的数据文件。", "请输入密码；忘记密码无法找回。")
    rescued = _set_aside_copy(path) if will_roll_back else None
    try:
        raw = _connect(path, password, is_new=False)
    except FileBusy:
        if rescued is not None:  # another program took the file since: what was copied is its work under way
            _throw_away(rescued)
        raise
    return HeldFile(path, raw, password or None, is_unclean=is_unclean, rescued=rescued)


def is_held(path: Path) -> bool:
    """Whether this process holds the file at `path`: Python must not open() it, that would drop the lock."""
    return _identity_of(path) in _held


def hold_new(path: Path, password: str | None = None) -> HeldFile:
    """Make a file without tables at `path` (must not exist) and lock it."""
    if path.exists():
        raise Refusal(f"“{path.name}”已经存在，没有覆盖。", "请换一个文件名，或直接打开它。")
    refusal = why_not_here(path)
    if refusal:
        raise refusal
    if not path.parent.is_dir():
        raise Condition(f"文件夹“{path.parent}”不存在。", "请先建好文件夹，或换一个位置。")
    raw = _connect(path, password, is_new=True)
    return HeldFile(path, raw, password or None, is_unclean=False, rescued=None)


def _connect(path: Path, password: str | None, *, is_new: bool) -> Any:
    raw: Any = None
    try:
        raw = driver.connect(str(path), isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS)
        take(raw, password)
        if not is_new:
            _check_header(raw, path)
        tune(raw)
        if password:
            kept_place(path).unlink(missing_ok=True)
    except BaseException as error:
        if raw is not None:
            raw.close()
        if is_new:
            path.unlink(missing_ok=True)
        condition = condition_of(error, path)
        if isinstance(condition, PasswordNeeded) and password is not None:
            condition = PasswordNeeded(f"“{path.name}”的密码不对。", "请重新输入；忘记密码无法找回。")
        if condition is None or condition is error:
            raise
        raise condition from error
    return raw


def take(raw: Any, password: str | None) -> None:
    """Give a fresh driver connection its key and take the file for this process alone; writes nothing."""
    raw.execute("PRAGMA cipher_log_level = NONE")
    if password:
        raw.execute(f"PRAGMA key = {quoted(password)}")
    raw.execute("PRAGMA trusted_schema = OFF")
    raw.execute("PRAGMA locking_mode = EXCLUSIVE")
    raw.execute("BEGIN EXCLUSIVE")
    raw.execute("COMMIT")


def tune(raw: Any) -> None:
    """The remaining PRAGMAs of every connection (no WAL: a left-over one corrupts a restored file)."""
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute("PRAGMA journal_mode = DELETE")
    raw.execute("PRAGMA synchronous = EXTRA")
    raw.execute("PRAGMA cache_size = -65536")


def _check_header(raw: Any, path: Path) -> None:
    if raw.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise Refusal(f"“{path.name}”不是责任田的数据文件。", "请选择扩展名为 .zrt 的文件；原文件未改动。")
    if raw.execute("PRAGMA user_version").fetchone()[0] > SCHEMA_MAJOR:
        raise Refusal(f"“{path.name}”是更新版本的责任田建立的，这个版本打不开。", "请升级程序后再打开；原文件未改动。")


def quoted(value: str) -> str:
    """A text literal of SQLite (PRAGMA key and ATTACH take no parameters)."""
    return "'" + value.replace("'", "''") + "'"


def is_ordinary_file(path: Path) -> bool:
    """True when the file at `path` (not open here) is SQLite without a password."""
    with path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\x00"


def journal_file(path: Path) -> Path:
    """SQLite's rollback journal of `path`."""
    return path.with_name(path.name + "-journal")


def _is_left_over(path: Path) -> bool:
    """Whether the journal beside `path` awaits a roll-back (the next to open the file does it), by a look that writes
    nothing. A program that has the file open keeps an emptied one beside it all the time: raises FileBusy then."""
    from urllib.parse import quote

    address = quote(path.absolute().as_posix(), errors="surrogateescape")
    look = driver.connect(f"file://{'' if address.startswith('/') else '/'}{address}?mode=ro", uri=True)
    try:
        look.execute(f"PRAGMA busy_timeout = {round(BUSY_SECONDS * 1000)}")
        look.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except driver.Error as error:
        condition = condition_of(error, path)
        if isinstance(condition, FileBusy):
            raise condition from error
        return getattr(error, "sqlite_errorcode", 0) & 0xFF == READ_ONLY
    finally:
        look.close()
    return False


def _throw_away(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)


def _set_aside_copy(path: Path) -> Path:
    """Before SQLite rolls a left-over journal back, keep both files as they are (they may not belong together)."""
    import shutil
    from datetime import datetime

    folder = path.with_name(f"{path.name}.{datetime.now():%Y%m%d-%H%M%S}.原样")
    folder.mkdir(exist_ok=True)
    shutil.copy2(path, folder / path.name)
    shutil.copy2(journal_file(path), folder / journal_file(path).name)
    return folder


def _identity_of(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino)


# ---- beside the file, in the user's state folder ------------------------------------------------------------


def open_mark(path: Path) -> Path:
    """A mark that stands while the file is open; found at start it tells of a crash."""
    return _state_place(path, "open")


def kept_place(path: Path) -> Path:
    """Where the facts of the first page are kept (models.overview.kept); never for a file with a password."""
    return _state_place(path, "kept").with_suffix(".json")


def _state_place(path: Path, kind: str) -> Path:
    import hashlib

    from platformdirs import user_state_path

    name = hashlib.sha256(str(path.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:24]
    return user_state_path("zerentian", appauthor=False) / kind / name


def system_user() -> str:
    """The name of the person at the desk as the system knows it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "操作员"
