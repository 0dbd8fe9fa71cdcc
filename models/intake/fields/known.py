"""Names of units known beforehand: full, short and former ones, as a plain value that readers are given."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from models.intake.characters import squeezed

_AREA = re.compile(
    r"^(?:[\u4e00-\u9fffA-Za-z*×]{1,4}?)?(?:省|自治区|市|区|县|旗|镇|乡|街道|新区|开发区)(?=[\u4e00-\u9fff]{2})"
)
_KIND = re.compile(r"(?:委员会|管理局|监督管理局|办公室|分局|中心|大队|支队|局|委|办|厅|处|站|所|队)$")
_JOINERS = re.compile(r"以及|[和及与、，,；;/·]")


@dataclass(frozen=True)
class KnownUnits:
    """The unit dictionary. Only whole names are recognised; `stems` are their cores (市房管局 → 房管)."""

    names: frozenset[str] = frozenset()

    @classmethod
    def of(cls, names: Iterable[str]) -> "KnownUnits":
        """Names as the office writes them, blanks ignored."""
        return cls(frozenset(name for name in map(squeezed, names) if len(name) > 1))

    def __bool__(self) -> bool:
        return bool(self.names)

    def __contains__(self, name: object) -> bool:
        """Whether a word is one of the names, or the core of one (房管, 商务局 for 市商务局)."""
        return isinstance(name, str) and bool(self.names) and (name in self.names or name in self.stems)

    @cached_property
    def stems(self) -> frozenset[str]:
        """Names without the area before them and without the kind of office behind."""
        found: set[str] = set()
        for name in self.names:
            bare = _AREA.sub("", name)
            found |= {stem for stem in (bare, _KIND.sub("", bare)) if len(stem) > 1}
        return frozenset(found)

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self.names), default=0)

    def parted(self, text: str) -> tuple[str, ...]:
        """The names that a text is made of, end to end or with 、 和 及 blanks between; () when anything else is left.

        市商务局市城管局 → 市商务局, 市城管局. The longest name that leaves no rest wins; long texts are not tried.
        """
        plain = squeezed(text)
        if not self.names or not plain or len(plain) > 400:
            return ()
        following: dict[int, tuple[str, int] | None] = {len(plain): None}
        for start in range(len(plain) - 1, -1, -1):
            joiner = _JOINERS.match(plain, start) if start else None
            if joiner is not None and following.get(joiner.end(), 0) is not None and joiner.end() in following:
                following[start] = ("", joiner.end())
            for length in range(min(self._longest, len(plain) - start), 1, -1):
                end = start + length
                if end in following and plain[start:end] in self.names:
                    following[start] = (plain[start:end], end)
                    break
        found: list[str] = []
        position = 0
        while (step := following.get(position)) is not None:
            if step[0]:
                found.append(step[0])
            position = step[1]
        return tuple(dict.fromkeys(found)) if position == len(plain) else ()


NOBODY = KnownUnits()
