"""Names and roles as official lists space them: 张　三 under 欧阳牧, 组　长 under 副组长."""

import re

_WIDE, _HALF = "\u3000", "\u2002"
_GAPS: dict[tuple[int, int], str] = {
    (2, 3): _WIDE,
    (2, 4): _WIDE * 2,
    (3, 4): _HALF,
}
"""Between the characters of a word: (its characters, the width in em it is to fill) → the blank."""
WIDEST = 4
_CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")


def spaced_name(name: str) -> str:
    """A Chinese name of two characters with a full-width space between; any other name as it is."""
    tidy = "".join(name.split()) if _CHINESE.fullmatch("".join(name.split())) else name.strip()
    return _WIDE.join(tidy) if len(tidy) == 2 and _CHINESE.fullmatch(tidy) else tidy


def spaced_role(role: str, width: int) -> str:
    """A role spread over `width` em: 组长 as wide as 副组长. Roles that are longer, or not all Chinese, stay."""
    gap = _GAPS.get((len(role), width))
    return gap.join(role) if gap and _CHINESE.fullmatch(role) else role


def width_for(roles: list[str]) -> int:
    """The em that the roles of one list are spread over: at least three, four where one has four.

    常务副指挥长 stands out: spread as wide, the short ones would fall apart.
    """
    return max([3, *(len(role) for role in roles if len(role) <= WIDEST)])
