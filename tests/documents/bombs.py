"""Files made to make a reader swell, hang or write where it must not, with the words of the refusal each meets."""

import functools
import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

from tests.documents import pdf, word
from tests.documents import raw_workbook as raw

LOOK = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
LONG = f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def _zipped(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _blown_up(part: str) -> bytes:
    """A package with one part of more than 200 MB, written piece by piece."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open(part, "w", force_zip64=True) as out,
    ):
        for _ in range(201):
            out.write(b" " * (1 << 20))
    return buffer.getvalue()


def _lying(part: str) -> bytes:
    """A package whose directory says that its part is short."""
    size = 300 << 10
    data = _zipped({part: b"<x>" + b" " * size})
    return data.replace(struct.pack("<I", size + 3), struct.pack("<I", 1_000))


def _overlapping() -> bytes:
    data = bytearray(_zipped({"word/document.xml": b"<x/>" * 200, "b.xml": b"<y/>" * 200}))
    second = data.find(b"PK\x01\x02", data.find(b"PK\x01\x02") + 4)
    data[second + 42 : second + 46] = struct.pack("<I", 4)
    return bytes(data)


def _document(content: str, doctype: str = "") -> bytes:
    return word.package({"word/document.xml": doctype + word.body(content)})


def _sheet(*rows: str) -> bytes:
    return raw.one_sheet(raw.row(1, raw.text("A1", "甲")), *rows)


def _wide_rows(cell: str, count: int) -> bytes:
    return _sheet(*(f'<row r="{at}"><c><v>1</v></c>{cell * 16_383}</row>' for at in range(2, count + 2)))


def _shared(length: int, times: int) -> bytes:
    cells = "".join(raw.row(at, f'<c r="A{at}" t="s"><v>0</v></c>') for at in range(1, times))
    return raw.workbook({"表": raw.sheet(cells)}, strings=f"<si><t>{'长' * length}</t></si>")


def _drawn(content: bytes, times: int) -> bytes:
    packed = zlib.compress(content * times, 9).decode("latin-1")
    return pdf.raw(
        [
            "<</Type /Catalog /Pages 2 0 R>>",
            "<</Type /Pages /Count 1 /Kids [3 0 R]>>",
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R>>",
            f"<</Length {len(packed)} /Filter /FlateDecode>>\nstream\n{packed}\nendstream",
        ]
    )


_LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + "EncryptedPackage".encode("utf-16-le")
_ENTITY = word.paragraph(text="&a;").replace("&amp;", "&")

# name of the file → (how it is made, words of the refusal)
BOMBS: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "巨大.docx": (functools.partial(_blown_up, "word/document.xml"), "解压后异常巨大"),
    "巨大.xlsx": (functools.partial(_blown_up, "xl/workbook.xml"), "解压后异常巨大"),
    "谎报.docx": (functools.partial(_lying, "word/document.xml"), "不完整或已损坏"),
    "谎报.xlsx": (functools.partial(_lying, "xl/workbook.xml"), "不完整或已损坏"),
    "部件.docx": (
        lambda: _zipped({"word/document.xml": b"<x/>", **{f"word/{n}.xml": b"" for n in range(2_000)}}),
        "个部件，超过正常文档",
    ),
    "重叠.docx": (_overlapping, "内部结构不正常"),
    "出走.docx": (lambda: _zipped({"word/document.xml": b"<x/>", "../../x": b"x"}), "里面的路径不正常"),
    "绝对.xlsx": (lambda: _zipped({"xl/workbook.xml": b"<x/>", "/etc/x": b"x"}), "里面的路径不正常"),
    "实体.docx": (lambda: _document(_ENTITY, LOOK), "有不安全的内容"),
    "长实体.docx": (lambda: _document(_ENTITY * 5_000, LONG), "有不安全的内容"),
    "外部实体.docx": (lambda: _document(_ENTITY, OUTSIDE), "有不安全的内容"),
    "实体.xlsx": (
        lambda: raw.workbook({"表": LOOK + raw.sheet(raw.row(1, "<c><v>&b;</v></c>"))}),
        "有不安全的内容",
    ),
    "段落.docx": (lambda: _document("<w:p/>" * 1_000_000), "内容多得不正常"),
    "单元格.docx": (
        lambda: _document("<w:tbl>" + ("<w:tr>" + "<w:tc><w:p/></w:tc>" * 64 + "</w:tr>") * 20_000 + "</w:tbl>"),
        "内容多得不正常",
    ),
    "长段.docx": (lambda: _document("<w:p><w:r><w:t>" + "长" * 23_000_000 + "</w:t></w:r></w:p>"), "解压后异常巨大"),
    "空格.xlsx": (lambda: _wide_rows('<c s="1"/>', 250), "内容多得不正常"),
    "数字.xlsx": (lambda: _wide_rows("<c><v>1</v></c>", 60), "内容多得不正常"),
    "长文.xlsx": (functools.partial(_shared, 30_000, 2_000), "内容多得不正常"),
    "超行.xlsx": (
        lambda: _sheet(*(raw.row(at, raw.number(f"A{at}", at)) for at in range(2, 50_002))),
        "超过 50000 行",
    ),
    "跨格.html": (
        lambda: b"<table>" + b"<tr><td colspan=200 rowspan=200>x" * 20_000 + b"</table>",
        "内容多得不正常",
    ),
    "标签.html": (lambda: b"<html>" + b"<b>" * 2_000_000, "内容多得不正常"),
    "文字.txt": (lambda: "长文".encode() * 4_000_000, "文字多得不正常"),
    "文字.csv": (lambda: b"1,2,3\n" * 4_000_000, "文字多得不正常"),
    "超行.csv": (lambda: b"1,2\n" * 60_000, "超过 50000 行"),
    "页数.pdf": (lambda: pdf.pages(501), "有 501 页，太长"),
    "画线.pdf": (lambda: _drawn(b"0 0 m 10 10 l S ", 6_000_000), "解压后异常巨大"),
    "密码.pdf": (pdf.locked, "设有打开密码"),
    "密码.xlsx": (lambda: _LOCKED, "设有打开密码"),
    "网页.xlsx": (lambda: b"<html><table><tr><td>x</td></tr></table>", "其实是网页"),
}
