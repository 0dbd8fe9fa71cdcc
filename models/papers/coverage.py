"""Which characters a font file can draw: its `cmap` table, read without loading the glyphs."""

import struct
from bisect import bisect_right
from functools import lru_cache
from pathlib import Path


class UnreadableFont(Exception):
    """The file is no OpenType font or is damaged."""


@lru_cache(maxsize=64)
def coverage(path: Path, index: int = 0) -> "Coverage":
    """The characters of face `index` of `path`. Raises UnreadableFont or OSError."""
    with path.open("rb") as file:
        try:
            head = file.read(12)
            start = 0
            if head[:4] == b"ttcf":
                (count,) = struct.unpack(">I", head[8:12])
                if index >= count:
                    raise UnreadableFont(f"{path}: no face {index}")
                file.seek(12 + 4 * index)
                (start,) = struct.unpack(">I", file.read(4))
                file.seek(start)
                head = file.read(12)
            (tables,) = struct.unpack(">H", head[4:6])
            directory = file.read(16 * tables)
            for position in range(0, len(directory), 16):
                tag, _, offset, length = struct.unpack(">4sIII", directory[position : position + 16])
                if tag == b"cmap":
                    file.seek(offset)
                    return Coverage(_ranges(file.read(length)))
        except struct.error as error:
            raise UnreadableFont(f"{path}: {error}") from error
    raise UnreadableFont(f"{path}: no cmap")


class Coverage:
    """A set of code points as sorted ranges, both ends included."""

    def __init__(self, ranges: list[tuple[int, int]]) -> None:
        merged: list[tuple[int, int]] = []
        for first, last in sorted(ranges):
            if merged and first <= merged[-1][1] + 1:
                merged[-1] = (merged[-1][0], max(merged[-1][1], last))
            else:
                merged.append((first, last))
        self._firsts = [first for first, _ in merged]
        self._lasts = [last for _, last in merged]

    def __contains__(self, character: str) -> bool:
        code = ord(character)
        place = bisect_right(self._firsts, code) - 1
        return place >= 0 and code <= self._lasts[place]

    def __len__(self) -> int:
        return sum(last - first + 1 for first, last in zip(self._firsts, self._lasts, strict=True))


def _ranges(table: bytes) -> list[tuple[int, int]]:
    """The best Unicode subtable: format 12 when there is one, else format 4."""
    (count,) = struct.unpack(">H", table[2:4])
    best: tuple[int, int] | None = None
    for number in range(count):
        platform, encoding, offset = struct.unpack(">HHI", table[4 + 8 * number : 12 + 8 * number])
        (kind,) = struct.unpack(">H", table[offset : offset + 2])
        is_unicode = platform == 0 or (platform == 3 and encoding in (1, 10))
        if is_unicode and kind in (4, 12) and (best is None or kind > best[0]):
            best = (kind, offset)
    if best is None:
        raise UnreadableFont("no Unicode cmap")
    kind, offset = best
    return _format_12(table[offset:]) if kind == 12 else _format_4(table[offset:])


def _format_12(table: bytes) -> list[tuple[int, int]]:
    (count,) = struct.unpack(">I", table[12:16])
    groups = struct.iter_unpack(">III", table[16 : 16 + 12 * count])
    return [(first, last) for first, last, glyph in groups if glyph or last > first]


def _format_4(table: bytes) -> list[tuple[int, int]]:
    (double,) = struct.unpack(">H", table[6:8])
    count = double // 2

    def column(start: int, sign: str) -> tuple[int, ...]:
        return struct.unpack(f">{count}{sign}", table[start : start + double])

    ends, starts = column(14, "H"), column(16 + double, "H")
    deltas, offsets = column(16 + 2 * double, "h"), column(16 + 3 * double, "H")
    ranges: list[tuple[int, int]] = []
    for segment in range(count):
        first, last = starts[segment], ends[segment]
        if offsets[segment] == 0:
            hole = -deltas[segment] & 0xFFFF  # the one code that maps to glyph 0
            if first <= hole <= last:
                ranges += [(first, hole - 1)] if hole > first else []
                first = hole + 1
            if first <= last and first != 0xFFFF:
                ranges.append((first, min(last, 0xFFFE)))
            continue
        for code in range(first, min(last, 0xFFFE) + 1):
            place = 16 + 3 * double + 2 * segment + offsets[segment] + 2 * (code - first)
            if struct.unpack(">H", table[place : place + 2])[0]:
                ranges.append((code, code))
    return ranges
