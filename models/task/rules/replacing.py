"""Find and replace in texts of cells: where a text is found, and what each would become."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from models.errors import Refusal


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for and put in its place. `whole`: only cells that hold nothing else."""

    find: str
    replacement: str = ""
    match_case: bool = False
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Replaced:
    """One cell in which the text was found: how often, what it holds and what it would become."""

    row_id: int
    key: str
    before: str
    after: str
    times: int


def why_not_sought(wanted: Wanted) -> Refusal | None:
    """Why nothing can be looked for; None when it can."""
    return None if wanted.find else Refusal("没有写要查找的内容。", "请输入几个字。")


def replaced(cells: Iterable[tuple[int, str, str]], wanted: Wanted) -> tuple[Replaced, ...]:
    """The cells (row id, key, text) in which it is found, in their order; also those that would stay the same."""
    if not wanted.find:
        return ()
    pattern = re.compile(re.escape(wanted.find), 0 if wanted.match_case else re.IGNORECASE)
    found: list[Replaced] = []
    for row_id, key, text in cells:
        if wanted.whole:
            times = 1 if pattern.fullmatch(text.strip()) else 0
            after = wanted.replacement if times else text
        else:
            after, times = pattern.subn(_literal(wanted.replacement), text)
        if times:
            found.append(Replaced(row_id, key, text, after, times))
    return tuple(found)


def _literal(text: str) -> str:
    r"""A replacement that stands for itself (\1 and \g mean nothing)."""
    return text.replace("\\", "\\\\")
