"""A fresh clone with an empty home sets itself up, survives being killed on the way, and starts at once afterwards."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import bootstrap
import environment

pytestmark = [pytest.mark.long, pytest.mark.timeout(900)]


@pytest.fixture
def clone(root: Path, tmp_path: Path) -> Path:
    """A clone in a folder with a space and Chinese characters in its name."""
    target = tmp_path / "责任田 副本"
    subprocess.run(["git", "clone", "--quiet", str(root), str(target)], check=True)
    return target


def command(*arguments: str) -> list[str]:
    """The program run by the interpreter that .venv was made from, as a user would."""
    base = getattr(sys, "_base_executable", sys.executable)
    return [base, "app.py", *arguments]


def surroundings() -> dict[str, str]:
    """The environment of a user: no trace of ours."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}


def test_set_up_killed_then_repeated_then_at_once(clone: Path) -> None:
    first = subprocess.Popen(command("--help"), cwd=clone, env=surroundings(), start_new_session=True)
    mark = clone / environment.LOCK
    until = time.monotonic() + 60
    while not (mark.exists() and mark.read_bytes()) and time.monotonic() < until:
        time.sleep(0.05)
    os.killpg(first.pid, 9)
    first.wait()
    assert mark.read_bytes(), "killed in the middle of the work"
    assert not bootstrap.is_ready(str(clone), "app")

    second = subprocess.run(command("--help"), cwd=clone, env=surroundings(), capture_output=True, check=True)
    assert bootstrap.is_ready(str(clone), "app")
    assert "backup" in second.stdout.decode("utf-8")
    assert "准备好" in second.stderr.decode("utf-8")

    third = subprocess.run(command("--help"), cwd=clone, env=surroundings(), capture_output=True, check=True)
    assert third.stdout == second.stdout
    assert third.stderr == b""
    status = subprocess.run(["git", "status", "--porcelain"], cwd=clone, capture_output=True, check=True)
    assert status.stdout == b"", "set-up leaves nothing that git would see"
