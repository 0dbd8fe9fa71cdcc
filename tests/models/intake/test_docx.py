"""Word files: automatic numbers, tables, text boxes, tracked changes, hidden text."""

import pytest

from models.intake.loaders.docx import load_docx
from models.intake.loaders.numbering import rendered
from models.intake.source import flowing
from tests.documents import word


def lines(*content: str) -> list[str]:
    return [paragraph.full for paragraph in flowing(load_docx(word.document(*content), "a.docx"))]


def test_automatic_numbers_are_seen_as_on_paper() -> None:
    assert lines(
        word.paragraph(text="总体目标", level=0),
        word.paragraph(text="主要任务", level=0),
        word.paragraph(text="整治市容", level=1),
        word.paragraph(text="清理街巷", level=2),
        word.paragraph(text="整治市场", level=1),
        word.paragraph(text="改造", level=2),
        word.paragraph(text="验收", level=2),
        word.paragraph(text="组织", level=3),
        word.paragraph(text="保障", level=4),
        word.paragraph(text="工作要求", level=0),
        word.paragraph(text="加强领导", level=1),
    ) == [
        "一、总体目标",
        "二、主要任务",
        "（一）整治市容",
        "1.清理街巷",
        "（二）整治市场",
        "1.改造",
        "2.验收",
        "（1）组织",
        "①保障",
        "三、工作要求",
        "（一）加强领导",
    ]


def test_numbers_of_a_style_and_of_a_list_that_starts_anew() -> None:
    assert lines(
        word.paragraph(text="甲", style="n"),
        word.paragraph(text="乙", style="n"),
        word.paragraph(text="一", level=2),
        word.paragraph(text="二", level=2),
        word.paragraph(text="重新", level=2, list_id=2),
    ) == ["（一）甲", "（二）乙", "1.一", "2.二", "1.重新"]


def test_an_empty_paragraph_takes_no_number() -> None:
    assert lines(
        word.paragraph(text="甲", level=1), word.paragraph(text="", level=1), word.paragraph(text="乙", level=1)
    ) == [
        "（一）甲",
        "",
        "（二）乙",
    ]


def test_tracked_changes_are_accepted_and_hidden_text_is_left_out() -> None:
    content = (
        word.run("牵头单位：")
        + word.deleted("市工商局")
        + word.inserted("市市场监管局")
        + word.run("（内部）", hidden=True)
    )
    assert lines(word.paragraph(content)) == ["牵头单位：市市场监管局"]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    assert lines(word.paragraph(word.run("正文") + word.text_box("框内文字"))) == ["正文", "框内文字"]


def test_tabs_and_breaks_are_kept() -> None:
    assert lines(word.paragraph(text="甲\t乙\n丙")) == ["甲\t乙\n丙"]


def test_merged_cells_repeat_their_text() -> None:
    content = word.table(
        [
            ["任务分解表"],
            ["序号", "大项", "任务"],
            ["1", "市容", "清理\n街巷"],
            ["2", "", "整治广告"],
        ],
        down=[(1, 2, 3)],
        title=True,
    )
    source = load_docx(word.document(word.paragraph(text="前"), content, word.paragraph(text="后")), "a.docx")
    (table,) = source.tables
    assert table.rows == (
        ("任务分解表",) * 3,
        ("序号", "大项", "任务"),
        ("1", "市容", "清理\n街巷"),
        ("2", "市容", "整治广告"),
    )
    assert table.merged == {(0, 1), (0, 2), (3, 1)}
    assert [paragraph.text for paragraph in flowing(source)] == ["前", "后"]
    assert source.text_of(table.numbers[2]) == "1"
    assert [paragraph.number for paragraph in source.paragraphs] == list(range(1, len(source.paragraphs) + 1))


def test_a_table_in_a_table_is_read_too() -> None:
    inner = word.table([["内层"]])
    outer = "<w:tbl><w:tr><w:tc>" + inner + word.paragraph(text="外层") + "</w:tc></w:tr></w:tbl>"
    source = load_docx(word.document(outer), "a.docx")
    assert {table.rows for table in source.tables} == {(("外层",),), (("内层",),)}


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (3, "chineseCountingThousand", "三"),
        (12, "chineseCounting", "十二"),
        (20, "japaneseCounting", "二十"),
        (3, "decimalEnclosedCircle", "③"),
        (2, "upperRoman", "II"),
        (9, "lowerRoman", "ix"),
        (2, "lowerLetter", "b"),
        (28, "upperLetter", "BB"),
        (7, "decimalZero", "07"),
        (7, "decimalFullWidth", "７"),
        (12, "taiwaneseCountingThousand", "十二"),
        (2, "ideographTraditional", "乙"),
        (11, "ideographTraditional", "11"),
        (7, "unknownForm", "7"),
    ],
)
def test_forms_of_numbers(value: int, form: str, text: str) -> None:
    assert rendered(value, form) == text
