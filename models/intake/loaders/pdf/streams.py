"""Before a PDF is opened: how large its packed streams really are, so that a short file cannot swell."""

import re
import zlib

from models.errors import Refusal

_BEGINS = re.compile(rb"stream\r?\n")
_LARGEST_PAGE = 24 << 20  # unpacked bytes of drawing, more than any typeset page has
_LARGEST_FONT = 96 << 20
_MOST = 300 << 20
_STEP = 1 << 20


def check_streams(data: bytes, name: str) -> None:
    """Raise Refusal when a packed stream unpacks beyond all measure. Pictures are not counted: they are not opened."""
    total = 0
    for found in _BEGINS.finditer(data):
        head = data[max(0, found.start() - 600) : found.start()]
        head = head[head.rfind(b" obj") + 1 :]
        if b"FlateDecode" not in head or b"/Image" in head:
            continue
        most = _LARGEST_FONT if b"/Length1" in head or b"/CIDFontType0C" in head else _LARGEST_PAGE
        size = _unpacked(data, found.end(), min(most, _MOST - total) + 1)
        total += size
        if size > most or total > _MOST:
            raise Refusal(f"“{name}”解压后异常巨大，没有打开。", "请向发文单位核实文件，或用WPS另存一份再试。")


def _unpacked(data: bytes, start: int, most: int) -> int:
    """The unpacked size of the stream that begins at `start`, counted no further than `most`."""
    unpacking = zlib.decompressobj()
    size = 0
    at = start
    rest = b""
    while size < most and not unpacking.eof:
        piece = rest or data[at : at + _STEP]
        if not rest:
            at += len(piece)
        if not piece:
            break
        try:
            size += len(unpacking.decompress(piece, _STEP))
        except zlib.error:
            break
        rest = unpacking.unconsumed_tail
    return size
