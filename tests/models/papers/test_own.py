"""Templates of the user: copied, used, put aside; a broken or unsafe one is named by line and gives way."""

from pathlib import Path

import pytest

from models.errors import Condition, Refusal
from models.papers import own
from models.papers.apart import render_apart
from models.papers.drawing import Box, Drawing, DrawnPage, Words
from models.papers.drawn import render_drawing
from models.papers.faults import chinese, why_unsafe
from models.papers.pdf import page_count, page_text
from models.papers.press import Press
from models.papers.render import render_pages, render_print
from models.papers.typst import TEMPLATES
from tests.models.papers.samples import make_sheet

SHEET = make_sheet([[30, 40]])


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "我的 模板"
    monkeypatch.setenv(own.VARIABLE, str(place))
    return place


def test_copied_changed_and_put_aside(folder: Path) -> None:
    assert [(row.id, row.is_own) for row in own.templates()] == [("breakdown", False), ("drawing", False)]
    path = own.copy_template("breakdown")
    assert path == folder / "breakdown.typ"
    assert path.read_bytes() == (TEMPLATES / "breakdown.typ").read_bytes()
    assert not own.template_row("breakdown").is_changed
    path.write_text(path.read_text(encoding="utf-8") + "// 我的", encoding="utf-8")
    assert own.template_row("breakdown").is_changed
    with pytest.raises(Refusal, match="已经在你的文件夹里"):
        own.copy_template("breakdown")
    aside = own.reset_template("breakdown")
    assert aside.read_text(encoding="utf-8").endswith("// 我的")
    assert own.template_row("breakdown").path == TEMPLATES / "breakdown.typ"
    with pytest.raises(Refusal, match="程序自带"):
        own.reset_template("breakdown")
    with pytest.raises(Condition, match="drawing"):
        own.copy_template("letter")


def changed(name: str, old: str, new: str) -> Path:
    path = own.copy_template(name)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_the_users_template_is_used(press: Press) -> None:
    changed("breakdown", "第 #p.no 页", "我的第 #p.no 页")
    made = render_print([SHEET], worker=press)
    assert "我的第1页" in "".join(page_text(made.pdf, 0).split())
    assert made.note == ""
    (apart,) = render_apart([SHEET], worker=press)
    assert "我的第1页" in "".join(page_text(apart, 0).split())


def test_parts_come_once_and_in_order(press: Press) -> None:
    changed("breakdown", "第 #p.no 页", "我的第 #p.no 页")
    found: list[tuple[int, int]] = []
    made = render_print(
        [make_sheet([[200] * 60])], worker=press, ready=lambda first, pdf: found.append((first, page_count(pdf)))
    )
    starts = sorted(found)
    assert starts[0][0] == 0
    assert sum(count for _, count in found) == page_count(made.pdf)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("#let hair = 0.5pt + black", "#let hair = (0.5pt + black", "第 21 行，括号没有成对"),
        ("#let hair = 0.5pt + black", '#let hair = 0.5pt + "a"', "第 21 行，长度和文字不能这样计算"),
        ("number-width:", "numer-width:", "不认识参数“numer-width”"),
        ("#let hair", '#import "@preview/cetz:0.2.0": *\n#let hair', "第 21 行，引用了外部软件包"),
        ("#let hair", '#let secret = read("/../../etc/passwd")\n#let hair', "读取了模板文件夹以外的文件"),
        ("<heights>", "<hights>", "模板"),
    ],
)
def test_a_broken_one_gives_way_and_says_so(press: Press, old: str, new: str, said: str) -> None:
    path = changed("breakdown", old, new)
    made = render_print([SHEET], worker=press)
    assert "任务1号" in page_text(made.pdf, 0)
    assert said in made.note
    assert "这次用了程序自带的模板" in made.note
    assert str(path) in made.note


def test_pages_that_do_not_fit_what_was_measured(press: Press) -> None:
    changed("breakdown", "if p.first { head-block(sheet) }", "if p.first { head-block(sheet); pagebreak() }")
    made = render_print([SHEET], worker=press)
    assert page_count(made.pdf) == 1
    assert "程序自带的模板" in made.note


def test_faults_of_the_data_stay_those_of_the_data(press: Press) -> None:
    own.copy_template("breakdown")
    with pytest.raises(Condition, match="标题太长"):
        render_print([make_sheet([[10]], title="题" * 2000)], worker=press)


def test_pictures_and_drawings_too(press: Press) -> None:
    notes: list[str] = []
    changed("breakdown", "#let hair", "#nonsense\n#let hair")
    assert render_pages([SHEET], "png", worker=press, dpi=40, warn=notes.append)[0][:4] == b"\x89PNG"
    drawing = Drawing("图", (DrawnPage(100, 50, (Box(1, 1, 90, 40), Words(5, 5, 80, 30, "城管局"))),))
    path = own.copy_template("drawing")
    path.write_text("#let x = \n", encoding="utf-8")
    (pdf,) = render_drawing(drawing, "pdf", worker=press, warn=notes.append)
    assert "城管局" in page_text(pdf, 0)
    assert ["不认识名称“nonsense”" in notes[0], "drawing.typ" in notes[1]] == [True, True]
    path.write_bytes("表".encode("gb18030"))
    render_drawing(drawing, "pdf", worker=press, warn=notes.append)
    assert "UTF-8" in notes[2]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('#import "@local/x:1.0.0": *', 1),
        ('a\n#let p = "@pre" + "view/x:0.1.0"\n#import p: *', 3),
        ("\n#include x", 2),
        ('#eval("1")', 1),
        ("#let e = eval", 1),
        ('#(dictionary(std).at("ev" + "al"))("1")', 1),
        ('#import "mine.typ": head', None),
        ("// #import p\n/* eval */ #let evaluated = 1\n#let import-name = 2", None),
        ('#let words = "import x eval"', None),
    ],
)
def test_what_a_template_may_not_do(text: str, line: int | None) -> None:
    found = why_unsafe(text)
    assert (found[0] if found else None) == line


def test_the_programs_own_templates_are_safe() -> None:
    for file in TEMPLATES.glob("*.typ"):
        assert why_unsafe(file.read_text(encoding="utf-8")) is None


@pytest.mark.parametrize(
    ("message", "hints", "said"),
    [
        ("unknown variable: foo", (), "不认识名称“foo”"),
        ("expected length, found integer", ("a length needs a unit - did you mean 3pt?",), "例如 3pt"),
        ("expected length, found integer", (), "这里应当是长度，写的是整数"),
        ("type integer has no method `foo`", (), "整数没有“foo”"),
        ('dictionary does not contain key "b"', (), "没有名为“b”的内容"),
        ("something new", (), "something new"),
    ],
)
def test_sentences_in_chinese(message: str, hints: tuple[str, ...], said: str) -> None:
    assert said in chinese(message, hints)
