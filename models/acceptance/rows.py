"""Rows that can be compared, whether they come from a document or from the file: fields with their words, and keys.

Two rows with one key are the same thing; the keys of a row go from the surest to the weakest.
"""

import re
import unicodedata
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from models.acceptance.terms import Part

FIELDS: dict[Part, tuple[tuple[str, str], ...]] = {
    Part.GROUPS: (("parent", "上级"), ("lead_unit", "牵头单位"), ("duty", "职责")),
    Part.SEATS: (("wording", "角色"), ("name", "姓名"), ("post", "职务"), ("unit", "单位")),
    Part.TASKS: (
        ("no", "序号"),
        ("title", "任务"),
        ("parent", "上级任务"),
        ("body", "内容"),
        ("lead", "牵头单位"),
        ("responsible", "责任单位"),
        ("support", "配合单位"),
        ("oversee", "督导单位"),
        ("people", "人员"),
        ("deadline", "完成时限"),
    ),
    Part.PHASES: (("name", "名称"), ("time", "时间"), ("body", "内容")),
    Part.TARGETS: (("indicator", "指标"), ("value", "目标值")),
    Part.REPORTING: (("title", "报送内容"), ("body", "报送至"), ("responsible", "报送单位"), ("deadline", "时限")),
    Part.PLACES: (("batch", "批次"), ("stage", "阶段"), ("note", "进展")),
    Part.CONTACTS: (("person", "姓名"), ("post", "职务"), ("phone", "电话")),
    Part.CRITERIA: (
        ("no", "序号"),
        ("item", "项目"),
        ("points", "分值"),
        ("content", "内容"),
        ("body", "评分标准"),
        ("unit", "考核部门"),
        ("note", "备注"),
    ),
}


@dataclass(frozen=True, slots=True)
class Field:
    """A field as it is compared (`same`) and as it is shown (`words`)."""

    same: Hashable
    words: str


NO_FIELD = Field("", "")


def text(words: str) -> Field:
    """A field of plain text: blanks at the ends of lines do not count."""
    tidy = words.strip()
    return Field("\n".join(line.strip() for line in tidy.split("\n")) if "\n" in tidy else tidy, tidy)


@dataclass(frozen=True, slots=True)
class Row:
    """`at` is the place in its part of the draft, or the id in the file; `parent` is that of the row above it.

    `exact` keys pair rows in their order even where several bear one; `loose` keys count only where one row on each
    side bears them. `likeness` is the text by which the rest is compared; empty: not at all.
    """

    part: Part
    at: int
    title: str
    fields: Mapping[str, Field] = field(default_factory=dict)
    exact: tuple[Hashable, ...] = ()
    loose: tuple[Hashable, ...] = ()
    likeness: str = ""
    no: str = ""
    parent: int | None = None


_MARKS = re.compile(r"[\s，,。；;：:、．.·“”\"'‘’（）()《》【】\[\]—\-－]+")


@lru_cache(maxsize=65_536)
def plain(words: str) -> str:
    """Words without blanks, marks and widths, for keys."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", words)).casefold()
