"""Project metadata, locks and layout agree with each other."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

import app


@pytest.fixture
def project(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text("utf-8"))


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(text: str) -> dict[str, str]:
    """Exact versions by normal name, from requirement lines; comments, hashes and markers left out."""
    return {
        normal(match[1]): match[2]
        for match in re.finditer(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", text, flags=re.MULTILINE)
    }


@pytest.mark.parametrize(("kind", "extra"), [("app", None), ("tests", "tests"), ("build", "build")])
def test_locks_hold_the_versions_of_the_project(
    root: Path, project: dict[str, Any], kind: str, extra: str | None
) -> None:
    wanted = list(project["project"]["dependencies"])
    if extra:
        wanted += project["project"]["optional-dependencies"][extra]
    locked = pins((root / "packaging" / "locks" / f"{kind}.txt").read_text("utf-8"))
    exact = pins("\n".join(wanted))
    assert len(exact) == len(wanted), "every dependency is pinned exactly"
    assert exact.items() <= locked.items()


def test_the_larger_locks_contain_the_lock_of_the_program(root: Path) -> None:
    locks = root / "packaging" / "locks"
    small = pins((locks / "app.txt").read_text("utf-8"))
    for kind in ("tests", "build"):
        assert small.items() <= pins((locks / f"{kind}.txt").read_text("utf-8")).items()


@pytest.mark.parametrize("kind", ["app", "tests", "build"])
def test_locks_have_hashes_and_no_address(root: Path, kind: str) -> None:
    text = (root / "packaging" / "locks" / f"{kind}.txt").read_text("utf-8")
    requirements = re.split(r"\n(?=\S)", text.strip())
    assert len(requirements) == len(pins(text))
    assert all("--hash=sha256:" in requirement for requirement in requirements)
    assert "://" not in text
    assert "--index" not in text


def test_the_lock_of_the_program_suits_every_platform_alike(root: Path) -> None:
    """packaging/wheels.py collects for other systems, where pip would judge markers by the present one."""
    assert ";" not in (root / "packaging" / "locks" / "app.txt").read_text("utf-8")


def test_the_installed_versions_are_the_locked_ones(root: Path) -> None:
    from importlib.metadata import version

    locked = pins((root / "packaging" / "locks" / "app.txt").read_text("utf-8"))
    assert {name: version(name) for name in locked} == locked


def test_entry_point(project: dict[str, Any]) -> None:
    module, function = project["project"]["scripts"]["zerentian"].split(":")
    assert callable(getattr(importlib.import_module(module), function))
    assert module in project["tool"]["setuptools"]["py-modules"]


def test_one_version(project: dict[str, Any]) -> None:
    assert project["project"]["version"] == app.VERSION


def test_python_bounds_are_those_of_the_bootstrap(project: dict[str, Any]) -> None:
    import bootstrap

    oldest, beyond = re.findall(r"3\.(\d+)", project["project"]["requires-python"])
    assert (3, int(oldest)) == bootstrap.OLDEST
    assert (3, int(beyond) - 1) == bootstrap.NEWEST


@pytest.mark.long
def test_the_wheel_holds_every_file(root: Path, tmp_path: Path) -> None:
    """What is under version control in the rooms and on the shelf is in the wheel (this one asks for setuptools)."""
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--quiet", "-w", str(tmp_path), "."]
    copy = tmp_path / "copy"
    subprocess.run(["git", "clone", "-q", str(root), str(copy)], check=True)
    subprocess.run(command, cwd=copy, check=True)
    with zipfile.ZipFile(next(tmp_path.glob("zerentian-*.whl"))) as wheel:
        packed = set(wheel.namelist())
    listed = subprocess.run(
        ["git", "ls-files", "-z", "app.py", "models", "ui", "resources"], cwd=copy, capture_output=True, check=True
    )
    files = {name.decode("utf-8") for name in listed.stdout.split(b"\0") if name}
    assert "app.py" in files
    assert files <= packed
    assert not {name for name in packed if name.startswith(("tests/", "packaging/"))}


def test_the_folder_packaging_does_not_shadow_the_library(root: Path) -> None:
    assert not (root / "packaging" / "__init__.py").exists()
    code = "import packaging.version as v, packaging.specifiers; print(v.Version('1.10') > v.Version('1.9'))"
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "True"
