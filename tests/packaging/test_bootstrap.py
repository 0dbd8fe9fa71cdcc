"""Set-up decisions: when .venv counts as finished, when the script changes interpreters, and what the user reads."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

import bootstrap
import environment

LOCK = b"left-pad==1.0 --hash=sha256:00\n"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A root with locks and a finished .venv whose interpreter is an empty file."""
    locks = tmp_path / "packaging" / "locks"
    locks.mkdir(parents=True)
    for kind in bootstrap.KINDS:
        (locks / f"{kind}.txt").write_bytes(LOCK)
    venv = tmp_path / ".venv"
    python = Path(bootstrap.venv_python(str(venv)))
    python.parent.mkdir(parents=True)
    python.touch()
    environment.stamp(str(tmp_path), str(venv), {"app"})
    return tmp_path


def test_a_finished_environment_is_ready(checkout: Path) -> None:
    assert bootstrap.is_ready(str(checkout), "app")
    assert bootstrap.is_ready(str(checkout), "app", sys.version_info[:2])


def test_the_tests_need_more_than_the_program(checkout: Path) -> None:
    assert not bootstrap.is_ready(str(checkout), "tests")
    environment.stamp(str(checkout), str(checkout / ".venv"), {"tests"})
    assert bootstrap.is_ready(str(checkout), "tests")
    assert bootstrap.is_ready(str(checkout), "app")


@pytest.mark.parametrize(
    "damage", ["lock changed", "lock gone", "stamp gone", "stamp cut", "python gone", "other Python"]
)
def test_an_environment_is_not_ready_when(checkout: Path, damage: str) -> None:
    stamp = Path(bootstrap.stamp_path(str(checkout / ".venv"), "app"))
    lock = Path(bootstrap.lock_path(str(checkout), "app"))
    version: tuple[int, int] | None = None
    match damage:
        case "lock changed":
            lock.write_bytes(LOCK + b"# new\n")
        case "lock gone":
            lock.unlink()
        case "stamp gone":
            stamp.unlink()
        case "stamp cut":
            stamp.write_bytes(stamp.read_bytes()[:-5])
        case "python gone":
            Path(bootstrap.venv_python(str(checkout / ".venv"))).unlink()
        case "other Python":
            version = (3, 99)
    assert not bootstrap.is_ready(str(checkout), "app", version)


def test_a_finished_environment_is_entered_with_all_arguments(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(
        bootstrap, "run_inside", lambda root, script, arguments: calls.append((root, script + arguments))
    )
    bootstrap.prepare(str(checkout), "app", "", ["app.py"], ["list", "--db", "我的 库.zrt"])
    assert calls == [(str(checkout), ["app.py", "list", "--db", "我的 库.zrt"])]


def test_inside_a_finished_environment_nothing_happens(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", str(checkout / ".venv"))
    monkeypatch.setattr(bootstrap, "run_inside", lambda *_: pytest.fail("re-executed"))
    monkeypatch.setattr(environment, "make", lambda *_: pytest.fail("made again"))
    bootstrap.prepare(str(checkout), "app", "x11", ["app.py"], [])


def test_a_missing_environment_is_made_then_entered(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path(bootstrap.stamp_path(str(checkout / ".venv"), "app")).unlink()
    steps: list[str] = []
    monkeypatch.setattr(environment, "make", lambda root, kind, need, wheels, version: steps.append(f"made {wheels}"))
    monkeypatch.setattr(bootstrap, "check_libraries", lambda root, need: steps.append(f"libraries {need}"))
    monkeypatch.setattr(bootstrap, "run_inside", lambda *_: steps.append("entered"))
    bootstrap.prepare(str(checkout), "app", "offscreen", ["app.py"], ["tour"], "wheels")
    assert steps == ["made wheels", "libraries offscreen", "entered"]


def test_an_environment_that_cannot_enter_itself_is_named(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path(bootstrap.stamp_path(str(checkout / ".venv"), "app")).unlink()
    monkeypatch.setattr(sys, "prefix", str(checkout / ".venv"))
    monkeypatch.setenv(bootstrap.IN_CHILD, "1")
    with pytest.raises(bootstrap.Stop, match="请删除文件夹"):
        bootstrap.prepare(str(checkout), "app", "", ["app.py"], [])


def test_libraries_are_looked_at_once_per_machine(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import libraries

    looked: list[str] = []

    def missing(need: str) -> dict[str, str]:
        looked.append(need)
        return {}

    monkeypatch.setattr(libraries, "missing", missing)
    for need in ("offscreen", "offscreen", "x11", "offscreen"):
        bootstrap.check_libraries(str(checkout), need)
    assert looked == ["offscreen", "x11"]


@pytest.mark.parametrize(
    ("version", "suits"),
    [((2, 7), False), ((3, 7), False), ((3, 10), False), ((3, 11), True), ((3, 14), True), ((3, 15), False)],
)
def test_python_versions(version: tuple[int, int], suits: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "newer_pythons", list)
    if suits:
        bootstrap.check_python(version)
        return
    with pytest.raises(bootstrap.Stop) as stop:
        bootstrap.check_python(version)
    assert f"{version[0]}.{version[1]}" in str(stop.value)
    assert "3.11" in str(stop.value)


def test_an_old_python_names_a_newer_one_on_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "newer_pythons", lambda: ["python3.12"])
    with pytest.raises(bootstrap.Stop, match=r"python3\.12 app\.py"):
        bootstrap.check_python((3, 9))


@pytest.mark.parametrize("path", ["app.py", "packaging/bootstrap.py", "tests/__main__.py"])
def test_an_old_python_gets_as_far_as_the_message(root: Path, path: str) -> None:
    ast.parse((root / path).read_text("utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize(
    ("arguments", "value", "rest"),
    [
        (["--wheels", "w", "list"], "w", ["list"]),
        (["--wheels=我的 w"], "我的 w", []),
        (["list", "--wheels", "w"], None, ["list", "--wheels", "w"]),
        ([], None, []),
    ],
)
def test_wheels_option(arguments: list[str], value: str | None, rest: list[str]) -> None:
    assert bootstrap.take_option(arguments, "--wheels") == (value, rest)


def test_wheels_option_without_a_folder() -> None:
    with pytest.raises(bootstrap.Stop, match="文件夹"):
        bootstrap.take_option(["--wheels"], "--wheels")
