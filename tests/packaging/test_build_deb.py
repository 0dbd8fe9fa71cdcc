"""The .deb: what it asks for and what it puts where."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

import build_deb
import libraries


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder build in small: a program, a library that asks for two glibc versions, a data file."""
    folder = tmp_path / "zerentian"
    (folder / "_internal").mkdir(parents=True)
    program = folder / "zerentian"
    program.write_bytes(b"\x7fELF...GLIBC_2.14")
    program.chmod(0o700)
    (folder / "_internal" / "libx.so.1").write_bytes(b"\x7fELF..GLIBC_2.4\0GLIBC_2.35\0")
    (folder / "_internal" / "fallback").mkdir()
    (folder / "_internal" / "fallback" / "liby.so.1").write_bytes(b"\x7fELF..GLIBC_2.36")
    (folder / "_internal" / "notes.so.txt").write_text("GLIBC_2.99")
    return folder


def test_the_newest_glibc_counts(folder: Path) -> None:
    assert build_deb.newest_glibc(folder) == "2.35"


def test_depends_on_every_library_of_a_window() -> None:
    line = build_deb.depends("2.35")
    named = {alternative.strip() for part in line.split(",") for alternative in part.split("|")}
    assert set(libraries.OFFSCREEN.values()) | set(libraries.X11.values()) <= named
    assert "libc6 (>= 2.35)" in named
    assert "libglib2.0-0t64" in named


@pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="needs dpkg-deb")
def test_the_package(folder: Path, tmp_path: Path) -> None:
    package = build_deb.build(folder, tmp_path / "out")
    fields = subprocess.run(["dpkg-deb", "--field", package], capture_output=True, text=True, check=True).stdout
    assert f"Version: {build_deb.VERSION}\n" in fields
    unpacked = tmp_path / "unpacked"
    subprocess.run(["dpkg-deb", "--extract", package, unpacked], check=True)
    assert os.readlink(unpacked / "usr/bin/zerentian") == "../lib/zerentian/zerentian"
    assert (unpacked / "usr/bin/zerentian").stat().st_mode & 0o777 == 0o755
    assert (unpacked / "usr/lib/zerentian/_internal/notes.so.txt").stat().st_mode & 0o777 == 0o644
    desktop = (unpacked / "usr/share/applications/zerentian.desktop").read_text("utf-8")
    mime = (unpacked / "usr/share/mime/packages/zerentian.xml").read_text("utf-8")
    assert "MimeType=application/x-zerentian;" in desktop
    assert 'type="application/x-zerentian"' in mime
    assert 'pattern="*.zrt"' in mime
    assert (unpacked / "usr/share/icons/hicolor/scalable/apps/zerentian.svg").exists()
    assert len(list((unpacked / "usr/share/icons/hicolor").rglob("zerentian.png"))) == len(build_deb.SIZES)
    assert "SIL OPEN FONT LICENSE" in (unpacked / "usr/share/doc/zerentian/copyright").read_text("utf-8").upper()
