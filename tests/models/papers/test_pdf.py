"""The PDF: every text on it once, headings on each page, （续） where a label opens again, sign-off with a row."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.errors import Cancelled, Condition
from models.papers.letters import letters_note, missing_letters
from models.papers.pdf import join, page_count, page_image, page_sizes, page_text
from models.papers.press import Press
from models.papers.render import plan_pages, render_pdf, render_print, render_sheets
from models.papers.sheet import Align, Column, Paper, Profile, Row, Sheet
from models.task.cover import cover_of
from tests.models.papers.samples import TITLE, make_sheet, task_text


def texts_of(pdf: bytes) -> list[str]:
    """Text of each page without white space (line ends are the typesetter's)."""
    return [re.sub(r"[\s\u200b\ufffe\u0002]", "", page_text(pdf, index)) for index in range(page_count(pdf))]


def marks_on(page: str) -> list[int]:
    return [int(number) for number in re.findall(r"任务(\d+)号", page)]


def test_two_pages(press: Press) -> None:
    sheet = make_sheet([[90] * 9, [60] * 4])
    pages = texts_of(render_pdf(sheet, worker=press))
    assert len(pages) > 1
    assert TITLE in pages[0]
    assert "云创卫办〔2026〕5号" in pages[0]
    assert all("序号任务大项具体任务牵头单位配合单位完成时限分值" in page for page in pages)
    assert [f"第{n}页共{len(pages)}页" in page for n, page in enumerate(pages, 1)] == [True] * len(pages)
    assert [mark for page in pages for mark in marks_on(page)] == list(range(1, 14))
    assert "".join(task_text(3, 90).split()) in "".join(pages)


def test_label_opens_again_on_each_page_it_covers(press: Press) -> None:
    sheet = make_sheet([[150] * 30, [20]])
    pages = texts_of(render_pdf(sheet, worker=press))
    assert len(pages) >= 3
    for number, page in enumerate(pages):
        rows = [mark for mark in marks_on(page) if mark <= 30]
        assert ("第1大项工作（续）" in page) == (number > 0 and bool(rows))
        assert page.count("第1大项工作") == bool(rows)
    assert "第2大项工作（续）" not in "".join(pages)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(groups=st.lists(st.lists(st.integers(0, 900), min_size=1, max_size=9), min_size=1, max_size=6))
def test_any_lengths(press: Press, groups: list[list[int]]) -> None:
    sheet = make_sheet(groups)
    pages = texts_of(render_pdf(sheet, worker=press))
    count = len(sheet.rows)
    assert [mark for page in pages for mark in marks_on(page)] == list(range(1, count + 1))
    assert all("具体任务牵头单位" in page for page in pages)
    assert "主要领导签字" in pages[-1]
    assert marks_on(pages[-1]) or "接上页" in pages[-1]
    assert "主要领导签字" not in "".join(pages[:-1])
    assert [f"第{n}页共{len(pages)}页" in page for n, page in enumerate(pages, 1)] == [True] * len(pages)
    whole = re.sub(r"（接上页）", "", "".join(pages))
    for number, row in enumerate(sheet.rows, 1):
        text = str(row.cells["task"])
        if len(text) < 400:  # longer ones may be cut by a page end
            assert text in whole, number


def test_row_taller_than_a_page_is_cut_and_nothing_lost(press: Press) -> None:
    sheet = make_sheet([[30, 2600, 30]])
    pages = texts_of(render_pdf(sheet, worker=press))
    assert len(pages) >= 3
    assert any("（接上页）" in page for page in pages[1:])
    assert any("2（续）" in page for page in pages)


@pytest.mark.parametrize("length", [1500, 2600, 7000])
def test_the_parts_of_a_cut_row_make_up_its_text(press: Press, length: int) -> None:
    text = task_text(1, length)
    columns = (Column("task", "具体任务", align=Align.LEFT),)
    sheet = Sheet("表", columns, (Row({"task": text}),), profile=Profile(landscape=False, body_size=16))
    pages = texts_of(render_pdf(sheet, worker=press))
    parts = [re.sub(r"^表*具体任务(?:（接上页）)?", "", re.sub(r"第\d+页共\d+页", "", page)) for page in pages]
    assert len(pages) > 1
    assert "".join(parts) == text


def test_a_last_row_that_leaves_no_room_for_the_sign_off_is_cut(press: Press) -> None:
    for length in (700, 900, 1100, 1300):
        pages = texts_of(render_pdf(make_sheet([[length]]), worker=press))
        assert "填表人" in pages[-1]
        assert marks_on(pages[-1]) or "接上页" in pages[-1]
        assert marks_on(pages[0]) == [1]


def test_long_notes_become_lines_of_the_table(press: Press) -> None:
    notes = tuple(f"第{n}条说明。" + "按职责分工抓好落实。" * 20 for n in range(1, 25))
    pages = texts_of(render_pdf(make_sheet([[30, 30]], notes=notes), worker=press))
    whole = "".join(pages)
    assert [f"第{n}条说明" in whole for n in range(1, 25)] == [True] * 24
    assert "主要领导签字" in pages[-1]
    assert "条说明" in pages[-1]


def test_rows_to_be_signed_have_room(press: Press) -> None:
    rows = tuple(Row({"a": str(number)}) for number in range(30))
    sheet = Sheet("签到表", (Column("a", "序号"),), rows)
    assert plan_pages([sheet], press).page_counts == (2,)
    assert plan_pages([replace(sheet, row_mm=15.0)], press).page_counts == (3,)


def test_empty_sheet_says_so(press: Press) -> None:
    (page,) = texts_of(render_pdf(make_sheet([]), worker=press))
    assert "没有符合条件的内容" in page
    assert "主要领导签字" in page


def test_sheets_of_several_units_are_numbered_each_from_one(press: Press) -> None:
    sheets = [make_sheet([[100] * 14], unit=f"责任单位：第{n}局") for n in range(1, 4)]
    pages = texts_of(render_sheets(sheets, worker=press))
    each = plan_pages(sheets, press).page_counts
    assert len(pages) == sum(each)
    expected = [f"第{n}页共{count}页" for count in each for n in range(1, count + 1)]
    assert [mark in page for mark, page in zip(expected, pages, strict=True)] == [True] * len(pages)
    assert [f"第{n}局" in pages[sum(each[: n - 1])] for n in (1, 2, 3)] == [True] * 3


def test_user_text_is_never_markup(press: Press) -> None:
    nasty = [
        "#include \"/etc/passwd\"", "*粗* _斜_ $x^2$ `a` <b> @c [d] = 标题", "\\ # 1. - + /", "{{ x }}", "<img src=x>",
        "甲\u202e乙\x07", "http://example.invalid/" + "a" * 200,
    ]  # fmt: skip
    rows = tuple(Row({"a": text, "b": text}, (text,)) for text in nasty)
    columns = (Column("a", "#甲", merge=1), Column("b", "*乙*", align=Align.LEFT))
    sheet = Sheet('#title $ "', columns, rows, unit="#u", date="@d", notes=("#n\n= n",), sign_off=("#s",), number="_n_")
    text = "".join(texts_of(render_pdf(sheet, worker=press)))
    for word in (*nasty[:5], "甲乙", nasty[6], '#title $ "', "#甲", "*乙*", "#n", "_n_", "@d"):
        assert "".join(word.split()) in text


@pytest.mark.parametrize("paper", [Paper.A4, Paper.A3])
@pytest.mark.parametrize("landscape", [True, False])
def test_paper_sizes(press: Press, paper: Paper, landscape: bool) -> None:
    pdf = render_pdf(make_sheet([[40, 40]], profile=Profile(paper=paper, landscape=landscape)), worker=press)
    (size,) = page_sizes(pdf)
    short, long = {Paper.A4: (595.3, 841.9), Paper.A3: (841.9, 1190.6)}[paper]
    assert size == pytest.approx((long, short) if landscape else (short, long), abs=0.5)


def test_too_many_columns_are_refused(press: Press) -> None:
    columns = tuple(Column(f"c{n}", "很长的列标题") for n in range(80))
    with pytest.raises(Condition, match="列太多"):
        render_pdf(Sheet("表", columns, (Row({}),)), worker=press)


def test_endless_title_is_refused(press: Press) -> None:
    with pytest.raises(Condition, match="标题太长"):
        render_pdf(Sheet("题" * 2000, (Column("a", "甲"),), (Row({"a": "x"}),)), worker=press)


def test_label_taller_than_a_page_is_set_smaller(press: Press) -> None:
    name = "很长的大项名称" * 60
    rows = (Row({"big": name, "task": "一"}, ("1",)),)
    columns = (Column("big", "大项", merge=1, width=8), Column("task", "任务", width=40, align=Align.LEFT))
    assert name in texts_of(render_pdf(Sheet("表", columns, rows), worker=press))[0]
    rows = (Row({"big": name * 20, "task": "一"}, ("1",)),)
    with pytest.raises(Condition, match="太长"):
        render_pdf(Sheet("表", columns, rows), worker=press)


def test_nested_merges(press: Press) -> None:
    rows = tuple(
        Row({"a": f"外{n // 8}组", "b": f"内{n // 3}组", "c": task_text(n, 300)}, (str(n // 8), str(n // 3)))
        for n in range(24)
    )
    columns = (Column("a", "外", merge=1), Column("b", "内", merge=2), Column("c", "任务", align=Align.LEFT))
    pages = texts_of(render_pdf(Sheet("表", columns, rows), worker=press))
    for page in pages:
        seen = marks_on(page)
        assert all(page.count(f"外{n}组") == 1 for n in {number // 8 for number in seen})
    assert [mark for page in pages for mark in marks_on(page)] == list(range(24))


def test_progress_and_cancel(press: Press) -> None:
    heard: list[tuple[int, int]] = []

    def listen(done: int, total: int, text: str = "") -> None:
        heard.append((done, total))
        if total and done < total:
            raise Cancelled

    sheet = make_sheet([[200] * 90] * 2)
    with pytest.raises(Cancelled):
        render_pdf(sheet, worker=press, report=listen)
    assert heard[0] == (0, 0)
    assert page_count(render_pdf(make_sheet([[10]]), worker=press)) == 1


def test_parts_are_handed_out_as_they_are_drawn(press: Press) -> None:
    parts: dict[int, int] = {}
    sheet = make_sheet([[200] * 200])
    whole = render_print([sheet], worker=press, ready=lambda first, part: parts.update({first: page_count(part)}))
    assert len(parts) > 1
    assert whole.page_counts == (page_count(whole.pdf),)
    ordered = sorted(parts.items())
    assert [first for first, _ in ordered] == [sum(n for _, n in ordered[:i]) for i in range(len(ordered))]
    assert sum(parts.values()) == page_count(whole.pdf)


@pytest.mark.parametrize(("units", "pages"), [(15, 1), (17, 1), (24, 2)])
def test_a_cover_keeps_few_rows_from_a_page_of_their_own(press: Press, units: int, pages: int) -> None:
    sheets = [make_sheet([[10]], name=f"第{number}街道办事处") for number in range(1, units + 1)]
    drawn = render_print(sheets, worker=press, cover=lambda counts: cover_of(sheets, counts, "分发目录"))
    assert drawn.cover_pages == pages
    texts = texts_of(drawn.pdf)[:pages]
    assert "合计" in texts[-1] and f"第{units}街道办事处" in texts[-1]


def test_cover_goes_first_and_is_numbered_apart(press: Press) -> None:
    sheets = [make_sheet([[100] * 12], name="甲局"), make_sheet([[10]], name="乙局")]

    def cover(counts: tuple[int, ...]) -> Sheet:
        return Sheet("目录", (Column("a", "页数"),), tuple(Row({"a": f"{count}页"}) for count in counts))

    made = render_print(sheets, worker=press, cover=cover)
    pages = texts_of(made.pdf)
    assert len(pages) == made.cover_pages + sum(made.page_counts)
    assert pages[0].startswith("目录") and f"{made.page_counts[0]}页" in pages[0]
    assert "第1页共1页" in pages[0]
    assert f"第1页共{made.page_counts[0]}页" in pages[1]


def test_letters_that_cannot_be_printed_are_named() -> None:
    sheet = make_sheet([[10]], unit="填报单位：㛃\U0003134a办", notes=("\U0003134b",))
    assert missing_letters([sheet, make_sheet([[10]])]) == ("\U0003134a", "\U0003134b")
    assert "“\U0003134a”（U+3134A）" in letters_note([sheet])
    assert letters_note([make_sheet([[10]])]) == ""


def test_title_is_the_title_of_the_file(press: Press) -> None:
    import pypdfium2

    pdf = render_pdf(make_sheet([[200] * 120]), worker=press)
    document = pypdfium2.PdfDocument(pdf)
    try:
        properties = document.get_metadata_dict()
    finally:
        document.close()
    assert properties["Title"] == TITLE
    assert properties["Author"] == ""
    assert str(datetime.now(UTC).year)[:2] in properties["CreationDate"] or properties["CreationDate"] == ""


def test_page_image(press: Press) -> None:
    pdf = render_pdf(make_sheet([[40]]), worker=press)
    width, height, pixels = page_image(pdf, 0, 72)
    assert (width, height) == (842, 596) or (width, height) == (842, 595)
    assert len(pixels) == width * height * 4
    assert pixels[:4] == b"\xff\xff\xff\xff"
    assert min(pixels) < 60
    with pytest.raises(IndexError):
        page_image(pdf, 1, 72)
    with pytest.raises(Condition):
        page_image(pdf, 0, 5000)


def test_damaged_pdf_is_a_condition() -> None:
    with pytest.raises(Condition, match="已损坏"):
        page_count(b"%PDF-1.7 nothing")
    with pytest.raises(ValueError, match="nothing"):
        join([])
