"""`app.py list …` for the organisation and the grid, as text and JSON."""

import json
from typing import Any

import pytest

from models.database import Database
from models.grid import actions as grid_actions
from models.grid.rules import TEMPLATES
from models.org import actions
from models.scripting import run


@pytest.fixture
def filled(database: Database) -> Database:
    """One unit with a post holder who heads a group, one place."""
    campaign = database.do("准备", actions.create_campaign, name="创卫 2026", year=2026).value
    unit = database.do("准备", actions.create_unit, name="云溪市商务局", short_name="商务局").value
    who = database.do("准备", actions.create_person, name="周晓岚", phone="13900000001").value
    post = database.do("准备", actions.appoint, person_id=who, unit_id=unit, title="局长").value
    group = database.do("准备", actions.add_group, campaign_id=campaign, name="专业组", lead_unit_id=unit).value
    database.do("准备", actions.add_seat, group_id=group, wording="组长", post_id=post)
    database.do("准备", grid_actions.set_levels, levels=TEMPLATES[1].forms)
    block = [["区", "点位", "批次"], ["临江区", "梅湾市场", "第一批"]]
    database.do("准备", grid_actions.paste_cells, block=block)
    return database


def listed(database: Database, capsys: pytest.CaptureFixture[str], *argv: str) -> list[dict[str, Any]]:
    assert run(["list", *argv, "--db", str(database.path), "--json"], held=database) == 0
    rows: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return rows


@pytest.mark.parametrize(
    ("thing", "expected"),
    [
        ("campaigns", {"name": "创卫 2026", "year": 2026, "groups": 1, "seats": 1}),
        ("units", {"name": "云溪市商务局", "short_name": "商务局", "kind": "部门", "posts": 1, "seats": 1}),
        ("people", {"name": "周晓岚", "posts": ["云溪市商务局局长"], "seats": ["专业组 组长"], "phone": "139****0001"}),
        ("posts", {"unit": "云溪市商务局", "title": "局长", "holder": "周晓岚"}),
        ("groups", {"name": "专业组", "kind": "专业组", "lead_unit": "云溪市商务局", "seats": 1}),
        ("seats", {"group": "专业组", "role": "组长", "name": "周晓岚", "post": "云溪市商务局局长"}),
        ("levels", {"number": 1, "name": "市", "is_site": False, "cells": 0}),
        ("cells", {"level": "区", "name": "临江区", "sites": 1}),
        ("sites", {"level": "点位", "name": "梅湾市场", "path": ["临江区"], "batch": "第一批"}),
    ],
)
def test_listings(filled: Database, capsys: pytest.CaptureFixture[str], thing: str, expected: dict[str, Any]) -> None:
    row = listed(filled, capsys, thing)[0]
    assert {key: row[key] for key in expected} == expected


def test_an_unknown_campaign_is_one_line_on_stderr(filled: Database, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["list", "groups", "--db", str(filled.path), "--campaign", "文明城市"], held=filled)
    out = capsys.readouterr()
    assert (code, out.out) == (1, "")
    assert out.err == "没有叫“文明城市”的专项工作。现有：创卫 2026。\n"
