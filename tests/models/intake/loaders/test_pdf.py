"""Text PDFs: paragraphs as they were before the lines were broken, ruled tables, no page numbers and running heads."""

import pytest

from models.errors import Refusal
from models.intake.loaders.any import load
from models.intake.loaders.pdf import reading
from models.intake.source import Source
from tests.documents import pdf

LONG = "以主次干道、背街小巷和出入城口为重点，全面整治乱堆乱放、乱贴乱挂、乱停乱放，道路机械化清扫率达到85%以上。" * 3


def flowing(source: Source) -> list[str]:
    return ["".join(paragraph.text.split()) for paragraph in source.paragraphs if paragraph.cell is None]


def read(markup: str) -> Source:
    return load(pdf.typeset(markup), "方案.pdf")


def test_broken_lines_are_joined_and_paragraphs_stay_apart() -> None:
    source = read(
        "#set par(first-line-indent: (amount: 2em, all: true))\n"
        f"#align(center)[创建工作方案]\n\n一、总体目标\n\n{LONG}\n\n（一）市容整治\n\n{LONG}\n\n牵头单位：市城管局"
    )
    assert source.kind == "pdf"
    assert flowing(source) == ["创建工作方案", "一、总体目标", LONG, "（一）市容整治", LONG, "牵头单位：市城管局"]


def test_a_paragraph_runs_on_over_the_end_of_a_page_and_margins_are_dropped() -> None:
    text = LONG * 12
    source = read(
        "#set page(header: [云溪市人民政府文件], footer: context align(center)[— #counter(page).display() —])\n"
        f"一、目标\n\n{text}\n\n{text}"
    )
    assert flowing(source) == ["一、目标", text, text]


def test_a_full_line_ends_its_paragraph_where_a_label_or_a_wider_gap_follows() -> None:
    full = "各项工作任务按时完成" * 8  # exactly two lines
    paper = "#set page(width: 480pt + 5cm, margin: 2.5cm)\n#set par(leading: 6pt, spacing: {})\n"
    body = "\n\n".join([full] * 5) + "\n\n配合单位：甲局"
    assert flowing(read(paper.format("18pt") + body)) == [*[full] * 5, "配合单位：甲局"]
    assert flowing(read(paper.format("6pt") + body)) == [full * 5, "配合单位：甲局"], "nothing parts them but the label"


def test_a_post_that_wraps_in_its_column_stays_with_its_name() -> None:
    row = "#par(hanging-indent: 14em)[#box(width: 7em)[组员]#box(width: 7em)[{}]{}]\n\n"
    post = "市自然资源和规划局党组成员、副局长兼不动产登记中心主任"
    source = read(f"{LONG}\n\n" + row.format("范春华", post) + row.format("何晓梅", "市文明办主任"))
    assert [paragraph.text for paragraph in source.paragraphs][1:] == [
        f"组员\t范春华\t{post}",
        "组员\t何晓梅\t市文明办主任",
    ]


def test_blanks_between_names_and_posts_are_kept() -> None:
    text = "组长：范 勇 副市长"
    assert read(f"{text}\n\n{LONG}").paragraphs[0].text == text


@pytest.mark.parametrize("form", ["第 1 页 共 1 页", "1/1", "\\- 1 -", "1"])
def test_forms_of_page_numbers(form: str) -> None:
    assert flowing(read(f"#set page(footer: align(center)[{form}])\n一、目标任务和要求如下所列")) == [
        "一、目标任务和要求如下所列"
    ]


def test_a_ruled_table_keeps_its_cells_and_merges() -> None:
    source = read(
        "附件\n\n#table(columns: (1fr, 2fr, 1fr, 4fr), [序号], [考核项目], [分值], [评分标准],\n"
        f"table.cell(rowspan: 2)[1], table.cell(rowspan: 2)[市容环境], [10], [{LONG}],\n"
        "[5], [路灯不亮每处扣0.1分。], table.cell(colspan: 2)[合计], [15], [])\n\n注：由城管局解释。"
    )
    (table,) = source.tables
    assert table.rows == (
        ("序号", "考核项目", "分值", "评分标准"),
        ("1", "市容环境", "10", LONG),
        ("1", "市容环境", "5", "路灯不亮每处扣0.1分。"),
        ("合计", "合计", "15", ""),
    )
    assert table.merged == {(2, 0), (2, 1), (3, 1)}
    assert flowing(source) == ["附件", "注：由城管局解释。"]
    assert source.paragraphs[table.numbers[1] - 1].cell == (0, 1, 0)
    assert (table.first, table.last) == (2, len(source.paragraphs) - 1)


def test_a_table_goes_on_over_pages_with_its_head_and_a_broken_row() -> None:
    rows = "".join(f"[{number}], [任务{number}], [{LONG}{LONG}]," for number in range(1, 12))
    source = read(f"#table(columns: (1fr, 2fr, 4fr), table.header([序号], [任务], [内容]), {rows})")
    (table,) = source.tables
    assert [row[0] for row in table.rows] == ["序号", *map(str, range(1, 12))]
    assert all("".join(row[2].split()) == LONG * 2 for row in table.rows[1:])
    assert table.numbers == tuple(sorted(table.numbers))


def test_lines_of_a_cell_run_on_only_where_its_edge_broke_them() -> None:
    units = "市公安局 \\ 市水务集团 \\ 市自然资源和规划局" + "不动产登记中心" * 3
    source = read(
        f"#table(columns: (1fr, 2fr, 2fr), [序号], [单位], [措施], [1], [{units}], [（1）清理。 \\ （2）值守。])"
    )
    assert source.tables[0].rows[1] == (
        "1",
        "市公安局\n市水务集团\n市自然资源和规划局" + "不动产登记中心" * 3,
        "（1）清理。\n（2）值守。",
    )


def test_a_merged_cell_goes_on_over_the_end_of_a_page() -> None:
    rows = "".join(f"[任务{number}], [{LONG}]," for number in range(1, 21))
    source = read(
        f"#table(columns: (1fr, 2fr, 4fr), [大项], [任务], [内容], table.cell(rowspan: 20)[市容环境], {rows})"
    )
    (table,) = source.tables
    assert [row[:2] for row in table.rows[1:]] == [("市容环境", f"任务{number}") for number in range(1, 21)]
    assert {(row, 0) for row in range(2, 21)} <= table.merged


def test_a_frame_and_an_underlined_heading_are_no_table() -> None:
    frame = "#table(columns: (1fr, 1fr), [领导签字：], [日期：])\n#rect(width: 100%)"
    source = read(f"#rect(width: 100%)[一、总体要求和目标任务]\n#underline[二、重点任务]\n\n{LONG}\n\n{frame}")
    assert source.tables == () and flowing(source)[0] == "一、总体要求和目标任务"


def test_a_page_turned_on_its_side_is_read_as_looked_at() -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf.typeset(f"一、总体目标\n\n{LONG}"))
    document[0].set_rotation(90)
    import io

    buffer = io.BytesIO()
    document.save(buffer)
    document.close()
    # Every character still stands in its place: now the lines run from top to bottom, one character to a line.
    assert set("".join(flowing(load(buffer.getvalue(), "x.pdf")))) == set("一、总体目标" + LONG)


IMAGE = "#image(bytes(({},)), width: 5cm)"


def picture() -> str:
    from tests.documents.raw_workbook import PIXEL

    return IMAGE.format(", ".join(map(str, PIXEL)))


def test_a_scanned_document_is_refused_with_the_way_out() -> None:
    with pytest.raises(Refusal, match="扫描件或图片") as refused:
        read(picture())
    assert "图片转文字" in refused.value.next_step


def test_pages_that_are_pictures_are_named() -> None:
    source = read(f"一、总体目标和任务要求如下\n#pagebreak()\n{picture()}\n#pagebreak()\n二、保障措施")
    assert flowing(source) == ["一、总体目标和任务要求如下", "二、保障措施"]
    assert source.notices == ("第 2 页是图片，没有文字，没有读。",)


def test_other_pdfs_that_are_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refusal, match="打开密码"):
        load(pdf.locked(), "密.pdf")
    with pytest.raises(Refusal, match="损坏"):
        load(b"%PDF-1.7 ...", "破.pdf")
    with pytest.raises(Refusal, match="有 501 页，太长"):
        load(pdf.pages(501), "长.pdf")
    monkeypatch.setattr(reading, "_MOST_CHARACTERS", 20)
    with pytest.raises(Refusal, match="多得不正常"):
        read("一、总体目标\n\n" + LONG)
