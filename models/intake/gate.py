"""Before any parser: what a file is by its content, and whether a zip package is safe to open."""

import codecs
import io
import itertools
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from enum import Enum

import defusedxml

from models.errors import Refusal
from models.intake.old_forms import SAVE_AS, SAVE_AS_XLSX, OldForm, about_old, old_form

MOST_PARTS = 2_000
MOST_XML = 200 << 20
MOST_MEDIA = 500 << 20
LARGEST_FILE = 200 << 20
_STEP = 1 << 16

assert defusedxml.__version__, "XML is read through defusedxml only"


class FileKind(Enum):
    """What a file is, by its content."""

    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"
    TEXT = "text"
    HTML = "html"
    MHT = "mht"
    PDF = "pdf"


_ZIP = b"PK\x03\x04"


def kind_of_file(data: bytes, name: str) -> FileKind:
    """What a file is. Raises Refusal, with the way out, for everything that is not read."""
    if not data.strip(b"\x00 \r\n\t"):
        raise Refusal(f"“{name}”是空文件，里面没有文字。", "请检查是不是选错了文件。")
    if len(data) > LARGEST_FILE:
        raise too_large(name)
    old = old_form(data, name)
    if old is not None:
        raise about_old(old, name)
    if data.startswith(_ZIP):
        return _kind_of_zip(data, name)
    if b"%PDF-" in data[:1024]:
        return FileKind.PDF
    if data[:4] in (b"\x89PNG", b"GIF8") or data.startswith((b"\xff\xd8\xff", b"BM", b"II*\x00", b"MM\x00*")):
        raise Refusal(f"“{name}”是图片，读不出文字。", "请先用WPS或手机把图片转成文字，再粘贴进来。")
    if data.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
        raise Refusal(f"“{name}”是压缩包。", "请先解压，再选里面的文件。")
    page = _kind_of_page(data)
    if page is FileKind.HTML and name.lower().endswith((".xlsx", ".xlsm")):
        raise Refusal(f"“{name}”其实是网页，不是 Excel 文件，没有读取。", SAVE_AS_XLSX)
    if page is not None:
        return page
    if data[:2048].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml"):
        raise Refusal(f"“{name}”是XML文件，不能直接读取。", SAVE_AS)
    if name.lower().endswith((".xlsx", ".xlsm")):
        raise Refusal(
            f"“{name}”的内容不是 Excel 文件，没有读取。",
            "请重新取一份原件；确实是文本的，把名字改成 .txt 或 .csv 再选。",
        )
    return FileKind.CSV if name.lower().endswith((".csv", ".tsv")) else FileKind.TEXT


def _kind_of_page(data: bytes) -> FileKind | None:
    """A web page, or one kept in a single file with its pictures; None for anything else."""
    head = data[:4_096]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", "ignore").encode()
    head = head.lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if b"mime-version:" in head and b"multipart/related" in head:
        return FileKind.MHT
    begins = head.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<body", b"<style", b"<div"))
    behind = head.startswith((b"<?xml", b"<!--")) and (b"<html" in head or b"<!doctype html" in head)
    return FileKind.HTML if begins or behind else None


def too_large(name: str) -> Refusal:
    """Why a file is not even opened."""
    return Refusal(f"“{name}”超过 {LARGEST_FILE >> 20} MB，太大，没有打开。", "请把正文另存为单独的文件再试。")


def _kind_of_zip(data: bytes, name: str) -> FileKind:
    with opened_zip(data, name) as package:
        parts = set(package.namelist())
        if any(is_main_part(part) for part in parts):
            return FileKind.DOCX
        if "xl/workbook.xml" in parts:
            return FileKind.XLSX
    if "ppt/presentation.xml" in parts:
        raise Refusal(f"“{name}”是演示文稿，不能读取。", "请把文字复制出来，粘贴进来。")
    if "xl/workbook.bin" in parts:
        raise about_old(OldForm.XLSB, name)
    if "content.xml" in parts:
        raise about_old(OldForm.ODT, name)
    if "OFD.xml" in parts:
        raise Refusal(f"“{name}”是OFD版式文件，不能直接读取。", "请用OFD阅读器复制文字，粘贴进来。")
    raise Refusal(f"“{name}”是压缩包或不认识的文件。", "请先解压，再选里面的Word文档或文本文件。")


def is_main_part(part: str) -> bool:
    """Whether a part is the text of a Word document; some programs number it (document2.xml)."""
    return re.fullmatch(r".*/document\d*\.xml", part) is not None


def opened_zip(data: bytes, name: str) -> zipfile.ZipFile:
    """The package, its directory checked: number of parts, names, overlaps. Raises Refusal."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, EOFError) as error:
        raise Refusal(
            f"“{name}”不完整或已损坏，打不开。", "请用WPS或Word打开后另存一份再试；或者重新取一份原件。"
        ) from error
    problem = _problem_of(package, len(data))
    if problem:
        package.close()
        raise Refusal(f"“{name}”{problem}，没有打开。", "请向发文单位核实文件，或用WPS另存一份再试。")
    return package


def _problem_of(package: zipfile.ZipFile, size: int) -> str:
    infos = package.infolist()
    if len(infos) > MOST_PARTS:
        return f"里面有 {len(infos)} 个部件，超过正常文档"
    if len({info.filename for info in infos}) != len(infos):
        return "里面有重名的部件"
    for info in infos:
        path = info.filename.replace("\\", "/")
        if path.startswith("/") or ".." in path.split("/") or path[1:2] == ":":
            return "里面的路径不正常"
        if info.flag_bits & 0x1:
            return "里面的部件设了密码"
    if sum(info.file_size for info in infos if info.filename.lower().endswith((".xml", ".rels"))) > MOST_XML:
        return "解压后异常巨大"
    if sum(info.file_size for info in infos) > MOST_XML + MOST_MEDIA:
        return "解压后异常巨大"
    spans = sorted((info.header_offset, info.header_offset + 30 + info.compress_size) for info in infos)
    if any(end > start for (_, end), (start, _) in itertools.pairwise(spans)) or (spans and spans[-1][1] > size):
        return "内部结构不正常（部件互相重叠）"
    return ""


def part_of(package: zipfile.ZipFile, part: str, name: str, most: int = MOST_XML) -> bytes | None:
    """One XML part, unpacked with a limit on the real size; None when it is not there. Raises Refusal."""
    pieces = pieces_of(package, part, name, most)
    return None if pieces is None else b"".join(pieces)


def pieces_of(package: zipfile.ZipFile, part: str, name: str, most: int = MOST_XML) -> Iterator[bytes] | None:
    """One part as a stream of pieces, its real size counted; None when it is not there. Raises Refusal on the way."""
    try:
        info = package.getinfo(part)
    except KeyError:
        return None
    return _unpacked(package, info, name, most)


def _unpacked(package: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, most: int) -> Iterator[bytes]:
    unpacked = 0
    total = info.file_size  # what the directory claims is checked before anything is unpacked, then the real count
    try:
        with package.open(info) as stream:
            while total <= most:
                piece = stream.read(_STEP)
                if not piece:
                    return
                yield piece
                unpacked += len(piece)
                total = max(total, unpacked)
        raise Refusal(f"“{name}”解压后异常巨大，没有打开。", "请向发文单位核实文件，或用WPS另存一份再试。")
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, RuntimeError) as error:
        raise Refusal(
            f"“{name}”不完整或已损坏，打不开。", "请用WPS或Word打开后另存一份再试；或者重新取一份原件。"
        ) from error
