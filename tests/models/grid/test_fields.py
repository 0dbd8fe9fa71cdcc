"""The office's own fields of cells: what a value may be, definitions changed without losing anything unasked."""

import json
from collections.abc import Sequence
from typing import Any

import pytest

from models.database import Database
from models.errors import Refusal
from models.grid import actions, queries
from models.grid.field_rules import FieldForm, plain_value, read_value, split_choices, why_no_fields
from models.grid.queries import FieldRow
from models.grid.rules import TEMPLATES, LevelForm
from models.grid.terms import FieldKind
from models.scripting import run

AREA = FieldForm(None, "经营面积", FieldKind.NUMBER)
LAB = FieldForm(None, "快检室", FieldKind.CHOICE, choices=("已建", "在建", "没有"))
OPENED = FieldForm(None, "开业日期", FieldKind.DAY)
WORDS = FieldForm(None, "说明文字")


@pytest.fixture
def places(database: Database) -> dict[str, int]:
    database.do("层级", actions.set_levels, levels=TEMPLATES[1].forms)
    block = [["区", "点位"], ["临江区", "梅湾市场"], ["", "河西市场"]]
    database.do("粘贴", actions.paste_cells, block=block)
    return {row.name: row.id for row in database.read(queries.cells)}


def define(database: Database, *forms: FieldForm, drop: Sequence[int] = ()) -> dict[str, FieldRow]:
    database.do("栏目", actions.set_fields, fields=forms, drop=drop)
    return {row.name: row for row in database.read(queries.cell_fields)}


def values(database: Database, cell: str) -> dict[str, str]:
    names = {row.id: row.name for row in database.read(queries.cell_fields)}
    row = next(row for row in database.read(queries.cells) if row.name == cell)
    return {names[field_id]: value for field_id, value in row.values.items()}


@pytest.mark.parametrize(
    ("form", "text", "kept"),
    [
        (AREA, " 2,680.50 ", "2680.5"),
        (AREA, "１２０", "120"),
        (AREA, "-0", "0"),
        (AREA, "1e3", "1000"),
        (AREA, "", ""),
        (LAB, "已建", "已建"),
        (LAB, "没", "没有"),
        (OPENED, "2026年5月1日", "2026-05-01"),
        (OPENED, "2026.5.1", "2026-05-01"),
        (OPENED, "20260501", "2026-05-01"),
        (WORDS, " 清源消杀\u202e ", "清源消杀"),
        (WORDS, "=cmd|x", "=cmd|x"),
    ],
)
def test_values_are_read_by_kind(form: FieldForm, text: str, kept: str) -> None:
    assert read_value(form, text) == kept
    assert read_value(form, kept) == kept


@pytest.mark.parametrize(
    ("form", "text", "sentence"),
    [
        (AREA, "两千", "不是数字"),
        (AREA, "NaN", "不是数字"),
        (AREA, "Infinity", "不是数字"),
        (AREA, "9" * 14, "不是数字"),
        (LAB, "建", "没有选项“建”"),
        (OPENED, "2月30日", "不是日期"),
        (OPENED, "2026-02-30", "不是日期"),
        (WORDS, "长" * 501, "超过 500"),
    ],
)
def test_values_that_do_not_fit(form: FieldForm, text: str, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        read_value(form, text)


@pytest.mark.parametrize(
    ("forms", "sentence"),
    [
        ([FieldForm(None, " ")], "没有名称"),
        ([FieldForm(None, "面积"), FieldForm(None, "面 积")], "都叫“面积”"),
        ([FieldForm(None, "批次")], "不能再用作"),
        ([FieldForm(None, "快检室", FieldKind.CHOICE, choices=("有",))], "少于两个"),
        ([FieldForm(None, f"栏目{i}") for i in range(21)], "最多 20 个"),
    ],
)
def test_definitions_refused(forms: list[FieldForm], sentence: str) -> None:
    refusal = why_no_fields(forms, {"批次"})
    assert refusal is not None and sentence in refusal.sentence


def test_choices_are_split_once_each() -> None:
    assert split_choices("有、无，有 ;在建") == ("有", "无", "在建")


def test_numbers_are_numbers_in_json() -> None:
    assert [plain_value(FieldKind.NUMBER, text) for text in ("12", "1.5", "")] == [12, 1.5, None]
    assert plain_value(FieldKind.TEXT, "") is None


def test_names_of_levels_and_columns_are_taken(database: Database, places: dict[str, int]) -> None:
    for name in ("点位", "摊位数", "所属区", "备注"):
        with pytest.raises(Refusal, match="不能再用作自定义栏目"):
            define(database, FieldForm(None, name))
    assert database.read(queries.cell_fields) == ()


def test_fields_are_renamed_and_ordered_and_keep_their_values(database: Database, places: dict[str, int]) -> None:
    fields = define(database, AREA, LAB)
    changes: dict[int, dict[str, Any]] = {
        places["梅湾市场"]: {fields["经营面积"].key: "2,680", fields["快检室"].key: "已建", "batch": "第一批"}
    }
    database.do("填写", actions.change_cells, changes=changes)
    area, lab = fields["经营面积"].form, fields["快检室"].form
    define(database, lab, FieldForm(area.id, "面积（平方米）", area.kind))
    assert [(row.name, row.values) for row in database.read(queries.cell_fields)] == [
        ("快检室", 1),
        ("面积（平方米）", 1),
    ]
    assert values(database, "梅湾市场") == {"快检室": "已建", "面积（平方米）": "2680"}
    database.undo()
    database.undo()
    assert values(database, "梅湾市场") == {}
    row = next(row for row in database.read(queries.sites) if row.name == "梅湾市场")
    assert row.batch == ""


def test_one_bad_value_leaves_all_as_they_were(database: Database, places: dict[str, int]) -> None:
    key = define(database, AREA)["经营面积"].key
    changes = {places["梅湾市场"]: {key: "10"}, places["河西市场"]: {key: "很大"}}
    with pytest.raises(Refusal, match="“河西市场”的“经营面积”"):
        database.do("粘贴", actions.change_cells, changes=changes)
    assert values(database, "梅湾市场") == {}


def test_a_field_of_one_level_is_not_for_another(database: Database, places: dict[str, int]) -> None:
    site = next(row.id for row in database.read(queries.levels) if row.is_site)
    key = define(database, FieldForm(None, "经营面积", FieldKind.NUMBER, site))["经营面积"].key
    with pytest.raises(Refusal, match="不用于“区”"):
        database.do("填写", actions.change_cells, changes={places["临江区"]: {key: "10"}})
    database.do("填写", actions.change_cells, changes={places["临江区"]: {key: ""}})


def test_values_go_only_when_confirmed(database: Database, places: dict[str, int]) -> None:
    fields = define(database, AREA, LAB)
    for place in ("梅湾市场", "河西市场"):
        changes = {places[place]: {fields["经营面积"].key: "10"}}
        database.do("填写", actions.change_cells, changes=changes)
    with pytest.raises(Refusal, match="已经填了 2 个网格"):
        define(database, fields["快检室"].form)
    (loss,) = database.read(actions.field_losses, fields=[fields["快检室"].form])
    assert (loss.name, loss.count, loss.is_removed) == ("经营面积", 2, True)
    left = define(database, fields["快检室"].form, drop=[loss.id])
    assert list(left) == ["快检室"]
    assert values(database, "梅湾市场") == {}
    database.undo()
    assert values(database, "梅湾市场") == {"经营面积": "10"}


def test_a_new_kind_level_or_choice_says_what_does_not_fit(database: Database, places: dict[str, int]) -> None:
    words = define(database, WORDS)["说明文字"]
    texts = {places["梅湾市场"]: {words.key: "1,200"}, places["河西市场"]: {words.key: "不详"}}
    database.do("填写", actions.change_cells, changes=texts)
    number = FieldForm(words.id, "说明文字", FieldKind.NUMBER)
    (loss,) = database.read(actions.field_losses, fields=[number])
    assert (loss.count, loss.is_removed) == (1, False)
    with pytest.raises(Refusal, match="1 个网格的内容不合新的设置"):
        define(database, number)
    define(database, number, drop=[words.id])
    assert (values(database, "梅湾市场"), values(database, "河西市场")) == ({"说明文字": "1200"}, {})
    city = next(row.id for row in database.read(queries.levels) if row.name == "市")
    with pytest.raises(Refusal, match="不合新的设置"):
        define(database, FieldForm(words.id, "说明文字", FieldKind.NUMBER, city))


def test_a_deleted_cell_takes_its_values_along_and_undo_brings_them(database: Database, places: dict[str, int]) -> None:
    key = define(database, AREA)["经营面积"].key
    database.do("填写", actions.change_cells, changes={places["梅湾市场"]: {key: "10"}})
    database.do("删除", actions.delete_cells, cell_ids=[places["临江区"]])
    assert database.read(queries.cell_values) == {}
    database.undo()
    assert values(database, "梅湾市场") == {"经营面积": "10"}


def test_a_level_with_a_field_is_kept(database: Database, places: dict[str, int]) -> None:
    rows = {row.name: row for row in database.read(queries.levels)}
    define(database, FieldForm(None, "市级联系人", level_id=rows["市"].id))
    kept = [LevelForm(rows[name].id, name, rows[name].is_site) for name in ("区", "点位")]
    with pytest.raises(Refusal, match="网格自定义栏目"):
        database.do("层级", actions.set_levels, levels=kept)


def test_fields_are_pasted_and_listed(
    database: Database, places: dict[str, int], capsys: pytest.CaptureFixture[str]
) -> None:
    site = next(row.id for row in database.read(queries.levels) if row.is_site)
    define(database, FieldForm(None, "经营面积", FieldKind.NUMBER, site), OPENED)
    block = [["点位", "经营面积", "开业日期"], ["梅湾市场", "2680", "2020.3.1"], ["河西市场", "", ""]]
    database.do("粘贴", actions.paste_cells, block=block)
    assert run(["list", "cells", "--db", str(database.path), "--json"], held=database) == 0
    listed = {row["name"]: row["fields"] for row in json.loads(capsys.readouterr().out)}
    assert listed == {
        "临江区": {"开业日期": None},
        "梅湾市场": {"经营面积": 2680, "开业日期": "2020-03-01"},
        "河西市场": {"经营面积": None, "开业日期": None},
    }
