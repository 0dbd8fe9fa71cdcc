"""Shared libraries: what is missing, and the one line the user is given or root runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

import bootstrap
import libraries

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="shared libraries of Linux")


@linux_only
@pytest.mark.parametrize(
    ("need", "absent", "packages"),
    [
        ("", {"libGL.so.1"}, set()),
        ("offscreen", set(), set()),
        ("offscreen", {"libGL.so.1", "libglib-2.0.so.0"}, {"libgl1", "libglib2.0-0"}),
        ("offscreen", {"libxcb-cursor.so.0"}, set()),
        ("x11", {"libxcb-cursor.so.0", "libGL.so.1"}, {"libxcb-cursor0", "libgl1"}),
        ("wayland", {"libxcb-cursor.so.0", "libwayland-client.so.0"}, {"libwayland-client0"}),
    ],
)
def test_missing(need: str, absent: set[str], packages: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "loads", lambda soname: soname not in absent)
    assert set(libraries.missing(need).values()) == packages


@linux_only
def test_a_library_that_does_not_exist_does_not_load() -> None:
    assert libraries.loads("libc.so.6")
    assert not libraries.loads("libzerentian-nothing.so.9")


def on_system(monkeypatch: pytest.MonkeyPatch, *, programs: set[str], user: int) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}" if name in programs else None)
    monkeypatch.setattr(os, "geteuid", lambda: user, raising=False)


@pytest.mark.parametrize(
    ("programs", "user", "line"),
    [
        ({"apt-get"}, 1000, "sudo apt-get install -y libegl1 libgl1"),
        ({"dnf"}, 1000, "sudo dnf install -y 'libEGL.so.1()(64bit)' 'libGL.so.1()(64bit)'"),
        ({"dnf"}, 0, "dnf install -y 'libEGL.so.1()(64bit)' 'libGL.so.1()(64bit)'"),
        (set(), 1000, "sudo apt-get install -y libegl1 libgl1"),
    ],
)
def test_the_user_reads_the_exact_line(
    programs: set[str], user: int, line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_system(monkeypatch, programs=programs, user=user)
    with pytest.raises(bootstrap.Stop) as stop:
        libraries.require({"libGL.so.1": "libgl1", "libEGL.so.1": "libegl1"})
    assert str(stop.value).splitlines()[-1].strip() == line
    assert "libGL.so.1（软件包 libgl1）" in str(stop.value)


@pytest.mark.parametrize("works", [True, False])
def test_root_installs_with_apt(works: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    on_system(monkeypatch, programs={"apt-get"}, user=0)
    ran: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        ran.append(command)
        return subprocess.CompletedProcess(command, 0 if works else 100, b"E: Unable to locate package libgl1\n")

    monkeypatch.setattr(subprocess, "run", run)
    if works:
        libraries.require({"libGL.so.1": "libgl1"})
    else:
        with pytest.raises(bootstrap.Stop, match="Unable to locate") as stop:
            libraries.require({"libGL.so.1": "libgl1"})
        assert str(stop.value).splitlines()[-1].strip() == "apt-get install -y libgl1"
    assert ran == [["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", "libgl1"]]


def test_nothing_missing_asks_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    on_system(monkeypatch, programs=set(), user=1000)
    libraries.require({})
