"""Pasted blocks: columns by heading or by order, and the bad cell named."""

from collections.abc import Callable
from typing import Any

import pytest

from models.blocks import BlockColumn, changes_of, has_headings, number_reader, rows_of, word_reader
from models.errors import Refusal

COLUMNS = (
    BlockColumn("name", ("全称", "单位名称"), required=True),
    BlockColumn("short", ("简称",)),
    BlockColumn("note", ("备注",)),
)


def test_columns_by_order_without_a_heading() -> None:
    rows = rows_of([["市商务局", "商务局"], ["", ""], ["市住建局"]], COLUMNS)
    assert [(row.number, row.values["name"], row.values["short"]) for row in rows] == [
        (1, "市商务局", "商务局"),
        (3, "市住建局", ""),
    ]


def test_columns_by_heading_in_any_order_with_a_number_column() -> None:
    rows = rows_of([["序号", "简称", " 单位名称 *"], ["1", "商务局", "市商务局"]], COLUMNS)
    assert rows[0].values == {"name": "市商务局", "short": "商务局", "note": ""}


@pytest.mark.parametrize(
    ("block", "sentence"),
    [
        ([], "剪贴板里没有内容"),
        ([["全称", "简称"]], "只有表头"),
        ([["全称", "电话"], ["a", "b"]], "不认识表头“电话”"),
        ([["全称", "全称"], ["a", "b"]], "出现了两次"),
        ([["简称", "备注"], ["a", "b"]], "缺少“全称”列"),
        ([["甲"], ["", "乙"]], "第 2 行没有“全称”"),
        ([["甲", "乙", "丙", "丁"]], "第 1 行多出“丁”"),
    ],
)
def test_what_is_refused(block: list[list[str]], sentence: str) -> None:
    with pytest.raises(Refusal) as caught:
        rows_of(block, COLUMNS)
    assert sentence in caught.value.sentence


def test_a_row_of_values_is_no_heading() -> None:
    assert not has_headings([["市商务局", "简称"], ["x"]], (BlockColumn("a", ("全称",)), BlockColumn("b", ("备注",))))


@pytest.mark.parametrize(("text", "number"), [("45", 45), ("45%", 45), ("1,200", 1200), ("30.0", 30), ("", None)])
def test_numbers_as_sheets_write_them(text: str, number: int | None) -> None:
    assert number_reader(0, 5000)(text) == number


@pytest.mark.parametrize("text", ["-1", "5001", "三", "4.5", "²"])
def test_numbers_refused(text: str) -> None:
    with pytest.raises(Refusal):
        number_reader(0, 5000)(text)


def test_words_by_their_beginning_when_only_one_fits() -> None:
    read = word_reader([("区（县）", 1), ("街道（乡镇）", 2), ("街区", 3)], "类别")
    assert read("区") == 1
    assert read("街道") == 2
    with pytest.raises(Refusal):
        read("街")
    with pytest.raises(Refusal):
        read("")


READINGS: dict[str, tuple[str, Callable[[str], Any]]] = {"name": ("全称", str), "count": ("数量", number_reader(0, 9))}


def test_a_block_over_rows_that_are_there() -> None:
    changes = changes_of([["甲", "1"], ["乙", ""], ["", ""]], (7, 8, 9), ("name", "count"), READINGS, "单位")
    assert changes == {7: {"name": "甲", "count": 1}, 8: {"name": "乙", "count": None}}


@pytest.mark.parametrize(
    ("block", "ids", "sentence"),
    [
        ([["甲"], ["乙"]], (7, None), "复制了 2 行，从这里往下只有 1 行单位"),
        ([["甲", "十"]], (7,), "第 1 行“数量”：“十”不是"),
        ([["甲", "1", "2"]], (7,), "第 1 行第 3 格对应的列不能直接填写"),
        ([["甲", "1", "2", "3"]], (7,), "第 1 行第 3 格"),
        ([[""]], (7,), "剪贴板里没有内容"),
    ],
)
def test_a_block_over_rows_refused(block: list[list[str]], ids: tuple[int | None, ...], sentence: str) -> None:
    with pytest.raises(Refusal) as caught:
        changes_of(block, ids, ("name", "count", "seats"), READINGS, "单位")
    assert sentence in caught.value.sentence
