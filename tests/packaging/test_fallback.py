"""Libraries of the frozen program: the system's own first, ours where it has none, and a line when both lack one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import fallback
import libraries
import system_libraries

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="shared libraries of Linux")


class Linker:
    """A dynamic linker with some libraries on the system and a folder of others that need each other."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path, needs: dict[str, str]) -> None:
        self.loaded: list[str] = []
        self.system = set(libraries.OFFSCREEN)
        self.needs = needs
        for name in needs:
            (folder / name).touch()
        monkeypatch.setattr(libraries, "loads", lambda soname: soname in self.system or soname in self.loaded)
        monkeypatch.setattr(fallback, "loads_globally", self.load)

    def load(self, path: str) -> bool:
        name = Path(path).name
        need = self.needs[name]
        if need and need not in self.system and need not in self.loaded:
            return False
        self.loaded.append(name)
        return True


NEEDS = {"libGL.so.1": "libGLX.so.0", "libGLX.so.0": "libGLdispatch.so.0", "libGLdispatch.so.0": "", "libX11.so.6": ""}


def test_a_complete_system_loads_nothing_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    linker = Linker(monkeypatch, tmp_path, NEEDS)
    assert fallback.load(str(tmp_path), "offscreen") == ""
    assert linker.loaded == []


def test_a_missing_library_comes_with_what_it_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    linker = Linker(monkeypatch, tmp_path, NEEDS)
    linker.system.discard("libGL.so.1")
    assert fallback.load(str(tmp_path), "offscreen") == ""
    assert linker.loaded == ["libGLdispatch.so.0", "libGLX.so.0", "libGL.so.1"]


def test_what_neither_has_is_named_with_its_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    linker = Linker(monkeypatch, tmp_path, NEEDS)
    linker.system -= {"libGL.so.1", "libEGL.so.1"}
    sentence = fallback.load(str(tmp_path), "offscreen")
    assert "libegl1" in sentence
    assert "libgl1" not in sentence


def test_verbs_need_no_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Linker(monkeypatch, tmp_path, NEEDS).system.clear()
    assert fallback.load(str(tmp_path), "") == ""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"LD_LIBRARY_PATH": "/ours"}, {}),
        ({"LD_LIBRARY_PATH": "/ours", "LD_LIBRARY_PATH_ORIG": "/theirs"}, {"LD_LIBRARY_PATH": "/theirs"}),
        ({}, {}),
    ],
)
def test_programs_we_start_get_the_users_library_path(before: dict[str, str], after: dict[str, str]) -> None:
    fallback.restore_environment(before)
    assert before == after


@pytest.mark.parametrize(
    ("system", "before", "ours"), [(True, {}, False), (False, {}, True), (False, {"FONTCONFIG_FILE": "/theirs"}, False)]
)
def test_fonts_are_found_without_a_description_of_the_system(
    tmp_path: Path, system: bool, before: dict[str, str], ours: bool
) -> None:
    (tmp_path / "fonts.conf").touch()
    environ = dict(before)
    fallback.settle_fonts(str(tmp_path), environ, str(tmp_path / ("fonts.conf" if system else "none.conf")))
    assert (environ.get("FONTCONFIG_FILE") == str(tmp_path / "fonts.conf")) == ours
    assert ours or environ == before


def test_the_systems_libraries_move_to_the_fallback(monkeypatch: pytest.MonkeyPatch) -> None:
    spare = {name: "/usr/lib/" + name for name in ("libGL.so.1", "libz.so.1", "libstdc++.so.6")}
    monkeypatch.setattr(system_libraries, "fallback_files", lambda: spare)
    monkeypatch.setattr(system_libraries, "resolve", lambda path: {"libz.so.1": "/lib/x"} if "zlib" in path else {})
    entries = [
        ("python3.11/lib-dynload/zlib.so", "/opt/python/zlib.so", "EXTENSION"),
        ("PySide6/QtCore.abi3.so", "/v/site-packages/PySide6/QtCore.abi3.so", "EXTENSION"),
        ("PySide6/Qt/lib/libQt6Core.so.6", "/v/site-packages/PySide6/Qt/lib/libQt6Core.so.6", "BINARY"),
        ("libpython3.11.so.1.0", "/usr/lib/libpython3.11.so.1.0", "BINARY"),
        ("libz.so.1", "/lib/libz.so.1", "BINARY"),
        ("libGL.so.1", "/usr/lib/libGL.so.1", "BINARY"),
        ("libstdc++.so.6", "/lib/libstdc++.so.6", "BINARY"),
        ("libdrm.so.2", "/usr/lib/libdrm.so.2", "BINARY"),
    ]
    result = {name: kind for name, _, kind in system_libraries.split(entries)}
    assert set(result) == {
        "python3.11/lib-dynload/zlib.so",
        "PySide6/QtCore.abi3.so",
        "PySide6/Qt/lib/libQt6Core.so.6",
        "libpython3.11.so.1.0",
        "libz.so.1",
        "fallback/libGL.so.1",
        "fallback/libstdc++.so.6",
    }


@pytest.mark.parametrize(
    ("name", "never"),
    [
        ("libc.so.6", True),
        ("libm.so.6", True),
        ("ld-linux-x86-64.so.2", True),
        ("libnss_files.so.2", True),
        ("libcap.so.2", False),
        ("libmd.so.0", False),
        ("libcom_err.so.2", False),
        ("libGL.so.1", False),
    ],
)
def test_glibc_is_never_brought_along(name: str, never: bool) -> None:
    assert bool(system_libraries.NEVER.match(name)) == never
