"""Everything of the round in hand, read at once: the views ask here, none of them asks the database for itself."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from models.appraisal import queries
from models.appraisal.rows import (
    CriterionRow,
    EntryRow,
    ExemptionRow,
    ObjectionRow,
    PartRow,
    RosterRow,
    RoundResult,
    RoundRow,
    SchemeDetails,
    UnitResult,
)
from models.appraisal.rules.figures import fixed, half_up, short
from models.appraisal.rules.kinds import ZERO
from models.appraisal.rules.limits import why_round_closed
from models.appraisal.rules.slots import Slot, Typing, main_slot, slots_of
from models.appraisal.scoring import by_hand
from models.appraisal.terms import EntryState, RoundState, Start
from models.errors import Refusal
from ui.store import Store

Cell = tuple[int, int]  # unit id, criterion id
NONE = "—"
UNTOLD = "未记"
"""Behind the 0 of an item that starts from zero and for which nothing is entered."""


class RoundBook:
    """A round with its scheme, roster, entries and result; looked up by unit and criterion."""

    def __init__(self, store: Store, row: RoundRow) -> None:
        self.row = row
        scheme = store.read(queries.scheme, scheme_id=row.scheme_id)
        assert scheme is not None
        self.scheme: SchemeDetails = scheme
        self.criteria: tuple[CriterionRow, ...]
        self.roster: tuple[RosterRow, ...]
        self.parts: tuple[PartRow, ...]
        self.exemptions: tuple[ExemptionRow, ...]
        self.entries: tuple[EntryRow, ...]
        if row.state is RoundState.TRIAL:
            self._read_live(store)
        else:
            self._read_frozen(store)
        self.objections: tuple[ObjectionRow, ...] = store.read(queries.objections, round_id=row.id)
        self.result: RoundResult = store.read(queries.result, round_id=row.id)
        self.by_id = {one.id: one for one in self.criteria}
        self.members = {one.unit_id: one for one in self.roster}
        self.items = tuple(one for one in self.criteria if not one.children)
        self.results: dict[int, UnitResult] = {one.unit_id: one for group in self.result.groups for one in group.units}
        self._entries: dict[Cell, list[EntryRow]] = {}
        for entry in self.entries:
            if entry.state is EntryState.ACCEPTED:
                self._entries.setdefault((entry.unit_id, entry.criterion_id), []).append(entry)
        self._by_unit: dict[int, list[EntryRow]] = {}
        for (unit_id, _), found in self._entries.items():
            self._by_unit.setdefault(unit_id, []).extend(found)
        self._exempt = {(one.unit_id, one.criterion_id): one for one in self.exemptions if one.criterion_id is not None}
        self._slots: dict[int, tuple[Slot, ...]] = {}

    def _read_live(self, store: Store) -> None:
        self.criteria = store.read(queries.criteria_of_round, round_id=self.row.id, scheme_id=self.row.scheme_id)
        self.roster = store.read(queries.roster, round_id=self.row.id)
        self.parts = store.read(queries.parts, round_id=self.row.id)
        self.exemptions = store.read(queries.exemptions, round_id=self.row.id)
        self.entries = store.read(queries.entries, round_id=self.row.id)

    def _read_frozen(self, store: Store) -> None:
        """What stood when it was posted, whatever was renamed since."""
        basis = store.read(queries.ground, round_id=self.row.id)
        self.criteria, self.roster, self.parts = tuple(basis.criteria), tuple(basis.roster), tuple(basis.parts)
        self.exemptions = tuple(basis.exemptions)
        refused = store.read(queries.entries, round_id=self.row.id, state=EntryState.REFUSED)
        self.entries = tuple(sorted((*basis.entries, *refused), key=lambda one: one.id))

    # ---- what can be done -------------------------------------------------------------------------------------

    @property
    def closed(self) -> Refusal | None:
        """Why nothing can be entered any more; None while the round is on trial."""
        return why_round_closed(self.row.state)

    @property
    def digits(self) -> int:
        return self.scheme.digits

    # ---- units and items --------------------------------------------------------------------------------------

    def name_of(self, unit_id: int) -> str:
        """The unit's name in this round."""
        member = self.members.get(unit_id)
        return member.name if member is not None else ""

    def applies(self, unit_id: int, item: CriterionRow) -> bool:
        """Whether the item is one of the unit's."""
        if not item.group_ids and not item.unit_ids:
            return True
        member = self.members.get(unit_id)
        return unit_id in item.unit_ids or (member is not None and member.group_id in item.group_ids)

    def units_of(self, item: CriterionRow) -> list[RosterRow]:
        """The units that are checked and that the item applies to."""
        return [one for one in self.roster if one.is_checked and self.applies(one.unit_id, item)]

    def exemption(self, unit_id: int, criterion_id: int) -> ExemptionRow | None:
        """Why an item does not apply to a unit in this round."""
        return self._exempt.get((unit_id, criterion_id))

    def slots(self, item: CriterionRow) -> tuple[Slot, ...]:
        """What can be typed for an item."""
        if item.id not in self._slots:
            self._slots[item.id] = slots_of(item.rule or by_hand(item.points or ZERO))
        return self._slots[item.id]

    def main(self, item: CriterionRow) -> Slot | None:
        """Where a number typed into the item's cell goes."""
        return main_slot(self.slots(item))

    def parts_of(self, item: CriterionRow) -> tuple[PartRow, ...]:
        """The sub-rounds of the item's component."""
        component = self.component_of(item)
        return tuple(one for one in self.parts if one.component_id == component)

    def component_of(self, item: CriterionRow) -> int | None:
        """The component of an item: its own, or that of what it stands under."""
        seen: CriterionRow | None = item
        while seen is not None:
            if seen.component_id is not None:
                return seen.component_id
            seen = self.by_id.get(seen.parent_id) if seen.parent_id is not None else None
        return None

    # ---- figures ----------------------------------------------------------------------------------------------

    def entries_of(self, unit_id: int, criterion_id: int, part: int | None = None) -> Sequence[EntryRow]:
        """The entries that count in a cell (of one part of the rule)."""
        found = self._entries.get((unit_id, criterion_id), [])
        return found if part is None else [one for one in found if one.part == part]

    def entries_of_unit(self, unit_id: int) -> int:
        """How many entries count for a unit."""
        return len(self._by_unit.get(unit_id, ()))

    def lost_of(self, unit_id: int) -> Fraction:
        """What a unit lost by counted deductions before caps."""
        own = self._by_unit.get(unit_id, ())
        return sum((-one.points for one in own if one.points is not None and one.points < 0), ZERO)

    def score_of(self, unit_id: int, criterion_id: int) -> Fraction | None:
        """The score of an item; None: not counted."""
        unit = self.results.get(unit_id)
        if unit is None or (unit_id, criterion_id) in self._exempt:
            return None
        item = unit.items.get(criterion_id)
        return item.score if item is not None else None

    def cell_words(self, unit_id: int, criterion_id: int) -> str:
        """An item's score, with what it adds as a bonus: 8.5, 0 +2."""
        words = self.item_words(self.score_of(unit_id, criterion_id))
        unit = self.results.get(unit_id)
        item = unit.items.get(criterion_id) if unit is not None else None
        if item is not None and item.bonus:
            return f"{words} {'+' if item.bonus > 0 else ''}{short(item.bonus)}"
        if not self.is_told(unit_id, criterion_id) and item is not None and item.score is not None:
            return f"{words} {UNTOLD}"
        return words

    def is_told(self, unit_id: int, criterion_id: int) -> bool:
        """Whether anything stands behind a score: an item that starts from zero has none before something is entered;
        one that starts with its full mark has it until something is found."""
        rule = self.by_id[criterion_id].rule
        return (rule is not None and rule.start is Start.FULL) or bool(self.entries_of(unit_id, criterion_id))

    def lost_share(self, unit_id: int, item: CriterionRow) -> float:
        """What part of its points an item lost, 0–1; nothing while nothing is entered."""
        return share_lost(self.score_of(unit_id, item.id), item.points) if self.is_told(unit_id, item.id) else 0.0

    def score_words(self, score: Fraction | None) -> str:
        """A total with all its digits."""
        return NONE if score is None else fixed(score, self.digits)

    def item_words(self, score: Fraction | None) -> str:
        """An item's score, as short as it can be said."""
        return NONE if score is None else _short(score, max(self.digits, 2))

    def typed_words(
        self, unit_id: int, criterion_id: int, slot: Slot, *, scorer: str | None = None, round_part: int | None = None
    ) -> str:
        """What stands in a cell as it was typed: how often, the value, the mark of a scorer (None: of all)."""
        found = [
            one
            for one in self.entries_of(unit_id, criterion_id, slot.part)
            if one.round_part_id == round_part and (scorer is None or one.scorer == scorer)
        ]
        if not found:
            return ""
        if not slot.is_single:
            return "是" if slot.typing is Typing.FACT else short(sum((one.amount for one in found), ZERO))
        if scorer is not None or slot.typing is not Typing.MARK:
            return slot.said(found[-1].amount)
        return "、".join(dict.fromkeys(slot.said(one.amount) for one in found))

    def scorers_of(self, criterion_id: int) -> tuple[str, ...]:
        """Who gave marks for an item, in the order of their first mark."""
        return tuple(dict.fromkeys(one.scorer for one in self.entries if one.criterion_id == criterion_id))

    def all_scorers(self) -> tuple[str, ...]:
        """Everyone who gave marks in this round."""
        return tuple(dict.fromkeys(one.scorer for one in self.entries if one.scorer))


@lru_cache(maxsize=10_000)
def _short(score: Fraction, digits: int) -> str:
    return short(half_up(score, digits))


def share_lost(score: Fraction | None, points: Fraction | None) -> float:
    """What part of its points an item lost, 0–1."""
    if score is None or not points or points <= 0:
        return 0.0
    return min(1.0, max(0.0, float(1 - score / points)))
