"""app.py: where the arguments lead, what is said without a display, and what stays unloaded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import app

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays of Linux")


@pytest.mark.parametrize(
    ("arguments", "mode"),
    [
        ([], "window"),
        (["x.zrt"], "window"),
        (["我的 文件.ZRT"], "window"),
        (["tour", "--out", "x"], "tour"),
        (["--worker"], "worker"),
        (["--help"], "help"),
        (["-h"], "help"),
        (["--version"], "version"),
        (["list", "--db", "x.zrt"], "verb"),
        (["nonsense"], "verb"),
    ],
)
def test_mode(arguments: list[str], mode: str) -> None:
    assert app.mode_of(arguments) == mode


@pytest.mark.parametrize(
    ("environ", "platform"),
    [
        ({}, ""),
        ({"DISPLAY": ""}, ""),
        ({"DISPLAY": ":0"}, "x11"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "wayland"),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "x11"),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "wayland;xcb"}, "wayland"),
        ({"QT_QPA_PLATFORM": "offscreen"}, "offscreen"),
        ({"QT_QPA_PLATFORM": "vnc:size=1366x768"}, "offscreen"),
        ({"QT_QPA_PLATFORM": "xcb"}, ""),
    ],
)
def test_platform(environ: dict[str, str], platform: str) -> None:
    assert app.platform_of(environ) == platform


@pytest.mark.parametrize(
    ("environ", "method"),
    [
        ({"QT_IM_MODULE": "fcitx"}, "ibus"),
        ({"QT_IM_MODULE": "fcitx5"}, "ibus"),
        ({"XMODIFIERS": "@im=fcitx"}, "ibus"),
        ({"QT_IM_MODULE": "ibus"}, "ibus"),
        ({"QT_IM_MODULE": "compose", "XMODIFIERS": "@im=fcitx"}, "compose"),
        ({}, None),
    ],
)
def test_input_method(environ: dict[str, str], method: str | None) -> None:
    asked_for_fcitx = "fcitx" in "".join(environ.values()) and environ.get("QT_IM_MODULE") != "compose"
    app.choose_input_method(environ)
    assert environ.get("QT_IM_MODULE") == method
    assert environ.get("IBUS_USE_PORTAL") == ("1" if asked_for_fcitx else None)


@linux_only
@pytest.mark.parametrize("display", [None, ":87654"])
def test_without_a_display_the_way_out_is_named(
    display: str | None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    if display:
        monkeypatch.setenv("DISPLAY", display)
        monkeypatch.setattr(app, "answers", lambda _: False)
    assert app.main([]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "打不开窗口" in said.err
    assert "tour --out" in said.err
    assert (display or "DISPLAY") in said.err


@linux_only
def test_a_display_without_a_server_does_not_answer() -> None:
    assert not app.answers(":87654")


def test_a_missing_library_is_no_traceback(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fails(*_: object) -> int:
        raise ImportError("libGL.so.1: cannot open shared object file: No such file or directory")

    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr(app, "show", fails)
    assert app.main([]) == 1
    assert "libGL.so.1" in capsys.readouterr().err


def test_an_import_error_of_our_own_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> int:
        raise ImportError("cannot import name 'run' from 'ui.application'")

    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr(app, "show", fails)
    with pytest.raises(ImportError):
        app.main([])


def test_version(root: Path) -> None:
    done = subprocess.run([sys.executable, "app.py", "--version"], cwd=root, capture_output=True, check=True)
    assert done.stdout.decode("utf-8").strip() == f"责任田 {app.VERSION}"


def test_a_console_that_cannot_show_chinese_ends_nothing(root: Path) -> None:
    done = subprocess.run(
        [sys.executable, "app.py", "--version"],
        cwd=root,
        env={"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode("ascii").strip() == f"??? {app.VERSION}"


def test_importing_the_start_loads_nothing_heavy(root: Path) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(root)!r}); import app; "
        "print([name for name in ('PySide6', 'sqlalchemy', 'subprocess', 'venv', 'argparse') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
