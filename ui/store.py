"""The only door to the data: every read and every step of work of the window goes through here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QThread, QTimer, Signal

from models.errors import Condition
from models.history_rows import Turn

if TYPE_CHECKING:
    from models.database import Database, Done

T = TypeVar("T")


class Store(QObject):
    """Holds the open database. Signals are sent in the window's thread only."""

    changed = Signal(object)  # frozenset of table names
    stepped = Signal(str)  # title of the step just saved
    opened = Signal()
    closing = Signal()  # the file is still open
    closed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._database: Database | None = None
        self._operator = ""
        self._is_awaited = False
        self._waiting: list[Callable[[], Any]] = []

    # ---- the file ---------------------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        return self._database is not None

    @property
    def path(self) -> Path | None:
        return self._database.path if self._database else None

    @property
    def database(self) -> Database:
        """The open database, for backups and checks in background work. Raises Condition when none is open."""
        if self._database is None:
            raise Condition("没有打开数据文件。", "请先新建或打开一个文件。")
        return self._database

    @property
    def operator(self) -> str:
        """The name that steps are recorded under."""
        return self._operator or (self._database.operator if self._database else "")

    @operator.setter
    def operator(self, name: str) -> None:
        self._operator = name.strip()
        if self._database is not None and self._operator:
            self._database.operator = self._operator

    def attach(self, database: Database) -> None:
        """Take over an opened database (closing the one before)."""
        self.detach()
        self._database = database
        if self._operator:
            database.operator = self._operator
        self._is_awaited = False
        self.opened.emit()
        QTimer.singleShot(0, self._do_waiting)

    def detach(self) -> None:
        """Close the file."""
        if self._database is None:
            return
        self.closing.emit()
        database, self._database = self._database, None
        database.close()
        self.closed.emit()

    # ---- between the first page and the file ------------------------------------------------------------------

    @property
    def is_awaited(self) -> bool:
        """Whether the first page is shown already and its file is about to be attached."""
        return self._is_awaited

    def set_awaited(self, is_awaited: bool) -> None:
        """From now on what needs the file waits for it; or, the file does not come and nothing waits any more."""
        self._is_awaited = is_awaited
        self._waiting.clear()

    def waits(self, act: Callable[[], Any]) -> bool:
        """Whether `act` has to wait for the file that is about to be attached; it is done then, in its turn."""
        if self._is_awaited:
            self._waiting.append(act)
        return self._is_awaited

    def _do_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            if self.is_open:
                act()

    # ---- work -------------------------------------------------------------------------------------------------

    def read(self, query: Callable[..., T], /, *args: Any, **kw: Any) -> T:
        """`query(session, …)`: plain frozen rows."""
        return self.database.read(query, *args, **kw)

    def do(self, title: str, action: Callable[..., Any], /, *args: Any, wall: bool = False, **kw: Any) -> Done:
        """Run `action(session, …)` as one step called `title`, then tell which tables changed. Raises Condition."""
        return self.announce(self.database.do(title, action, *args, wall=wall, **kw), title)

    def announce(self, done: Done, title: str) -> Done:
        """Send the signals for a step made by background work."""
        assert QThread.currentThread() is self.thread(), "steps are announced in the window's thread"
        if done.seq is not None:
            self.stepped.emit(title)
        if done.areas:
            self.changed.emit(done.areas)
        return done

    def undo(self) -> str:
        """Take back the operator's last step; answers the title of that step. Raises Refusal when there is none."""
        return self._turned(self.database.undo(), "撤销：")

    def redo(self) -> str:
        """Do the step undone last again; answers the title of that step."""
        return self._turned(self.database.redo(), "重做：")

    def _turned(self, done: Done, mark: str) -> str:
        """Announce the new step (撤销：…); what is answered is the title without the mark."""
        self.announce(done, str(done.value))
        return str(done.value).removeprefix(mark)

    def undo_title(self) -> str | None:
        """What `undo` would take back."""
        return self.turn().undo

    def redo_title(self) -> str | None:
        """What `redo` would do again."""
        return self.turn().redo

    def turn(self) -> Turn:
        """Both titles in one read."""
        if self._database is None:
            return Turn()
        from models.history import turn

        return self._database.read(turn, operator=self._database.operator)
