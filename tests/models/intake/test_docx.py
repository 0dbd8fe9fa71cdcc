"""Word files: automatic numbers, tables, text boxes, tracked changes, hidden text."""

import pytest

from models.intake.loaders.any import load
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


def test_a_deleted_paragraph_end_joins_what_is_left() -> None:
    mark = '<w:pPr><w:rPr><w:del w:id="3" w:author="a"/></w:rPr></w:pPr>'
    first = f"<w:p>{mark}{word.run('市城管局牵头，')}</w:p>"
    gone = f"<w:p>{mark}{word.deleted('整段删去')}</w:p>"
    assert lines(first, gone, word.paragraph(text="住建局配合。")) == ["市城管局牵头，住建局配合。"]


def test_a_deleted_row_is_no_row() -> None:
    table = word.table([["序号", "任务"], ["1", "旧"], ["2", "新"]])
    deleted = table.replace("<w:tr>", '<w:tr><w:trPr><w:del w:id="4" w:author="a"/></w:trPr>', 2).replace(
        '<w:tr><w:trPr><w:del w:id="4" w:author="a"/></w:trPr>', "<w:tr>", 1
    )
    (read,) = load_docx(word.document(deleted), "a.docx").tables
    assert read.rows == (("序号", "任务"), ("2", "新"))


def test_old_ways_of_merging_and_leaving_out_cells() -> None:
    cells = "<w:tc><w:tcPr>{}</w:tcPr><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    rows = (
        "<w:tr>" + cells.format('<w:hMerge w:val="restart"/>', "合") + cells.format("<w:hMerge/>", "") + "</w:tr>"
        '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>' + cells.format("", "乙") + "</w:tr>"
    )
    (table,) = load_docx(word.document(f"<w:tbl>{rows}</w:tbl>"), "a.docx").tables
    assert table.rows == (("合", "合"), ("", "乙")) and table.merged == {(0, 1)}


def test_the_table_of_contents_is_left_out() -> None:
    styles = f'<w:styles {word.MAIN}><w:style w:styleId="a1"><w:name w:val="toc 1"/></w:style></w:styles>'
    body = word.body(word.paragraph(text="一、目标\t1", style="a1"), word.paragraph(text="一、目标"))
    source = load_docx(word.package({"word/document.xml": body, "word/styles.xml": styles}), "a.docx")
    assert [paragraph.text for paragraph in source.paragraphs] == ["一、目标"]


def test_results_of_fields_are_text_and_their_codes_are_not() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE \\@</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>5月1日</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:fldSimple w:instr="PAGE"><w:r><w:t>前</w:t></w:r></w:fldSimple>'
    )
    assert lines(word.paragraph(field)) == ["5月1日前"]


def test_characters_that_are_no_letters() -> None:
    content = (
        "<w:r><w:t>达标</w:t><w:softHyphen/><w:t>率</w:t><w:noBreakHyphen/></w:r>"
        '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
        "<m:r><m:t>≥90%</m:t></m:r></m:oMath>"
        '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="Wingdings 2" w:char="00A3"/>'
        '<w:sym w:font="Symbol" w:char="F0B3"/><w:sym w:font="Wingdings" w:char="F021"/>'
        '<w:sym w:font="仿宋" w:char="2460"/>'
        "</w:r><w:r><w:ruby><w:rt><w:r><w:t>yún</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>云</w:t></w:r></w:rubyBase>"
        "</w:ruby></w:r>"
    )
    assert lines(word.paragraph(content)) == ["达标率-≥90%☑□≥①云"]


def head(text: str) -> str:
    return f"<w:hdr {word.MAIN}>{word.paragraph(text=text)}</w:hdr>"


def test_the_page_head_gives_the_title_only_where_the_text_has_none() -> None:
    table = word.table([["序号", "任务"], ["1", "清理"]])
    parts = {"word/header1.xml": head(""), "word/header2.xml": head("任务分解表"), "word/header3.xml": head("又一")}
    alone = load_docx(word.package({"word/document.xml": word.body(table), **parts}), "a.docx")
    assert [paragraph.text for paragraph in flowing(alone)] == ["", "任务分解表"]
    assert len(alone.tables) == 1 and alone.tables[0].numbers == (3, 5)
    body = word.body(word.paragraph(text="方案"), table)
    titled = load_docx(word.package({"word/document.xml": body, **parts}), "a.docx")
    assert [paragraph.text for paragraph in flowing(titled)] == ["方案"]


def test_footnotes_are_told_and_stay_out_of_the_text() -> None:
    note = f"<w:footnotes {word.MAIN}><w:footnote w:id='2'>{word.paragraph(text='见附件')}</w:footnote></w:footnotes>"
    content = word.paragraph(word.run("方案") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
    source = load_docx(word.package({"word/document.xml": word.body(content), "word/footnotes.xml": note}), "a.docx")
    assert [paragraph.text for paragraph in source.paragraphs] == ["方案"]
    assert source.notices == ("文中有 1 条脚注，没有读入正文。",)


def test_a_numbered_main_part_and_the_strict_form_are_read() -> None:
    from tests.documents.raw_workbook import package

    strict = word.body(word.paragraph(text="方案")).replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    source = load(package({"word/document2.xml": strict}), "a.docx")
    assert [paragraph.text for paragraph in source.paragraphs] == ["方案"]


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
