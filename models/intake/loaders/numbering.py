"""Automatic numbers of Word paragraphs (w:numPr), rendered as the reader of the paper sees them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHINESE = "零一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(slots=True)
class Level:
    """One level of a list: its first value, the form of its numbers and the text around them (（%1）)."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    follow: str = ""


@dataclass(slots=True)
class Numbering:
    """The lists of a document; `label` counts, so it is called once for each paragraph in order."""

    lists: dict[str, tuple[str, dict[int, Level]]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def restart(self) -> None:
        """Count from the beginning again."""
        self._counts.clear()

    def label(self, list_id: str, depth: int) -> str:
        """The number of the next paragraph of a list at a depth; empty for bullets and unknown lists."""
        found = self.lists.get(list_id)
        if found is None or depth not in found[1]:
            return ""
        key, levels = found
        counts = self._counts.setdefault(key, {})
        level = levels[depth]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [other for other in counts if other > depth]:
            del counts[deeper]
        if level.form in ("bullet", "none"):
            return ""
        text = level.text
        for other in range(depth + 1):
            value = counts.get(other, levels[other].start if other in levels else 1)
            form = levels[other].form if other in levels else "decimal"
            text = text.replace(f"%{other + 1}", rendered(value, form))
        return text


def rendered(value: int, form: str) -> str:
    """A number in one of Word's forms; decimal for forms that Chinese papers do not use."""
    if form in (
        "chineseCounting",
        "chineseCountingThousand",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",  # LibreOffice writes it for 一、
        "japaneseCounting",
        "ideographDigital",
    ):
        return chinese(value)
    if form == "chineseLegalSimplified":
        return "".join("零壹贰叁肆伍陆柒捌玖"[int(digit)] for digit in str(value)) if value < 10 else str(value)
    if form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 1 <= value <= 20:
        return _CIRCLED[value - 1]
    if form == "ideographTraditional" and 1 <= value <= len(_STEMS):
        return _STEMS[value - 1]
    if form == "decimalEnclosedParen":
        return f"（{value}）"
    if form == "decimalEnclosedFullstop":
        return f"{value}."
    if form == "numberInDash":
        return f"-{value}-"
    if form == "decimalFullWidth":
        return "".join(chr(ord(digit) + 0xFEE0) for digit in str(value))
    if form == "decimalZero":
        return f"{value:02d}"
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman"):
        return _roman(value).lower() if form == "lowerRoman" else _roman(value)
    return str(value)


def chinese(value: int) -> str:
    """A number below 100 as Chinese papers count: 十二, 二十; digits above."""
    if not 0 < value < 100:
        return str(value)
    tens, ones = divmod(value, 10)
    left = "" if tens == 0 else "十" if tens == 1 else _CHINESE[tens] + "十"
    return left + (_CHINESE[ones] if ones else "")


def _roman(value: int) -> str:
    text = ""
    for number, letters in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while value >= number:
            text, value = text + letters, value - number
    return text


def numbering_of(root: Element | None) -> Numbering:
    """The lists that numbering.xml describes."""
    if root is None:
        return Numbering()
    abstract = {_value(node, "abstractNumId", attribute=True): node for node in root.iter(f"{W}abstractNum")}
    found = Numbering()
    for number in root.iter(f"{W}num"):
        list_id = _value(number, "numId", attribute=True)
        reference = number.find(f"{W}abstractNumId")
        key = reference.get(f"{W}val", "") if reference is not None else ""
        levels = _levels(abstract.get(key))
        restarted = False
        for override in number.iter(f"{W}lvlOverride"):
            depth = _depth(override)
            start = override.find(f"{W}startOverride")
            own = override.find(f"{W}lvl")
            if own is not None:
                levels[depth] = _level(own)
            if start is not None:
                level = levels.get(depth, Level())
                levels[depth] = Level(_integer(start.get(f"{W}val"), 1), level.form, level.text, level.follow)
                restarted = True
        # Two lists of one abstract list count on together, unless one starts anew.
        found.lists[list_id] = (f"{key}/{list_id}" if restarted else key, levels)
    return found


def _levels(node: Element | None) -> dict[int, Level]:
    return {} if node is None else {_depth(level): _level(level) for level in node.findall(f"{W}lvl")}


def _level(node: Element) -> Level:
    values: Mapping[str, str] = {
        name: child.get(f"{W}val", "")
        for name in ("start", "numFmt", "lvlText")
        if (child := node.find(f"{W}{name}")) is not None
    }
    return Level(_integer(values.get("start"), 1), values.get("numFmt", "decimal"), values.get("lvlText", ""))


def _depth(node: Element) -> int:
    return _integer(node.get(f"{W}ilvl"), 0)


def _integer(text: str | None, default: int) -> int:
    try:
        return int(text or "")
    except ValueError:
        return default


def _value(node: Element, name: str, *, attribute: bool) -> str:
    return node.get(f"{W}{name}", "") if attribute else ""
