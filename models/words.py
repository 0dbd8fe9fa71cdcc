"""The form of every closed vocabulary: a stored value and its Chinese label."""

from enum import StrEnum


class Labelled(StrEnum):
    """A word with its Chinese label: `NAME = "value", "标签"`."""

    label: str

    def __new__(cls, value: str, label: str) -> "Labelled":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member
