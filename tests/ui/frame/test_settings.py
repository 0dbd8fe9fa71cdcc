"""Settings: kept, checked by their schema, set aside when broken, written without tearing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from ui.settings import SCHEMA, Settings, Values, load


def test_defaults_fit_the_schema() -> None:
    for key, value in vars(Values()).items():
        assert SCHEMA[key](value), key


def test_kept_over_a_restart(tmp_path: Path, qapp: QApplication) -> None:
    first = Settings(tmp_path / "a" / "settings.json")
    first.set("theme", "dark")
    first.set("scale", 125)
    first.set_layout("table.task", {"widths": {"title": 300}})
    first.save()
    second = Settings(tmp_path / "a" / "settings.json")
    assert (second.get("theme"), second.get("scale")) == ("dark", 125)
    assert second.layout("table.task") == {"widths": {"title": 300}}


@pytest.mark.parametrize(
    ("key", "value"), [("theme", "pink"), ("scale", 89), ("scale", True), ("scale", "100"), ("recent", [1])]
)
def test_what_does_not_fit_is_refused(settings: Settings, key: str, value: Any) -> None:
    with pytest.raises(ValueError, match=key):
        settings.set(key, value)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"null"])
def test_a_broken_file_is_set_aside(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    assert load(path) == Values()
    assert (tmp_path / "settings.unreadable.json").read_bytes() == content


def test_single_bad_values_give_way_to_defaults(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"theme": "dark", "scale": 900, "unknown": 1, "recent": "x"}), encoding="utf-8")
    assert load(path) == Values(theme="dark")


@given(st.dictionaries(st.sampled_from(sorted(SCHEMA)), st.none() | st.booleans() | st.integers() | st.text()))
def test_any_values_are_survived(tmp_path_factory: pytest.TempPathFactory, stored: dict[str, Any]) -> None:
    path = tmp_path_factory.mktemp("any") / "settings.json"
    path.write_text(json.dumps(stored), encoding="utf-8")
    values = load(path)
    assert all(SCHEMA[key](value) for key, value in vars(values).items())


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path, qapp: QApplication) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    settings = Settings(tmp_path / "file" / "settings.json")
    settings.set("theme", "dark")
    settings.save()
    assert settings.get("theme") == "dark"


def test_recent_files_newest_first_and_only_those_that_exist(settings: Settings, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.zrt" for number in range(14)]
    for file in files:
        file.write_bytes(b"x")
        settings.remember_file(file)
    settings.remember_file(files[3])
    files[13].unlink()
    found = settings.recent_files()
    assert found[0] == files[3]
    assert len(found) == 9 and files[13] not in found
