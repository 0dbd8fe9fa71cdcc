"""Hand a verb to the program that holds the file, over a socket of this user (the window listens, see ui/instance.py).

One request per connection: a JSON line with argv and the working folder; the answer is a JSON line
with exit code, stdout and stderr. `raise` brings the window to the front.
"""

import contextlib
import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CONNECT_SECONDS = 1.0
ANSWER_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What the running program answered."""

    code: int
    out: str
    err: str


def address_of(path: Path) -> str:
    """The socket's file (POSIX) or the pipe's name (Windows) of the program that holds `path`."""
    name = "zerentian-" + hashlib.sha256(os.path.realpath(path).encode("utf-8", "surrogateescape")).hexdigest()[:20]
    if os.name == "nt":
        return rf"\\.\pipe\{name}"
    folder = Path(os.environ.get("XDG_RUNTIME_DIR") or Path(tempfile.gettempdir()) / f"zerentian-{os.getuid()}")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return str(folder / name)


def ask(path: Path, request: dict[str, Any]) -> Answer | None:
    """Send `request` to the program that holds `path`; None when no program listens there."""
    address = address_of(path)
    if os.name != "nt" and not os.path.exists(address):  # asked at every start: not worth loading sockets for
        return None
    try:
        with contextlib.closing(_connect(address)) as stream:
            stream.write(json.dumps(request, ensure_ascii=False).encode() + b"\n")
            stream.flush()
            line = stream.readline()
    except OSError:
        return None
    if not line:
        return None
    answer = json.loads(line)
    return Answer(int(answer["code"]), str(answer["out"]), str(answer["err"]))


def _connect(address: str) -> Any:
    if os.name == "nt":
        return open(address, "r+b", buffering=0)
    import socket

    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        connection.settimeout(CONNECT_SECONDS)
        connection.connect(address)
        connection.settimeout(ANSWER_SECONDS)
        return connection.makefile("rwb")  # keeps the socket open until it is closed itself
    finally:
        connection.close()
