"""One window per file: a local socket of this user answers verbs and brings the window to the front."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtWidgets import QWidget

from models.remote import address_of
from ui import background
from ui.page import ANY_TABLE
from ui.store import Store


class Listener(QObject):
    """Serves the file that the store holds; `raise_requested` when a second start names the same file."""

    raise_requested = Signal()

    def __init__(self, store: Store, window: QWidget) -> None:
        super().__init__(window)
        self._store = store
        self._window = window
        self._server: QLocalServer | None = None
        self._waiting: dict[QLocalSocket, bytes] = {}

    def listen(self, path: Path) -> bool:
        """Serve `path`; False when the address cannot be taken (verbs then wait for the file itself)."""
        self.close()
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        address = address_of(path)
        if not server.listen(address):
            QLocalServer.removeServer(address)  # left over from an unclean end: the file's own lock says we hold it
            if not server.listen(address):
                return False
        server.newConnection.connect(self._on_server_new_connection)
        self._server = server
        return True

    def close(self) -> None:
        """Stop serving."""
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None

    def _on_server_new_connection(self) -> None:
        while self._server is not None and (connection := self._server.nextPendingConnection()) is not None:
            self._waiting[connection] = b""
            connection.readyRead.connect(self._on_connection_ready_read)
            connection.disconnected.connect(self._on_connection_disconnected)

    def _on_connection_disconnected(self) -> None:
        connection = self.sender()
        if isinstance(connection, QLocalSocket):
            self._waiting.pop(connection, None)
            connection.deleteLater()

    def _on_connection_ready_read(self) -> None:
        connection = self.sender()
        if not isinstance(connection, QLocalSocket) or connection not in self._waiting:
            return
        self._waiting[connection] += bytes(connection.readAll().data())
        line, mark, _ = self._waiting[connection].partition(b"\n")
        if mark:
            self._serve(connection, line)

    def _serve(self, connection: QLocalSocket, line: bytes) -> None:
        try:
            request: dict[str, Any] = json.loads(line)
        except ValueError:
            self._answer(connection, 2, "", "请求无法读懂。\n")
            return
        if request.get("raise"):
            self.raise_requested.emit()
            self._answer(connection, 0, "", "")
            return
        database = self._store.database
        argv, folder = [str(part) for part in request.get("argv", [])], str(request.get("folder") or os.getcwd())

        def work(report: background.Report) -> tuple[int, str, str]:
            from models.scripting import captured

            return captured(argv, folder, held=database)

        reply = _Reply(self, connection)
        background.run(self._window, "执行命令", work, reply.on_done, reply.on_failed, modal=False)

    def finish(self, connection: QLocalSocket, code: int, out: str, err: str) -> None:
        """Answer a verb; whatever it changed, every page looks again."""
        self._answer(connection, code, out, err)
        if self._store.is_open:
            self._store.changed.emit(ANY_TABLE)

    def _answer(self, connection: QLocalSocket, code: int, out: str, err: str) -> None:
        if connection in self._waiting:
            text = json.dumps({"code": code, "out": out, "err": err}, ensure_ascii=False)
            connection.write(text.encode() + b"\n")
            connection.flush()
            connection.disconnectFromServer()


class _Reply:
    def __init__(self, listener: Listener, connection: QLocalSocket) -> None:
        self._listener = listener
        self._connection = connection

    def on_done(self, answer: tuple[int, str, str]) -> None:
        self._listener.finish(self._connection, *answer)

    def on_failed(self, condition: object) -> None:
        self._listener.finish(self._connection, 1, "", f"{condition}\n")
