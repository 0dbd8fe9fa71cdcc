"""A 通知 that carries a table paper as its attachment: its words as plain data. Written by models.papers.docx."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self

TEXTS = ("title", "addressee", "body", "unit")


@dataclass(frozen=True, slots=True)
class Notice:
    """`body` has a paragraph in each line; `day` stands under the name of the unit."""

    title: str
    addressee: str
    body: str
    unit: str
    day: date

    def with_words(self, words: dict[str, Any]) -> Self:
        """This notice with other words for some of its texts; what is no text is left aside."""
        fitting = {key: words[key] for key in TEXTS if isinstance(words.get(key), str)}
        return replace(self, **fitting)


def chinese_day(day: date) -> str:
    """成文日期: 2026年3月8日, in Arabic figures without leading zeros (GB/T 9704-2012, 7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def attachment_names(titles: tuple[str, ...]) -> tuple[str, ...]:
    """What stands in the 附件说明: names without line ends or a mark behind; numbered when there are several."""
    names = tuple("".join(title.split("\n")).rstrip("。；，") for title in titles)
    return names if len(names) == 1 else tuple(f"{number}. {name}" for number, name in enumerate(names, 1))
