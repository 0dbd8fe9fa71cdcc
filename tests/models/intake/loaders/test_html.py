"""Web pages: tables with merged cells, tables inside tables, web archives, and pages that go on for ever."""

import pytest

from models.errors import Refusal
from models.intake.gate import FileKind, kind_of_file
from models.intake.loaders.any import load
from models.intake.source import Source


def read(page: str) -> Source:
    return load(f"<html><body>{page}</body></html>".encode(), "网页.html")


def flowing(source: Source) -> list[str]:
    return [paragraph.text for paragraph in source.paragraphs if paragraph.cell is None]


def test_a_table_that_only_arranges_the_page_is_no_table() -> None:
    inner = "<table><tr><th>序号</th><th>任务</th></tr><tr><td>1</td><td>清理<br>街巷</td></tr></table>"
    source = read(
        f"<table><tr><td>关于创建的通知</td></tr><tr><td>前文{inner}后文</td><td>侧栏</td></tr></table><p>完</p>"
    )
    (table,) = source.tables
    assert table.rows == (("序号", "任务"), ("1", "清理\n街巷"))
    assert [text for text in flowing(source) if text] == ["关于创建的通知", "前文", "后文", "侧栏", "完"]
    cells = [paragraph for paragraph in source.paragraphs if paragraph.cell is not None]
    assert [paragraph.cell for paragraph in cells] == [(0, 0, 0), (0, 0, 1), (0, 1, 0), (0, 1, 1)]
    assert [source.text_of(number) for number in table.numbers] == ["序号", "1"]
    assert table.first == cells[0].number and table.last == cells[-1].number


def test_cells_without_ends_and_text_between_rows() -> None:
    source = read("<table>杂<tr>文<td>甲<td colspan=2>乙<tr><td rowspan=9>丙<td>丁<td>戊</table>尾")
    assert source.tables[0].rows == (("甲", "乙", "乙"), ("丙", "丁", "戊"))
    assert source.tables[0].merged == {(0, 2)} and flowing(source) == ["尾"]


def test_comments_scripts_and_styles_are_left_out() -> None:
    source = read(
        "<!-- 注<b> --><style>p{}</style><script>if(a<b){}</script><p>甲<!--乙-->丙</p><![if !x]>丁<![endif]>"
    )
    assert flowing(source) == ["甲丙", "丁"]


ARCHIVE = """From: <Saved by WPS>
MIME-Version: 1.0
Content-Type: multipart/related; boundary="edge"

--edge
Content-Type: text/html; charset="utf-8"
Content-Transfer-Encoding: base64

PHRhYmxlPjx0cj48dGQ+5Lu75YqhPC90ZD48L3RyPjwvdGFibGU+
--edge
Content-Type: image/png

x
--edge--
"""


@pytest.mark.parametrize("name", ["表.mht", "表.xls", "表.doc"])
def test_a_web_archive_is_its_page(name: str) -> None:
    assert load(ARCHIVE.encode(), name).tables[0].rows == (("任务",),)


def test_an_archive_without_a_page_is_refused() -> None:
    with pytest.raises(Refusal, match="没有能读的网页") as refused:
        load(ARCHIVE.replace("text/html", "text/css").encode(), "x.mht")
    assert "另存为" in refused.value.next_step


@pytest.mark.parametrize(
    "head",
    [
        "<!DOCTYPE HTML>",
        "\ufeff  <TABLE>",
        '<?xml version="1.0"?><!DOCTYPE html><html>',
        "<!-- saved --><html>",
        "<div>",
        "<meta charset=utf-8>",
    ],
)
def test_pages_are_told_by_their_beginning(head: str) -> None:
    for encoding in ("utf-8", "utf-16"):
        data = (head + "<td>字</td>").encode(encoding)
        assert kind_of_file(data, "台账.xls") is FileKind.HTML
        with pytest.raises(Refusal, match="其实是网页"):
            kind_of_file(data, "台账.xlsx")


def test_a_page_of_spans_without_end_is_refused() -> None:
    with pytest.raises(Refusal, match="多得不正常"):
        read("<table>" + "<tr><td colspan=200 rowspan=200>x" * 11 + "</table>")


@pytest.mark.parametrize("piece", ["<!--", "<!a", "</a", "<a b='", "&#", "<![", "<?"])
def test_what_is_torn_again_and_again_costs_no_more_than_its_length(piece: str) -> None:
    for end in ("", ">"):
        load(("<html>字" + piece * 100_000 + end).encode(), "x.html")


def test_more_tags_than_a_page_has_are_refused() -> None:
    with pytest.raises(Refusal, match="多得不正常"):
        read("<b>" * 600_001)
