"""vCards of versions 2.1, 3.0 and 4.0 (RFC 2426, RFC 6350) as phones and mail programs write them."""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from models.errors import Refusal
from models.intake.loaders.text import decoded
from models.org.contact_entries import ContactEntry
from models.org.phones import phones_of
from models.org.rules import clean_name
from models.org.terms import ContactRole

MOST_CARDS = 20_000
_BREAK = re.compile(rb"\r\n|\n|\r")
_ROLE_WORDS = ((ContactRole.LIAISON, r"联络|联系"), (ContactRole.HEAD, r"负责|领导|责任人"))


@dataclass(frozen=True, slots=True)
class Property:
    """One line of a card: TEL;TYPE=CELL:139… with its parameters in capitals and the value as raw bytes."""

    name: str
    types: frozenset[str]
    params: dict[str, str]
    value: bytes


@dataclass(slots=True)
class _Card:
    version: str = "2.1"
    properties: list[Property] = field(default_factory=list)
    is_whole: bool = True

    def texts(self, name: str) -> list[str]:
        """The values of a property as text, escapes taken away."""
        return ["".join(self._parts(found, None)) for found in self.properties if found.name == name]

    def text(self, name: str) -> str:
        return next((text for text in self.texts(name) if text), "")

    def parts(self, name: str) -> list[str]:
        """The components of the first filled value of a structured property (N, ORG), parted by semicolons."""
        for found in self.properties:
            if found.name == name and found.value.strip():
                return self._parts(found, ";")
        return []

    def all_of(self, name: str) -> list[tuple[frozenset[str], str]]:
        """(types, text) of every property of that name."""
        return [(found.types, "".join(self._parts(found, None))) for found in self.properties if found.name == name]

    def _parts(self, found: Property, separator: str | None) -> list[str]:
        return split_escaped(_decoded(found), separator, literal_backslash=self.version == "2.1")


def is_vcard(data: bytes) -> bool:
    """Whether a file holds vCards."""
    head = data[:400].lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t\x00")
    return head.replace(b"\x00", b"").upper().startswith(b"BEGIN:VCARD")


def entries_of_vcards(data: bytes, name: str) -> list[ContactEntry]:
    """The people of a .vcf file. Refusal when it holds none or too many."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = decoded(data, name).encode("utf-8")
    entries: list[ContactEntry] = []
    for number, card in enumerate(_cards(data.removeprefix(b"\xef\xbb\xbf")), 1):
        if number > MOST_CARDS:
            raise Refusal(f"“{name}”里的名片超过 {MOST_CARDS} 张，没有读。", "请分成几个文件导入。")
        entries.append(_entry(card, number))
    if not entries:
        raise Refusal(f"“{name}”里没有名片。", "请在手机或邮箱里重新导出联系人（vCard，.vcf）。")
    return entries


def _entry(card: _Card, number: int) -> ContactEntry:
    family, given = [*card.parts("N"), "", ""][:2]
    name = clean_name(card.text("FN")) or clean_name(f"{family} {given}")
    org = [clean_name(part) for part in card.parts("ORG") if clean_name(part)]
    unit = org[0] if org else ""
    post = clean_name(card.text("TITLE"))
    if len(org) > 1 and post and not post.startswith(org[1]):
        post = org[1] + post
    mobiles: list[str] = []
    offices: list[str] = []
    doubts: list[str] = []
    for types, text in card.all_of("TEL"):
        if "FAX" in types or "PAGER" in types:
            continue
        number_text = re.sub(r"^tel:", "", text, flags=re.IGNORECASE)
        found = phones_of(re.sub(r";?ext=", "转", number_text, flags=re.IGNORECASE))
        mobiles += [found.mobile] if found.mobile else []
        offices += [found.office] if found.office else []
        if found.rest:
            doubts.append(f"“{text[:20]}”不像电话号码。")
    if not card.is_whole:
        doubts.append("这张名片在文件里不完整。")
    words = " ".join([*card.texts("CATEGORIES"), *card.texts("ROLE")])
    role = next((role for role, pattern in _ROLE_WORDS if re.search(pattern, words)), None)
    return ContactEntry(
        id=number,
        place=f"第 {number} 张名片",
        unit=unit,
        role=role,
        name=name,
        post=post,
        phone="、".join(dict.fromkeys(mobiles)),
        office_phone="、".join(dict.fromkeys(offices)),
        email=clean_name(card.text("EMAIL")),
        doubts=tuple(doubts),
    )


# ---- lines --------------------------------------------------------------------------------------------------


def _cards(data: bytes) -> Iterator[_Card]:
    card: _Card | None = None
    depth = 0
    for line in unfolded(data):
        found = _property(line)
        if found is None:
            continue
        word = found.value.strip().upper()
        if found.name == "BEGIN" and word == b"VCARD":
            if card is None:
                card = _Card()
            else:
                depth += 1  # an AGENT inside a card of version 2.1
        elif found.name == "END" and word == b"VCARD":
            if depth:
                depth -= 1
            elif card is not None:
                yield card
                card = None
        elif card is not None and not depth:
            if found.name == "VERSION":
                card.version = word.decode("ascii", "replace")
            card.properties.append(found)
    if card is not None:
        card.is_whole = False
        yield card


def unfolded(data: bytes) -> Iterator[bytes]:
    """Logical lines: folded ones joined (a line that begins with a blank goes on), and the soft breaks of
    QUOTED-PRINTABLE values."""
    line = b""
    soft = False
    for raw in _BREAK.split(data):
        if soft:
            line = line[:-1] + raw
        elif raw[:1] in (b" ", b"\t") and line:
            line += raw[1:]
        else:
            if line:
                yield line
            line = raw
        soft = line.endswith(b"=") and b"QUOTED-PRINTABLE" in line.split(b":", 1)[0].upper()
    if line:
        yield line


def _property(line: bytes) -> Property | None:
    """NAME;PARAM=VALUE:value with the group in front left out; None for what is no property."""
    place, quoted = -1, False
    for at, byte in enumerate(line):
        if byte == ord('"'):
            quoted = not quoted
        elif byte == ord(":") and not quoted:
            place = at
            break
    if place <= 0:
        return None
    head, *raw = _split_quoted(line[:place].decode("utf-8", "replace"))
    name = head.rsplit(".", 1)[-1].strip().upper()
    types: set[str] = set()
    params: dict[str, str] = {}
    for part in raw:
        key, has_value, value = part.partition("=")
        value = value.strip().strip('"')
        if not has_value:
            types.add(key.strip().upper())
        elif key.strip().upper() == "TYPE":
            types.update(word.strip().upper() for word in value.split(","))
        else:
            params[key.strip().upper()] = value.upper()
    return Property(name, frozenset(types), params, line[place + 1 :])


def _split_quoted(text: str) -> list[str]:
    return re.findall(r'(?:[^;"]|"[^"]*"?)+', text) or [text]


def _decoded(found: Property) -> str:
    encoding = found.params.get("ENCODING", "")
    value = found.value
    if encoding == "QUOTED-PRINTABLE" or "QUOTED-PRINTABLE" in found.types:
        value = quopri.decodestring(value)
    charset = found.params.get("CHARSET", "")
    codecs = {"GB2312": "gb18030", "GBK": "gb18030", "GB18030": "gb18030", "UTF-8": "utf-8", "BIG5": "big5"}
    for codec in (*((codecs[charset],) if charset in codecs else ()), "utf-8", "gb18030"):
        try:
            return value.decode(codec)
        except UnicodeDecodeError:
            continue
    raise Refusal("名片里的文字编码认不出来。", "请在手机里导出为“vCard 3.0（UTF-8）”再试。")


def split_escaped(text: str, separator: str | None, *, literal_backslash: bool = False) -> list[str]:
    """A value at its unescaped separators, the escapes \\n \\, \\; \\\\ taken away; in version 2.1 only \\; is one."""
    parts = [""]
    at = 0
    while at < len(text):
        char = text[at]
        follower = text[at + 1 : at + 2]
        if char == "\\" and follower and (not literal_backslash or follower in ";,:\\"):
            parts[-1] += {"n": "\n", "N": "\n"}.get(follower, follower)
            at += 2
            continue
        if char == separator:
            parts.append("")
        else:
            parts[-1] += char
        at += 1
    return parts
