"""Levels and cells: rules, and the actions through the one door."""

from typing import Any

import pytest

from models.database import Database
from models.errors import Refusal
from models.grid import actions, queries
from models.grid.rules import TEMPLATES, LevelForm, why_no_levels
from models.grid.terms import Stage
from models.org.actions import create_unit


@pytest.fixture
def levels(database: Database) -> dict[str, int]:
    database.do("层级", actions.set_levels, levels=TEMPLATES[1].forms)
    return {row.name: row.id for row in database.read(queries.levels)}


def cell(database: Database, level_id: int, name: str, **fields: Any) -> int:
    return int(database.do("新网格", actions.create_cell, level_id=level_id, name=name, **fields).value)


def tree(database: Database) -> list[tuple[int, str]]:
    return [(row.depth, row.name) for row in database.read(queries.cells)]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.name)
def test_every_template_is_allowed(template: object) -> None:
    assert why_no_levels(template.forms) is None  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("forms", "sentence"),
    [
        ((), "至少要有一个"),
        ((LevelForm(None, "市"), LevelForm(None, "市 ")), "都叫“市”"),
        ((LevelForm(None, " "),), "没有名称"),
        ((LevelForm(None, "点位", True), LevelForm(None, "摊位")), "不是最下一级"),
        (tuple(LevelForm(None, str(i)) for i in range(7)), "最多 6 个"),
    ],
)
def test_levels_refused(forms: tuple[LevelForm, ...], sentence: str) -> None:
    refusal = why_no_levels(forms)
    assert refusal is not None and sentence in refusal.sentence


def test_levels_are_renamed_reordered_and_kept_while_in_use(database: Database, levels: dict[str, int]) -> None:
    city = cell(database, levels["市"], "云溪市")
    cell(database, levels["区"], "临江区", parent_id=city)
    forms = [LevelForm(levels["区"], "县区"), LevelForm(levels["市"], "市"), LevelForm(levels["点位"], "点位", True)]
    with pytest.raises(Refusal, match="层级不低于"):
        database.do("层级", actions.set_levels, levels=forms)
    with pytest.raises(Refusal, match="网格（层级）1 处"):
        database.do("层级", actions.set_levels, levels=[forms[1], forms[2]])
    forms = [forms[1], LevelForm(None, "片区"), forms[0], forms[2]]
    database.do("层级", actions.set_levels, levels=forms)
    assert [(row.name, row.position, row.cells) for row in database.read(queries.levels)] == [
        ("市", 0, 1),
        ("片区", 1, 0),
        ("县区", 2, 1),
        ("点位", 3, 0),
    ]


def test_levels_are_made_once_for_an_import(database: Database) -> None:
    first = database.do("导入", actions.ensure_levels, names=["市", "区", "点位"]).value
    assert database.do("导入", actions.ensure_levels, names=["甲", "乙"]).value == first
    assert [row.is_site for row in database.read(queries.levels)] == [False, False, True]


def test_cells_form_a_tree_that_follows_the_levels(database: Database, levels: dict[str, int]) -> None:
    city = cell(database, levels["市"], "云溪市")
    area = cell(database, levels["区"], "临江区", parent_id=city)
    cell(database, levels["点位"], "梅湾市场", parent_id=area, batch="第一批", stage=Stage.BUILDING, progress=45)
    cell(database, levels["点位"], "河西市场", parent_id=city)
    assert tree(database) == [(0, "云溪市"), (1, "临江区"), (2, "梅湾市场"), (1, "河西市场")]
    with pytest.raises(Refusal, match="层级不低于"):
        cell(database, levels["区"], "高新区", parent_id=area)
    with pytest.raises(Refusal, match="这里已有"):
        cell(database, levels["区"], "临江区", parent_id=city)
    with pytest.raises(Refusal, match="不能移到它下面"):
        database.do("移动", actions.move_cells, cell_ids=[city], parent_id=area)
    rows = database.read(queries.cells)
    assert [row.sites for row in rows] == [2, 1, 0, 0]
    assert rows[2].path == ("云溪市", "临江区")
    assert rows[2].stage_words == "改造中 45%"
    assert [row.name for row in database.read(queries.sites, under_id=area)] == ["梅湾市场"]


def test_progress_only_while_building(database: Database, levels: dict[str, int]) -> None:
    site = cell(database, levels["点位"], "梅湾市场")
    database.do("进度", actions.update_cell, cell_id=site, progress=45)
    row = database.read(queries.cells)[0]
    assert (row.stage, row.progress) == (Stage.BUILDING, 45)
    database.do("阶段", actions.update_cell, cell_id=site, stage=Stage.DONE)
    row = database.read(queries.cells)[0]
    assert (row.stage, row.progress) == (Stage.DONE, None)
    with pytest.raises(Refusal, match="进度 101%"):
        database.do("进度", actions.update_cell, cell_id=site, progress=101)


def test_codes_are_used_once(database: Database, levels: dict[str, int]) -> None:
    cell(database, levels["点位"], "梅湾市场", code="S01")
    other = cell(database, levels["点位"], "河西市场")
    with pytest.raises(Refusal, match="已经用于“梅湾市场”"):
        database.do("编号", actions.update_cell, cell_id=other, code="S01")


def test_a_block_with_level_columns_makes_what_is_missing(database: Database, levels: dict[str, int]) -> None:
    database.do("单位", create_unit, name="临江区商务局")
    block = [
        ["区", "点位", "批次", "阶段", "进度", "摊位数", "管理单位"],
        ["临江区", "梅湾市场", "第一批", "", "45%", "120", "临江区商务局"],
        ["", "河西市场", "第二批", "评审", "", "", ""],
        ["高新区", "长丰市场", "", "完工", "", "1,020", ""],
    ]
    ids = database.do("粘贴点位", actions.paste_cells, block=block).value
    assert tree(database) == [(0, "临江区"), (1, "梅湾市场"), (1, "河西市场"), (0, "高新区"), (1, "长丰市场")]
    rows = {row.id: row for row in database.read(queries.cells)}
    first = rows[ids[0]]
    assert (first.stage, first.progress, first.stalls, first.unit) == (Stage.BUILDING, 45, 120, "临江区商务局")
    assert rows[ids[2]].stalls == 1020
    again = database.do("粘贴点位", actions.paste_cells, block=[block[0], block[1]]).value
    assert again == ids[:1]
    database.undo()
    assert database.read(queries.sites) == ()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (["", "", "梅湾市场", "", "", "", "拆除"], "第 2 行“阶段”：没有阶段“拆除”"),
        (["", "", "梅湾市场", "", "", "", "", "120"], "第 2 行“进度”"),
        (["", "", "梅湾市场", "", "无名局"], "第 2 行“管理单位”：没有叫“无名局”的单位"),
        (["", "", "", "A1"], "第 2 行没有任何一级的名称"),
    ],
)
def test_a_bad_row_leaves_nothing_behind(
    database: Database, levels: dict[str, int], line: list[str], sentence: str
) -> None:
    with pytest.raises(Refusal) as caught:
        database.do("粘贴点位", actions.paste_cells, block=[["云溪市", "临江区", "河西市场"], line])
    assert sentence in caught.value.sentence
    assert tree(database) == []


def test_deleting_a_branch_and_undo(database: Database, levels: dict[str, int]) -> None:
    city = cell(database, levels["市"], "云溪市")
    cell(database, levels["点位"], "梅湾市场", parent_id=city)
    assert database.do("删除", actions.delete_cells, cell_ids=[city]).value == 2
    database.undo()
    assert tree(database) == [(0, "云溪市"), (1, "梅湾市场")]


def test_order(database: Database, levels: dict[str, int]) -> None:
    ids = [cell(database, levels["点位"], name) for name in ("梅湾市场", "河西市场", "长丰市场")]
    database.do("上移", actions.shift_cells, cell_ids=[ids[2]], by=-1)
    assert [name for _, name in tree(database)] == ["梅湾市场", "长丰市场", "河西市场"]
    database.do("移动", actions.move_cells, cell_ids=[ids[1], ids[0]], parent_id=None, before_id=ids[2])
    assert [name for _, name in tree(database)] == ["河西市场", "梅湾市场", "长丰市场"]
