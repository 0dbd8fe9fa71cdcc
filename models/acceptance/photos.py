"""Photos of a ledger on their way out: their size in pixels, and their bytes without the place they were taken at."""

import struct
from collections.abc import Iterator

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_TOLD = (b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"tIME")
_START_OF_FRAME = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_NAMING = {*range(0xE1, 0xEE), 0xFE}  # APP1 … APP13 and comments: Exif with GPS, XMP, captions
_ORIENTATION = 0x0112


def size_of(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG or JPEG; None for anything else."""
    if data.startswith(_PNG) and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
        return (width, height) if 0 < width < 65_536 and 0 < height < 65_536 else None
    for mark, start, _ in _segments(data):
        if mark in _START_OF_FRAME and start + 9 <= len(data):
            height, width = struct.unpack(">HH", data[start + 5 : start + 9])
            return (width, height) if width and height else None
    return None


def without_whereabouts(data: bytes) -> bytes:
    """The same picture without GPS, camera and captions; which side is up stays. ValueError when it is broken."""
    if data.startswith(_PNG):
        return _png(data)
    if not data.startswith(b"\xff\xd8"):
        raise ValueError("neither PNG nor JPEG")
    kept = [b"\xff\xd8"]
    orientation = 0
    last = 2
    for mark, start, end in _segments(data):
        if mark == 0xE1 and data[start + 4 : start + 10] == b"Exif\0\0":
            orientation = orientation or _orientation(data[start + 10 : end])
        if mark not in _NAMING:
            kept.append(data[start:end])
        last = end
    if orientation > 1:
        body = b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIHH", _ORIENTATION, 3, 1, orientation, 0) + b"\0" * 4
        kept.insert(1, b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body)
    return b"".join(kept) + data[last:]


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """(mark, start, end) of the segments of a JPEG before its picture data."""
    if not data.startswith(b"\xff\xd8"):
        return
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        mark = data[at + 1]
        if mark == 0xDA:  # the picture itself follows
            return
        end = at + 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
        if end > len(data) or end < at + 4:
            return
        yield mark, at, end
        at = end


def _orientation(block: bytes) -> int:
    order = {b"II": "<", b"MM": ">"}.get(block[:2])
    if order is None or len(block) < 10:
        return 0
    first = struct.unpack(order + "I", block[4:8])[0]
    if first + 2 > len(block):
        return 0
    count = struct.unpack(order + "H", block[first : first + 2])[0]
    for at in range(first + 2, min(first + 2 + 12 * count, len(block) - 11), 12):
        tag, _, _, value = struct.unpack(order + "HHIH", block[at : at + 10])
        if tag == _ORIENTATION:
            return value if 1 <= value <= 8 else 0
    return 0


def _png(data: bytes) -> bytes:
    kept = [_PNG]
    at = len(_PNG)
    while at + 12 <= len(data):
        length = struct.unpack(">I", data[at : at + 4])[0]
        end = at + 12 + length
        if end > len(data):
            raise ValueError("a PNG cut short")
        if data[at + 4 : at + 8] not in _PNG_TOLD:
            kept.append(data[at:end])
        at = end
    return b"".join(kept)
