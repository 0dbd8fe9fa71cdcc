"""Text files of cells: encodings, the mark between cells, quotes; a .txt of sentences stays text."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refusal
from models.intake.loaders.any import load
from models.intake.loaders.csv import cells_of_text

TABLE = "序号,问题,责任单位\r\n1,“占道”经营,城管局\r\n2,路灯不亮,住建局\r\n"
ROWS = (("序号", "问题", "责任单位"), ("1", "“占道”经营", "城管局"), ("2", "路灯不亮", "住建局"))


@pytest.mark.parametrize(
    "data",
    [
        TABLE.encode("utf-8"),
        codecs.BOM_UTF8 + TABLE.encode("utf-8"),
        codecs.BOM_UTF16_LE + TABLE.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TABLE.encode("utf-16-be"),
        TABLE.encode("gb18030"),
    ],
)
def test_every_encoding_gives_the_same_sheet(data: bytes) -> None:
    source = load(data, "台账.CSV")
    assert source.kind == "csv" and source.paragraphs == ()
    assert (source.sheets[0].name, source.sheets[0].rows) == ("台账", ROWS)


@pytest.mark.parametrize("mark", ["\t", ",", ";", "，", "；", "|"])
def test_the_mark_between_cells_is_found(mark: str) -> None:
    text = f"一{mark}二{mark}三\n1{mark}“甲、乙”{mark}丙\n"
    assert cells_of_text(text) == [["一", "二", "三"], ["1", "“甲、乙”", "丙"]]


def test_marks_inside_quotes_and_sentences_do_not_part_cells() -> None:
    text = '任务;单位\n"清理，整治，提升；"";一街一档";城管局\n"第一行\n第二行";住建局\n'
    assert cells_of_text(text) == [
        ["任务", "单位"],
        ['清理，整治，提升；";一街一档', "城管局"],
        ["第一行\n第二行", "住建局"],
    ]
    assert cells_of_text("任务,单位\n清理；整治；提升；拆除,城管局\n亮化；绿化；净化；美化,住建局\n")[1][1] == "城管局"


def test_rows_of_unequal_length_are_filled_and_empty_ends_go() -> None:
    assert load(b"a,b\n1\n,,\n\n", "x.csv").sheets[0].rows == (("a", "b"), ("1", ""))


def test_the_name_tells_a_table_from_text() -> None:
    assert load(TABLE.encode(), "台账.txt").sheets == ()
    assert load("甲\t乙\n1\t2".encode(), "台账.tsv").sheets[0].rows == (("甲", "乙"), ("1", "2"))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [(b",,\n,,\n", "没有内容"), (b"a" + b"," * 300, "256 列"), (b"x\n" * 50_001, "50000 行"), (b"a\xff\xff,b", "编码")],
)
def test_what_is_no_table_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(Refusal, match=sentence):
        load(data, "x.csv")


def test_a_cell_without_end_is_refused() -> None:
    with pytest.raises(Refusal, match="引号不成对"):
        cells_of_text('"' + "长" * 140_000)


@given(st.lists(st.lists(st.text(alphabet='甲乙,;\t"\n，1 ', max_size=6), min_size=2, max_size=3), max_size=5))
def test_any_rows_written_by_a_library_come_back(rows: list[list[str]]) -> None:
    import csv as library
    import io

    buffer = io.StringIO()
    library.writer(buffer, delimiter="\t").writerows(rows)
    text = buffer.getvalue()
    assert cells_of_text("a\tb\r\n" + text)[1:] == rows
