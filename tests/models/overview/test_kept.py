"""What is kept of the first page: read back equal for exactly the same content, day and person, else not at all."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.database import Database, create_database, set_password
from models.held_file import Head, hold, kept_place
from models.history_rows import Turn
from models.org.actions import update_campaign
from models.overview import kept as module
from models.overview.keeping import DAYS, keep_days
from models.overview.kept import Stand, has, keep, kept
from models.overview.queries import first_facts
from models.overview.rows import FirstFacts, Overview
from models.sample.actions import TITLE, build_sample

TODAY = date(2026, 6, 10)
PATH = Path("/数据/创卫 #1.zrt")
STAND = Stand("0.1.0", Head(7, "a" * 64), "办公室", 5)
FACTS = FirstFacts(
    TODAY, Overview(5, "创卫", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, ()), (), Turn(None, None), ((5, "创卫"),)
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(facts=st.from_type(FirstFacts), stand=st.from_type(Stand))
def test_what_is_kept_is_read_back_equal(facts: FirstFacts, stand: Stand) -> None:
    keep(PATH, stand, [facts])
    assert kept(PATH, stand, facts.today) == facts


@pytest.mark.parametrize(
    ("stand", "day"),
    [
        (replace(STAND, version="0.1.1"), TODAY),
        (replace(STAND, head=Head(8, "a" * 64)), TODAY),
        (replace(STAND, head=Head(7, "b" * 64)), TODAY),
        (replace(STAND, operator="王秘书"), TODAY),
        (replace(STAND, campaign_id=6), TODAY),
        (STAND, TODAY - timedelta(1)),
        (STAND, TODAY + timedelta(2)),
    ],
    ids=["version", "number of the step", "digest", "operator", "campaign", "yesterday", "a day not kept"],
)
def test_whatever_does_not_match_is_not_used(stand: Stand, day: date) -> None:
    tomorrow = replace(FACTS, today=TODAY + timedelta(1))
    keep(PATH, STAND, [FACTS, tomorrow])
    assert kept(PATH, STAND, TODAY) == FACTS
    assert kept(PATH, STAND, TODAY + timedelta(1)) == tomorrow
    assert kept(PATH, stand, day) is None
    assert not has(PATH, stand, day)
    assert kept(PATH.with_name("另一个.zrt"), STAND, TODAY) is None


def _with(place: int, value: object) -> Callable[[str], str]:
    """Another value in one place of the facts of the day."""

    def change(text: str) -> str:
        first, _, line = text.partition("\n")
        plain = json.loads(line.partition(" ")[2])
        plain[place] = value
        return f"{first}\n{TODAY} {json.dumps(plain)}"

    return change


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: "",
        lambda text: "\n",
        lambda text: text[:-5],
        lambda text: text.replace("[", "{"),
        lambda text: text.partition("\n")[0] + f"\n{TODAY} ",
        lambda text: text.partition("\n")[0] + f"\n{TODAY} {'[' * 100_000}",
        lambda text: text.partition("\n")[0] + f"\n{TODAY} null",
        _with(0, "2026-06-11"),
        _with(0, 20260610),
        _with(1, None),
        _with(1, [5, "创卫"]),
        _with(1, [5, "创卫", "many", *[0] * 10, []]),
        _with(1, [5, "创卫", True, *[0] * 10, []]),
        _with(1, [5, "创卫", *[0] * 11, [[1, "no such matter", *[""] * 4, None, ""]]]),
        _with(2, 3),
        _with(3, ["title"]),
        _with(4, [[5]]),
    ],
)
def test_a_damaged_or_foreign_file_is_ignored(damage: Callable[[str], str]) -> None:
    keep(PATH, STAND, [FACTS])
    place = kept_place(PATH)
    changed = damage(place.read_text(encoding="utf-8"))
    assert changed != place.read_text(encoding="utf-8")
    place.write_text(changed, encoding="utf-8")
    assert kept(PATH, STAND, TODAY) is None


def test_bytes_and_folders_in_its_place_are_ignored() -> None:
    place = kept_place(PATH)
    place.parent.mkdir(parents=True)
    place.write_bytes(b"\xff\xfe\x00")
    assert kept(PATH, STAND, TODAY) is None
    place.unlink()
    place.mkdir()
    assert kept(PATH, STAND, TODAY) is None


def test_only_the_newest_files_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_FILES", 3)
    paths = [PATH.with_name(f"{number}.zrt") for number in range(5)]
    for number, path in enumerate(paths):
        keep(path, STAND, [FACTS])
        os.utime(kept_place(path), (number, number))
    keep(paths[0], STAND, [FACTS])
    assert [has(path, STAND, TODAY) for path in paths] == [True, False, False, True, True]


# ---- of a real file ------------------------------------------------------------------------------------------


@pytest.fixture
def campaign_id(database: Database) -> int:
    return int(database.do(TITLE, build_sample, today=TODAY, operator="办公室").value)


def keep_now(database: Database, campaign_id: int) -> None:
    keep_days(database, version="0.1.0", operator="办公室", campaign_id=campaign_id, today=TODAY)


def stand_of(path: Path, campaign_id: int, password: str | None = None) -> Stand:
    """As at the start of the program: from the driver alone."""
    file = hold(path, password)
    head = file.head()
    file.close()
    assert head is not None
    return Stand("0.1.0", head, "办公室", campaign_id)


def test_the_facts_of_the_coming_days_are_kept(database: Database, campaign_id: int) -> None:
    keep_now(database, campaign_id)
    wanted = {
        day: database.read(first_facts, campaign_id=campaign_id, today=day, operator="办公室")
        for day in (TODAY + timedelta(number) for number in range(DAYS))
    }
    database.close()
    stand = stand_of(database.path, campaign_id)
    assert {day: kept(database.path, stand, day) for day in wanted} == wanted
    assert len({facts.overview.todo[0].words for facts in wanted.values() if facts}) == DAYS
    assert kept(database.path, stand, TODAY + timedelta(DAYS)) is None


def test_nothing_is_written_while_nothing_changed(database: Database, campaign_id: int) -> None:
    keep_now(database, campaign_id)
    before = kept_place(database.path).stat()
    keep_now(database, campaign_id)
    assert kept_place(database.path).stat().st_ino == before.st_ino
    database.do("改名", update_campaign, campaign_id=campaign_id, name="创卫复审", operator="办公室")
    keep_now(database, campaign_id)
    database.close()
    found = kept(database.path, stand_of(database.path, campaign_id), TODAY)
    assert found is not None and found.overview.name == "创卫复审" and found.turn.undo == "改名"


@pytest.mark.skipif(os.name == "nt", reason="rights of POSIX")
def test_only_the_user_may_look_into_the_folder(database: Database, campaign_id: int) -> None:
    keep_now(database, campaign_id)
    assert stat.S_IMODE(kept_place(database.path).parent.stat().st_mode) == 0o700


def test_nothing_is_kept_of_a_file_with_a_password(tmp_path: Path) -> None:
    path = tmp_path / "密.zrt"
    database = create_database(path, "田字格2026")
    campaign_id = int(database.do(TITLE, build_sample, today=TODAY).value)
    keep_now(database, campaign_id)
    assert not kept_place(path).exists()
    database.close()


def test_what_is_kept_goes_when_a_password_is_set(database: Database, campaign_id: int) -> None:
    keep_now(database, campaign_id)
    database.close()
    set_password(database.path, None, "田字格2026")
    assert not kept_place(database.path).exists()


def test_what_is_kept_goes_when_a_protected_file_stands_in_the_place(
    database: Database, campaign_id: int, tmp_path: Path
) -> None:
    keep_now(database, campaign_id)
    database.close()
    other = create_database(tmp_path / "密.zrt", "田字格2026")
    other.close()
    os.replace(other.path, database.path)
    hold(database.path, "田字格2026").close()
    assert not kept_place(database.path).exists()


def test_a_file_without_steps_or_of_another_schema_has_no_head(database: Database) -> None:
    database.close()
    empty = hold(database.path)
    assert empty.head() is None
    empty.close()
    with_step = create_database(database.path.with_name("b.zrt"))
    with_step.do(TITLE, build_sample, today=TODAY)
    with with_step.driver_connection() as raw:
        raw.execute("UPDATE alembic_version SET version_num = '0000'")
    with_step.close()
    older = hold(with_step.path)
    assert older.head() is None
    older.close()
