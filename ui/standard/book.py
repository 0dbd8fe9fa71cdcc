"""What the page has read: standards, all their indicators, coverage, and what names typed into a cell can mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from models.errors import Refusal
from models.standard import queries
from models.standard.queries import CoverageRow, IndicatorRow, StandardRow
from models.standard.queries.board import board
from ui.store import Store
from ui.tables.editors import Option, matches

FITTING = 4


@dataclass(frozen=True)
class Book:
    """The standards with the indicators of all, served by the tasks of the campaign in hand."""

    standards: tuple[StandardRow, ...] = ()
    rows: tuple[IndicatorRow, ...] = ()
    coverage: tuple[CoverageRow, ...] = ()
    tasks: tuple[Option, ...] = ()

    @cached_property
    def by_id(self) -> dict[int, IndicatorRow]:
        return {row.id: row for row in self.rows}

    @cached_property
    def indicators(self) -> tuple[Option, ...]:
        """Every indicator as a choice."""
        return told_apart(
            [Option(row.id, row.title, (row.name, row.pinyin, row.no), row.standard) for row in self.rows]
        )

    def standard(self, standard_id: object) -> StandardRow | None:
        return next((row for row in self.standards if row.id == standard_id), None)

    def rows_of(self, standard_id: object) -> tuple[IndicatorRow, ...]:
        """The indicators of a standard in tree order."""
        return tuple(row for row in self.rows if row.standard_id == standard_id)

    def coverage_of(self, standard_id: object) -> CoverageRow | None:
        """The figures of a standard as a whole."""
        return next((row for row in self.coverage if row.is_whole and row.standard_id == standard_id), None)

    def others(self, row: IndicatorRow) -> tuple[Option, ...]:
        """Indicators of other standards that are not beside this one yet."""
        beside = {link.other_id for link in row.links}
        standard = row.standard_id
        return tuple(
            option
            for option in self.indicators
            if option.value not in beside and self.by_id[option.value].standard_id != standard
        )

    def free_tasks(self, row: IndicatorRow) -> tuple[Option, ...]:
        """Tasks that do not serve this indicator yet."""
        taken = {task.id for task in row.tasks}
        return tuple(option for option in self.tasks if option.value not in taken)

    def find_tasks(self, text: str) -> list[int]:
        """The tasks that a pasted cell names by their titles, parted by ； or by lines. Refusal names the unknown."""
        parts = [part.strip() for part in text.replace(";", "；").replace("\n", "；").split("；") if part.strip()]
        return [one_of(self.tasks, part, "任务") for part in parts]


def read_book(store: Store, campaign_id: int | None) -> Book:
    """Read all of it."""
    tasks = store.read(queries.task_choices, campaign_id=campaign_id) if campaign_id is not None else ()
    found = store.read(board, campaign_id=campaign_id)
    return Book(
        found.standards,
        found.rows,
        found.coverage,
        told_apart(
            [
                Option(task_id, title, (initials, no) if no else (initials,), above)
                for task_id, no, title, initials, above in tasks
            ]
        ),
    )


def told_apart(options: Sequence[Option]) -> tuple[Option, ...]:
    """Where several bear one name, what stands above them goes into it."""
    names = Counter(option.text for option in options)
    return tuple(
        replace(option, text=f"{option.text}（{option.hint}）") if names[option.text] > 1 and option.hint else option
        for option in options
    )


def one_of(options: Sequence[Option], text: str, what: str) -> int:
    """The one option that a text means: its whole name, else the only one that fits. Refusal when it is not sure."""
    fitting = matches(options, text, FITTING)
    exact = [option for option in fitting if option.text == text.strip()]
    found = exact or fitting
    if len(found) == 1:
        return int(found[0].value)
    if not found:
        raise Refusal(f"没有叫“{text.strip()[:30]}”的{what}。", "输入名称的一部分或拼音首字母，从提示里选。")
    names = "、".join(f"“{option.text[:16]}”" for option in found[:3])
    raise Refusal(f"“{text.strip()[:20]}”可能是{names}等多个{what}。", "请写全名称，或从提示里选。")
