"""The parts of a workbook: its sheets in order, the links between parts, shared texts."""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from zipfile import ZipFile

from models.errors import Refusal
from models.intake.gate import pieces_of
from models.intake.loaders.xml import linked, scan

MOST_SHEETS = 300
_MOST_CHARACTERS = 40_000_000
_MOST_STRINGS = 2_000_000
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet of the workbook: its name, its part, whether it is shown."""

    name: str
    part: str
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Package:
    """An opened workbook; `name` is the file, for sentences."""

    file: ZipFile
    name: str
    main: str
    sheets: tuple[SheetPart, ...]
    from_1904: bool

    def pieces(self, part: str) -> Iterator[bytes] | None:
        return pieces_of(self.file, part, self.name)

    def target(self, type_end: str) -> str:
        """The part that the workbook links by a type (…/styles); empty when there is none."""
        return next((link.part for link in links_of(self.file, self.main, self.name) if link.is_a(type_end)), "")


@dataclass(frozen=True, slots=True)
class Link:
    """A relationship of a part: its id, its type, the part it leads to."""

    id: str
    type: str
    part: str

    def is_a(self, type_end: str) -> bool:
        return self.type.rpartition("/")[2] == type_end


def package_of(file: ZipFile, name: str) -> Package:
    """The sheets of a workbook. Refusal when there is none or it is damaged."""
    links = links_of(file, "", name)
    main = next((link.part for link in links if link.is_a("officeDocument")), "xl/workbook.xml")
    found: list[tuple[str, str, bool]] = []
    from_1904 = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal from_1904
        if tag == "sheet" and len(found) < MOST_SHEETS:
            hidden = attributes.get("state", "visible") != "visible"
            found.append((attributes.get("name", ""), linked(attributes), hidden))
        elif tag == "workbookPr":
            from_1904 = attributes.get("date1904", "0") in ("1", "true", "on")

    pieces = pieces_of(file, main, name)
    if pieces is None:
        raise Refusal(f"“{name}”里没有表格。", "请用WPS或Excel打开后另存一份再试。")
    scan(pieces, name, start)
    parts = {link.id: link.part for link in links_of(file, main, name) if link.is_a("worksheet")}
    sheets = tuple(SheetPart(title, parts[key], hidden) for title, key, hidden in found if key in parts)
    return Package(file, name, main, sheets, from_1904)


def links_of(file: ZipFile, part: str, name: str) -> list[Link]:
    """The relationships of a part (of the package itself for ""); those that lead outside are left out."""
    folder, _, base = part.rpartition("/")
    pieces = pieces_of(file, posixpath.join(folder, "_rels", f"{base}.rels"), name)
    links: list[Link] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            links.append(Link(attributes.get("Id", ""), attributes.get("Type", ""), path))

    if pieces is not None:
        scan(pieces, name, start)
    return links


def strings_of(package: Package) -> list[str]:
    """The texts that cells share; runs of rich text are joined, readings (拼音) left out."""
    strings: list[str] = []
    parts: list[str] = []
    characters: list[str] = []
    total = 0
    silent = False

    def start(tag: str, _: dict[str, str]) -> None:
        nonlocal silent
        if tag == "t":
            characters.clear()
        elif tag == "rPh":
            silent = True

    def end(tag: str) -> None:
        nonlocal silent, total
        if tag == "t":
            if not silent:
                parts.append("".join(characters))
        elif tag == "si":
            text = unescaped("".join(parts))
            parts.clear()
            total += len(text)
            if total > _MOST_CHARACTERS or len(strings) >= _MOST_STRINGS:
                raise too_much(package.name)
            strings.append(text)
        elif tag == "rPh":
            silent = False

    part = package.target("sharedStrings")
    pieces = package.pieces(part) if part else None
    if pieces is not None:
        scan(pieces, package.name, start, end, characters.append)
    return strings


def unescaped(text: str) -> str:
    """A text with Excel's escapes of characters (_x000D_) resolved; control characters go."""
    if "_x" in text:
        text = _ESCAPED.sub(_character, text)
    return text.replace("\r", "") if "\r" in text else text


def _character(found: "re.Match[str]") -> str:
    code = int(found[1], 16)
    return chr(code) if code in (9, 10) or (code >= 0x20 and not 0xD800 <= code < 0xE000) else ""


def too_much(name: str) -> Refusal:
    """Why a workbook with more content than an office's sheet has is not read."""
    return Refusal(f"“{name}”里的内容多得不正常，没有打开。", "请把要读的表另存为单独的文件再试。")
