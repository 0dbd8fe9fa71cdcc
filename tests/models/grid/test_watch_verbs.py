"""`list roles|watches|vacancies|overloads` over the sample: as of a day, phones masked."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.database import create_database
from models.sample.actions import TITLE, build_sample
from models.scripting import run


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    where = tmp_path_factory.mktemp("verbs") / "示例.zrt"
    database = create_database(where)
    database.do(TITLE, build_sample, today=date(2026, 6, 10))
    database.close()
    yield where


def listed(capsys: pytest.CaptureFixture[str], path: Path, thing: str, *more: str) -> list[dict[str, Any]]:
    assert run(["list", thing, "--db", str(path), "--json", *more], held=None) == 0
    answer: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return answer


def test_watches_as_of_a_day_with_masked_phones(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def leader(day: str) -> str:
        rows = listed(capsys, path, "watches", "--as-of", day)
        assert all("****" in row["phone"] for row in rows if row["phone"])
        return next(row["holder"] for row in rows if row["cell"] == "古樟市场" and row["role"] == "包保领导")

    assert (leader("2026-01-31"), leader("2026-02-01")) == ("岳清扬", "宁致远")
    rows = listed(capsys, path, "watches", "--as-of", "2026-06-10")
    row = next(row for row in rows if row["cell"] == "古樟市场" and row["role"] == "包保领导")
    assert (row["inherited_from"], row["valid_from"], row["last_day"]) == ("青石区", "2026-02-01", None)
    assert any(row["phone"] for row in rows)


def test_roles_vacancies_and_overloads(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roles = listed(capsys, path, "roles")
    assert [row["name"] for row in roles] == ["包保领导", "网格长", "网格员", "入驻人员", "结对单位"]
    assert roles[2]["required"] == ["社区", "点位"] and roles[4]["holder"] == "单位"
    vacant = listed(capsys, path, "vacancies", "--as-of", "2026-06-10")
    assert {"level": "社区", "cell": "书院社区"}.items() <= vacant[0].items() and vacant[0]["role"] == "网格员"
    loaded = listed(capsys, path, "overloads", "--as-of", "2026-06-10")
    assert [(row["person"], row["cells"], row["inherited"]) for row in loaded] == [("孔繁星", 11, 0)]
    assert listed(capsys, path, "overloads", "--as-of", "2026-06-10", "--most", "11") == []
