"""Views with merged columns, split prints and papers of paragraphs on real pages: nothing lost, nothing twice."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.errors import Cancelled
from models.papers.apart import render_apart
from models.papers.letters import letters_note
from models.papers.pdf import cut, page_count
from models.papers.press import Press
from models.papers.render import plan_pages, render_pdf, render_sheets
from models.papers.sheet import Align, Column, Paper, Profile, Row, Sheet
from tests.models.papers.samples import make_sheet, task_text
from tests.models.papers.test_pdf import marks_on, texts_of

COLUMNS = (
    Column("section0", "所在区域", merge=1, strong_head=True),
    Column("section1", "网格", merge=2, strong_head=True),
    Column("no", "序号"),
    Column("big", "任务大项", merge=3),
    Column("task", "具体任务", align=Align.LEFT, strong_head=True),
    Column("lead", "牵头单位"),
)
PAPERS = st.sampled_from([Profile(paper=paper, landscape=way) for paper in Paper for way in (True, False)])
PARTS = st.lists(
    st.lists(st.lists(st.integers(0, 380), min_size=1, max_size=5), min_size=1, max_size=4), min_size=1, max_size=4
)


def view(parts: list[list[list[int]]], profile: Profile) -> Sheet:
    """Areas of cells of tasks; each label and each task carries a mark of its own."""
    rows: list[Row] = []
    cell = 0
    for area, cells in enumerate(parts):
        for lengths in cells:
            cell += 1
            for length in lengths:
                number = len(rows)
                texts = {
                    "section0": f"区{area}域\n共 {len(cells)} 个网格",
                    "section1": f"格{cell}点\n张三",
                    "no": str(number),
                    "big": f"项{cell}{number % 2}类",
                    "task": task_text(number, length).replace("，", "，\n", 1),
                    "lead": "市城管执法局",
                }
                rows.append(Row(texts, (f"a{area}", f"c{cell}", f"c{cell}/{number % 2}")))
    return Sheet(
        "责任分解表\n（按网格）", COLUMNS, tuple(rows), sign_off=("审核",), notes=("共若干项。",), profile=profile
    )


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=PARTS, profile=PAPERS)
def test_any_view(press: Press, parts: list[list[list[int]]], profile: Profile) -> None:
    sheet = view(parts, profile)
    pages = texts_of(render_pdf(sheet, worker=press))
    assert [mark for page in pages for mark in marks_on(page)] == list(range(len(sheet.rows)))
    assert all("所在区域网格序号任务大项具体任务牵头单位" in page for page in pages)
    before: set[str] = set()
    for page in pages:
        seen = marks_on(page)
        labels = {
            str(sheet.rows[mark].cells[key]).partition("\n")[0] for mark in seen for key in ("section0", "section1")
        }
        for label in labels:
            assert page.count(label) == 1, (label, page)
        assert page.count("（续）") == len(labels & before)
        before = labels
    whole = "".join(pages)
    for number, row in enumerate(sheet.rows):
        assert "".join(str(row.cells["task"]).split()) in whole, number


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(units=st.lists(st.lists(st.integers(0, 300), max_size=25), min_size=1, max_size=7))
def test_sheets_apart_are_the_pages_of_the_whole(press: Press, units: list[list[int]]) -> None:
    sheets = [make_sheet([lengths] if lengths else [], name=f"第{n}局") for n, lengths in enumerate(units)]
    apart = render_apart(sheets, worker=press)
    assert tuple(map(page_count, apart)) == plan_pages(sheets, press).page_counts
    whole = render_sheets(sheets, worker=press)
    first = 0
    for pdf in apart:
        pages = page_count(pdf)
        assert texts_of(pdf) == texts_of(cut(whole, first, pages)) == texts_of(whole)[first : first + pages]
        first += pages


def test_a_long_sheet_apart_is_whole(press: Press) -> None:
    (long, short) = render_apart([make_sheet([[150] * 220]), make_sheet([[10]])], worker=press)
    assert page_count(long) > 24 and page_count(short) == 1
    assert [mark for page in texts_of(long) for mark in marks_on(page)] == list(range(1, 221))


def test_sheets_apart_can_be_cancelled(press: Press) -> None:
    def listen(done: int, total: int, text: str = "") -> None:
        if total:
            raise Cancelled

    with pytest.raises(Cancelled):
        render_apart([make_sheet([[50] * 20])] * 4, worker=press, report=listen)


@pytest.mark.parametrize("letter", ["㛃", "喆", "\U0002cbb1"])
def test_a_rare_letter_is_printed_or_named(press: Press, letter: str) -> None:
    name = f"沈{letter}远"
    columns = (Column("who", "责任人", merge=1, strong_head=True), Column("task", "任务", bold=True))
    rows = (Row({"who": f"{name}\n副局长", "task": name}, ("p",)),)
    sheet = Sheet(f"责任分解表（{name}）", columns, rows, signing=((f"{name}＿",), ("乙方",)))
    (page,) = texts_of(render_pdf(sheet, worker=press))
    if letters_note([sheet]):
        assert f"U+{ord(letter):04X}" in letters_note([sheet])
    else:
        assert page.count(name) == 4


# ---- papers of paragraphs -----------------------------------------------------------------------------------


def contract(before: int, tasks: list[int], after: int) -> Sheet:
    columns = (Column("no", "序号"), Column("task", "工作任务", align=Align.LEFT))
    rows = [Row({}, over=f"前{n}段。" + "压实责任抓好落实。" * (n % 9), bare=True) for n in range(before)]
    rows += [Row({}, over="一、工作任务", bare=True, strong=True)]
    rows += [Row({"no": str(n), "task": task_text(n, length)}) for n, length in enumerate(tasks)]
    rows += [Row({}, over=f"后{n}段。" + "定期调度通报。" * (n % 9), bare=True) for n in range(after)]
    signing = (("甲方（盖章）：", "负责人（签字）＿", "年月日"), ("乙方（盖章）：", "负责人（签字）＿"))
    profile = Profile(landscape=False, margins=(37.0, 26.0, 35.0, 28.0), body_size=12.0)
    return Sheet("责任书", columns, tuple(rows), signing=signing, text_size=16.0, profile=profile)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    before=st.integers(0, 25), tasks=st.lists(st.integers(0, 300), min_size=1, max_size=12), after=st.integers(0, 25)
)
def test_paragraphs_before_and_behind_a_table(press: Press, before: int, tasks: list[int], after: int) -> None:
    pages = texts_of(render_pdf(contract(before, tasks, after), worker=press))
    whole = "".join(pages)
    assert [int(n) for n in re.findall(r"前(\d+)段", whole)] == list(range(before))
    assert [int(n) for n in re.findall(r"后(\d+)段", whole)] == list(range(after))
    assert [mark for page in pages for mark in marks_on(page)] == list(range(len(tasks)))
    for page in pages:
        assert page.count("序号工作任务") == bool(marks_on(page))
    assert not pages[0].endswith("一、工作任务")
    assert whole.count("负责人（签字）") == 2 and "甲方（盖章）" in pages[-1] and "乙方（盖章）" in pages[-1]


def test_a_heading_of_paragraphs_stands_with_what_it_heads(press: Press) -> None:
    for before in range(14, 24):
        pages = texts_of(render_pdf(contract(before, [20, 20], 0), worker=press))
        (page,) = [page for page in pages if "一、工作任务" in page]
        assert "任务0号" in page
