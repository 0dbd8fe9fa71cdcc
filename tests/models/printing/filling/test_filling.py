"""A workbook of the office is filled: rows grow, formats, formulas and areas follow; faults name their cell."""

import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from models.errors import Refusal
from models.papers.sheet import Column, Row, Sheet, plain
from models.papers.texts import clean
from models.printing.filling import fill_template, sample_template
from models.printing.filling.moving import stretched
from tests.models.papers.samples import make_sheet

SHEET = make_sheet([[30, 40], [20], [10, 10, 10]], name="分解表")
HEADINGS = [column.heading for column in SHEET.columns]


def office_book(*, named: bool = False) -> Any:
    """A workbook as an office has it: letters, a sum under the table, a rule, a list, a print area."""
    book = openpyxl.Workbook()
    tab = book.active
    tab.title = "责任 表"
    tab["A1"] = "{{标题}}" if not named else "（标题）"
    tab["A1"].font = Font(name="方正小标宋简体", size=22)
    tab.merge_cells("A1:H1")
    tab["A2"] = "填报单位：{{填报单位}}　　{{日期}}" if not named else None
    for place, heading in enumerate(HEADINGS, 1):
        cell = tab.cell(3, place, heading)
        cell.font = Font(name="黑体", bold=True)
        pattern = tab.cell(4, place, None if named else f"{{{{{heading}}}}}")
        pattern.font = Font(name="仿宋", size=14)
        pattern.fill = PatternFill("solid", fgColor="FFF2CC")
        pattern.alignment = Alignment(wrap_text=True, vertical="center")
        pattern.border = Border(bottom=Side("thin"))
    tab["H3"] = "完成情况"
    tab["H4"] = "=G4*2"
    tab["A5"] = "合计"
    tab["G5"] = "=SUM(G4:G4)"
    tab["B6"] = "=G5+1"
    tab.merge_cells("B6:C6")
    tab.row_dimensions[5].height = 33
    tab.column_dimensions["C"].width = 30
    tab.print_area = "A1:H6"
    tab.print_title_rows = "3:3"
    tab.freeze_panes = "A4"
    checked = DataValidation(type="list", formula1='"是,否"', sqref="H4")
    tab.add_data_validation(checked)
    tab.conditional_formatting.add("G4:G4", CellIsRule(operator="greaterThan", formula=["3"]))
    other = book.create_sheet("汇总")
    other["A1"] = "='责任 表'!G5+1"
    other["A2"] = "{{名称}}"
    if named:
        book.defined_names["标题"] = DefinedName("标题", attr_text="'责任 表'!$A$1")
        book.defined_names["表格"] = DefinedName("表格", attr_text="'责任 表'!$A$3:$H$3")
    return book


def filled(folder: Path, book: Any, sheet: Sheet = SHEET) -> tuple[Any, tuple[str, ...]]:
    template, target = folder / "模板.xlsx", folder / "填好.xlsx"
    book.save(template)
    before = template.read_bytes()
    notes = fill_template(sheet, template, target)
    assert template.read_bytes() == before
    return openpyxl.load_workbook(target), notes


@pytest.mark.parametrize("named", [False, True])
def test_rows_formats_and_all_that_refers_to_them(tmp_path: Path, named: bool) -> None:
    book, notes = filled(tmp_path, office_book(named=named))
    tab = book["责任 表"]
    last = 3 + len(SHEET.rows)
    assert tab["A1"].value == SHEET.title
    if not named:
        assert tab["A2"].value == "填报单位：云溪市创卫办　　2026年3月18日"
    for number, row in enumerate(SHEET.rows):
        for place, column in enumerate(SHEET.columns, 1):
            cell = tab.cell(4 + number, place)
            if not column.merge:
                assert str(cell.value or "") == plain(row.cells[column.key])
                assert (cell.font.name, cell.font.sz, cell.fill.fgColor.rgb) == ("仿宋", 14, "00FFF2CC")
        assert tab.cell(4 + number, 8).value == f"=G{4 + number}*2"
    assert tab.cell(4, 7).data_type == "n"  # 分值 can be summed
    assert tab.cell(last + 1, 1).value == "合计"
    assert tab.cell(last + 1, 7).value == f"=SUM(G4:G{last})"
    assert tab.cell(last + 2, 2).value == f"=G{last + 1}+1"
    assert book["汇总"]["A1"].value == f"='责任 表'!G{last + 1}+1"
    assert book["汇总"]["A2"].value == "分解表"
    merged = {str(area) for area in tab.merged_cells.ranges}
    assert merged == {"A1:H1", "B4:B5", f"B7:B{last}", f"B{last + 2}:C{last + 2}"}
    assert tab.row_dimensions[last + 1].height == 33
    assert tab.print_area.endswith(f"$H${last + 2}")
    assert tab.print_title_rows == "$3:$3"
    assert tab.freeze_panes == "A4"
    assert str(tab.data_validations.dataValidation[0].sqref) == f"H4:H{last}"
    assert [str(entry.sqref) for entry in tab.conditional_formatting] == [f"G4:G{last}"]
    assert tab.row_dimensions[5].height > 14 * 1.36
    assert notes == (("模板里的“完成情况”没有对应的内容，留空。",) if named else ())


def test_a_sample_from_the_program_is_filled_like_its_own_export(tmp_path: Path) -> None:
    sample_template(SHEET, tmp_path / "样板.xlsx")
    assert fill_template(SHEET, tmp_path / "样板.xlsx", tmp_path / "b.xlsx") == ()
    tab = openpyxl.load_workbook(tmp_path / "b.xlsx").active
    texts = [cell.value for row in tab.iter_rows() for cell in row if cell.value is not None]
    assert not [text for text in texts if "{{" in str(text)]
    assert {SHEET.title, SHEET.number, SHEET.unit, SHEET.date, *HEADINGS} <= set(texts)
    head = next(row for row in range(1, 9) if tab.cell(row, 1).value == "序号")
    assert [tab.cell(head + n, 1).value for n in range(1, 7)] == ["1", "2", "3", "4", "5", "6"]


@pytest.mark.parametrize(
    ("cell", "text", "said"),
    [
        ("C4", "{{具体人物}}", r"单元格 C4 写着“\{\{具体人物\}\}”"),
        ("A1", "{{标提}}", "单元格 A1"),
        ("A7", "{{具体任务}}", "A4、A7|A7"),
    ],
)
def test_unknown_or_scattered_places_are_named(tmp_path: Path, cell: str, text: str, said: str) -> None:
    book = office_book()
    book["责任 表"][cell] = text
    with pytest.raises(Refusal, match=said) as refused:
        filled(tmp_path, book)
    assert refused.value.next_step
    assert not (tmp_path / "填好.xlsx").exists()


def test_templates_that_cannot_be_filled(tmp_path: Path) -> None:
    empty = openpyxl.Workbook()
    with pytest.raises(Refusal, match="没有找到要填的表格行"):
        filled(tmp_path, empty)
    tall = office_book()
    tall["责任 表"].merge_cells("A4:A5")
    with pytest.raises(Refusal, match="A4:A5"):
        filled(tmp_path, tall)
    lost = office_book(named=True)
    lost.defined_names["标题"] = DefinedName("标题", attr_text="#REF!")
    with pytest.raises(Refusal, match="名称“标题”"):
        filled(tmp_path, lost)
    strange = office_book(named=True)
    strange.defined_names["表格"] = DefinedName("表格", attr_text="'责任 表'!$J$1:$K$1")
    with pytest.raises(Refusal, match="没有认识的列名"):
        filled(tmp_path, strange)
    huge = office_book()
    huge["责任 表"]["A9000"] = 1
    with pytest.raises(Refusal, match="太大"):
        filled(tmp_path, huge)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, b"a,b,c"])
def test_what_is_no_workbook(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "模板.xlsx").write_bytes(data)
    with pytest.raises(Refusal):
        fill_template(SHEET, tmp_path / "模板.xlsx", tmp_path / "out.xlsx")
    assert not (tmp_path / "out.xlsx").exists()


def test_pictures_that_are_lost_are_said(tmp_path: Path) -> None:
    data = io.BytesIO()
    office_book().save(data)
    with zipfile.ZipFile(data, "a") as package:
        package.writestr("xl/media/image1.png", b"\x89PNG")
    (tmp_path / "a.xlsx").write_bytes(data.getvalue())
    assert "图片" in fill_template(SHEET, tmp_path / "a.xlsx", tmp_path / "b.xlsx")[0]


def test_an_empty_paper_and_headings_over_the_table(tmp_path: Path) -> None:
    columns = (Column("a", "甲"), Column("b", "乙"))
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = "{{甲}}", "{{乙}}"
    tab = filled(tmp_path, book, Sheet("表", columns, ()))[0].active
    assert tab["A1"].value == "没有符合条件的内容"
    rows = (Row({}, over="第一部分"), Row({"a": "=1", "b": "0012"}))
    tab = filled(tmp_path, book, Sheet("表", columns, rows))[0].active
    assert (tab["A1"].value, {str(area) for area in tab.merged_cells.ranges}) == ("第一部分", {"A1:B1"})
    assert (tab["A2"].value, tab["A2"].data_type, tab["B2"].value) == ("=1", "s", "0012")


texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=6))
def test_text_in_is_text_out(tmp_path: Path, pairs: list[tuple[str, str]]) -> None:
    columns = (Column("a", "甲"), Column("b", "乙"))
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = "{{甲}}", "{{乙}}"
    rows = tuple(Row({"a": a, "b": b}) for a, b in pairs)
    tab = filled(tmp_path, book, Sheet("表", columns, rows))[0].active
    for number, (a, b) in enumerate(pairs, 1):
        for column, text in ((1, a), (2, b)):
            cell = tab.cell(number, column)
            assert cell.data_type in ("n", "s")
            assert str(cell.value if cell.value is not None else "") == clean(text)


@pytest.mark.parametrize(
    ("area", "after"),
    [
        ("A4", "A4"),
        ("A5", "A8"),
        ("A4:B4", "A4:B7"),
        ("$A$1:$B$9", "$A$1:$B$12"),
        ("A1:B3", "A1:B3"),
        ("C6:C7", "C9:C10"),
    ],
)
def test_areas_move_and_grow(area: str, after: str) -> None:
    assert stretched(area, 4, 3) == after
