"""Units as contact lists name them: by full or short name at once, by alias or former name with a remark."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models.org.contact_entries import Pin
from models.org.queries.rows import UnitName
from models.org.rules import clean_name


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """The unit meant: its id and present name, or (`is_new`) the name of one to be added, or neither."""

    unit_id: int | None
    name: str
    is_new: bool = False
    remarks: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def key(self) -> object:
        """What entries of one unit agree in."""
        return self.unit_id if self.unit_id is not None else self.name


class Units:
    """The dictionary of units on a day."""

    def __init__(self, units: Iterable[UnitName], day: date) -> None:
        self._rows = {unit.id: unit for unit in units}
        self._day = day
        self._names: dict[str, set[int]] = defaultdict(set)
        for unit in self._rows.values():
            for name in unit.all_names:
                self._names[name].add(unit.id)
        for unit in self._rows.values():
            if self._is_in_use(unit):
                self._names[unit.name] = {unit.id}

    def match(self, text: str, pin: Pin) -> UnitMatch:
        """The unit that a text names, or the one the clerk decided on."""
        name = clean_name(text)
        if pin.unit_id is not None and pin.unit_id in self._rows:
            return UnitMatch(pin.unit_id, self._rows[pin.unit_id].name)
        if not name:
            return UnitMatch(None, "", doubts=("没有写单位。",))
        found = sorted(self._names.get(name, ()))
        if pin.new_unit and not found:
            return UnitMatch(None, name, is_new=True)
        if not found:
            return UnitMatch(None, name, doubts=(f"没有叫“{name}”的单位。",))
        if len(found) > 1:
            several = "、".join(self._rows[unit_id].name for unit_id in found[:4])
            return UnitMatch(None, name, doubts=(f"“{name}”可能是{several}。",))
        return self._found(self._rows[found[0]], name)

    def _found(self, unit: UnitName, name: str) -> UnitMatch:
        if not self._is_in_use(unit):
            heir = self._rows.get(unit.successor_id) if unit.successor_id is not None else None
            if heir is None:
                return UnitMatch(unit.id, unit.name, doubts=(f"“{unit.name}”已停用。",))
            return UnitMatch(heir.id, heir.name, doubts=(f"“{unit.name}”已并入“{heir.name}”，记在那里吗？",))
        if name in (unit.name, unit.short_name):
            return UnitMatch(unit.id, unit.name)
        how = "原名" if name in unit.former else "别名"
        return UnitMatch(unit.id, unit.name, remarks=(f"“{name}”是“{unit.name}”的{how}。",))

    def _is_in_use(self, unit: UnitName) -> bool:
        return unit.valid_to is None or self._day < unit.valid_to

    def same_post(self, unit_id: int | None, first: str, second: str) -> bool:
        """Whether two posts say the same, with or without the name of the unit in front."""
        unit = self._rows.get(unit_id) if unit_id is not None else None
        names = sorted(unit.all_names, key=len, reverse=True) if unit is not None else []

        def bare(post: str) -> str:
            tidy = clean_name(post)
            return next((tidy.removeprefix(name) for name in names if tidy.startswith(name)), tidy)

        return bare(first) == bare(second)
