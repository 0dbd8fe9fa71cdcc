"""The form of every closed vocabulary: a stored value and its Chinese label."""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """A word with its Chinese label: `NAME = "value", "标签"`."""

    label: str

    def __new__(cls, value: str, label: str) -> "Labelled":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def of(cls, value: str) -> Self:
        """The word stored as `value`. Raises ValueError for another."""
        for member in cls:
            if member.value == value:
                return member
        raise ValueError(f"{value!r} is no {cls.__name__}")
