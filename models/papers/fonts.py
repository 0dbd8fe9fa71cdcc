"""Fonts of the papers: the office's own when the machine has them, else free ones shipped with the program."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import typst

from models.papers.coverage import UnreadableFont, coverage

_NOT_DRAWN = ("Cc", "Cf", "Cs", "Zs", "Zl", "Zp")
"""Kinds of characters that leave no mark; a code that is not known yet counts as a letter."""

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "fonts"

_SANS, _WENKAI, _SERIF = "Noto Sans CJK SC", "LXGW WenKai", "Noto Serif CJK SC"
_QUOTES = "[‘’“”]"
"""WenKai's quotes have Latin width; the shipped 宋体 draws them in Chinese width instead."""

VOICES: Mapping[str, str] = {"title": "小标宋", "body": "仿宋", "heading": "黑体", "note": "楷体"}
"""Voice of the papers → the kind of letter the office's rules ask for."""

# From the best to the last resort; English and Chinese family names, Windows, 统信/麒麟, 方正, Fandol.
_WANTED: Mapping[str, tuple[str, ...]] = {
    "title": (
        "FZXiaoBiaoSong-B05S", "方正小标宋简体", "FZXiaoBiaoSong-B05", "方正小标宋_GBK", "CESI_XBS_GB2312",
        "CESI小标宋-GB2312", "STZhongsong", "华文中宋",
    ),
    "body": (
        "FangSong_GB2312", "仿宋_GB2312", "CESI_FS_GB2312", "CESI仿宋-GB2312", "FZFangSong-Z02S", "FZFangSong-Z02",
        "方正仿宋_GBK", "FangSong", "仿宋", "STFangsong", "华文仿宋", "FandolFang R",
    ),
    "heading": (
        "SimHei", "黑体", "CESI_HT_GB2312", "CESI黑体-GB2312", "FZHei-B01S", "FZHei-B01", "方正黑体_GBK", "STHeiti",
        "华文黑体", "FandolHei",
    ),
    "note": (
        "KaiTi_GB2312", "楷体_GB2312", "CESI_KT_GB2312", "CESI楷体-GB2312", "FZKai-Z03S", "FZKai-Z03", "方正楷体_GBK",
        "KaiTi", "楷体", "STKaiti", "华文楷体", "FandolKai",
    ),
}  # fmt: skip
_SHIPPED: Mapping[str, tuple[str, str]] = {
    "title": (_SERIF, "思源宋体"),
    "body": (_SERIF, "思源宋体"),
    "heading": (_SANS, "思源黑体"),
    "note": (_WENKAI, "霞鹜文楷"),
}
_LAST = (_SERIF, _WENKAI, _SANS)


@dataclass(frozen=True, slots=True)
class Face:
    """One face of a font file."""

    family: str
    weight: int
    path: Path
    index: int


@dataclass(frozen=True, slots=True)
class Voice:
    """The font that speaks one voice: `families` in the order in which characters are looked for."""

    families: tuple[str, ...]
    weight: int
    shipped: str
    """Chinese name of the shipped stand-in in use; empty when the machine's own font is used."""


@dataclass(frozen=True, slots=True)
class FontSet:
    """Fonts of one paper, and the folders the typesetter has to look into."""

    voices: Mapping[str, Voice]
    folders: tuple[Path, ...]
    faces: tuple[Face, ...]

    def template_fonts(self) -> dict[str, list[object]]:
        """Families by voice as the template takes them; `strong` is the bold of the body."""
        fonts = {name: _template_families(voice.families) for name, voice in self.voices.items()}
        return fonts | {"strong": fonts["heading"]}

    def stand_in_note(self) -> str:
        """One sentence for the screen, naming what stands in for what; empty when nothing does."""
        changed = [f"{VOICES[name]}用{voice.shipped}" for name, voice in self.voices.items() if voice.shipped]
        return f"本机没有公文字体，{'、'.join(changed)}代替。" if changed else ""

    def missing(self, texts: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
        """Characters that no font of the voice can draw, by voice; each is named once, in order of appearance."""
        result: dict[str, tuple[str, ...]] = {}
        for name, words in texts.items():
            families = self.voices[name].families
            faces = [face for family in families for face in self.faces if face.family == family]
            lost = [
                c
                for c in dict.fromkeys("".join(words))
                if unicodedata.category(c) not in _NOT_DRAWN and not _drawn(c, faces)
            ]
            if lost:
                result[name] = tuple(lost)
        return result


def font_set(wishes: Mapping[str, str] | None = None) -> FontSet:
    """The fonts of a paper. `wishes`: voice → family the user wants, taken when the machine has it."""
    machine = machine_faces()
    by_name = {face.family.casefold(): face for face in reversed(machine)}
    voices: dict[str, Voice] = {}
    used: list[Face] = list(shipped_faces())
    for name in VOICES:
        wish = (wishes or {}).get(name, "")
        found = next((by_name[c.casefold()] for c in (wish, *_WANTED[name]) if c.casefold() in by_name), None)
        shipped, chinese = _SHIPPED[name]
        if wish and wish.casefold() in (shipped.casefold(), chinese):
            found = None
        if found is None:
            voices[name] = Voice(_chain(shipped), 400 if name in ("body", "note") else 700, chinese)
        else:
            voices[name] = Voice(_chain(found.family, shipped), found.weight, "")
            used += [face for face in machine if face.family == found.family]
    folders = dict.fromkeys(face.path.parent for face in used)
    return FontSet(voices, tuple(folders), tuple(used))


@lru_cache(maxsize=1)
def machine_faces() -> tuple[Face, ...]:
    """Every font the machine has, as the typesetter sees it; looked up once in the life of the program."""
    return _faces(typst.Fonts(include_system_fonts=True, include_embedded_fonts=False))


@lru_cache(maxsize=1)
def shipped_faces() -> tuple[Face, ...]:
    """The fonts of resources/fonts."""
    return _faces(typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER]))


@lru_cache(maxsize=1)
def chinese_families() -> tuple[str, ...]:
    """Families of the machine and of the program that draw Chinese, for a user to choose from."""
    found = {face.family for face in (*shipped_faces(), *machine_faces()) if _drawn("责", (face,))}
    return tuple(sorted(found))


def _faces(fonts: typst.Fonts) -> tuple[Face, ...]:
    found = [Face(font.family, font.weight, Path(font.path), font.index) for font in fonts.fonts() if font.path]
    return tuple(sorted(found, key=lambda face: (face.family, abs(face.weight - 400), str(face.path), face.index)))


def _chain(*first: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *_LAST)))


def _template_families(families: tuple[str, ...]) -> list[object]:
    if families[0] == _WENKAI:
        return [{"name": _SERIF, "covers": _QUOTES}, *families]
    return list(families)


def _drawn(character: str, faces: Iterable[Face]) -> bool:
    for face in faces:
        try:
            if character in coverage(face.path, face.index):
                return True
        except (UnreadableFont, OSError):
            continue  # a damaged font of the machine draws nothing; the next one is asked
    return False
