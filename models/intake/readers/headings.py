"""Where the headings of a table stand (one to three rows, merged or not), and the words that head each column."""

import hashlib
from collections.abc import Sequence

from models.intake.characters import squeezed
from models.intake.readers.columns import column_of, plain_heading
from models.intake.source import Table

_MOST_LEVELS = 4
_LONGEST = 24


def own_places(table: Table, row: int) -> list[int]:
    """Columns of a row in which text stands that does not only continue a merged cell."""
    merged = table.merged
    return [at for at, text in enumerate(table.rows[row]) if text and (row, at) not in merged and not text.isspace()]


def heading_rows(table: Table, start: int, stop: int) -> tuple[int, int] | None:
    """(first, last) row of the headings that begin at or below `start`; None when no row reads like headings."""
    for row in range(start, stop):
        if is_heading_row(table, row):
            first = _first_level(table, row, start)
            return first, _last_level(table, first, max(row, _merged_down(table, row)), stop)
    return None


def is_heading_row(table: Table, row: int) -> bool:
    """Whether at least two cells of a row, and half of those that are filled, are words of headings."""
    own = own_places(table, row)
    if len(own) < 2:
        return False
    texts = table.rows[row]
    known = {texts[at] for at in own if len(texts[at]) <= 40 and column_of(texts[at]) is not None}
    if len(known) < 2 or len(known) * 2 < len({texts[at] for at in own}):
        return False
    if len(own) >= 4 and len(own) % 2 == 0 and all(texts[at] in known for at in own[::2]):
        return any(texts[at] in known for at in own[1::2])  # 姓名 | 何越 | 职务 | 科长: a card, no row of headings
    return all(len(squeezed(texts[at])) <= 40 for at in own)


def plain_heads(table: Table, start: int, stop: int) -> tuple[int, int] | None:
    """The first row that could be headings though its words are unknown: short words over rows of cells."""
    for row in range(start, min(stop - 1, start + 12)):
        own = own_places(table, row)
        texts = [squeezed(table.rows[row][at]).rstrip("：:") for at in own]
        width = len(table.rows[row])
        if len(own) < 3 or len(set(texts)) < len(texts) or len(own) * 10 < width * 6:
            continue
        wordy = all(len(text) <= _LONGEST and not any(char.isdigit() for char in text) for text in texts)
        if wordy and not any(char in "。；：" for text in texts for char in text) and _filled_below(table, row, stop):
            return row, row
        return None
    return None


def _filled_below(table: Table, row: int, stop: int) -> bool:
    return any(len(own_places(table, below)) >= 2 for below in range(row + 1, min(stop, row + 4)))


def _merged_down(table: Table, row: int) -> int:
    """The last row that merged headings of this row reach."""
    last = row
    while last + 1 < len(table.rows) and last - row < _MOST_LEVELS - 1 and _covered(table, last + 1, row):
        last += 1
    return last


def _covered(table: Table, row: int, top: int) -> bool:
    """Whether a cell of this row continues one of the row above downwards, as headings merged over two rows do."""
    merged, above, texts = table.merged, table.rows[top], table.rows[row]
    return any(text and (row, at) in merged and text == above[at] for at, text in enumerate(texts))


def _first_level(table: Table, row: int, start: int) -> int:
    """The row where headings begin that are found in `row`: merged cells may reach down into it."""
    first = row
    while first > start and _covered(table, first, first - 1) and len(own_places(table, first - 1)) >= 2:
        first -= 1
    return first


def _last_level(table: Table, first: int, last: int, stop: int) -> int:
    """Headings go on below: where the row above spans columns, its parts stand in the row below, and nothing else."""
    while last + 1 < stop and last - first < _MOST_LEVELS - 1:
        wide = {
            at
            for at, text in enumerate(table.rows[last])
            if text
            and (
                ((last, at) in table.merged and at and table.rows[last][at - 1] == text)
                or (at + 1 < len(table.rows[last]) and (last, at + 1) in table.merged and _beside(table, last, at))
            )
        }
        below = own_places(table, last + 1)
        texts = [squeezed(table.rows[last + 1][at]) for at in below]
        fits = bool(below) and all(at in wide for at in below) and all(len(text) <= _LONGEST for text in texts)
        if not (fits and wide and len(set(texts)) > 1):
            break
        last = max(last + 1, _merged_down(table, last + 1) if _covered(table, last + 1, last) else last + 1)
    return _also_known(table, last, stop)


def _beside(table: Table, row: int, at: int) -> bool:
    return table.rows[row][at + 1] == table.rows[row][at]


def _also_known(table: Table, last: int, stop: int) -> int:
    """A second row of nothing but headings, without merged cells to tell it: 牵头单位 | 配合单位 under 责任分工."""
    row = last + 1
    if row >= stop or not is_heading_row(table, row):
        return last
    own = own_places(table, row)
    texts = table.rows[row]
    fresh = [at for at in own if plain_heading(texts[at]) != plain_heading(table.rows[last][at])]
    known = [at for at in fresh if column_of(texts[at]) is not None]
    if len(known) < 2 or len(known) < len(own) or len(fresh) < len(own):
        return last
    empty_above = any(not squeezed(table.rows[last][at]) for at in own)
    repeated_above = any(table.rows[last][at] == table.rows[last][at - 1] for at in own if at)
    return row if empty_above or repeated_above else last


def levels_over(table: Table, first: int, last: int) -> tuple[tuple[str, ...], ...]:
    """The words that head each column, from above: (责任单位, 牵头)."""
    width = len(table.rows[first]) if table.rows else 0
    found: list[tuple[str, ...]] = []
    for at in range(width):
        levels: list[str] = []
        for row in range(first, last + 1):
            text = squeezed(table.rows[row][at])
            if text and (not levels or levels[-1] != text):
                levels.append(text)
        found.append(tuple(levels))
    return tuple(found)


def layout_of(headings: Sequence[str]) -> str:
    """The digest of a form: of its headings, whatever their padding, breaks and widths."""
    words = "|".join(plain_heading(heading).casefold() for heading in headings if heading)
    return hashlib.sha256(words.encode()).hexdigest()[:32]
