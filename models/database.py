"""Open, create, upgrade and close one database file; run queries and steps of work on it.

With models.held_file the only place that knows SQLite: triggers, encryption, checks. One connection, one lock.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import sqlcipher3.dbapi2 as driver
from sqlalchemy import Connection, StaticPool, create_engine, event, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from models import journal
from models.errors import Condition, Refusal
from models.failures import condition_of
from models.held_file import (
    APPLICATION_ID,
    SCHEMA_HEAD,
    SCHEMA_MAJOR,
    HeldFile,
    hold,
    hold_new,
    kept_place,
    open_mark,
    quoted,
    system_user,
)

SUFFIX = ".zrt"
T = TypeVar("T")
Report = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Done:
    """What a step did: the action's answer, the tables it touched, and its number (None when nothing changed)."""

    value: Any
    areas: frozenset[str]
    seq: int | None


class Database:
    """One open database. `read` and `do` may be called from any thread; one runs at a time."""

    def __init__(self, file: HeldFile) -> None:
        self.path = file.path
        self.password = file.password
        self.operator = system_user()
        self._file = file
        self._engine = create_engine("sqlite://", module=driver, creator=file.connection, poolclass=StaticPool)
        self._lock = threading.RLock()
        event.listen(self._engine, "begin", _begin)

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
        try:
            with self._session() as session:
                step, touched = turn(session, operator or self.operator)
        except IntegrityError as error:  # a later step of somebody else refers to what would go, or took its place
            raise Refusal(
                "后来的步骤用到了其中的记录，不能直接撤销或重做，没有改动。", "请在历史里查看后来的步骤，逐项改回。"
            ) from error
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
        if self._file.is_replaced:
            raise Condition(
                f"“{self.path.name}”在程序外被移动、改名或替换了，这一步没有保存。",
                "请用“另存为”把现在的数据存到新文件，再核对原来的位置。",
            )

    def close(self) -> None:
        """Close the file; afterwards other programs may open it."""
        with self._lock:
            self._engine.dispose()
            self._file.close()
        open_mark(self.path).unlink(missing_ok=True)


# ---- open and create ----------------------------------------------------------------------------------------


def create_database(path: Path, password: str | None = None, report: Report | None = None) -> Database:
    """Make a new empty database at `path` (must not exist) and open it."""
    from models.migrations import upgrade

    database = Database(hold_new(path, password))
    try:
        with database.connection() as connection:
            upgrade(connection)
    except BaseException as error:
        database.close()
        path.unlink(missing_ok=True)
        condition = condition_of(error, path)
        if condition is None or condition is error:
            raise
        raise condition from error
    _mark(path)
    return database


def open_database(path: Path, password: str | None = None, report: Report | None = None) -> Database:
    """Open an existing database: checked where it lies, locked for this process, upgraded when it is older.

    Raises Refusal, FileBusy (held by another process), PasswordNeeded or Condition; the file is left as it was.
    """
    return open_held(hold(path, password), report)


def open_held(file: HeldFile, report: Report | None = None) -> Database:
    """The database in a file held already: checked after an unclean end, upgraded when it is older."""
    database = Database(file)
    try:
        if file.is_unclean:
            _check_after_unclean_end(database, file.rescued)
        _upgrade_when_older(database, report)
    except BaseException:
        database.close()
        raise
    _mark(file.path)
    return database


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
        if answer == ["ok"]:  # a write takes a left-over journal over, so that it goes when the file is closed
            version = raw.execute("PRAGMA user_version").fetchone()[0]
            raw.execute(f"PRAGMA user_version = {version}")
    if answer != ["ok"]:
        kept = f"打开前的原样保存在“{rescued}”。" if rescued else ""
        raise Condition(f"“{database.path.name}”上次没有正常关闭，检查发现数据损坏。", f"{kept}请恢复最近的备份。")


def _mark(path: Path) -> None:
    mark = open_mark(path)
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
    if new:
        kept_place(path).unlink(missing_ok=True)
