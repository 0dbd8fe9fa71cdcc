"""Characters that no font at hand can draw are named before anything is printed: they would come out as boxes."""

from collections.abc import Iterable, Sequence

from models.papers.drawing import Drawing
from models.papers.drawn import words_of
from models.papers.fonts import VOICES, font_set
from models.papers.sheet import Sheet, plain
from models.papers.texts import clean

_NAMED = 12


def missing_letters(made: Sequence[Sheet] | Drawing) -> tuple[str, ...]:
    """Characters of the sheets, or of a drawing, that their fonts lack, each once, in order of code."""
    missing: set[str] = set()
    if isinstance(made, Drawing):
        for letters in font_set(made.fonts).missing(words_of(made)).values():
            missing.update(letters)
        return tuple(sorted(missing))
    for wishes in {tuple(sorted(sheet.profile.fonts.items())) for sheet in made}:
        texts: dict[str, set[str]] = {voice: set() for voice in VOICES}
        for sheet in made:
            if tuple(sorted(sheet.profile.fonts.items())) == wishes:
                _collect(sheet, texts)
        fonts = font_set(dict(wishes))
        for letters in fonts.missing(texts).values():
            missing.update(letters)
    return tuple(sorted(missing))


def letters_note(made: Sequence[Sheet] | Drawing) -> str:
    """A sentence that names the missing characters and says what helps; empty when all can be printed."""
    missing = missing_letters(made)
    if not missing:
        return ""
    named = "、".join(f"“{letter}”（U+{ord(letter):04X}）" for letter in missing[:_NAMED])
    more = f"等 {len(missing)} 个字" if len(missing) > _NAMED else ""
    return f"{named}{more}没有字体可以印出，会印成方框。请改用通行的写法，或安装有这些字的字体后重新打开程序。"


def _collect(sheet: Sheet, texts: dict[str, set[str]]) -> None:
    def add(voice: str, words: Iterable[str]) -> None:
        for word in words:
            texts[voice].update(clean(word))

    add("title", [sheet.title])
    add("note", [sheet.number, sheet.unit, sheet.date, sheet.small_print, sheet.title, *sheet.notes, *sheet.sign_off])
    add("body", [line for party in sheet.signing for line in party])
    add("heading", [sheet.mark, *(column.heading for column in sheet.columns)])
    for row in sheet.rows:
        add("heading" if row.strong else "body", [row.over])
    for column in sheet.columns:
        words = [plain(row.cells.get(column.key, "")) for row in sheet.rows]
        add("body", words)
        if column.bold or column.strong_head or any(row.strong for row in sheet.rows):
            add("heading", words)
