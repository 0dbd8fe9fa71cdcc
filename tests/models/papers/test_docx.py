"""The Word file: opened again it has the figures of GB/T 9704, the same texts, merges, repeated headings and pages."""

import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.papers.docx import render_docx
from models.papers.notice import Notice, attachment_names, chinese_day
from models.papers.pdf import page_count, page_sizes, page_text
from models.papers.sheet import Align, Column, Paper, Profile, Row, Sheet, plain
from models.papers.texts import clean
from tests.models.papers.samples import TITLE, make_sheet

NOTICE = Notice(
    "关于印发\n《责任分解表》\n的通知",
    "各区人民政府",
    "现印发给你们。\n一、压实责任。各负其责。\n（一）按月报送",
    "云溪市创建工作领导小组办公室",
    date(2026, 3, 8),
)
MM = 36_000


def written(folder: Path, *sheets: Sheet, notice: Notice | None = None) -> Any:
    path = folder / "通知 #1.docx"
    render_docx(sheets or (make_sheet([[30, 40, 200], [20], [10, 10]]),), path, notice)
    return docx.Document(str(path))


def look_of(paragraph: Any) -> dict[str, Any]:
    """Font, size (pt), spacing (pt), pitch, indents and place of a paragraph."""
    spacing, indent = paragraph._p.pPr.find(qn("w:spacing")), paragraph._p.pPr.find(qn("w:ind"))
    run = paragraph.runs[0]
    letter = run._r.rPr.find(qn("w:spacing"))
    return {
        "font": run._r.rPr.rFonts.get(qn("w:eastAsia")),
        "size": run.font.size.pt,
        "spacing": int(letter.get(qn("w:val"))) / 20 if letter is not None else 0,
        "line": (int(spacing.get(qn("w:line"))) / 20, spacing.get(qn("w:lineRule"))),
        "first": int(indent.get(qn("w:firstLine"), 0)) / 20 if indent is not None else 0,
        "right": int(indent.get(qn("w:right"), 0)) / 20 if indent is not None else 0,
        "jc": paragraph._p.pPr.find(qn("w:jc")).get(qn("w:val")),
    }


def test_the_letter_has_the_figures_of_the_standard(tmp_path: Path) -> None:
    document = written(tmp_path, notice=NOTICE)
    first, second = document.sections
    assert (round(first.page_width / MM), round(first.page_height / MM)) == (210, 297)
    margins = (first.top_margin, first.right_margin, first.bottom_margin, first.left_margin)
    assert [round(side / MM) for side in margins] == [37, 26, 35, 28]
    assert second.page_width > second.page_height
    texts = [paragraph.text for paragraph in document.paragraphs]
    title = document.paragraphs[0]
    assert look_of(title) | {"line": None} == {
        "font": "方正小标宋简体", "size": 22, "spacing": 0, "line": None, "first": 0, "right": 0, "jc": "center",
    }  # fmt: skip
    assert texts[:5] == ["关于印发", "《责任分解表》", "的通知", "", "各区人民政府："]
    body = document.paragraphs[5]
    assert look_of(body) == {
        "font": "仿宋", "size": 16, "spacing": -0.25, "line": (28.9, "exact"), "first": 32, "right": 0, "jc": "both",
    }  # fmt: skip
    assert [run._r.rPr.rFonts.get(qn("w:eastAsia")) for run in document.paragraphs[6].runs] == ["黑体", "仿宋"]
    assert document.paragraphs[7].runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")) == "楷体"
    assert texts[8:10] == ["", f"附件：{TITLE}"]
    unit, day = document.paragraphs[12], document.paragraphs[13]
    assert (unit.text, day.text) == ("云溪市创建工作领导小组办公室", "2026年3月8日")
    middles = [look_of(p)["right"] + 16 * width / 2 for p, width in ((unit, 14), (day, 6.36))]
    assert middles[0] == pytest.approx(middles[1], abs=8)
    assert look_of(unit)["right"] >= 32
    assert "附件" in texts


def test_page_numbers_stand_outside(tmp_path: Path) -> None:
    document = written(tmp_path, notice=NOTICE)
    assert document.settings.odd_and_even_pages_header_footer
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = footer.paragraphs
        assert paragraph._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side
        assert paragraph.text.startswith("— ") and "PAGE" in paragraph._p.xml
    assert document.sections[1].footer.is_linked_to_previous


def test_the_table_is_that_of_the_pdf(tmp_path: Path) -> None:
    sheet = make_sheet([[30, 40, 200], [20], [10, 10]])
    document = written(tmp_path, sheet)
    (table,) = document.tables
    rows = table._tbl.tr_lst
    assert len(rows) == 1 + len(sheet.rows)
    assert rows[0].trPr.find(qn("w:tblHeader")) is not None
    assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    for row, entry in zip(rows[1:], sheet.rows, strict=True):
        cells = ["".join(t.text for t in cell.iter(qn("w:t"))) for cell in row.tc_lst]
        for text, column in zip(cells, sheet.columns, strict=True):
            assert column.merge or text == plain(entry.cells[column.key])
    merges = [row.tc_lst[1].tcPr.find(qn("w:vMerge")).get(qn("w:val")) for row in rows[1:]]
    assert merges == ["restart", "continue", "continue", "restart", "restart", "continue"]
    widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid.findall(qn("w:gridCol"))]
    room = (297 - 32) / 25.4 * 72 * 20
    assert sum(widths) == pytest.approx(room, abs=20)
    assert widths[2] == max(widths)
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[0] == TITLE and "填报单位：云溪市创卫办\t2026年3月18日" in texts
    assert "注：列第一位的单位为主要配合单位。" in texts and "主要领导签字：" in texts[-1]


def test_nobody_is_named_and_several_sheets_have_numbers(tmp_path: Path) -> None:
    sheets = (make_sheet([[10]]), make_sheet([[20]], profile=Profile(paper=Paper.A3)), make_sheet([[30]]))
    document = written(tmp_path, *sheets, notice=NOTICE)
    properties = document.core_properties
    assert (properties.author, properties.last_modified_by, properties.comments) == ("", "", "")
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert [text for text in texts if text in ("附件1", "附件2", "附件3")] == ["附件1", "附件2", "附件3"]
    assert f"附件：1. {TITLE}" in texts and f"3. {TITLE}" in texts
    assert [round(section.page_width / MM) for section in document.sections] == [210, 297, 420, 297]


def test_headings_strong_titles_lists_and_empty_papers(tmp_path: Path) -> None:
    columns = (Column("a", "甲", strong_head=True, align=Align.LEFT), Column("b", "乙"))
    rows = (Row({}, over="第一部分", strong=True), Row({"a": "题目\n内容一\n内容二", "b": "x"}))
    document = written(tmp_path, Sheet("表", columns, rows, row_mm=12, lines=False))
    (table,) = document.tables
    over, row = table._tbl.tr_lst
    assert over.tc_lst[0].tcPr.gridSpan.get(qn("w:val")) == "2"
    assert row.trPr.find(qn("w:trHeight")).get(qn("w:hRule")) == "atLeast"
    assert table.cell(1, 0).text == "题目\n内容一\n内容二"
    empty = written(tmp_path, Sheet("表", columns, ()))
    assert empty.tables[0].cell(1, 0).text == "没有符合条件的内容"


texts = st.text(st.characters(codec="utf-8"), max_size=40)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=4))
def test_text_in_is_text_out(tmp_path: Path, pairs: list[tuple[str, str]]) -> None:
    columns = (Column("a", "甲"), Column("b", "乙"))
    document = written(tmp_path, Sheet("表", columns, tuple(Row({"a": a, "b": b}) for a, b in pairs)))
    for number, (a, b) in enumerate(pairs, 1):
        for place, text in enumerate((a, b)):
            assert document.tables[0].cell(number, place).text == clean(text)


def test_words_of_a_notice() -> None:
    assert chinese_day(date(2026, 3, 8)) == "2026年3月8日"
    assert attachment_names(("甲\n（一）。",)) == ("甲（一）",)
    changed = NOTICE.with_words({"title": "新", "day": "x", "unit": 3})
    assert (changed.title, changed.day, changed.unit) == ("新", NOTICE.day, NOTICE.unit)


@pytest.mark.long
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_pages_in_an_office_program(tmp_path: Path) -> None:
    render_docx((make_sheet([[120] * 30, [60] * 20]),), tmp_path / "a.docx", NOTICE)
    profile = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "a.docx")], check=True, capture_output=True, timeout=240)
    pdf = (tmp_path / "a.pdf").read_bytes()
    sizes = page_sizes(pdf)
    assert sizes[0][0] < sizes[0][1] and all(width > height for width, height in sizes[1:])
    pages = ["".join(page_text(pdf, number).split()) for number in range(page_count(pdf))]
    assert "各区人民政府：" in pages[0] and "2026年3月8日" in pages[0]
    assert all("具体任务" in page and "完成时限" in page for page in pages[1:])
    assert all(f"—{number}—" in page for number, page in enumerate(pages, 1))
    found = [page for page in pages[1:] for number in range(1, 51) if f"任务{number}号" in page]
    assert len(found) == 50  # each row on one page, none lost
