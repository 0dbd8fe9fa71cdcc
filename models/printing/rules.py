"""What a named paper may be: its name, and margins and letters that leave room for a table."""

from collections.abc import Collection

from models.errors import Refusal
from models.papers.sheet import Profile

LONGEST = 30
MARGINS = (0.0, 80.0)
SIZES = (6.0, 48.0)
_LEAST_ROOM = 60.0


def tidy_name(name: str) -> str:
    return " ".join(name.split())


def why_not_named(name: str, taken: Collection[str] = ()) -> Refusal | None:
    """Why a paper cannot bear this name; None when it can."""
    words = tidy_name(name)
    if not words:
        return Refusal("版面方案还没有名称。", "请写一个名称，例如“常委会材料”。")
    if len(words) > LONGEST:
        return Refusal(f"版面方案名称超过 {LONGEST} 个字。", "请写短一些。")
    if words in taken:
        return Refusal(f"已经有版面方案“{words}”。", "请换一个名称。")
    return None


def why_not_paper(profile: Profile) -> Refusal | None:
    """Why nothing could be printed on this paper; None when it can be used."""
    least, most = MARGINS
    if any(not least <= side <= most for side in profile.margins):
        return Refusal(f"页边距应为 {least:g} 到 {most:g} 毫米。", "请改正页边距。")
    smallest, largest = SIZES
    sizes = (profile.title_size, profile.heading_size, profile.body_size, profile.note_size)
    if any(not smallest <= size <= largest for size in sizes):
        return Refusal(f"字号应为 {smallest:g} 到 {largest:g} 磅。", "请改正字号。")
    width, height = profile.size_mm
    top, right, bottom, left = profile.margins
    if width - left - right < _LEAST_ROOM or height - top - bottom < _LEAST_ROOM:
        return Refusal("页边距太大，纸上放不下表格。", "请改小页边距。")
    return None
