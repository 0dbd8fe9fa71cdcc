"""How deep the lines of an outline stand: by the form of their numbers, else by their indents, sections above all."""

from collections.abc import Sequence
from dataclasses import dataclass

_RANKS = {
    "part": 0,
    "letter": 1,
    "chinese": 2,
    "chinese in brackets": 3,
    "digits": 4,
    "digits in brackets": 20,
    "digits half bracket": 21,
    "circled": 22,
}
_SECTION, _LEAF = -1, 50


@dataclass(frozen=True, slots=True)
class Mark:
    """What tells the depth of a line: the form of its number ("" without one), its indent, whether it is a section
    heading over the whole table, whether it states a requirement or points."""

    form: str = ""
    indent: int = 0
    is_section: bool = False
    has_values: bool = False


def depths(marks: Sequence[Mark]) -> list[int]:
    """The depth of each line, from 0, never more than one below the line above it."""
    by_number = _by_number(marks)
    plain = [depth for depth, mark in zip(by_number, marks, strict=True) if not mark.is_section]
    if len(set(plain)) <= 1 and len({mark.indent for mark in marks if not mark.is_section}) > 1:
        return _by_indent(marks)
    return by_number


def _by_number(marks: Sequence[Mark]) -> list[int]:
    """A line without a number stands beside the one above it, or below it when that is a mere heading."""
    stack: list[int] = []
    valued = False
    found: list[int] = []
    for mark in marks:
        if mark.is_section:
            stack = [_SECTION]
        elif mark.form:
            rank = _rank(mark.form)
            while stack and stack[-1] >= rank:
                stack.pop()
            stack.append(rank)
        elif not stack or stack == [_SECTION] or (mark.has_values and not valued and stack[-1] != _LEAF):
            stack.append(_LEAF)
        valued = mark.has_values
        found.append(len(stack) - 1)
    return found


def _rank(form: str) -> int:
    if form.startswith("dotted"):
        return _RANKS["digits"] + int(form.split()[1]) - 1
    return _RANKS.get(form, _RANKS["digits"])


def _by_indent(marks: Sequence[Mark]) -> list[int]:
    stack: list[int] = []
    found: list[int] = []
    for mark in marks:
        indent = _SECTION if mark.is_section else mark.indent
        while stack and stack[-1] >= indent:
            stack.pop()
        stack.append(indent)
        found.append(len(stack) - 1)
    return found


def parents_by_depth(depth_of: Sequence[int]) -> list[int | None]:
    """The index of the line that each line hangs under."""
    above: list[int] = []
    found: list[int | None] = []
    for index, depth in enumerate(depth_of):
        del above[depth:]
        found.append(above[-1] if above else None)
        above.append(index)
    return found
