"""Workbooks are read as their user sees them; what is left out is told; nothing in them makes the reader swell."""

import io
from datetime import date, datetime

import pytest
from openpyxl import Workbook

from models.errors import Refusal
from models.intake.loaders.any import load
from models.intake.loaders.workbook import pictures
from models.intake.source import Sheet, SheetPicture, Source
from tests.documents import raw_workbook as raw

DAY = 45413  # 1 May 2024


def read(data: bytes) -> Source:
    return load(data, "台账.xlsx")


def first(data: bytes) -> Sheet:
    return read(data).sheets[0]


SHOWN = [
    (0.956, "0%", "96%"),
    (0.9567, "0.00%", "95.67%"),
    (78.3, "General", "78.3"),
    (13812345678.0, "General", "13812345678"),
    ("1.3812345678E10", "General", "13812345678"),
    ("13812345678", "0.00E+00", "13812345678"),
    (13812345678, "000-0000-0000", "138-1234-5678"),
    (5, "000", "005"),
    (1234.5, "#,##0.00", "1,234.50"),
    (-3.55, "0.0", "-3.6"),
    (-1234, "#,##0;(#,##0)", "(1,234)"),
    (-0.001, "0.0", "0.0"),
    (12345, '0!.0,"万"', "1.2万"),
    (78.4, '0"岁"', "78岁"),
    (12, '"第"0"号"', "第12号"),
    (3.14159, r"0.00_);[Red]\(0.00\)", "3.14"),
    (0.30000000000000004, "General", "0.3"),
    (88123456, "[<=9999999]###-####;(###) ###-####", "(8) 812-3456"),
    (DAY, "14", "2024/5/1"),
    (DAY, "31", "2024年5月1日"),
    (DAY, "57", "2024年5月"),
    (DAY, "58", "2024年5月1日"),
    (DAY, r"yyyy\-mm\-dd", "2024-05-01"),
    (DAY, "yyyy.m.d", "2024.5.1"),
    (DAY, '[$-804]yyyy"年"m"月"d"日";@', "2024年5月1日"),
    (DAY + 0.5, "22", "2024/5/1 12:00"),
    (0.375, "20", "9:00"),
    (0.375, "hh:mm", "09:00"),
    (0.375, "21", "9:00:00"),
    (12, 'General"个"', "12个"),
    (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
    (0, '0;-0;"无"', "无"),
    (1234567.891, "¥#,##0.00", "¥1,234,567.89"),
    (45413, '[>=10000]0!.0,"万";0', "4.5万"),
    (5, '[>=10000]0!.0,"万";0', "5"),
    (1, "14", "1900/1/1"),
    (60, "14", "60"),
    (61, "14", "1900/3/1"),
    (99999999, "14", "99999999"),
]


@pytest.mark.parametrize(("value", "form", "shown"), SHOWN)
def test_a_number_is_read_as_the_sheet_shows_it(value: object, form: str, shown: str) -> None:
    data = raw.one_sheet(raw.row(1, raw.number("A1", value, 1)), formats=[form])
    assert first(data).rows == ((shown,),)


def test_days_of_1904() -> None:
    part = raw.sheet(raw.row(1, raw.number("A1", DAY - 1462, 1)))
    assert first(raw.workbook({"表": part}, formats=["14"], from_1904=True)).rows == (("2024/5/1",),)


def test_a_sheet_of_a_library_comes_in_as_it_stands() -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "问题台账"
    page.append(["序号", "问题", "时限", "完成率", "已办", "时点"])
    page.append([1, "占道经营\n流动摊贩", date(2024, 5, 1), 0.5, True, datetime(2024, 5, 1, 8, 30)])
    page.append(["2024.5.1", "2月30日", "=1+1", None, False, 13800000000.0])
    page["D2"].number_format = "0%"
    page.merge_cells("A5:C6")
    page["A5"] = "备注"
    buffer = io.BytesIO()
    book.save(buffer)
    source = read(buffer.getvalue())
    sheet = source.sheets[0]
    assert (source.kind, sheet.name) == ("xlsx", "问题台账")
    assert sheet.rows == (
        ("序号", "问题", "时限", "完成率", "已办", "时点"),
        ("1", "占道经营\n流动摊贩", "2024-05-01", "50%", "是", "2024-05-01 8:30:00"),
        ("2024.5.1", "2月30日", "", "", "否", "13800000000"),
        ("",) * 6,
        ("备注", *("",) * 5),
    )
    assert sheet.merges == ((5, 1, 5, 3),), "a merged range ends with what the sheet holds"
    assert source.notices == ("表里有 1 个公式没有存下结果，当作空白：C3；请用WPS或Excel打开后保存一次再读。",)


def test_texts_shared_rich_and_escaped() -> None:
    strings = (
        "<si><t>甲</t></si>"
        "<si><r><t>整改</t></r><r><rPr><b/></rPr><t xml:space='preserve'> 措施</t></r>"
        "<rPh sb='0' eb='1'><t>拼音</t></rPh></si>"
        "<si><t>一行_x000D_\n二行_x005F_x000D_</t></si>"
    )
    cells = "".join(f'<c r="{letter}1" t="s"><v>{index}</v></c>' for index, letter in enumerate("ABC"))
    part = raw.sheet(raw.row(1, cells, '<c r="D1" t="s"><v>99</v></c><c r="E1" t="s"><v>-1</v></c>'))
    assert first(raw.workbook({"表": part}, strings=strings)).rows == (("甲", "整改 措施", "一行\n二行_x000D_"),)


def test_cells_and_rows_without_their_places() -> None:
    part = raw.sheet("<row><c><v>1</v></c><c><v>2</v></c></row>", "<row><c r='B2'><v>3</v></c></row>")
    assert first(raw.workbook({"表": part})).rows == (("1", "2"), ("", "3"))
    zero = raw.sheet("<row r='0'><c r='0'><v>1</v></c></row>", "<row r='2'><c r='b2'><v>2</v></c></row>")
    assert first(raw.workbook({"表": zero})).rows == (("1",), ("2",))


def test_formulas_show_their_results_and_errors_are_named() -> None:
    data = raw.one_sheet(
        raw.row(
            1,
            '<c r="A1" t="str"><f>A2&amp;"局"</f><v>城管局</v></c><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
            '<c r="C1"><f>SUM(A2)</f></c><c r="D1" t="str"><f>""</f><v></v></c><c r="E1"><f>2+3</f><v>5</v></c>',
        )
    )
    source = read(data)
    assert source.sheets[0].rows == (("城管局", "", "", "", "5"),)
    assert [notice.split("：")[0] for notice in source.notices] == [
        "表里有 1 个公式没有存下结果，当作空白",
        "表里有 1 个单元格显示为错误值，当作空白",
    ]
    assert "C1" in source.notices[0] and "B1" in source.notices[1]


def test_what_is_hidden_keeps_its_place_and_is_told() -> None:
    visible = raw.sheet(
        raw.row(1, raw.text("A1", "甲"), raw.text("B1", "乙"), raw.text("C1", "丙")),
        raw.row(2, raw.text("A2", "旧"), more=' hidden="1"'),
        raw.row(3, raw.text("A3", "零高"), more=' ht="0" customHeight="1"'),
        raw.row(4, raw.text("A4", "末"), more=' ht="30"'),
        raw.row(9, more=' hidden="1"'),
        before='<cols><col min="2" max="2" hidden="1" width="9"/><col min="3" max="16384" width="20.5"/></cols>',
    )
    hidden = raw.sheet(raw.row(1, raw.text("A1", "底稿")))
    source = read(
        raw.workbook({"公开": visible, "底稿": hidden, "更深": hidden}, states={"底稿": "hidden", "更深": "veryHidden"})
    )
    assert [sheet.name for sheet in source.sheets] == ["公开"]
    sheet = source.sheets[0]
    assert sheet.hidden_rows == {2, 3} and sheet.hidden_columns == {2} and sheet.widths == (0.0, 0.0, 20.5)
    assert sheet.rows[1][0] == "旧", "hidden rows keep their text: the reader leaves them out"
    assert source.notices == (
        "有 2 张隐藏的工作表没有读：“底稿”、“更深”。",
        "表里隐藏了 2 行有内容的行，没有读：第 2–3 行；要读的话先取消隐藏或筛选，保存后再选。",
        "表里隐藏了 1 列有内容的列，没有读：B 列；要读的话先取消隐藏或筛选，保存后再选。",
    )


def test_a_workbook_with_nothing_to_read_is_refused() -> None:
    with pytest.raises(Refusal, match="没有内容"):
        read(raw.one_sheet(raw.row(1, '<c r="A1" s="1"/>')))
    hidden = raw.workbook({"底稿": raw.sheet(raw.row(1, raw.text("A1", "x")))}, states={"底稿": "hidden"})
    with pytest.raises(Refusal, match="隐藏的工作表“底稿”没有读"):
        read(hidden)


def test_several_sheets_keep_their_order_and_empty_ones_are_left_out() -> None:
    filled = raw.sheet(raw.row(1, raw.text("A1", "甲")))
    source = read(raw.workbook({"二": filled, "空": raw.sheet(), "一": filled}))
    assert [sheet.name for sheet in source.sheets] == ["二", "一"]


def test_the_strict_form_and_prefixes_are_read() -> None:
    strict = raw.workbook(
        {"表": raw.sheet(raw.row(1, '<c r="A1" t="d" s="1"><v>2024-05-01</v></c>'), base=raw.STRICT_MAIN)},
        formats=["31"],
        base=raw.STRICT_MAIN,
        links_base=raw.STRICT_LINKS,
    )
    assert first(strict).rows == (("2024年5月1日",),)
    prefixed = f'<x:worksheet xmlns:x="{raw.MAIN}"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row>'
    part = prefixed + "</x:sheetData></x:worksheet>"
    assert first(raw.workbook({"表": part})).rows == (("7",),)


def test_macros_are_passed_by() -> None:
    part = raw.sheet(raw.row(1, raw.text("A1", "甲")))
    data = raw.workbook({"表": part}, more={"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 100})
    assert load(data, "台账.xlsm").sheets[0].rows == (("甲",),)


# ---- pictures -----------------------------------------------------------------------------------------------


def in_cell(reference: str, key: str) -> str:
    call = f"DISPIMG(&quot;{key}&quot;,1)"
    return f'<c r="{reference}" t="str"><f>_xlfn.{call}</f><v>={call}</v></c>'


def test_pictures_that_wps_keeps_in_cells_come_by_their_id() -> None:
    part = raw.sheet(raw.row(1, raw.text("A1", "照片")), raw.row(2, in_cell("A2", "ID_B"), in_cell("B2", "ID_A")))
    source = read(
        raw.workbook(
            {"表": part}, more=raw.cell_images("ID_A", "ID_B"), more_links=[("c1", "cellImage", "cellimages.xml")]
        )
    )
    assert source.sheets[0].pictures == (SheetPicture(2, 1, "ID_B"), SheetPicture(2, 2, "ID_A"))
    assert dict(source.pictures) == {"ID_A": raw.PIXEL + b"\x01", "ID_B": raw.PIXEL + b"\x02"}
    assert source.sheets[0].rows == (("照片",),), "the formula is no text"


DRAWING = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:r="{raw.LINKS}">{{}}</xdr:wsDr>'
)


def anchor(top: tuple[int, int], bottom: tuple[int, int] | None, key: str) -> str:
    """A picture from (row, offset) to (row, offset), rows from 0, in the second column."""
    kind = "oneCellAnchor" if bottom is None else "twoCellAnchor"
    end = (
        ""
        if bottom is None
        else f"<xdr:to><xdr:col>1</xdr:col><xdr:colOff>9000</xdr:colOff><xdr:row>{bottom[0]}</xdr:row>"
        f"<xdr:rowOff>{bottom[1]}</xdr:rowOff></xdr:to>"
    )
    return (
        f"<xdr:{kind}><xdr:from><xdr:col>1</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{top[0]}</xdr:row>"
        f'<xdr:rowOff>{top[1]}</xdr:rowOff></xdr:from>{end}<xdr:pic><xdr:blipFill><a:blip r:embed="{key}"/>'
        f"</xdr:blipFill></xdr:pic></xdr:{kind}>"
    )


def drawn(anchors: str, media: dict[str, bytes]) -> bytes:
    targets = [(f"m{index}", "image", f"../media/{name}") for index, name in enumerate(media)]
    part = raw.sheet(raw.row(1, raw.text("A1", "照片")), raw.row(2, more=' ht="60"'), after='<drawing r:id="d1"/>')
    return raw.workbook(
        {"表": part},
        more={
            "xl/worksheets/_rels/sheet1.xml.rels": raw.links(("d1", "drawing", "../drawings/drawing1.xml")),
            "xl/drawings/drawing1.xml": DRAWING.format(anchors),
            "xl/drawings/_rels/drawing1.xml.rels": raw.links(*targets),
            **{f"xl/media/{name}": content for name, content in media.items()},
        },
    )


def test_a_picture_over_cells_belongs_where_its_middle_lies() -> None:
    anchors = anchor((1, 0), (2, 50_000), "m0") + anchor((0, 180_000), (1, 700_000), "m1") + anchor((4, 0), None, "m0")
    source = read(drawn(anchors, {"a.png": raw.PIXEL, "b.jpg": b"\xff\xd8\xff\xe0 photo"}))
    assert source.sheets[0].pictures == (
        SheetPicture(2, 2, "a.png"),
        SheetPicture(2, 2, "b.jpg"),
        SheetPicture(5, 2, "a.png"),
    )
    assert dict(source.pictures) == {"a.png": raw.PIXEL, "b.jpg": b"\xff\xd8\xff\xe0 photo"}


def test_pictures_too_large_or_of_other_kinds_are_left_out_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_BYTES", 3 * len(raw.PIXEL))
    anchors = "".join(anchor((row, 0), None, f"m{row}") for row in range(4))
    media = {"a.png": raw.PIXEL, "b.emf": b"\x01\x00\x00\x00", "big.png": raw.PIXEL * 3, "d.png": raw.PIXEL}
    source = read(drawn(anchors, media))
    assert [picture.name for picture in source.sheets[0].pictures] == ["a.png", "d.png"]
    assert source.notices == ("有 2 张图片没有读入（太大、太多，或不是常见的图片格式）。",)


def test_an_id_without_its_picture_is_counted() -> None:
    source = read(raw.one_sheet(raw.row(1, raw.text("A1", "照片"), in_cell("B1", "ID_X"))))
    assert source.sheets[0].pictures == () and "1 张图片" in source.notices[0]


# ---- beyond all measure -------------------------------------------------------------------------------------


def test_one_cell_in_the_last_place_of_all_is_named_and_left_out() -> None:
    source = read(raw.one_sheet(raw.row(1, raw.text("A1", "甲")), raw.row(1_048_576, raw.text("XFD1048576", "远"))))
    assert source.sheets[0].rows == (("甲",),)
    assert "XFD1048576 还有内容，离表格太远" in source.notices[0]


def test_a_blank_gap_does_not_end_a_sheet() -> None:
    source = read(raw.one_sheet(raw.row(1, raw.text("A1", "甲")), raw.row(1_500, raw.text("A1500", "乙"))))
    assert len(source.sheets[0].rows) == 1_500 and source.sheets[0].rows[-1] == ("乙",)


def test_formatted_empty_rows_are_passed_by() -> None:
    empty = "".join(f'<row r="{at}" s="1" customFormat="1"/>' for at in range(2, 60_000))
    source = read(raw.one_sheet(raw.row(1, raw.text("A1", "甲")), empty, before='<dimension ref="A1:XFD1048576"/>'))
    assert source.sheets[0].rows == (("甲",),) and source.notices == ()


def test_a_table_that_runs_on_past_the_limit_is_refused() -> None:
    rows = "".join(raw.row(at, raw.number(f"A{at}", at)) for at in range(1, 50_002))
    with pytest.raises(Refusal, match="超过 50000 行"):
        read(raw.one_sheet(rows))


def test_a_short_file_of_endless_text_is_refused() -> None:
    strings = f"<si><t>{'长' * 30_000}</t></si>"
    cells = "".join(raw.row(at, f'<c r="A{at}" t="s"><v>0</v></c>') for at in range(1, 2_000))
    with pytest.raises(Refusal, match="多得不正常"):
        read(raw.workbook({"表": raw.sheet(cells)}, strings=strings))


def test_what_stands_under_a_merged_range_is_not_seen() -> None:
    cells = (
        raw.row(1, raw.text("A1", "甲"), raw.text("B1", "旧")),
        raw.row(2, raw.text("B2", "旧"), raw.text("C2", "乙")),
    )
    sheet = first(raw.one_sheet(*cells, after='<mergeCells><mergeCell ref="A1:B2"/></mergeCells>'))
    assert sheet.rows == (("甲", "", ""), ("", "", "乙")) and sheet.merges == ((1, 1, 2, 2),)


def test_merged_ranges_that_lie_are_cut() -> None:
    areas = '<mergeCell ref="A1:XFD1048576"/>' * 1_000 + '<mergeCell ref="B2"/><mergeCell ref="C9:A1"/>'
    data = raw.one_sheet(raw.row(2, raw.text("B2", "甲")), after=f"<mergeCells>{areas}</mergeCells>")
    assert first(data).merges == ((1, 1, 2, 2),)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_a_part_with_a_document_type_or_torn_off_is_refused(part: str) -> None:
    good = {"表": raw.sheet(raw.row(1, raw.text("A1", "甲")))}
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    with pytest.raises(Refusal, match="不安全"):
        read(raw.workbook(good, more={part: bomb}))
    with pytest.raises(Refusal, match="已损坏"):
        read(raw.workbook(good, more={part: "<x><y>"}))


def test_a_book_without_its_parts_holds_nothing() -> None:
    with pytest.raises(Refusal, match="没有内容"):
        read(raw.package({"xl/workbook.xml": "<workbook/>"}))
