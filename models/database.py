"""Open, create, upgrade and close one database file; run queries and steps of work on it.

The only place that knows SQLite: PRAGMAs, locks, triggers, encryption. One connection, one lock.
"""

import getpass
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, Engine, StaticPool, create_engine, event, text
from sqlalchemy.orm import Session

from models import journal
from models.errors import Condition, FileBusy, PasswordNeeded, Refusal
from models.failures import condition_of
from models.places import why_not_here

SUFFIX = ".zrt"
APPLICATION_ID = 0x5A525431  # "ZRT1"
SCHEMA_MAJOR = 1  # user_version; a file with a higher one is refused untouched
SCHEMA_HEAD = "0002"  # newest Alembic revision
BUSY_SECONDS = 2.0

T = TypeVar("T")
Report = Callable[[int, int, str], None]

_held: set[tuple[int, int]] = set()  # files this process has open: Python must not open() them (it would drop the lock)


@dataclass(frozen=True, slots=True)
class Done:
    """What a step did: the action's answer, the tables it touched, and its number (None when nothing changed)."""

    value: Any
    areas: frozenset[str]
    seq: int | None


class Database:
    """One open database. `read` and `do` may be called from any thread; one runs at a time."""

    def __init__(self, path: Path, engine: Engine, password: str | None) -> None:
        self.path = path
        self.password = password
        self.operator = system_user()
        self._engine = engine
        self._lock = threading.RLock()
        self.identity = _identity_of(path)

    def read(self, query: Callable[..., T], /, *args: Any, **kw: Any) -> T:
        """`query(session, *args, **kw)`; it answers plain frozen data. Conditions are raised as such."""
        with self._session() as session:
            return query(session, *args, **kw)

    def do(
        self,
        title: str,
        action: Callable[..., Any],
        /,
        *args: Any,
        operator: str | None = None,
        wall: bool = False,
        **kw: Any,
    ) -> Done:
        """Run `action(session, …)` as one transaction, one journal entry, one undo step called `title`."""
        self._check_not_replaced()
        with self._session() as session:
            recorder = journal.Recorder(session)
            value = action(session, *args, **kw)
            session.flush()
            touched = recorder.touched()
            if not touched and not wall:
                return Done(value, frozenset(), None)
            step = journal.write_step(session, touched, title=title, operator=operator or self.operator, wall=wall)
            seq = step.seq
        return Done(value, frozenset(row.table for row in touched), seq)

    def undo(self, operator: str | None = None) -> Done:
        """Take back the operator's last step; `value` is its title."""
        return self._turn(journal.undo, operator)

    def redo(self, operator: str | None = None) -> Done:
        """Do the step undone last again; `value` is its title."""
        return self._turn(journal.redo, operator)

    def _turn(self, turn: Callable[..., tuple[journal.Step, list[journal.Touched]]], operator: str | None) -> Done:
        self._check_not_replaced()
        with self._session() as session:
            step, touched = turn(session, operator or self.operator)
            return Done(step.title, frozenset(row.table for row in touched), step.seq)

    @contextmanager
    def _session(self) -> Iterator[Session]:
        """One transaction under the lock: committed at the end, rolled back on any exception."""
        with self._lock:
            try:
                with Session(self._engine, autoflush=True, expire_on_commit=False) as session, session.begin():
                    yield session
            except Exception as error:
                condition = condition_of(error, self.path)
                if condition is None or condition is error:
                    raise
                raise condition from error

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """One transaction on the bare connection under the lock; for upgrades of the schema."""
        with self._lock, self._engine.begin() as connection:
            yield connection

    @contextmanager
    def driver_connection(self) -> Iterator[Any]:
        """The driver's own connection under the lock, outside any transaction (backup, checks)."""
        with self._lock, self._engine.connect() as connection:
            yield connection.connection.driver_connection

    def _check_not_replaced(self) -> None:
        if self.identity is not None and _identity_of(self.path) != self.identity:
            raise Condition(
                f"“{self.path.name}”在程序外被移动、改名或替换了，这一步没有保存。",
                "请用“另存为”把现在的数据存到新文件，再核对原来的位置。",
            )

    def close(self) -> None:
        """Close the file; afterwards other programs may open it."""
        with self._lock:
            self._engine.dispose()
        if self.identity is not None:
            _held.discard(self.identity)
        _mark_path(self.path).unlink(missing_ok=True)


# ---- open and create ----------------------------------------------------------------------------------------


def create_database(path: Path, password: str | None = None, report: Report | None = None) -> Database:
    """Make a new empty database at `path` (must not exist) and open it."""
    if path.exists():
        raise Refusal(f"“{path.name}”已经存在，没有覆盖。", "请换一个文件名，或直接打开它。")
    refusal = why_not_here(path)
    if refusal:
        raise refusal
    if not path.parent.is_dir():
        raise Condition(f"文件夹“{path.parent}”不存在。", "请先建好文件夹，或换一个位置。")
    database = _connect(path, password, fresh=True)
    _mark(path)
    return database


def open_database(path: Path, password: str | None = None, report: Report | None = None) -> Database:
    """Open an existing database: checked where it lies, locked for this process, upgraded when it is older.

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
    unclean = _mark_path(path).exists() or journal_file(path).exists()
    rescued = _set_aside_copy(path) if journal_file(path).exists() else None
    database = _connect(path, password, fresh=False)
    try:
        if unclean:
            _check_after_unclean_end(database, rescued)
        _upgrade_when_older(database, report)
    except BaseException:
        database.close()
        raise
    _mark(path)
    return database


def is_ordinary_file(path: Path) -> bool:
    """True when the file at `path` (not open here) is SQLite without a password."""
    with path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\x00"


def journal_file(path: Path) -> Path:
    """SQLite's rollback journal of `path`."""
    return path.with_name(path.name + "-journal")


def system_user() -> str:
    """The name of the person at the desk as the system knows it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "操作员"


def _connect(path: Path, password: str | None, *, fresh: bool) -> Database:
    if not fresh and password is None and not is_ordinary_file(path):
        raise PasswordNeeded(f"“{path.name}”需要密码，或者不是责任田的数据文件。", "请输入密码；忘记密码无法找回。")

    def connect() -> Any:
        raw = driver.connect(str(path), isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS)
        try:
            take(raw, password)
            if not fresh:
                _check_header(raw, path)
            tune(raw)
        except BaseException:
            raw.close()
            raise
        return raw

    engine = create_engine("sqlite://", module=driver, creator=connect, poolclass=StaticPool)
    event.listen(engine, "begin", _begin)
    existed = path.exists()
    try:
        if fresh:
            from models.migrations import upgrade

            with engine.connect() as connection:
                upgrade(connection)
                connection.commit()
        else:
            engine.connect().close()
    except BaseException as error:
        engine.dispose()
        if fresh and not existed:
            path.unlink(missing_ok=True)
        condition = condition_of(error, path)
        if isinstance(condition, PasswordNeeded) and password is not None:
            condition = PasswordNeeded(f"“{path.name}”的密码不对。", "请重新输入；忘记密码无法找回。")
        if condition is None or condition is error:
            raise
        raise condition from error
    database = Database(path, engine, password or None)
    if database.identity is not None:
        _held.add(database.identity)
    return database


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


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def protect_journal(connection: Connection) -> None:
    """Triggers that refuse to change or delete what the journal holds."""
    for table in ("journal_step", "journal_change"):
        for verb in ("UPDATE", "DELETE"):
            connection.execute(
                text(
                    f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
                )
            )


def mark_schema(connection: Connection) -> None:
    """Write the application id and the schema's major number into the file's header."""
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA_MAJOR}")


def _upgrade_when_older(database: Database, report: Report | None) -> None:
    with database.driver_connection() as raw:
        row = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    if row is None or row[0] != SCHEMA_HEAD:
        from models.upgrade import upgrade_file

        upgrade_file(database, report)


def _check_after_unclean_end(database: Database, rescued: Path | None) -> None:
    with database.driver_connection() as raw:
        answer = [row[0] for row in raw.execute("PRAGMA integrity_check(5)").fetchall()]
    if answer != ["ok"]:
        kept = f"打开前的原样保存在“{rescued}”。" if rescued else ""
        raise Condition(f"“{database.path.name}”上次没有正常关闭，检查发现数据损坏。", f"{kept}请恢复最近的备份。")


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


def _mark_path(path: Path) -> Path:
    """A mark in the user's state folder that stands while the file is open; found at start it tells of a crash."""
    import hashlib

    from platformdirs import user_state_path

    name = hashlib.sha256(str(path.absolute()).encode("utf-8", "surrogateescape")).hexdigest()[:24]
    return user_state_path("zerentian", appauthor=False) / "open" / name


def _mark(path: Path) -> None:
    mark = _mark_path(path)
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.write_text(str(path), encoding="utf-8")


# ---- password -----------------------------------------------------------------------------------------------


def set_password(path: Path, old: str | None, new: str | None) -> None:
    """Set, change or remove (`new` None) the password of the closed file at `path`: a copy is written, verified, and
    put in its place. Backups made before keep their old password."""
    from models.backup import verify
    from models.files import replace_file

    fresh = path.with_name(path.name + ".tmp")
    fresh.unlink(missing_ok=True)
    database = open_database(path, old)
    try:
        with database.driver_connection() as raw:
            raw.execute(f"ATTACH DATABASE {quoted(str(fresh))} AS fresh KEY {quoted(new or '')}")
            raw.execute("SELECT sqlcipher_export('fresh')")
            raw.execute(f"PRAGMA fresh.application_id = {APPLICATION_ID}")
            raw.execute(f"PRAGMA fresh.user_version = {SCHEMA_MAJOR}")
            raw.execute("DETACH DATABASE fresh")
    except BaseException as error:
        fresh.unlink(missing_ok=True)
        condition = condition_of(error, path)
        if condition is None or condition is error:
            raise
        raise condition from error
    finally:
        database.close()
    verify(fresh, new)
    replace_file(fresh, path)
