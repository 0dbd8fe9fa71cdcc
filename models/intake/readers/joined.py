"""Tables put right before they are read: those that run on without headings, cards of one task turned into a row, the
lines of text over them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from models.intake.readers.columns import column_of, label_for, plain_heading
from models.intake.readers.headings import heading_rows, is_heading_row
from models.intake.source import Paragraph, Table

_LONGEST_LINE, _LONGEST_CARD = 40, 40
_SENTENCE = re.compile(r"[。；，,;]|[：:]$")
_NEAR = 2  # at most a blank paragraph between two parts of one table


def joined(parts: Sequence[Table]) -> list[Table]:
    """Tables of a text; one without headings goes on with the one before it when it has as many columns."""
    found: list[Table] = []
    for part in parts:
        card = turned(part)
        if card is not None:
            found.append(card)
        elif found and _goes_on(found[-1], part):
            found[-1] = _with(found[-1], part)
        else:
            found.append(part)
    return found


def captioned(tables: Sequence[Table], paragraphs: Sequence[Paragraph]) -> list[Table]:
    """Tables with the line of text right over them (附件2：问题整改台账) as the line above."""
    found: list[Table] = []
    for table in tables:
        line = "" if table.above or table.at else _line_over(table, paragraphs)
        found.append(replace(table, above=(line,)) if line else table)
    return found


def _line_over(table: Table, paragraphs: Sequence[Paragraph]) -> str:
    for number in range(table.first - 1, max(0, table.first - 1 - _NEAR), -1):
        paragraph = paragraphs[number - 1] if number <= len(paragraphs) else None
        if paragraph is None or paragraph.cell is not None:
            return ""
        text = paragraph.full.strip()
        if text:
            return text if len(text) <= _LONGEST_LINE and not _SENTENCE.search(text) else ""
    return ""


def _goes_on(above: Table, part: Table) -> bool:
    if len(above.rows[0]) != len(part.rows[0]) or part.above or part.first - above.last > _NEAR or not part.first:
        return False
    return heading_rows(part, 0, min(3, len(part.rows))) is None and heading_rows(above, 0, 1) is not None


def _with(above: Table, part: Table) -> Table:
    shift = len(above.rows)
    return replace(
        above,
        rows=above.rows + part.rows,
        numbers=above.numbers + part.numbers,
        merged=above.merged | {(row + shift, column) for row, column in part.merged},
        last=part.last,
        at=above.at + part.at,
        below=above.below + part.below,
    )


def turned(table: Table) -> Table | None:
    """A card (任务名称 | …, 牵头单位 | … below each other) as a table of one row; None for any other table."""
    if len(table.rows) > _LONGEST_CARD or not table.rows or is_heading_row(table, 0):
        return None
    pairs: list[tuple[int, int, str, str]] = []
    rows = 0
    for row, texts in enumerate(table.rows):
        cells = [(at, text) for at, text in enumerate(texts) if text.strip() and (row, at) not in table.merged]
        if not cells:
            continue
        rows += 1
        if len(cells) % 2 or len(cells) > 4:
            continue
        for (at, head), (_, value) in zip(cells[::2], cells[1::2], strict=True):
            known = label_for(plain_heading(head)) is not None or column_of(head) is not None
            if known and column_of(value) is None:
                pairs.append((row, at, head, value))
    heads = [head for _, _, head, _ in pairs]
    labels = sum(1 for head in heads if label_for(plain_heading(head)) is not None)
    if len(pairs) < 3 or len(set(heads)) < len(heads) or not labels or len({row for row, *_ in pairs}) * 3 < rows * 2:
        return None
    first = pairs[0][0]
    return Table(
        (tuple(heads), tuple(value for *_, value in pairs)),
        (table.numbers[first],) * 2,
        first=table.first,
        last=table.last,
        sheet=table.sheet,
        at=(table.at[first],) * 2 if table.at else (),
        columns=tuple(table.columns[at] for _, at, *_ in pairs) if table.columns else (),
        above=table.above,
        below=table.below,
    )
