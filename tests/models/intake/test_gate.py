"""What a file is, by its content; hostile and damaged files are refused with the way out."""

import io
import struct
import zipfile

import pytest

from models.errors import Refusal
from models.intake import gate
from models.intake.gate import FileKind, kind_of_file
from models.intake.loaders.any import load
from models.intake.loaders.docx import load_docx
from tests.documents import word

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le")


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


REFUSED = [
    (b"", "空文件", "选错"),
    (b"\r\n \x00\x00", "空文件", "选错"),
    (ole("WordDocument"), "旧版Word或WPS文档", "另存为"),
    (ole("Workbook"), "旧版Excel或WPS表格", "另存为"),
    (ole("EncryptedPackage"), "打开密码", "清除密码"),
    (ole("PowerPoint Document"), "演示文稿", "粘贴"),
    (ole("something"), "旧格式", "另存为"),
    (b"%PDF-1.7 ...", "损坏", "另存"),
    (rb"{\rtf1\ansi hello}", "RTF", "另存为"),
    (b"\x89PNG\r\n\x1a\n....", "图片", "文字"),
    (b"\xff\xd8\xff\xe0....", "图片", "文字"),
    (b"Rar!\x1a\x07", "压缩包", "解压"),
    (b"<?xml version='1.0'?><w:wordDocument/>", "XML", "另存为"),
    (zipped({"readme.txt": b"x"}), "压缩包", "解压"),
    (zipped({"content.xml": b"<x/>"}), "ODF", "另存为"),
    (zipped({"OFD.xml": b"<x/>"}), "OFD", "复制"),
    (zipped({"ppt/presentation.xml": b"<x/>"}), "演示文稿", "粘贴"),
    (b"PK\x03\x04 torn off", "不完整或已损坏", "另存"),
]


@pytest.mark.parametrize(("data", "sentence", "way_out"), REFUSED)
def test_what_is_not_read_is_named_with_the_way_out(data: bytes, sentence: str, way_out: str) -> None:
    with pytest.raises(Refusal) as refused:
        load(data, "材料.docx")
    assert "材料.docx" in refused.value.sentence
    assert sentence in refused.value.sentence and way_out in refused.value.next_step


def test_the_kind_goes_by_content_not_by_name() -> None:
    assert kind_of_file(word.document(word.paragraph(text="方案")), "x.txt") is FileKind.DOCX
    assert kind_of_file("工作方案".encode(), "x.docx") is FileKind.TEXT
    assert kind_of_file(b"\xef\xbb\xbf<HTML><body>x</body></HTML>", "x.xls") is FileKind.HTML
    with pytest.raises(Refusal, match="其实是网页") as refused:
        kind_of_file(b"<html><table></table></html>", "x.xlsx")
    assert "另存为" in refused.value.next_step
    for content in ("编号,指标\n1,绿化率".encode(), b"\x01\x02\x03\xff" * 20):
        with pytest.raises(Refusal, match="内容不是 Excel 文件"):
            kind_of_file(content, "指标.XLSX")
    assert kind_of_file(zipped({"xl/workbook.xml": b"<x/>"}), "x.docx") is FileKind.XLSX


def test_too_large_a_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "LARGEST_FILE", 10)
    with pytest.raises(Refusal, match="太大"):
        kind_of_file(b"x" * 11, "a.txt")


def test_too_many_parts() -> None:
    parts = {f"word/{number}.xml": b"" for number in range(gate.MOST_PARTS)}
    with pytest.raises(Refusal, match="部件"):
        load(zipped({"word/document.xml": b"<x/>", **parts}), "a.docx")


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:/windows/x", "word\\..\\..\\x"])
def test_paths_that_leave_the_package(name: str) -> None:
    with pytest.raises(Refusal, match="路径"):
        load(zipped({"word/document.xml": b"<x/>", name: b"x"}), "a.docx")


def test_a_bomb_is_refused_by_what_it_claims_and_by_what_it_really_is(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = zipped({"word/document.xml": b" " * (3 << 20)})
    monkeypatch.setattr(gate, "MOST_XML", 1 << 20)
    with pytest.raises(Refusal, match="异常巨大"):
        load(bomb, "a.docx")
    # the directory lies about the size: the real count finds it out
    size = struct.pack("<I", 3 << 20)
    lying = bomb.replace(size, struct.pack("<I", 1000))
    assert lying != bomb
    with pytest.raises(Refusal, match=r"异常巨大|损坏"):
        load(lying, "a.docx")


def test_parts_that_overlap() -> None:
    data = bytearray(zipped({"word/document.xml": b"<x/>" * 200, "b.xml": b"<y/>" * 200}))
    first = data.find(b"PK\x01\x02")
    second = data.find(b"PK\x01\x02", first + 4)
    data[second + 42 : second + 46] = struct.pack("<I", 4)  # the second part starts inside the first
    with pytest.raises(Refusal):
        load(bytes(data), "a.docx")


def test_an_encrypted_part() -> None:
    data = bytearray(zipped({"word/document.xml": b"<x/>"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + offset] |= 1
    with pytest.raises(Refusal, match="密码"):
        load(bytes(data), "a.docx")


ENTITY = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("doctype", [ENTITY, OUTSIDE])
def test_entities_are_never_expanded(doctype: str) -> None:
    content = doctype + word.body(word.paragraph(text="&a;").replace("&amp;a;", "&a;"))
    with pytest.raises(Refusal, match="不安全"):
        load_docx(word.package({"word/document.xml": content}), "a.docx")


def test_xml_that_is_torn() -> None:
    with pytest.raises(Refusal, match="损坏"):
        load_docx(word.package({"word/document.xml": word.body(word.paragraph(text="x"))[:-20]}), "a.docx")
