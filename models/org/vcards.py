"""The contact book as vCards of version 3.0 (RFC 2426) or 4.0 (RFC 6350), one card per row."""

import re
from collections.abc import Iterable

from models.org.queries.contacts import ContactRow

VERSIONS = ("3.0", "4.0")
_WIDTH = 75  # octets of a line, without its break
_TWO = frozenset(
    "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 "  # noqa: SIM905
    "申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 令狐 呼延 东郭 西门 百里 轩辕".split()
)


def vcards_of(rows: Iterable[ContactRow], version: str = "3.0") -> bytes:
    """The cards of all rows that name somebody, UTF-8, lines folded and ended as the standards ask."""
    lines: list[str] = []
    for row in rows:
        if row.is_empty:
            continue
        family, given = parts_of_name(row.person)
        lines += ["BEGIN:VCARD", f"VERSION:{version}"]
        lines += [f"N:{escaped(family)};{escaped(given)};;;", f"FN:{escaped(row.person)}"]
        lines += [f"ORG:{escaped(row.unit)}"]
        lines += [f"TITLE:{escaped(row.post)}"] if row.post else []
        lines += [f"TEL;TYPE={_types(version, 'CELL', 'VOICE')}:{escaped(one)}" for one in _each(row.phone)]
        lines += [f"TEL;TYPE={_types(version, 'WORK', 'VOICE')}:{escaped(one)}" for one in _each(row.office_phone)]
        lines += [f"EMAIL:{escaped(row.email)}"] if row.email else []
        lines += [f"CATEGORIES:{row.role.label}", "END:VCARD"]
    return b"".join(folded(line) for line in lines)


def parts_of_name(name: str) -> tuple[str, str]:
    """(family, given) of a Chinese name; a name in other letters is all family, as nobody can tell."""
    if not re.match(r"[\u3400-\u9fff]{2,4}$", name):
        return name, ""
    size = 2 if len(name) > 2 and name[:2] in _TWO else 1
    return name[:size], name[size:]


def escaped(text: str) -> str:
    """Text as a value: backslash, comma, semicolon and line breaks are marked."""
    marked = text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return marked.replace("\r\n", "\\n").replace("\n", "\\n")


def folded(line: str) -> bytes:
    """A line of at most 75 octets with its break, the rest on lines that begin with a blank; no character is cut."""
    pieces: list[bytes] = [b""]
    for char in line:
        octets = char.encode("utf-8")
        if len(pieces[-1]) + len(octets) > _WIDTH:
            pieces.append(b" ")
        pieces[-1] += octets
    return b"\r\n".join(pieces) + b"\r\n"


def _each(phones: str) -> list[str]:
    return [part for part in re.split(r"[、,，;；/]", phones) if part.strip()]


def _types(version: str, *types: str) -> str:
    return ",".join(types) if version == "3.0" else f'"{",".join(types).lower()}"'
