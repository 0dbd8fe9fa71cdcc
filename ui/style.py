"""All tokens of the look: colours of both themes, spaces, type; palette over Fusion and the one .qss.

Nothing else in `ui` names a colour. Lengths are pixels at 96 dpi before the user's scale: pass them through `px`.
"""

import re
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QToolTip

RESOURCES = Path(__file__).resolve().parents[1] / "resources"
FAMILIES = (
    "Microsoft YaHei UI",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "HarmonyOS Sans SC",
    "WenQuanYi Micro Hei",
    "PingFang SC",
)
FALLBACK_FILES = ("NotoSansSC-Regular.otf", "NotoSansSC-Bold.otf")
SCALES = (90, 100, 110, 125, 150)
ARGUMENTS = ("-style", "Fusion")  # of a QApplication: set later, the style costs the start its Python type
ROW, COMPACT_ROW, HEADER, CONTROL = 30, 26, 32, 30


class Theme(StrEnum):
    """What the user chose in the settings."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Tone(StrEnum):
    """A meaning: its colour always comes with its shape."""

    OK = "ok"
    NEAR = "near"
    OVERDUE = "overdue"
    REMINDER = "reminder"

    @property
    def shape(self) -> str:
        return {"ok": "●", "near": "▲", "overdue": "■", "reminder": "◆"}[self.value]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours of one theme; every text colour has a contrast of at least 4.5:1 on `surface` and `desk`."""

    dark: bool
    desk: str
    surface: str
    raised: str
    line: str
    text: str
    secondary: str
    disabled: str
    accent: str
    accent_hover: str
    on_accent: str
    hover: str
    selection: str
    tint: str
    placeholder: str
    ok: str
    near: str
    overdue: str
    reminder: str
    near_back: str
    overdue_back: str
    ok_back: str
    teal: str
    on_teal: str
    oversee: str
    grey_line: str
    paper_desk: str


LIGHT = Tokens(
    dark=False,
    desk="#F5F6F8",
    surface="#FFFFFF",
    raised="#FFFFFF",
    line="#E3E6EA",
    text="#1F2329",
    secondary="#646A73",
    disabled="#A8ADB5",
    accent="#2456A6",
    accent_hover="#1E4A91",
    on_accent="#FFFFFF",
    hover="#EEF3FB",
    selection="#DCE8FA",
    tint="#F8F9FB",
    placeholder="#8E6A22",
    ok="#2E7D32",
    near="#9A5B00",
    overdue="#C62828",
    reminder="#1565C0",
    near_back="#FFF6E5",
    overdue_back="#FDECEC",
    ok_back="#EDF7EE",
    teal="#0F766E",
    on_teal="#FFFFFF",
    oversee="#8A5A12",
    grey_line="#C3C8CF",
    paper_desk="#D9DCE1",
)
DARK = Tokens(
    dark=True,
    desk="#1B1D21",
    surface="#24272C",
    raised="#2B2F35",
    line="#373B42",
    text="#E6E8EB",
    secondary="#A6ACB5",
    disabled="#6B717A",
    accent="#7FAAF2",
    accent_hover="#97BAF5",
    on_accent="#10151D",
    hover="#2B313A",
    selection="#2E4468",
    tint="#282B31",
    placeholder="#C9A25A",
    ok="#7BC47F",
    near="#E5A84B",
    overdue="#F28B82",
    reminder="#82B1F5",
    near_back="#3A3122",
    overdue_back="#402A2A",
    ok_back="#26352A",
    teal="#3FA79C",
    on_teal="#0B1614",
    oversee="#D6A75C",
    grey_line="#555B65",
    paper_desk="#15171A",
)


class Announcer(QObject):
    """Says that colours or scale changed; self-painting widgets update, cached sizes are made again."""

    restyled = Signal()


@dataclass
class _Now:
    tokens: Tokens = LIGHT
    scale: int = 100
    dense: bool = False
    theme: Theme = Theme.SYSTEM


_now = _Now()


@cache
def announcer() -> Announcer:
    """The one object whose `restyled` tells of a new theme or scale."""
    return Announcer()


def tokens() -> Tokens:
    """The colours in force."""
    return _now.tokens


def px(length: float) -> int:
    """A length of the look in device-independent pixels at the user's scale (at least 1)."""
    return max(1, round(length * _now.scale / 100))


def row_height(lines: int = 1) -> int:
    """Height of a table row with that many lines of text."""
    return px((COMPACT_ROW if _now.dense else ROW) + 19 * (lines - 1))


def color(name: str) -> QColor:
    """A token as QColor: `color("accent")`."""
    return _color(getattr(_now.tokens, name))


@cache
def _color(text: str) -> QColor:
    return QColor(text)


def tone_color(tone: Tone) -> QColor:
    """The colour of a meaning."""
    return color(tone.value)


def font(size: float = 13, *, bold: bool = False, tabular: bool = False) -> QFont:
    """The interface font at `size` px of the look (13 body, 12 caption, 14 section, 18 page title)."""
    made = QFont(QApplication.font())
    made.setPixelSize(px(size))
    if bold:
        made.setWeight(QFont.Weight.DemiBold)
    if tabular and hasattr(made, "setFeature"):
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def choose_families() -> list[str]:
    """Chinese families present, best first; the shipped one is loaded only when there is none."""
    known = set(QFontDatabase.families())
    found = [family for family in FAMILIES if family in known]
    return found or load_shipped_fonts()


def load_shipped_fonts() -> list[str]:
    """Register the shipped sans; answers its families."""
    families: list[str] = []
    for name in FALLBACK_FILES:
        number = QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / name))
        if number >= 0:
            families += QFontDatabase.applicationFontFamilies(number)
    return list(dict.fromkeys(families))


def is_dark(app: QApplication, theme: Theme) -> bool:
    """Whether `theme` means dark on this desktop."""
    if theme is not Theme.SYSTEM:
        return theme is Theme.DARK
    return app.styleHints().colorScheme() == Qt.ColorScheme.Dark


def apply(app: QApplication, *, theme: Theme = Theme.SYSTEM, scale: int = 100, dense: bool = False) -> None:
    """Give the whole program its look; called at start and whenever a setting or the system's theme changes."""
    if not app.property("zerentianStyled"):
        if not app.property("isFusion"):
            app.setStyle("Fusion")
        families = choose_families()
        base = QFont(app.font())
        if families:
            base.setFamilies([*families, *[name for name in base.families() if name not in families]])
        base.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        app.setFont(base)
        app.setProperty("zerentianStyled", True)
    wanted = _Now(DARK if is_dark(app, theme) else LIGHT, min(150, max(90, scale)), dense, theme)
    if wanted == _now and app.styleSheet():
        return
    _now.tokens, _now.scale, _now.dense, _now.theme = wanted.tokens, wanted.scale, wanted.dense, wanted.theme
    body = QFont(app.font())
    body.setPixelSize(px(13))
    app.setFont(body)
    app.setPalette(palette(_now.tokens))
    QToolTip.setFont(body)
    QToolTip.setPalette(palette(_now.tokens))
    app.setStyleSheet(sheet(_now.tokens))
    announcer().restyled.emit()


def sheet(colors: Tokens) -> str:
    """The .qss with `$token` replaced and pixel lengths at the user's scale. Raises KeyError for an unknown token."""
    named = {field.name: str(getattr(colors, field.name)) for field in fields(colors)}
    named["icons"] = (RESOURCES / "icons").as_posix()
    named["theme"] = "dark" if colors.dark else "light"
    text = re.sub(r"\$([a-z_]+)", lambda match: named[match.group(1)], _qss())
    return re.sub(r"\b(\d+)px", lambda match: f"{_length(int(match.group(1)))}px", text)


@cache
def _qss() -> str:
    return (RESOURCES / "style" / "app.qss").read_text(encoding="utf-8")


def _length(length: int) -> int:
    return length if length <= 1 else px(length)


def palette(colors: Tokens) -> QPalette:
    """Fusion's palette from the tokens, so that what the .qss does not reach looks right as well."""
    made = QPalette()
    role = QPalette.ColorRole
    for key, value in (
        (role.Window, colors.desk),
        (role.WindowText, colors.text),
        (role.Base, colors.surface),
        (role.AlternateBase, colors.tint),
        (role.Text, colors.text),
        (role.Button, colors.surface),
        (role.ButtonText, colors.text),
        (role.BrightText, colors.overdue),
        (role.Highlight, colors.selection),
        (role.HighlightedText, colors.text),
        (role.Link, colors.accent),
        (role.LinkVisited, colors.accent),
        (role.ToolTipBase, colors.raised),
        (role.ToolTipText, colors.text),
        (role.PlaceholderText, colors.disabled),
        (role.Light, colors.surface),
        (role.Midlight, colors.tint),
        (role.Mid, colors.line),
        (role.Dark, colors.line),
        (role.Shadow, colors.line),
        (role.Accent, colors.accent),
    ):
        made.setColor(key, QColor(value))
    for key in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, key, QColor(colors.disabled))
    return made


def contrast(front: str, back: str) -> float:
    """Contrast of two colours after WCAG 2 (1–21)."""

    def light(text: str) -> float:
        parts = [int(text[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    bright, dim = sorted((light(front), light(back)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)
