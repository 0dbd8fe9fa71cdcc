"""Collecting wheels for another computer."""

from __future__ import annotations

import subprocess
import venv
from pathlib import Path

import pytest

import wheels


@pytest.mark.parametrize(
    ("target", "python", "options"),
    [
        (None, None, []),
        ("windows", None, ["--platform", "win_amd64"]),
        ("windows", "3.12", ["--platform", "win_amd64", "--python-version", "3.12"]),
    ],
)
def test_options(target: str | None, python: str | None, options: list[str]) -> None:
    assert wheels.pip_options(target, python) == options


def test_linux_takes_every_glibc_from_new_to_old() -> None:
    tags = wheels.linux_tags("x86_64")
    assert tags[0] == "manylinux_2_39_x86_64"
    assert {"manylinux_2_34_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64"} <= set(tags)


def test_a_failure_is_told_in_chinese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    output = b"Failed to establish a new connection\nERROR: No matching distribution found for alembic\n"
    monkeypatch.setattr(venv.EnvBuilder, "create", lambda self, folder: None)
    monkeypatch.setattr(subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, 1, b"", output))
    assert wheels.main([str(tmp_path / "w")]) == 1
    assert "连不上软件源" in capsys.readouterr().err
    assert (tmp_path / "w" / "download.log").read_bytes() == output


def test_tests_are_for_this_computer_only() -> None:
    with pytest.raises(SystemExit):
        wheels.main(["w", "--tests", "--for", "windows"])
