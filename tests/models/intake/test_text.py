"""Text files: every usual encoding, strictly; and characters of official papers."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import Refusal
from models.intake.characters import brackets, number_of, sentences, split_outside, without_debris
from models.intake.loaders.html import load_html
from models.intake.loaders.text import decoded, load_text, source_of_text

TEXT = "一、总体目标\r\n确保达标率≥90%，市（县）各部门——负责。㛃𠮷\n"
# what one encoding cannot hold is not in its sample
GBK = "一、总体目标\r\n确保达标率达到90%。\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8"),
        codecs.BOM_UTF8 + TEXT.encode("utf-8"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("gb18030"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16 le", "utf-16 be", "utf-16 without mark", "gb18030"],
)
def test_every_encoding_gives_the_same_text(data: bytes) -> None:
    assert decoded(data, "a.txt") == TEXT
    assert [paragraph.text for paragraph in load_text(data, "a.txt").paragraphs] == TEXT.replace("\r\n", "\n").split(
        "\n"
    )


def test_gbk_is_read_as_gb18030() -> None:
    assert decoded(GBK.encode("gbk"), "a.txt") == GBK


@pytest.mark.parametrize("data", [b"\xff\xff\xff\xff", b"abc\x80", codecs.BOM_UTF8 + b"\xff", b"a\x00b\x01\x02"])
def test_what_is_no_text_is_refused_and_never_replaced(data: bytes) -> None:
    with pytest.raises(Refusal, match=r"文本文件|编码"):
        decoded(data, "a.bin")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r\ufeff"), min_size=1))
def test_utf8_text_comes_back_as_it_went_in(text: str) -> None:
    assert decoded(text.encode("utf-8"), "a.txt") == text
    lines = [paragraph.text for paragraph in source_of_text(text).paragraphs]
    assert "\n".join(lines) == text


@given(st.binary(max_size=400))
def test_any_bytes_are_text_or_a_refusal(data: bytes) -> None:
    try:
        text = decoded(data, "a.txt")
    except Refusal:
        return
    encoded = {text.encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")}
    marks = (b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    assert any(data == mark + one for mark in marks for one in encoded), "nothing was replaced or lost"


NUMBERS = [("3", 3), ("１２", 12), ("三", 3), ("十", 10), ("十二", 12), ("二十", 20), ("二十一", 21), ("一百零五", 105)]


@pytest.mark.parametrize(("text", "value"), [*NUMBERS, ("两", 2), ("", None), ("多", None), ("3个", None)])
def test_chinese_numerals(text: str, value: int | None) -> None:
    assert number_of(text) == value


def test_splitting_leaves_brackets_and_quotations_whole() -> None:
    assert split_outside("县商务（经济、贸易）局、“三防、三整治”办、财政局", "、") == [
        "县商务（经济、贸易）局",
        "“三防、三整治”办",
        "财政局",
    ]
    assert split_outside("甲（乙、丙", "、") == ["甲（乙", "丙"], "a bracket that never closes opens nothing"


def test_both_widths_of_brackets_close_each_other() -> None:
    assert [content for _, _, content in brackets("甲（乙)丙(丁）")] == ["乙", "丁"]


def test_sentences_do_not_end_inside_quotations() -> None:
    assert sentences("要做到“说到做到。”各区负责。好") == ["要做到“说到做到。”各区负责。", "好"]


def test_debris_of_converters_goes() -> None:
    assert without_debris("[bookmark: _GoBack]根据\u200b通知\ufeff") == "根据通知"


def test_a_web_page_gives_paragraphs_and_tables() -> None:
    page = (
        "<html><head><title>x</title><style>p{}</style></head><body><p>关于&nbsp;印发<br>方案</p><script>alert(1)</script>"
        "<table><tr><th>序号</th><th colspan=2>任务</th></tr><tr><td rowspan=2>1</td><td>清理</td><td>街巷</td></tr>"
        "<tr><td>改造</td><td>市场</td></tr></table><p>完</p></body></html>"
    )
    source = load_html(page.encode(), "a.html")
    assert [paragraph.text for paragraph in source.paragraphs if paragraph.cell is None][-1] == "完"
    assert not any("alert" in paragraph.text or "p{}" in paragraph.text for paragraph in source.paragraphs)
    assert source.tables[0].rows == (("序号", "任务", "任务"), ("1", "清理", "街巷"), ("1", "改造", "市场"))
