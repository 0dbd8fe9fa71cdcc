"""The Excel file: read again by openpyxl it has the same texts, merges, repeated headings and page setup."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.errors import Condition
from models.papers.pdf import page_count, page_sizes, page_text
from models.papers.sheet import Align, Column, Paper, Profile, Row, Sheet, plain
from models.papers.texts import clean
from models.papers.xlsx import CELL_LIMIT, render_xlsx, render_xlsx_book, tab_names
from tests.models.papers.samples import TITLE, make_sheet


def opened(path: Path) -> Any:
    return openpyxl.load_workbook(path)


def heading_row(tab: Any, first: str) -> int:
    return next(row for row in range(1, 10) if tab.cell(row, 1).value == first)


def test_same_rows_merges_and_page_setup(tmp_path: Path) -> None:
    sheet = make_sheet([[30, 40, 200], [20], [10, 10]], name="分解表")
    path = tmp_path / "责任分解表 #1.xlsx"
    render_xlsx(sheet, path)
    tab = opened(path)["分解表"]
    head = heading_row(tab, "序号")
    assert tab.cell(1, 1).value == TITLE
    assert [tab.cell(head, c).value for c in range(1, 8)] == [column.heading for column in sheet.columns]
    for number, row in enumerate(sheet.rows):
        for place, column in enumerate(sheet.columns, 1):
            if not column.merge:
                assert (tab.cell(head + 1 + number, place).value or "") == plain(row.cells[column.key])
    merged = {str(area) for area in tab.merged_cells.ranges}
    assert {f"B{head + 1}:B{head + 3}", f"B{head + 5}:B{head + 6}"} <= merged
    assert tab.cell(head + 4, 2).value == "第2大项工作"
    assert tab.print_title_rows == f"${head}:${head}"
    assert tab.print_area.endswith(f"$G${tab.max_row}")
    assert (tab.page_setup.orientation, tab.page_setup.paperSize) == ("landscape", 9)
    assert (tab.page_setup.fitToWidth or 1, tab.page_setup.fitToHeight) == (1, 0)
    assert tab.sheet_properties.pageSetUpPr.fitToPage
    assert tab.freeze_panes == f"A{head + 1}"
    assert tab.cell(head + 1, 3).alignment.wrap_text
    assert tab.row_dimensions[head + 3].height > 3 * tab.row_dimensions[head + 1].height / 2
    last = [tab.cell(row, 1).value for row in (tab.max_row - 1, tab.max_row)]
    assert last[0] == "注：列第一位的单位为主要配合单位。"
    assert "主要领导签字：" in last[1]


def test_properties_name_nobody(tmp_path: Path) -> None:
    render_xlsx(make_sheet([[10]]), tmp_path / "a.xlsx")
    properties = opened(tmp_path / "a.xlsx").properties
    assert (properties.creator or "", properties.lastModifiedBy or "", properties.title) == ("", "", TITLE)


DANGEROUS = ["=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "0012", "1e5", "http://example.invalid", "{=A1}",
             "_x0041_", "TRUE", "'quoted", " 空格 ", "第一行\n第二行", "2026-05-31", "𬮱㛃喆"]  # fmt: skip


def one_column(texts: list[str]) -> Sheet:
    return Sheet("表", (Column("a", "甲", align=Align.LEFT),), tuple(Row({"a": text}) for text in texts))


def test_text_stays_text(tmp_path: Path) -> None:
    render_xlsx(one_column(DANGEROUS), tmp_path / "a.xlsx")
    tab = opened(tmp_path / "a.xlsx").active
    cells = [tab.cell(3 + n, 1) for n in range(len(DANGEROUS))]
    assert [cell.value for cell in cells] == DANGEROUS
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.hyperlink is None for cell in cells)


def test_title_line_in_bold_is_still_the_same_text(tmp_path: Path) -> None:
    column = Column("a", "甲", align=Align.LEFT, strong_head=True)
    texts = ["题目\n=1+1 正文", "只有题目", "题目\n\n隔一行", "_x0041_\n<b>&"]
    render_xlsx(Sheet("表", (column,), tuple(Row({"a": text}) for text in texts)), tmp_path / "a.xlsx")
    tab = opened(tmp_path / "a.xlsx").active
    assert [tab.cell(3 + n, 1).value for n in range(4)] == texts
    rich = openpyxl.load_workbook(tmp_path / "a.xlsx", rich_text=True).active.cell(3, 1).value
    assert [str(getattr(part, "font", part) and part) for part in rich] == ["题目\n", "=1+1 正文"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(st.text(max_size=30), min_size=1, max_size=8))
def test_any_text(tmp_path: Path, texts: list[str]) -> None:
    render_xlsx(one_column(texts), tmp_path / "a.xlsx")
    tab = opened(tmp_path / "a.xlsx").active
    assert [tab.cell(3 + n, 1).value or "" for n in range(len(texts))] == [clean(text) for text in texts]


def test_text_too_long_for_excel_is_refused_and_the_old_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    render_xlsx(one_column(["甲" * CELL_LIMIT]), path)
    before = path.read_bytes()
    with pytest.raises(Condition, match="第 2 行“甲”超过"):
        render_xlsx(one_column(["甲", "𬮱" * (CELL_LIMIT // 2 + 1)]), path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["a.xlsx"]


def test_a_list_to_choose_from(tmp_path: Path) -> None:
    columns = (
        Column("a", "阶段", choices=("准备", "实施")),
        Column("b", "长", choices=("长" * 300,)),
        Column("c", "逗号", choices=("a,b",)),
    )
    render_xlsx(Sheet("表", columns, tuple(Row({"a": "准备"}) for _ in range(3))), tmp_path / "a.xlsx")
    (rule,) = opened(tmp_path / "a.xlsx").active.data_validations.dataValidation
    assert (str(rule.sqref), rule.formula1, rule.errorStyle) == ("A3:A5", '"准备,实施"', "warning")


@pytest.mark.long
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("paper", [Paper.A4, Paper.A3])
def test_pages_in_an_office_program(tmp_path: Path, paper: Paper) -> None:
    sheet = make_sheet([[120] * 30, [60] * 20, [15] * 30], profile=Profile(paper=paper))
    render_xlsx(sheet, tmp_path / "a.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "a.xlsx")], check=True, capture_output=True, timeout=240)
    pdf = (tmp_path / "a.pdf").read_bytes()
    width, height = (side / 25.4 * 72 for side in sheet.profile.size_mm)
    assert all(size == pytest.approx((width, height), abs=2) for size in page_sizes(pdf))
    pages = ["".join(page_text(pdf, number).split()) for number in range(page_count(pdf))]
    assert TITLE in pages[0] and not any(TITLE in page for page in pages[1:])
    assert all("具体任务" in page and "完成时限" in page and "分值" in page for page in pages)  # one page wide
    assert all(f"第{number}页共{len(pages)}页" in page for number, page in enumerate(pages, 1))
    found = [number for page in pages for number in range(1, 81) if f"任务{number}号" in page]
    assert found == list(range(1, 81))  # each row on one page, none lost, in order
    assert "主要领导签字" in pages[-1]


def test_empty_sheet(tmp_path: Path) -> None:
    render_xlsx(make_sheet([], notes=(), sign_off=()), tmp_path / "a.xlsx")
    tab = opened(tmp_path / "a.xlsx").active
    assert tab.cell(heading_row(tab, "序号") + 1, 1).value == "没有符合条件的内容"


@pytest.mark.parametrize("landscape", [True, False])
def test_a3(tmp_path: Path, landscape: bool) -> None:
    sheet = make_sheet([[10]], profile=Profile(paper=Paper.A3, landscape=landscape, margins=(30, 25, 20, 15)))
    render_xlsx(sheet, tmp_path / "a.xlsx")
    tab = opened(tmp_path / "a.xlsx").active
    assert (tab.page_setup.paperSize, tab.page_setup.orientation) == (8, "landscape" if landscape else "portrait")
    margins = tab.page_margins
    assert [round(side * 25.4) for side in (margins.top, margins.right, margins.bottom, margins.left)] == [
        30,
        25,
        20,
        15,
    ]


def test_tabs_of_several_units(tmp_path: Path) -> None:
    names = ["市公安局", "市公安局", "东城[新]/区*办:?", "history", "'引号'", "", "很长的单位名称" * 8]
    sheets = [make_sheet([[10]], name=name, title=name or "表") for name in names]
    render_xlsx_book(sheets, tmp_path / "a.xlsx")
    tabs = opened(tmp_path / "a.xlsx").sheetnames
    assert len(tabs) == len({tab.casefold() for tab in tabs}) == len(names)
    assert tabs[:2] == ["市公安局", "市公安局（2）"]
    assert all(len(tab) <= 31 and not set(tab) & set("[]:*?/\\") for tab in tabs)


@given(st.lists(st.text(max_size=40), min_size=1, max_size=12))
def test_tab_names_are_always_allowed(names: list[str]) -> None:
    tabs = tab_names(names)
    assert len({tab.casefold() for tab in tabs}) == len(names)
    for tab in tabs:
        assert 0 < len(tab.encode("utf-16-le")) // 2 <= 31
        assert not set(tab) & set("[]:*?/\\")
        assert not tab.startswith("'") and not tab.endswith("'")


def test_one_column_with_unit_and_date(tmp_path: Path) -> None:
    sheet = Sheet("表", (Column("a", "甲"),), (Row({"a": "x"}),), unit="填报单位：市公安局", date="2026年3月1日")
    render_xlsx(sheet, tmp_path / "a.xlsx")
    tab = opened(tmp_path / "a.xlsx").active
    assert "市公安局" in tab.cell(2, 1).value and "2026年3月1日" in tab.cell(2, 1).value
