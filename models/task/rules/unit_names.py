"""Units as people type them into a cell: full name, 简称, former name, pinyin initials or a part, several by 、."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from models.errors import Refusal

_SEPARATORS = re.compile(r"[、，,;；\n\r\t]+")
_SPACES = re.compile(r"[\s　]+")
SHOWN = 4


class UnknownUnits(Refusal):
    """Names that no unit bears; they could be added. `place` (第 3 行“牵头单位”：) stands before the sentence."""

    def __init__(self, names: Sequence[str], place: str = "") -> None:
        shown = "、".join(f"“{name}”" for name in names[:SHOWN]) + (f"等 {len(names)} 个" if len(names) > SHOWN else "")
        super().__init__(f"{place}没有单位{shown}。", "请先在“组织”里添加，或改用已有的名称。")
        self.names = tuple(names)


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit with every name it answers to."""

    id: int
    name: str
    short_name: str = ""
    initials: str = ""
    aliases: tuple[str, ...] = ()
    pinyin: str = ""

    @property
    def label(self) -> str:
        return self.short_name or self.name


def split_names(text: str) -> list[str]:
    """The single names in a cell, in order, spaces inside a name removed, each once."""
    parts = (_SPACES.sub("", part) for part in _SEPARATORS.split(text))
    return list(dict.fromkeys(part for part in parts if part))


class UnitNames:
    """All units, ready to find one by what was typed."""

    def __init__(self, units: Iterable[UnitName]) -> None:
        self._units = tuple(units)
        self._exact: dict[str, list[UnitName]] = {}
        self._initials: dict[str, list[UnitName]] = {}
        for unit in self._units:
            for name in dict.fromkeys((unit.name, unit.short_name, *unit.aliases)):
                if name:
                    self._exact.setdefault(_SPACES.sub("", name), []).append(unit)
            if unit.initials:
                self._initials.setdefault(unit.initials.lower(), []).append(unit)

    def candidates(self, typed: str) -> tuple[UnitName, ...]:
        """Units that `typed` may mean, best kind of match only: a name, initials, a part of either."""
        wanted = _SPACES.sub("", typed)
        if not wanted:
            return ()
        exact = self._exact.get(wanted)
        if exact:
            own = [unit for unit in exact if wanted in (_SPACES.sub("", unit.name), unit.short_name)]
            return tuple(own or exact)
        if wanted.isascii():
            return self._by_letters(wanted.lower())
        return tuple(
            unit
            for unit in self._units
            if wanted in unit.name or wanted in unit.short_name or any(wanted in alias for alias in unit.aliases)
        )

    def _by_letters(self, low: str) -> tuple[UnitName, ...]:
        """By pinyin: swj means 商务局, and 市商务局 where no unit has just these initials."""
        if low in self._initials:
            return tuple(self._initials[low])
        for fits in (str.endswith, str.startswith, str.__contains__):
            found = tuple(
                unit for unit in self._units if fits(unit.initials.lower(), low) or fits(unit.pinyin.lower(), low)
            )
            if found:
                return found
        return ()

    def one(self, typed: str) -> UnitName:
        """The one unit that `typed` means; refuses an unknown or ambiguous name and says so."""
        found = self.candidates(typed)
        if len(found) == 1:
            return found[0]
        if not found:
            raise UnknownUnits([typed])
        shown = "、".join(unit.label for unit in found[:SHOWN]) + ("等" if len(found) > SHOWN else "")
        raise Refusal(f"“{typed}”可能是{shown}。", "请写全名或简称。")

    def ids_of_text(self, text: str) -> list[int]:
        """Ids of the units named in a cell, in order; refuses at the first name that is unknown or ambiguous."""
        return list(dict.fromkeys(self.one(name).id for name in self._pieces(text)))

    def unknown_in(self, text: str) -> list[str]:
        """The names in a cell that no unit bears."""
        return [name for name in dict.fromkeys(self._pieces(text)) if not self.candidates(name)]

    def __iter__(self) -> Iterator[UnitName]:
        return iter(self._units)

    def _pieces(self, text: str) -> Iterator[str]:
        """Names by 、 first; a blank parts names too, unless it only spaces one name out (市 商务局)."""
        for part in _SEPARATORS.split(text):
            joined = _SPACES.sub("", part)
            if joined in self._exact:
                yield joined
            else:
                yield from (piece for piece in _SPACES.split(part) if piece)
