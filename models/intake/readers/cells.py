"""What all readers of tables share: the gathered reading, the setting of a document, rows and their texts."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from models.intake.characters import squeezed
from models.intake.draft import Cell, Contact, Criterion, Phase, Problem, ReadTable, Seat, Target, Task
from models.intake.fields.known import NOBODY, KnownUnits
from models.intake.fields.labels import Label, Piece, pieces_of
from models.intake.fields.responsibility import Responsibility, of_pieces
from models.intake.readers.columns import Column
from models.intake.readers.forms import Heads
from models.intake.source import Table
from models.task.deadlines import Due, parse_deadline

SUM = re.compile(r"(?:合计|小计|总计|共计|总分)(?:分值?|数)?[：:]?")
MOST_ROWS = 200  # rows that one item may take; more are no form, and joining them would take for ever
NOTHING_THERE = frozenset(("", "/", "—", "-", "－", "——", "无", "\\", "--", "－－"))
DITTO = frozenset(("同上", "〃", "″", "同前", '"', "”"))
_GROUP_NUMBER = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.．]?")
_NARROW = 12
_SHORT = 300  # longer texts are not kept: they hardly come twice
TOLD_BY_CONTENTS = "“{}”这一列的含义是从内容推出来的，请核对。"


@dataclass(slots=True)
class TableReading:
    """What the tables of a document hold."""

    tasks: list[Task] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    phases: list[Phase] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    criteria: list[Criterion] = field(default_factory=list)
    tables: list[ReadTable] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Setting:
    """What the document around its tables tells: its group, its years, who leads, pictures by sheet and row."""

    group: str = ""
    years: tuple[int, ...] = ()
    first_leads: bool = False
    known: KnownUnits = NOBODY
    first_key: int = 0
    first_criterion: int = 0
    pictures: Mapping[tuple[str, int], tuple[str, ...]] = field(default_factory=dict)

    def due(self, words: str) -> Due:
        """What the words of a deadline say in this document."""
        return due_of(words, self.years)


@lru_cache(maxsize=4096)
def due_of(words: str, years: tuple[int, ...]) -> Due:
    """What the words of a deadline say in a paper of these years; the same words stand in many rows."""
    return parse_deadline(words, year=years[0] if len(years) == 1 else None, years=years)


@lru_cache(maxsize=8192)
def _said(label: Label, text: str, known: KnownUnits) -> Responsibility:
    """What a cell says under its heading; labels in the cell itself (牵头单位：A 配合单位：B) go before the heading."""
    before, pieces = pieces_of(text) if "：" in text or ":" in text else (text, ())
    if before.strip():
        pieces = (Piece(label, before.strip(), 0, 0), *pieces)
    return of_pieces(pieces, known)


def said_in(table: Table, heads: Heads, row: int, known: KnownUnits) -> Responsibility:
    """What the label columns of a row say about who carries it and by when."""
    found = Responsibility(known=known)
    texts = table.rows[row]
    for at, label in heads.labels.items():
        text = texts[at].strip()
        if text in NOTHING_THERE or text in DITTO:
            continue
        said = (_said if len(text) <= _SHORT else _said.__wrapped__)(label, text, known)
        if found.units and said.units:
            found.add(said)
            continue
        found.units += said.units
        found.people += said.people
        found.deadlines += said.deadlines
        found.warnings += said.warnings
        found.doubts += said.doubts
    return found


def data_rows(table: Table, heads: Heads) -> Iterator[int]:
    """Rows below the headings in which more than a number stands."""
    number = heads.one(Column.NO)
    for index in range(heads.last + 1, len(table.rows)):
        row = table.rows[index]
        if any(text and at != number and not text.isspace() for at, text in enumerate(row)):
            yield index
        elif number is not None and len(row[number]) > 2 and not row[number].strip().isdigit():
            yield index  # a group written into the first column


def lone_text(table: Table, row: int, number: int | None = None) -> str:
    """The only text of a row: a group, a total, a remark across the table; empty for a row of several cells.

    A Chinese numeral in the column of numbers is the number of a group: 一 | 市容环境 is 一、市容环境.
    """
    texts = table.rows[row]
    found, first = "", 0
    for at, text in enumerate(texts):
        if text and text != found and not text.isspace() and at != number:
            if found:
                return ""
            found, first = text, at
    if found and (len(texts) <= 2 or (first > 1 and texts.count(found) == 1)):
        return ""  # alone far from the left it says more about the row above
    own = texts[number].strip() if number is not None else ""
    if not own or own == found:
        return found.strip()
    if not found:
        return own
    return f"{own.rstrip('、.．')}、{found.strip()}" if _GROUP_NUMBER.fullmatch(own) else ""


def text_at(table: Table, row: int, column: int | None) -> str:
    """The text of a place without blanks; empty without a column."""
    return squeezed(table.rows[row][column]) if column is not None else ""


def unwrapped(text: str) -> str:
    """A text in lines without blanks around them; lines that only a narrow column broke (市⏎容⏎环⏎境) are joined."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) < 2:
        return "".join(lines)
    widths = [len(line) for line in lines]
    upright = max(widths) <= 2
    full = widths[:-1]
    broken = max(full) <= _NARROW and max(full) - min(full) <= 1 and widths[-1] < min(full)
    ended = any(line[-1] in "。；;：:、，" or line[0].isdigit() for line in lines)
    return "".join(lines) if upright or (broken and not ended) else "\n".join(lines)


def continues(table: Table, row: int, column: int | None) -> bool:
    """Whether a place only continues the merged cell above it."""
    return (
        column is not None
        and 0 < row < len(table.rows)
        and (row, column) in table.merged
        and table.rows[row][column] == table.rows[row - 1][column]
    )


def end_of(table: Table, row: int, column: int | None) -> int:
    """The last row that the merged cell at a place reaches."""
    while row + 1 < len(table.rows) and continues(table, row + 1, column):
        row += 1
    return row


def is_sum(table: Table, row: int) -> bool:
    """Whether a row adds up: 合计, 小计 in one of its first cells."""
    for text in table.rows[row][:4]:
        plain = squeezed(text)
        if plain and SUM.fullmatch(plain):
            return True
    return False


def doubts_of_columns(heads: Heads, fields: Mapping[Column, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(doubts, names of fields) about columns that only their contents tell; `fields` are those of the items."""
    doubts: list[str] = []
    unsure: list[str] = []
    for at in sorted(heads.unsure):
        meaning = heads.meanings[at]
        name = field_of_label(meaning.label) if meaning.label is not None else fields.get(meaning.column, "")
        if name:
            doubts.append(TOLD_BY_CONTENTS.format(heads.words[at] or f"第{at + 1}列"))
            unsure.append(name)
    return tuple(doubts), tuple(dict.fromkeys(unsure))


def field_of_label(label: Label) -> str:
    """The field that a label column fills."""
    return {"units": "units", "people": "people", "time": "deadline"}[label.about.value]
