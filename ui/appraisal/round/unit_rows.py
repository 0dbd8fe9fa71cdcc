"""Lines of a unit's score sheet: headings, items with their rules, what was entered for each under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.appraisal.rows import CriterionRow, EntryRow
from models.appraisal.rules.figures import short
from models.appraisal.rules.slots import Slot, Typing
from models.appraisal.rules.totals import Sum
from models.appraisal.rules.wording import rule_words
from ui.appraisal.round.book import RoundBook


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A heading, an item, a place to type at, or an entry (`entry`)."""

    id: str
    parent_id: str | None
    text: str
    words: str
    typed: str
    score: str
    points: str
    criterion_id: int
    slot: Slot | None = None
    round_part: int | None = None
    entry: EntryRow | None = None
    scorer: str = ""
    day: date | None = None
    is_heading: bool = False
    is_exempt: bool = False
    lost: float = 0.0

    @property
    def can_type(self) -> bool:
        return self.entry is not None or (self.slot is not None and not self.is_exempt)


def lines_of(book: RoundBook, unit_id: int, scorer: str) -> tuple[UnitLine, ...]:
    """The whole sheet of a unit in the order of the scheme; items that are not the unit's are left out."""
    sums = _sums(book, unit_id)
    mine = {one.id for one in book.items if book.applies(unit_id, one)}
    for one in reversed(book.criteria):
        if one.id in mine and one.parent_id is not None:
            mine.add(one.parent_id)
    found: list[UnitLine] = []
    for one in book.criteria:
        if one.id not in mine:
            continue
        above = f"c{one.parent_id}" if one.parent_id is not None else None
        title = f"{one.no} {one.name}".strip()
        if one.children:
            total = sums.get(one.id)
            score = book.item_words(total.score) if total is not None else ""
            found.append(
                UnitLine(f"c{one.id}", above, title, one.body, "", score, short(one.sum), one.id, is_heading=True)
            )
        else:
            found += _item(book, unit_id, one, above, title, scorer)
    return tuple(found)


def _item(
    book: RoundBook, unit_id: int, item: CriterionRow, above: str | None, title: str, scorer: str
) -> list[UnitLine]:
    key = f"c{item.id}"
    exemption = book.exemption(unit_id, item.id)
    points = short(item.points) if item.points is not None else ""
    words = item.rule_words or rule_words(item.rule, item.points)
    if exemption is not None:
        words = f"不适用：{exemption.reason}"
        return [UnitLine(key, above, title, words, "", "不计", points, item.id, is_exempt=True)]
    score = book.score_of(unit_id, item.id)
    slots, parts = book.slots(item), book.parts_of(item)
    alone = slots[0] if len(slots) == 1 and not parts else None
    lost = book.lost_share(unit_id, item)
    found = [
        UnitLine(
            key,
            above,
            title,
            words,
            _typed(book, unit_id, item.id, alone, scorer, None) if alone is not None else "",
            book.cell_words(unit_id, item.id)
            if score is not None
            else "待填"
            if any(s.is_single for s in slots)
            else "",
            points,
            item.id,
            alone,
            lost=lost,
        )
    ]
    entries = [one for one in book.entries_of(unit_id, item.id) if not _is_bare(one, slots)]
    if alone is not None:
        return found + [_entry(one, key, alone) for one in entries]
    for slot in slots:
        for part in parts or (None,):
            mark = f"s{item.id}.{slot.part}.{part.id if part is not None else 0}"
            name = slot.words if part is None else part.name if len(slots) == 1 else f"{part.name}：{slot.words}"
            where = part.id if part is not None else None
            typed = _typed(book, unit_id, item.id, slot, scorer, where)
            found.append(UnitLine(mark, key, name, "", typed, "", "", item.id, slot, where))
            own = [one for one in entries if one.part == slot.part and one.round_part_id == where]
            found += [_entry(one, mark, slot) for one in own]
    return found


def _is_bare(entry: EntryRow, slots: Sequence[Slot]) -> bool:
    """A value without anything to say beside it stands in the line of its item only."""
    slot = next((one for one in slots if one.part == entry.part), None)
    said = entry.reason or entry.scorer or entry.day or entry.source or entry.files
    return slot is not None and slot.is_single and not said


def _typed(book: RoundBook, unit_id: int, criterion_id: int, slot: Slot, scorer: str, part: int | None) -> str:
    whose = scorer if slot.typing is Typing.MARK and scorer else None
    return book.typed_words(unit_id, criterion_id, slot, scorer=whose, round_part=part)


def _entry(entry: EntryRow, above: str, slot: Slot) -> UnitLine:
    amount = slot.said(entry.amount)
    said = [slot.choices[entry.choice].name] if entry.choice < len(slot.choices) else []
    said += [slot.can_halve or "减半"] if entry.halved else []
    said += [entry.event] if entry.event else []
    points = f"{short(entry.points)}" if entry.points is not None else ""
    text = "、".join(said) or (entry.source and "来自" + entry.source) or "记分"
    return UnitLine(
        f"e{entry.id}",
        above,
        text,
        entry.reason,
        amount,
        points,
        "",
        entry.criterion_id,
        slot,
        entry.round_part_id,
        entry,
        entry.scorer,
        entry.day,
    )


def _sums(book: RoundBook, unit_id: int) -> dict[int, Sum]:
    found: dict[int, Sum] = {}
    unit = book.results.get(unit_id)

    def take(sums: Sequence[Sum]) -> None:
        for one in sums:
            found[one.id] = one
            take(one.below)

    for component in unit.total.components if unit is not None else ():
        take(component.below)
    return found
