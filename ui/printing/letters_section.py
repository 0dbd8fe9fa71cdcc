"""The rarer fields of the paper: letters of title, headings and notes, and the font of each voice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from models.papers.fonts import VOICES, chinese_families
from ui.printing.paper_choice import PaperChoice
from ui.tables.editors import Option
from ui.widgets.fields import ChoiceField
from ui.widgets.inspector import Section

SIZES = (8.0, 9.0, 10.0, 10.5, 11.0, 12.0, 14.0, 15.0, 16.0, 18.0, 20.0, 22.0, 24.0, 26.0, 28.0, 36.0)
_NAMES = {9.0: "小五", 10.5: "五号", 12.0: "小四", 14.0: "四号", 15.0: "小三", 16.0: "三号", 18.0: "小二"} | {
    22.0: "二号",
    24.0: "小一",
    26.0: "一号",
    36.0: "小初",
}
_WORDS = {"title": "标题", "heading": "表头", "body": "正文", "note": "附注"}
_AUTOMATIC = "自动"


def size_options(sizes: Sequence[float], now: float | None) -> list[Option]:
    """Sizes in pt with their Chinese names, the present one among them."""
    wanted = sorted({*sizes, *([now] if now else [])})
    return [Option(size, f"{size:g} 磅" + (f"（{_NAMES[size]}）" if size in _NAMES else "")) for size in wanted]


class LettersSection(Section):
    """`set_choice` shows, `chosen(PaperChoice)` tells of each change by the user."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("更多字号和字体", True, parent)
        self._choice: PaperChoice | None = None
        self.sizes = {voice: _SizeField() for voice in ("title", "heading", "note")}
        self.fonts = {voice: _FontField(voice) for voice in _WORDS}
        for voice, size in self.sizes.items():
            self.add(f"size.{voice}", f"{_WORDS[voice]}字号", size)
        for voice, font in self.fonts.items():
            self.add(f"font.{voice}", f"{_WORDS[voice]}字体", font)
        self.edited.connect(self._on_edited)

    def set_choice(self, choice: PaperChoice) -> None:
        """Show this paper; tells nobody."""
        self._choice = choice
        for voice, field in self.sizes.items():
            field.set_value(getattr(choice, f"{voice}_size"))
        wishes = dict(choice.fonts)
        for voice, font in self.fonts.items():
            font.set_value(wishes.get(voice, ""))

    def hide_sizes(self) -> None:
        for voice in self.sizes:
            self.set_shown(f"size.{voice}", False)

    def _on_edited(self, key: str, value: object) -> None:
        if self._choice is None:
            return
        kind, _, voice = key.partition(".")
        if kind == "size":
            sizes: dict[str, Any] = {f"{voice}_size": value}
            changed = replace(self._choice, **sizes)
        else:
            wishes = {**dict(self._choice.fonts), voice: str(value or "")}
            changed = replace(self._choice, fonts=tuple(sorted((v, wish) for v, wish in wishes.items() if wish)))
        self._choice = changed
        self.chosen.emit(changed)


class _SizeField(ChoiceField):
    def __init__(self) -> None:
        super().__init__(self._all)

    def _all(self) -> list[Option]:
        now = self._shown if isinstance(self._shown, float) else None
        return [Option(None, _AUTOMATIC), *size_options(SIZES, now)]


class _FontField(ChoiceField):
    """The families of the machine are looked up when the field is first seen."""

    def __init__(self, voice: str) -> None:
        self._voice = voice
        self._families: tuple[str, ...] = ()
        super().__init__(self._all)

    def _all(self) -> list[Option]:
        now = self._shown or ""
        names = dict.fromkeys((*([now] if now else []), *self._families))
        return [Option("", f"自动（{VOICES[self._voice]}）"), *(Option(name, name) for name in names)]

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._families:
            self._families = chinese_families()
            self.set_value(self._shown)
