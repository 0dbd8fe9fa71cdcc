"""Lines that were read, into a new standard or one that is there: all that are handed over, or none and why."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from models.blocks import Block
from models.errors import Refusal
from models.records import fetch, fetch_all, siblings, write_order
from models.standard.actions.indicators import blank_indicator, fill_indicator
from models.standard.actions.standards import create_standard
from models.standard.importing.matching import ImportRow, LineState, propose
from models.standard.importing.reading import read_block
from models.standard.rules import why_number_taken
from models.standard.tables import Indicator, Standard
from models.trees import reordered


@dataclass(frozen=True, slots=True)
class LinesTaken:
    """The standard written to, how many lines were added and changed, the new rows on top."""

    standard_id: int
    added: int = 0
    changed: int = 0
    tops: tuple[int, ...] = ()

    @property
    def words(self) -> str:
        parts = [(self.added, "新增 {} 行"), (self.changed, "更改 {} 行")]
        return "，".join(words.format(count) for count, words in parts if count) or "没有改动"


def import_standard(
    session: Session, *, name: str, rows: Sequence[ImportRow], issue: str = "", note: str = ""
) -> LinesTaken:
    """A new standard with the lines handed over (of `propose` without a standard)."""
    if not rows:
        raise Refusal("没有要写入的指标。", "请至少选一行。")
    standard_id = create_standard(session, name=name, issue=issue, note=note)
    return _Writing(session, standard_id, None).take(rows)


def import_lines(session: Session, *, standard_id: int, rows: Sequence[ImportRow]) -> LinesTaken:
    """The lines handed over into a standard (of `propose` with its rows): new rows come behind the line in front of
    them, changed ones stay where they are, others are left alone."""
    fetch(session, Standard, standard_id)
    if not rows:
        raise Refusal("没有要写入的指标。", "请至少选一行。")
    return _Writing(session, standard_id, None).take(rows)


def paste_indicators(
    session: Session, *, standard_id: int, block: Block, parent_id: int | None = None, after_id: int | None = None
) -> LinesTaken:
    """New indicators from a pasted block, below `parent_id`, after a sibling or last."""
    fetch(session, Standard, standard_id)
    (sheet,) = read_block(block).sheets
    return _Writing(session, standard_id, parent_id, after_id).take(propose(sheet.lines))


class _Writing:
    """One run over the lines; a line whose heading was left out hangs under the next one above that was not."""

    def __init__(self, session: Session, standard_id: int, parent_id: int | None, after_id: int | None = None) -> None:
        self._session, self._standard_id, self._parent_id = session, standard_id, parent_id
        self._after: dict[int | None, int | None] = {parent_id: after_id}
        self._listed: dict[int | None, list[Indicator]] = {}
        self._order: dict[int | None, list[int]] = {}
        self._first_known: dict[int | None, int] = {}
        self._numbered: list[tuple[ImportRow, Indicator]] = []  # whose numbers are new

    def take(self, rows: Sequence[ImportRow]) -> LinesTaken:
        known = fetch_all(self._session, Indicator, [row.indicator_id for row in rows if row.indicator_id is not None])
        if any(row.standard_id != self._standard_id for row in known.values()):
            raise Refusal("预览之后换了标准。", "请重新预览再写入。")
        for indicator in known.values():
            self._first_known.setdefault(indicator.parent_id, indicator.id)
        ids: dict[int, int] = {}
        added = changed = 0
        tops: list[int] = []
        for row in rows:
            try:
                if row.state is LineState.WRONG:
                    raise Refusal(
                        "；".join(row.line.problems).rstrip("。；") + "。", "请在表里改好再读，或不导入这一行。"
                    )
                if row.indicator_id is not None:
                    ids[row.id] = row.indicator_id
                    changed += self._change(row, known[row.indicator_id])
                    continue
                made = self._add(row, next((ids[one] for one in row.above if one in ids), self._parent_id))
            except Refusal as refusal:
                raise _at(row, refusal) from None
            ids[row.id] = made.id
            added += 1
            if made.parent_id == self._parent_id:
                tops.append(made.id)
        self._check_numbers()
        for parent, order in self._order.items():
            write_order(self._listed[parent], order)
        self._session.flush()
        return LinesTaken(self._standard_id, added, changed, tuple(tops))

    def _change(self, row: ImportRow, indicator: Indicator) -> bool:
        self._beside(indicator.parent_id)
        self._after[indicator.parent_id] = indicator.id
        values: dict[str, Any] = dict(row.values or {})
        if values.get("no", indicator.no) != indicator.no:
            self._numbered.append((row, indicator))
        fill_indicator(indicator, values)
        return bool(values)

    def _add(self, row: ImportRow, parent_id: int | None) -> Indicator:
        listed = self._beside(parent_id)
        made = blank_indicator(self._standard_id, parent_id, 0)
        fill_indicator(made, dict(row.values or {}))
        self._session.add(made)
        self._numbered.append((row, made))
        listed.append(made)
        order, after = self._order[parent_id], self._after.get(parent_id)
        if order and order[-1] == after:
            order.append(made.id)
        else:
            before = order[order.index(after) + 1] if after in order else self._first_known.get(parent_id)
            self._order[parent_id] = reordered(order, [made.id], before)
        self._after[parent_id] = made.id
        return made

    def _check_numbers(self) -> None:
        """Once all are written: lines of a file may pass their numbers on to one another."""
        counts = {parent: Counter(one.no for one in listed) for parent, listed in self._listed.items()}
        for row, indicator in self._numbered:
            if counts[indicator.parent_id][indicator.no] > 1:
                refusal = why_number_taken(indicator.no, (indicator.no,))
                if refusal is not None:
                    raise _at(row, refusal)

    def _beside(self, parent_id: int | None) -> list[Indicator]:
        if parent_id not in self._listed:
            with self._session.no_autoflush:
                found = siblings(self._session, Indicator, standard_id=self._standard_id, parent_id=parent_id)
            self._listed[parent_id] = found
            self._order[parent_id] = [row.id for row in found]
        return self._listed[parent_id]


def _at(row: ImportRow, refusal: Refusal) -> Refusal:
    """The refusal with the line it is about in front."""
    title = f"（{row.line.name[:20]}）" if row.line.name else ""
    return Refusal(f"{row.line.place}{title}：{refusal.sentence}", refusal.next_step)
