"""Places pasted with level columns: what a block means, seen before anything is written."""

import pytest

from models.blocks import Block
from models.database import Database
from models.errors import Refusal
from models.grid import actions, queries
from models.grid.actions.pasting import level_headings
from models.grid.placing import PastePlan
from models.grid.rules import TEMPLATES

FIVE = ("市", "区", "街道办事处", "社区", "点位")


@pytest.fixture
def grid(database: Database) -> dict[str, int]:
    database.do("层级", actions.set_levels, levels=TEMPLATES[0].forms)
    block = [
        [*FIVE, "编号"],
        ["云溪市", "临江区", "滨江街道", "橘园社区", "梅湾市场", "A01"],
        ["", "", "", "柳岸社区", "河西市场", "A02"],
        ["", "青石区", "古樟街道", "橘园社区", "古樟市场", "B01"],
    ]
    database.do("粘贴", actions.paste_cells, block=block)
    return {" / ".join((*row.path, row.name)): row.id for row in database.read(queries.cells)}


def looked(database: Database, *lines: str, under: int | None = None) -> PastePlan:
    block: Block = [line.split("|") for line in lines]
    made: PastePlan = database.read(actions.plan_paste, block=block, under_id=under)
    return made


def test_headings_of_levels_mean_one_level_each() -> None:
    headings = level_headings(FIVE)
    assert "街道" in headings[2] and "所属街道" in headings[2] and "名称" in headings[4]
    flat = [heading for group in headings for heading in group]
    assert len(flat) == len(set(flat))
    assert all("街道" not in group[1:] for group in level_headings(("街道", "街道办事处", "点位")))


def test_merged_cells_and_new_areas_are_told(database: Database, grid: dict[str, int]) -> None:
    plan = looked(
        database,
        "区|街道|社区|点位|批次",
        "临江区|滨江街道|橘园社区|桥头市场|第一批",
        "||文昌社区|菱角市场|第二批",
        "|||车站市场|",
        "青石区|古樟街道|橘园社区|古樟市场|第二批",
        "高新区|望湖街道|望湖社区|望湖市场|",
    )
    assert plan.problems == ()
    assert [(cell.name, " / ".join(cell.path)) for cell in plan.new] == [
        ("桥头市场", "云溪市 / 临江区 / 滨江街道 / 橘园社区"),
        ("菱角市场", "云溪市 / 临江区 / 滨江街道 / 文昌社区"),
        ("车站市场", "云溪市 / 临江区 / 滨江街道 / 文昌社区"),
        ("望湖市场", "云溪市 / 高新区 / 望湖街道 / 望湖社区"),
    ]
    assert [cell.id for cell in plan.existing] == [grid["云溪市 / 青石区 / 古樟街道 / 橘园社区 / 古樟市场"]]
    assert [(cell.level, cell.name) for cell in plan.areas] == [
        ("社区", "文昌社区"),
        ("区", "高新区"),
        ("街道办事处", "望湖街道"),
        ("社区", "望湖社区"),
    ]
    assert len(database.read(queries.cells)) == len(grid)  # looking changes nothing


def test_what_is_looked_at_is_what_is_written(database: Database, grid: dict[str, int]) -> None:
    block = [["区", "社区", "点位"], ["临江区", "新社区", "桥头市场"], ["", "", "菱角市场"]]
    plan = database.read(actions.plan_paste, block=block)
    ids = database.do("粘贴", actions.paste_cells, block=block).value
    rows = {row.id: row for row in database.read(queries.cells)}
    assert [(rows[i].name, rows[i].path) for i in ids] == [(cell.name, cell.path) for cell in plan.new]
    database.undo()
    assert len(database.read(queries.cells)) == len(grid)


def test_a_name_alone_means_the_one_cell_of_that_name(database: Database, grid: dict[str, int]) -> None:
    plan = looked(database, "点位|批次", "梅湾市场|第一批")
    assert [cell.id for cell in plan.existing] == [grid["云溪市 / 临江区 / 滨江街道 / 橘园社区 / 梅湾市场"]]
    plan = looked(database, "社区|点位", "橘园社区|桥头市场")
    assert "第 2 行“社区”：有 2 个叫“橘园社区”的网格" in plan.problems[0].sentence
    under = grid["云溪市 / 青石区"]
    plan = looked(database, "社区|点位", "橘园社区|桥头市场", under=under)
    assert [cell.path for cell in plan.new] == [("云溪市", "青石区", "古樟街道", "橘园社区")]


def test_rows_without_upper_cells_hang_under_the_chosen_area(database: Database, grid: dict[str, int]) -> None:
    under = grid["云溪市 / 临江区 / 滨江街道 / 柳岸社区"]
    plan = looked(database, "点位", "梅湾市场", "河西市场", under=under)
    assert [(cell.name, cell.path[-1]) for cell in plan.new] == [("梅湾市场", "柳岸社区")]
    assert [cell.name for cell in plan.existing] == ["河西市场"]


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        (["点位|编号", "甲市场|A01"], "第 2 行“编号”：编号“A01”已经用于“梅湾市场”"),
        (["点位|编号", "甲市场|C1", "乙市场|C1"], "第 3 行“编号”：编号“C1”和第 2 行重复"),
        (["社区|点位", "柳岸社区|甲市场", "|甲市场"], "第 3 行“点位”：“甲市场”和第 2 行是同一个网格"),
        (["点位", "梅湾市场", "梅湾市场"], "和第 2 行是同一个网格"),
        (["点位|管理单位", "甲市场|无名局"], "没有叫“无名局”的单位"),
        (["点位|进度", "甲市场|120"], "第 2 行“进度”"),
        (["点位|批次", "甲市场|", "|第一批"], "第 3 行没有任何一级的名称"),
        (["点位", "长" * 130], "太长"),
    ],
)
def test_bad_rows_are_refused_with_row_and_reason(
    database: Database, grid: dict[str, int], lines: list[str], sentence: str
) -> None:
    plan = looked(database, *lines)
    assert len(plan.problems) == 1 and sentence in plan.problems[0].sentence
    with pytest.raises(Refusal, match=plan.problems[0].sentence[:8]):
        database.do("粘贴", actions.paste_cells, block=[line.split("|") for line in lines])
    assert len(database.read(queries.cells)) == len(grid)


def test_a_new_place_tells_of_one_of_its_name_elsewhere(database: Database, grid: dict[str, int]) -> None:
    plan = looked(database, "区|街道|社区|点位", "青石区|古樟街道|橘园社区|梅湾市场", "|||新市场")
    assert [cell.twin for cell in plan.new] == [("云溪市", "临江区", "滨江街道", "橘园社区"), ()]


def test_every_bad_row_is_told_at_once(database: Database, grid: dict[str, int]) -> None:
    plan = looked(database, "点位|编号|阶段", "甲市场|A01|", "乙市场||拆除", "丙市场||", "丁市场|A02|")
    assert [problem.row for problem in plan.problems] == [2, 3, 5]
    with pytest.raises(Refusal, match="另有 2 处问题"):
        block = [["点位", "编号", "阶段"], ["甲市场", "A01", ""], ["乙市场", "", "拆除"], ["丁市场", "A02", ""]]
        database.do("粘贴", actions.paste_cells, block=block)


def test_an_unknown_level_is_refused(database: Database, grid: dict[str, int]) -> None:
    with pytest.raises(Refusal, match="不认识表头“片区”"):
        looked(database, "区|片区|点位", "临江区|东片|甲市场")
    with pytest.raises(Refusal, match="没有一列是网格的层级"):
        looked(database, "批次|编号", "第一批|C1")


def test_the_place_of_an_old_code_can_be_written_again(database: Database, grid: dict[str, int]) -> None:
    plan = looked(database, "点位|编号|批次", "梅湾市场|A01|第二批")
    assert plan.problems == ()
    database.do("粘贴", actions.paste_cells, block=[["点位", "编号", "批次"], ["梅湾市场", "A01", "第二批"]])
    row = next(row for row in database.read(queries.sites) if row.code == "A01")
    assert row.batch == "第二批"


def test_many_places_in_one_step(database: Database, grid: dict[str, int]) -> None:
    lines = [["区", "街道", "社区", "点位", "批次", "编号"]]
    for number in range(600):
        first = number % 20 == 0
        lines.append(
            [
                f"第{number // 200}区" if number % 200 == 0 else "",
                f"第{number // 100}街道" if number % 100 == 0 else "",
                f"第{number // 20}社区" if first else "",
                f"{number}号市场",
                "第一批",
                f"N{number:04d}",
            ]
        )
    plan = database.read(actions.plan_paste, block=lines)
    assert (len(plan.new), len(plan.areas), plan.problems) == (600, 3 + 6 + 30, ())
    database.do("粘贴", actions.paste_cells, block=lines)
    assert len(database.read(queries.sites)) == 603
    database.undo()
    assert len(database.read(queries.cells)) == len(grid)
