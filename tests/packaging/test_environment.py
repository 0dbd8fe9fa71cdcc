"""Making .venv: recovery after an interruption, and one clear Chinese sentence for each way it can fail."""

from __future__ import annotations

import errno
import io
import os
import shutil
import subprocess
import venv
from pathlib import Path
from typing import IO

import pytest

import bootstrap
import environment
import libraries


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A root whose environment is made without pip: a folder with an interpreter file."""
    locks = tmp_path / "packaging" / "locks"
    locks.mkdir(parents=True)
    for kind in bootstrap.KINDS:
        (locks / f"{kind}.txt").write_text("left-pad==1.0\n")

    def create(self: object, folder: str) -> None:
        python = Path(bootstrap.venv_python(folder))
        python.parent.mkdir(parents=True)
        python.touch()

    monkeypatch.setattr(venv.EnvBuilder, "create", create)
    monkeypatch.setattr(environment, "is_usable", lambda venv: Path(bootstrap.venv_python(venv)).exists())
    monkeypatch.setattr(environment, "missing_venv", dict)
    return tmp_path


def test_a_finished_set_up_leaves_no_mark(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "install", lambda *_: None)
    environment.make(str(project), "app", "")
    assert bootstrap.is_ready(str(project), "app")
    assert (project / environment.LOCK).read_bytes() == b""


def test_an_interrupted_set_up_starts_afresh(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    leftover = project / ".venv" / "half-installed"

    def interrupted(*_: object) -> None:
        leftover.write_text("x")
        raise KeyboardInterrupt

    monkeypatch.setattr(environment, "install", interrupted)
    with pytest.raises(KeyboardInterrupt):
        environment.make(str(project), "app", "")
    assert not bootstrap.is_ready(str(project), "app")
    assert leftover.exists()
    monkeypatch.setattr(environment, "install", lambda *_: None)
    environment.make(str(project), "app", "")
    assert bootstrap.is_ready(str(project), "app")
    assert not leftover.exists()


def test_an_update_keeps_what_is_installed(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "install", lambda *_: None)
    environment.make(str(project), "app", "")
    kept = project / ".venv" / "kept"
    kept.touch()
    Path(bootstrap.lock_path(str(project), "app")).write_text("left-pad==2.0\n")
    assert not bootstrap.is_ready(str(project), "app")
    environment.make(str(project), "app", "")
    assert bootstrap.is_ready(str(project), "app")
    assert kept.exists()


def test_another_kind_keeps_the_finished_ones(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "install", lambda *_: None)
    for kind in ("tests", "build"):
        environment.make(str(project), kind, "")
    assert all(bootstrap.is_ready(str(project), kind) for kind in bootstrap.KINDS)
    Path(bootstrap.lock_path(str(project), "tests")).write_text("left-pad==2.0\n")
    Path(bootstrap.lock_path(str(project), "build")).write_text("left-pad==2.0\n")
    environment.make(str(project), "build", "")
    assert [kind for kind in bootstrap.KINDS if bootstrap.is_ready(str(project), kind)] == ["app", "build"]


def test_a_second_set_up_finds_the_work_of_the_first_done(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installs: list[object] = []
    monkeypatch.setattr(environment, "install", lambda *arguments: installs.append(arguments))
    environment.make(str(project), "app", "")
    environment.make(str(project), "app", "")
    assert len(installs) == 1


def test_missing_parts_of_the_system_are_named_together(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "missing_venv", lambda: {"ensurepip": "python3.11-venv"})
    monkeypatch.setattr(libraries, "missing", lambda need: {"libGL.so.1": "libgl1"})
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)
    with pytest.raises(bootstrap.Stop, match=r"sudo apt-get install -y libgl1 python3\.11-venv"):
        environment.make(str(project), "app", "offscreen")
    assert not (project / ".venv").exists()


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "磁盘空间不足"), (errno.EACCES, "不可写"), (errno.EROFS, "不可写"), (errno.EIO, "出错")],
)
def test_file_errors(project: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str) -> None:
    def fails(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(environment, "install", fails)
    with pytest.raises(bootstrap.Stop, match=words):
        environment.make(str(project), "app", "")


PIP = {
    "no network": (
        "WARNING: Retrying (Retry(total=1)) after connection broken by 'NewConnectionError(...: Failed to establish a "
        "new connection: [Errno -3] Temporary failure in name resolution')'\n"
        "ERROR: No matching distribution found for alembic==1.20.1\n"
    ),
    "no wheel": "ERROR: Could not find a version that satisfies the requirement typst\n"
    "ERROR: No matching distribution found for typst==0.15.2\n",
    "hash": "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.\n",
    "disk": "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device\n",
    "other": "Traceback\nSomethingNew: surprise\n",
}


@pytest.mark.parametrize(
    ("output", "wheels", "words"),
    [
        ("no network", None, ("连不上软件源", "--wheels", "wheels.py")),
        ("no network", "w", ("缺少适合本机", "wheels.py")),
        ("no wheel", None, ("没有适合本机", "--wheels")),
        ("no wheel", "w", ("缺少适合本机", "wheels.py")),
        ("hash", None, ("校验值不符",)),
        ("disk", None, ("磁盘空间不足",)),
        ("other", None, ("surprise", "--wheels")),
    ],
)
def test_what_pip_says_in_plain_words(output: str, wheels: str | None, words: tuple[str, ...]) -> None:
    sentence = environment.explain_pip(PIP[output], wheels, "/x/.venv-setup.log")
    assert all(word in sentence for word in words)
    assert ".log" in sentence or output == "disk"


@pytest.mark.parametrize("content", [None, "empty", "other files"])
def test_a_folder_without_wheels_is_refused_before_anything_is_made(
    project: Path, tmp_path: Path, content: str | None
) -> None:
    folder = tmp_path / "我的 wheels"
    if content:
        folder.mkdir()
    if content == "other files":
        (folder / "x.zip").touch()
    with pytest.raises(bootstrap.Stop, match="我的 wheels"):
        environment.make(str(project), "app", "", str(folder))
    assert not (project / ".venv").exists()


def test_pip_gets_the_lock_and_nothing_else(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands: list[list[str]] = []

    class Process:
        returncode = 0
        stdout: IO[str]

        def __init__(self, command: list[str], **_: object) -> None:
            commands.append(command)
            self.stdout = io.StringIO("Collecting alembic==1.20.1\n")

        def wait(self) -> None:
            self.stdout.close()

    monkeypatch.setattr(subprocess, "Popen", Process)
    environment.install("v", "lock.txt", None, str(project / "log"))
    environment.install("v", "lock.txt", "w", str(project / "log"))
    online, offline = commands
    assert "--require-hashes" in online
    assert online[online.index("-r") + 1] == "lock.txt"
    assert "--no-index" not in online
    assert "--no-index" in offline
    assert offline[offline.index("--find-links") + 1] == os.path.abspath("w")
