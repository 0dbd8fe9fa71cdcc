"""Drawings as files: every text once, sizes per page, shrinking and cutting, upright text, pictures, colours."""

import base64
import re
import struct
import zlib
from dataclasses import dataclass
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Cancelled
from models.papers import drawn
from models.papers.drawing import Box, Drawing, DrawnPage, Line, Picture, Shape, Words
from models.papers.drawn import render_drawing
from models.papers.letters import letters_note, missing_letters
from models.papers.pdf import page_count, page_image, page_sizes, page_text
from models.papers.press import Press
from models.papers.sheet import PT_PER_MM, Align
from models.papers.vertical import COLUMN, PITCH, columns_of, upright


def one_page(*shapes: Shape, width: float = 120, height: float = 80) -> Drawing:
    return Drawing("图", (DrawnPage(width, height, shapes),))


def text_of(pdf: bytes, index: int = 0) -> str:
    return re.sub(r"[\s\u200b\ufffe\u0002]", "", page_text(pdf, index))


@dataclass(frozen=True)
class Seen:
    """The first page of a drawing as pixels of 150 dpi; places in mm."""

    width: int
    height: int
    data: bytes
    scale: float

    def at(self, x: float, y: float) -> tuple[int, int, int]:
        start = 4 * (round(y * self.scale) * self.width + round(x * self.scale))
        blue, green, red = self.data[start : start + 3]
        return red, green, blue

    def ink(self, x: float, y: float, width: float, height: float) -> int:
        """Dark pixels in a rectangle."""
        left, right = round(x * self.scale), min(round((x + width) * self.scale), self.width)
        lines = range(round(y * self.scale), min(round((y + height) * self.scale), self.height))
        greens = (self.data[4 * (line * self.width + left) + 1 : 4 * (line * self.width + right) : 4] for line in lines)
        return sum(green < 128 for line in greens for green in line)

    @property
    def all_ink(self) -> int:
        return self.ink(0, 0, 1e6, 1e6)


def seen(drawing: Drawing, press: Press) -> Seen:
    width, height, data = page_image(render_drawing(drawing, "pdf", worker=press)[0], 0, 150)
    return Seen(width, height, data, 150 / 25.4)


def png_size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def png_of(red: int, green: int, blue: int, width: int = 30, height: int = 60) -> str:
    """A PNG of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = (b"\x00" + bytes((red, green, blue)) * width) * height
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return base64.b64encode(b"\x89PNG\r\n\x1a\n" + parts).decode()


def test_pages_keep_their_own_size_and_order(press: Press) -> None:
    sizes = [(210.0, 297.0), (297.0, 210.0), (420.0, 297.0), (1189.0, 300.0)]
    pages = tuple(DrawnPage(w, h, (Words(10, 10, 60, 10, f"第{n}张"),)) for n, (w, h) in enumerate(sizes))
    (pdf,) = render_drawing(Drawing("图", pages), "pdf", worker=press)
    assert page_count(pdf) == 4
    for found, wanted in zip(page_sizes(pdf), sizes, strict=True):
        assert found == pytest.approx([side * PT_PER_MM for side in wanted], abs=0.2)
    assert [text_of(pdf, index) for index in range(4)] == ["第0张", "第1张", "第2张", "第3张"]
    pngs = render_drawing(Drawing("图", pages), "png", worker=press, dpi=50)
    assert [png_size(png) for png in pngs] == [pytest.approx((w / 25.4 * 50, h / 25.4 * 50), abs=1.5) for w, h in sizes]
    assert len(render_drawing(Drawing("图", pages), "svg", worker=press)) == 4


def test_many_pages_are_shared_out_and_joined_in_order(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawn, "_PAGES_PER_JOB", 3)
    told: list[tuple[int, int]] = []

    def report(done: int, total: int, text: str) -> None:
        told.append((done, total))

    pages = tuple(DrawnPage(60, 40, (Words(5, 5, 50, 10, f"第{n}页"),)) for n in range(11))
    (pdf,) = render_drawing(Drawing("图", pages), "pdf", worker=press, report=report)
    assert [text_of(pdf, n) for n in range(page_count(pdf))] == [f"第{n}页" for n in range(11)]
    assert told[0] == (0, 11)
    assert told[-1] == (11, 11)
    assert sorted(told) == told
    assert len(render_drawing(Drawing("图", pages), "svg", worker=press)) == 11


def test_a_cancelled_drawing_stops(press: Press) -> None:
    def report(done: int, total: int, text: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        render_drawing(one_page(Box(1, 1, 5, 5)), "pdf", worker=press, report=report)


def test_boxes_and_lines_stand_where_they_were_put_in_their_colours(press: Press) -> None:
    drawing = one_page(
        Box(20, 10, 30, 20, fill="#2456a6", line="", line_pt=0),
        Box(60, 10, 30, 20, fill="", line="#c62828", line_pt=3),
        Line(((20, 50), (100, 50), (100, 70)), color="#0f766e", width_pt=3),
        Line(((20, 60), (90, 60)), width_pt=3, dashed=True),
        Line(((5, 5),)),
    )
    image = seen(drawing, press)
    assert image.at(35, 20) == (0x24, 0x56, 0xA6)
    assert image.at(75, 20) == (255, 255, 255)
    assert image.at(60, 20) == (0xC6, 0x28, 0x28)
    assert image.at(19, 9) == (255, 255, 255)
    assert image.at(100, 60) == image.at(60, 50) == (0x0F, 0x76, 0x6E)
    along = {image.at(20 + step / 4, 60) for step in range(1, 200)}
    assert {(0, 0, 0), (255, 255, 255)} <= along


def test_words_shrink_before_they_are_cut(press: Press) -> None:
    name = "市住房和城乡建设局"
    drawing = one_page(
        Words(5, 5, 60, 8, name, size_pt=12),
        Words(5, 20, 24, 8, name * 2, size_pt=12, least_pt=6),
        Words(5, 35, 24, 8, "甲" * 40 + "乙" * 40, size_pt=12, least_pt=9),
    )
    text = text_of(render_drawing(drawing, "pdf", worker=press)[0])
    assert text.startswith(name + name * 2 + "甲甲")
    assert text.endswith("甲…")
    assert "乙" not in text
    assert text.count("甲") >= 7


def test_words_of_a_narrow_box_stay_inside_it(press: Press) -> None:
    words = Words(40, 30, 22, 14, "http://example.com/a/very/long/address.html\n第二行，比较长的一行", align=Align.LEFT)
    drawing = one_page(words)
    image = seen(drawing, press)
    assert image.ink(40, 30, 22, 14) > 200
    assert image.all_ink == image.ink(40, 30, 22, 14)


@pytest.mark.parametrize(("align", "left"), [(Align.LEFT, 10.0), (Align.RIGHT, 90.0), (Align.CENTER, 50.0)])
def test_words_stand_at_their_side(press: Press, align: Align, left: float) -> None:
    drawing = one_page(Words(10, 10, 100, 20, "居中", size_pt=28, align=align))
    image = seen(drawing, press)
    assert image.all_ink > 0
    assert image.ink(left, 10, 20, 20) == image.all_ink


def test_text_is_never_markup_and_hidden_marks_go(press: Press) -> None:
    drawing = one_page(Words(5, 5, 110, 10, "#let x = $1 + 1$ *粗* [括] @引 \\ \u202e反"))
    assert text_of(render_drawing(drawing, "pdf", worker=press)[0]) == "#letx=$1+1$*粗*[括]@引\\反"
    assert render_drawing(one_page(Words(5, 5, 20, 10, " \u200b\n")), "pdf", worker=press)


def test_upright_words_stand_in_their_box_and_can_be_copied(press: Press) -> None:
    words = Words(40, 10, 10, 60, "环境整治组（一）", size_pt=12, vertical=True)
    drawing = one_page(words)
    assert text_of(render_drawing(drawing, "pdf", worker=press)[0]) == "环境整治组（一）"
    image = seen(drawing, press)
    assert image.ink(40, 10, 10, 60) > 200
    assert image.all_ink == image.ink(40, 10, 10, 60)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("甲乙", [["甲", "乙"]]),
        ("12月", [["12", "月"]]),
        ("2026年5月", [["2", "0", "2", "6", "年", "5", "月"]]),
        ("第 3 组\n\n后勤", [["第", "3", "组"], ["后", "勤"]]),
        ("“三清”", [["『", "三", "清", "』"]]),
        (" \n ", []),
    ],
)
def test_tokens_of_upright_words(text: str, tokens: list[list[str]]) -> None:
    assert columns_of(text) == tokens


@given(
    text=st.text(alphabet="市环境卫生（）、，12\n", max_size=80),
    width=st.floats(4, 40),
    height=st.floats(5, 80),
    align=st.sampled_from(list(Align)),
)
def test_upright_words_never_leave_their_box(text: str, width: float, height: float, align: Align) -> None:
    words = Words(7, 9, width, height, text, size_pt=10, least_pt=6, align=align, vertical=True)
    size, glyphs = upright(words)
    em = size / PT_PER_MM
    assert 6 <= size <= 10
    for glyph in glyphs:
        assert 7 - 1e-6 <= glyph.x <= 7 + width - em + 1e-6
        assert 9 - 1e-6 <= glyph.y <= 9 + height - em + 1e-6
    places = [(glyph.x, glyph.y) for glyph in glyphs]
    assert len(set(places)) == len(places)
    read = "".join(glyph.text for glyph in sorted(glyphs, key=lambda glyph: (-glyph.x, glyph.y)))
    whole = "".join(token for line in columns_of(text) for token in line)
    if read.endswith("…"):
        assert whole.startswith(read[:-1])
        rows, columns = int((height / em - 1) / PITCH + 1), int((width / em - 1) / COLUMN + 1)
        assert rows * columns < len(whole) or "\n" in text
    else:
        assert read == whole


def test_a_picture_is_fitted_into_its_place(press: Press) -> None:
    drawing = one_page(Picture(40, 20, 40, 40, png_of(0xC6, 0x28, 0x28)))
    image = seen(drawing, press)
    red, green, blue = image.at(60, 40)
    assert red > 180 and green < 60 and blue < 60
    assert image.at(60, 22)[1] < 60
    assert image.at(44, 40) == image.at(76, 40) == (255, 255, 255)


def test_png_and_svg_show_what_the_pdf_shows(press: Press) -> None:
    drawing = one_page(Picture(40, 20, 40, 40, png_of(0xC6, 0x28, 0x28)), Box(2, 2, 20, 20, fill="#0f766e", line_pt=0))
    (svg,) = render_drawing(drawing, "svg", worker=press)
    assert b"data:image/png;base64," in svg
    assert b"data:image/svg" not in svg
    ElementTree.fromstring(svg.decode())
    (png,) = render_drawing(drawing, "png", worker=press)
    again = seen(one_page(Picture(0, 0, 120, 80, base64.b64encode(png).decode())), press)
    assert again.at(60, 40)[0] > 180 and again.at(60, 40)[1] < 60
    assert again.at(12, 12)[1] > 100 and again.at(12, 12)[0] < 60


@pytest.mark.parametrize("data", ["", "kein Bild", "AAAA", base64.b64encode(b"<svg/>" * 9).decode(), '/9j/"><script>'])
def test_what_is_no_picture_leaves_its_place_empty(press: Press, data: str) -> None:
    drawing = one_page(Picture(40, 20, 40, 40, data), Words(5, 5, 60, 10, "有字"))
    assert text_of(render_drawing(drawing, "pdf", worker=press)[0]) == "有字"


def test_a_huge_page_is_drawn_as_finely_as_memory_allows(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drawn, "_MOST_PIXELS", 40_000)
    width, height = png_size(render_drawing(one_page(Box(1, 1, 5, 5)), "png", worker=press, dpi=300)[0])
    assert 30_000 < width * height <= 41_000


def test_letters_no_font_has_are_named() -> None:
    fine = one_page(Words(5, 5, 60, 8, "市住建局", voice="title"))
    assert missing_letters(fine) == ()
    assert letters_note(fine) == ""
    lost = one_page(
        Words(5, 5, 60, 8, "甲\U0003134a", voice="heading"), Words(5, 5, 60, 8, "\U0003134b", vertical=True)
    )
    assert missing_letters(lost) == ("\U0003134a", "\U0003134b")
    assert "“\U0003134a”（U+3134A）" in letters_note(lost)
