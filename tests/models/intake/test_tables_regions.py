"""Where the tables of a sheet are: titles, headings of several levels, notes, gaps, tables beside and below."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.intake.readers.forms import heads_of
from models.intake.readers.regions import tables_of
from models.intake.source import Sheet, Table
from models.intake.wishes import NONE
from tests.models.intake.by_hand import sheet

HEADS = ["序号", "工作任务", "责任单位", "完成时限"]
ONE = ["1", "清理背街小巷", "区城管局", "6月底前"]
TWO = ["2", "整治户外广告", "区住建局", "9月底前"]
THREE = ["3", "规范停车", "区公安局", "长期坚持"]


def body(table: Table) -> list[tuple[str, ...]]:
    """The rows below the headings."""
    heads = heads_of(table, NONE)
    assert heads is not None
    return list(table.rows[heads.last + 1 :])


def words(table: Table) -> tuple[str, ...]:
    heads = heads_of(table, NONE)
    assert heads is not None
    return heads.words


def only(sheet_: Sheet) -> Table:
    (table,) = tables_of(sheet_)
    return table


def test_a_title_merged_or_not_and_lines_above() -> None:
    table = only(
        sheet(
            [
                ["附件1"],
                ["2024年重点任务分解表"],
                ["填报单位：区创建办", "", "单位：万元", "2024年3月"],
                HEADS,
                ONE,
            ],
            (2, 1, 2, 4),
        )
    )
    assert table.above == ("附件1", "2024年重点任务分解表", "填报单位：区创建办", "单位：万元", "2024年3月")
    assert words(table) == tuple(HEADS)
    assert body(table) == [tuple(ONE)]
    assert table.spot(1, 1).to_json() == {"sheet": "Sheet1", "cell": "B5"}


def test_headings_far_below_the_top() -> None:
    table = only(
        sheet([["关于做好工作的说明"], *[[f"第{n}条说明文字，供各单位参考。"] for n in range(14)], HEADS, ONE])
    )
    assert body(table) == [tuple(ONE)]
    assert table.at == (16, 17)


def test_headings_of_two_levels() -> None:
    table = only(
        sheet(
            [
                ["序号", "工作任务", "责任单位", "", "完成时限"],
                ["", "", "牵头", "配合", ""],
                ["1", "清理背街小巷", "区城管局", "各街道", "6月底前"],
            ],
            (1, 1, 2, 1),
            (1, 2, 2, 2),
            (1, 3, 1, 4),
            (1, 5, 2, 5),
        )
    )
    heads = heads_of(table, NONE)
    assert heads is not None
    assert heads.words == ("序号", "工作任务", "责任单位/牵头", "责任单位/配合", "完成时限")
    assert [str(meaning) for meaning in heads.meanings.values()] == [
        "no",
        "task",
        "label:牵头单位",
        "label:配合单位",
        "label:完成时限",
    ]
    assert len(body(table)) == 1


def test_headings_of_two_levels_without_merges_downwards() -> None:
    """Only the wide heading is merged: 序号 and the others stand in the first of the two rows."""
    table = only(
        sheet(
            [
                ["序号", "工作任务", "责任单位", "", "完成时限"],
                ["", "", "牵头", "配合", ""],
                ["1", "清理背街小巷", "区城管局", "各街道", "6月底前"],
            ],
            (1, 3, 1, 4),
        )
    )
    assert words(table) == ("序号", "工作任务", "责任单位/牵头", "责任单位/配合", "完成时限")
    assert len(body(table)) == 1


def test_headings_of_three_levels() -> None:
    table = only(
        sheet(
            [
                ["序号", "工作任务", "责任分工", "", "", "完成时限"],
                ["", "", "责任单位", "", "责任人", ""],
                ["", "", "牵头", "配合", "", ""],
                ["1", "清理背街小巷", "区城管局", "各街道", "何越", "6月底前"],
            ],
            (1, 1, 3, 1),
            (1, 2, 3, 2),
            (1, 3, 1, 5),
            (2, 3, 2, 4),
            (2, 5, 3, 5),
            (1, 6, 3, 6),
        )
    )
    heads = heads_of(table, NONE)
    assert heads is not None
    assert heads.last == 2
    assert [str(meaning) for meaning in heads.meanings.values()] == [
        "no",
        "task",
        "label:牵头单位",
        "label:配合单位",
        "label:责任人",
        "label:完成时限",
    ]


def test_headings_repeated_on_later_pages_go_away() -> None:
    table = only(sheet([HEADS, ONE, HEADS, TWO, [*HEADS[:2], "责任\n单位", " 完成时限 "], THREE]))
    assert body(table) == [tuple(ONE), tuple(TWO), tuple(THREE)]
    assert table.at == (1, 2, 4, 6)


def test_notes_and_sign_off_stand_below() -> None:
    table = only(
        sheet(
            [
                HEADS,
                ONE,
                ["备注：1.牵头单位负总责。"],
                ["2.每月28日前报送进度。"],
                ["填表人：何越", "", "审核人：祝明", "日期：3月1日"],
            ],
            (3, 1, 3, 4),
        )
    )
    assert body(table) == [tuple(ONE)]
    assert table.below == (
        "备注：1.牵头单位负总责。",
        "2.每月28日前报送进度。",
        "填表人：何越",
        "审核人：祝明",
        "日期：3月1日",
    )


def test_a_blank_gap_does_not_end_a_table() -> None:
    table = only(sheet([HEADS, ONE, [], [], [], TWO]))
    assert body(table) == [tuple(ONE), tuple(TWO)]
    assert table.at == (1, 2, 6)


def test_a_group_row_stays_in_the_table() -> None:
    table = only(sheet([HEADS, ["一、市容环境"], ONE, ["二、户外广告"], TWO], (2, 1, 2, 4)))
    assert [len(set(filter(None, row))) for row in body(table)] == [1, 4, 1, 4]


def test_two_tables_below_each_other() -> None:
    first, second = tables_of(
        sheet(
            [["任务表"], HEADS, ONE, [], ["联系人名单"], ["单位", "姓名", "电话"], ["区城管局", "何越", "13800000000"]]
        )
    )
    assert (first.above, body(first)) == (("任务表",), [tuple(ONE)])
    assert second.above == ("联系人名单",)
    assert body(second) == [("区城管局", "何越", "13800000000")]


@pytest.mark.parametrize("gap", [0, 1, 2])
def test_two_tables_beside_each_other(gap: int) -> None:
    heads = ["序号", "姓名", "电话"]
    rows = [
        [*heads, *[""] * gap, *heads],
        ["1", "何越", "13800000001", *[""] * gap, "3", "樊正阳", "13800000003"],
        ["2", "祝明", "13800000002"],
    ]
    left, right = tables_of(sheet(rows))
    assert body(left) == [("1", "何越", "13800000001"), ("2", "祝明", "13800000002")]
    assert body(right) == [("3", "樊正阳", "13800000003")]
    assert right.spot(1, 1).cell == {0: "E2", 1: "F2", 2: "G2"}[gap]


def test_an_empty_column_in_the_middle_parts_no_table() -> None:
    rows = [[*HEADS[:2], "", *HEADS[2:]], [*ONE[:2], "", *ONE[2:]]]
    assert body(only(sheet(rows))) == [tuple(ONE)]


def test_hidden_rows_and_columns_are_left_out() -> None:
    rows = [[*HEADS, "内部意见"], [*ONE, "暂缓"], [*TWO, ""], [*THREE, ""]]
    table = only(sheet(rows, hidden_rows=[3], hidden_columns=[5]))
    assert words(table) == tuple(HEADS)
    assert body(table) == [tuple(ONE), tuple(THREE)]
    assert table.at == (1, 2, 4)


def test_a_merged_cell_that_begins_in_a_hidden_row_is_still_seen() -> None:
    rows = [HEADS, ["1", "清理背街小巷", "区城管局", ""], ["2", "", "区住建局", ""]]
    table = only(sheet(rows, (2, 2, 3, 2), hidden_rows=[2]))
    assert body(table) == [("2", "清理背街小巷", "区住建局", "")]
    assert (1, 1) not in table.merged


@pytest.mark.parametrize("name", ["封面", "目 录", "填表说明", "填报说明", "数据源", "下拉选项"])
def test_a_cover_and_a_list_of_choices_hold_no_table(name: str) -> None:
    assert tables_of(sheet([HEADS, ONE], name=name)) == ()


@pytest.mark.parametrize("rows", [[], [[]], [["", ""], ["", ""]]])
def test_an_empty_sheet_holds_no_table(rows: list[list[str]]) -> None:
    assert tables_of(sheet(rows)) == ()


def test_a_row_of_data_with_a_word_of_a_heading_is_no_heading() -> None:
    rows = [
        ["单位", "姓名", "职务", "电话"],
        ["街道办", "何越", "成员", "13800000001"],
        ["社区", "祝明", "主任", "84231111"],
    ]
    assert len(body(only(sheet(rows)))) == 2


# ---- any table reads back ------------------------------------------------------------------------------------------

CELL = st.text(alphabet="清理整治街巷市场规范停车设施小区绿化", min_size=2, max_size=8)
LINE = st.tuples(
    CELL, CELL, st.sampled_from(["区城管局", "区住建局", "各街道"]), st.sampled_from(["6月底前", "年底前"])
)
PAD = st.sampled_from(["", " ", "\u3000"])


@settings(max_examples=150, deadline=None)
@given(
    lines=st.lists(LINE, min_size=1, max_size=12),
    titles=st.integers(0, 3),
    merged=st.booleans(),
    left=st.integers(0, 2),
    gaps=st.sets(st.integers(0, 12), max_size=3),
    repeats=st.sets(st.integers(1, 12), max_size=2),
    note=st.booleans(),
    pad=PAD,
)
def test_any_table_reads_back(
    lines: list[tuple[str, str, str, str]],
    titles: int,
    merged: bool,
    left: int,
    gaps: set[int],
    repeats: set[int],
    note: bool,
    pad: str,
) -> None:
    """Titles, padding, blank rows, repeated headings and notes around a table change nothing of its rows."""
    ahead = [""] * left
    heads = [pad.join("工作任务"), "具体\n内容", f"{pad}责任单位（盖章）", "完成时限：", "序号"]
    rows: list[list[str]] = []
    merges: list[tuple[int, int, int, int]] = []
    for number in range(titles):
        rows.append([*ahead, f"某区{number}年任务表"])
        if merged:
            merges.append((len(rows), left + 1, len(rows), left + 5))
    rows.append([*ahead, *heads])
    for number, line in enumerate(lines):
        if number in repeats:
            rows.append([*ahead, *heads])
        if number in gaps:
            rows.append([])
        rows.append([*ahead, *line, str(number + 1)])
    if note:
        rows.append([*ahead, "注：此表一式两份。"])
    table = only(sheet(rows, *merges))
    assert body(table) == [(*line, str(number + 1)) for number, line in enumerate(lines)]
    assert len(table.above) == titles
    assert len(table.below) == int(note)


def test_a_long_sheet_without_headings_is_one_table() -> None:
    rows = [[str(row), f"甲{row}", f"乙{row}"] for row in range(300)]
    (table,) = tables_of(sheet(rows))
    assert len(table.rows) == 300
