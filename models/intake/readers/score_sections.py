"""The open headings of a score table, from the outermost: what each states is checked against its items."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from models.intake.draft import Criterion
from models.intake.outline import numbered
from models.intake.readers.score_points import in_words, named_points
from models.intake.source import Spot

_BESIDE = re.compile(r"加分|奖励|否决|扣分项|减分|倒扣")


def plain_name(text: str) -> tuple[str, str, Decimal | None]:
    """(number, name, points) of 一、环境卫生（20分）."""
    one_line = re.sub(r"\s*\n\s*", "", text.strip())
    found = numbered(one_line)
    name, points = named_points(found[2] if found is not None and found[2] else one_line)
    return (found[1] if found is not None and found[2] else ""), name.rstrip("：:。"), points


def is_beside(name: str) -> bool:
    """Whether points under this name stand beside the full mark (加分, 倒扣)."""
    return bool(_BESIDE.search(name))


@dataclass(slots=True)
class Section:
    """A heading: the column it stands in (-1: a row across the table), its points and those of its items."""

    key: int
    name: str
    column: int
    rank: int
    stated: Decimal | None
    beside: bool
    items: list[Decimal] = field(default_factory=list)


class Sections:
    """A stack of headings; `criteria` is the list they are added to, its keys count on from `first_key`."""

    def __init__(self, criteria: list[Criterion], first_key: int, warnings: list[str]) -> None:
        self.criteria, self.first_key, self.warnings = criteria, first_key, warnings
        self.open: list[Section] = []
        self.total = Decimal(0)
        self.count = 0

    @property
    def inner(self) -> Section | None:
        """The innermost open heading."""
        return self.open[-1] if self.open else None

    @property
    def outer_name(self) -> str:
        """The name of the outermost open heading."""
        return self.open[0].name if self.open else ""

    def add(self, text: str, points: Decimal | None, *, column: int, rank: int, no: str, spot: Spot) -> None:
        """A heading below those that stay open."""
        number, name, named = plain_name(text)
        stated = named if named is not None else points
        inner = self.inner
        key = self.first_key + len(self.criteria)
        parent = inner.key if inner is not None else None
        self.criteria.append(
            Criterion(
                key,
                name,
                section=self.outer_name,
                no=number or no.rstrip(".．、"),
                parent=parent,
                points=stated,
                is_heading=True,
                spot=spot,
            )
        )
        beside = is_beside(name) or (inner is not None and inner.beside)
        self.open.append(Section(key, name, column, rank, stated, beside))

    def close_columns(self, column: int) -> None:
        """End the headings that stand in this column or right of it."""
        self._close(next((at for at, one in enumerate(self.open) if one.column >= column), len(self.open)))

    def close_rank(self, rank: int) -> None:
        """End the headings of this rank and below, and all that stand in columns."""
        depth = (at for at, one in enumerate(self.open) if one.column >= 0 or one.rank >= rank)
        self._close(next(depth, len(self.open)))

    def close_all(self) -> None:
        """End all headings."""
        self._close(0)

    def count_item(self, name: str, points: Decimal) -> None:
        """The points of an item."""
        inner = self.inner
        self.count += 1
        if inner is not None:
            inner.items.append(points)
        elif not is_beside(name):
            self.total += points

    def _close(self, depth: int) -> None:
        while len(self.open) > depth:
            section = self.open.pop()
            read = sum(section.items, Decimal(0))
            if section.stated is not None and section.items and read != section.stated:
                self.warnings.append(f"“{section.name}”应为{in_words(section.stated)}分，实际相加为{in_words(read)}分")
            value = read if section.items else section.stated
            if value is None:
                continue
            if self.open:
                self.open[-1].items.append(value)
            elif not section.beside:
                self.total += value
                self.count += 0 if section.items else 1
