"""Lists without rules, headings over the rows, marks above the title, rows that stay together; papers as pictures."""

from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.papers.pagination import paginate
from models.papers.pdf import page_count, page_text
from models.papers.press import Press
from models.papers.render import render_pages, render_pdf
from models.papers.sheet import Align, Column, Row, Sheet
from models.papers.xlsx import render_xlsx

COLUMNS = (Column("role", "角色", 5.0, Align.LEFT), Column("name", "姓名", 20.0, Align.LEFT))


def listed(people: int, *, lines: bool, **more: object) -> Sheet:
    rows = [Row({}, strong=True, over="一、领导小组")]
    rows += [Row({"role": "组长：" if number == 0 else "", "name": f"成员{number}号"}) for number in range(people)]
    return Sheet("组成人员名单", COLUMNS, tuple(rows), lines=lines, mark="附件1", **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("lines", [True, False])
def test_headings_of_columns_only_with_rules(lines: bool) -> None:
    text = "".join(page_text(render_pdf(listed(3, lines=lines)), 0).split())
    assert ("角色" in text) is lines
    assert text.index("附件1") < text.index("组成人员名单") < text.index("一、领导小组") < text.index("成员2号")


def test_every_row_of_a_long_list_is_printed_once() -> None:
    pdf = render_pdf(listed(120, lines=False))
    assert page_count(pdf) > 2
    text = "".join(page_text(pdf, index) for index in range(page_count(pdf)))
    assert [text.count(f"成员{number}号") for number in range(120)] == [1] * 120


@pytest.mark.parametrize("lines", [True, False])
def test_a_workbook_of_a_list(lines: bool, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    render_xlsx(listed(2, lines=lines), path)
    tab = openpyxl.load_workbook(path).active
    texts = [cell.value for row in tab.iter_rows() for cell in row if cell.value]
    start = ["附件1", "组成人员名单", *(["角色", "姓名"] if lines else [])]
    assert texts == [*start, "一、领导小组", "组长：", "成员0号", "成员1号"]
    name = next(cell for row in tab.iter_rows() for cell in row if cell.value == "成员1号")
    assert bool(name.border.left.style) is lines
    assert bool(tab.print_title_rows) is lines


@pytest.mark.parametrize(("answer", "start"), [("png", b"\x89PNG"), ("svg", b"<svg")])
def test_pages_as_pictures(answer: str, start: bytes) -> None:
    press = Press(1)
    try:
        pages = render_pages([listed(60, lines=True)], answer, worker=press, dpi=40)  # type: ignore[arg-type]
        one = render_pages([listed(1, lines=True)], answer, worker=press, dpi=40)  # type: ignore[arg-type]
    finally:
        press.close()
    assert len(pages) == page_count(render_pdf(listed(60, lines=True))) > 1
    assert len(one) == 1 and all(page.startswith(start) for page in (*pages, *one))


@given(st.lists(st.tuples(st.floats(5, 45), st.booleans()), min_size=1, max_size=50))
def test_a_row_kept_with_the_next_is_last_only_where_nothing_else_would_stand(rows: list[tuple[float, bool]]) -> None:
    keeps = {index for index, (_, keep) in enumerate(rows) if keep}
    heights = [height for height, _ in rows]
    pages = paginate(heights, [], lambda run, again: 0.0, body=100.0, head=0.0, tail=0.0, keeps=keeps)
    assert [index for page in pages for index in range(page.first, page.end)] == list(range(len(rows)))
    for page in pages[:-1]:
        assert page.end - 1 not in keeps or set(range(page.first, page.end)) <= keeps
