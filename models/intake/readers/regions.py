"""Where the tables of a sheet or of a document's grid are: titles above, headings, rows, notes and sign-off below.

Hidden rows and columns are left out; tables below or beside each other come apart; headings repeated on later pages
and blank rows go away. Every table begins with its headings.
"""

import re
from dataclasses import dataclass, field

from models.intake.characters import squeezed
from models.intake.readers.columns import Column, column_of, plain_heading
from models.intake.readers.headings import heading_rows, is_heading_row, own_places, plain_heads
from models.intake.source import Sheet, Table

_NO_TABLE = re.compile(
    r"封面|目录|(?:填[表报写]|使用|编制)?说明|填[表报]须知|数据源|数据字典|字典|下拉.*|选项|代码表|参数|示例|样例|模板说明"
)
_NOTE = re.compile(r"(?:备注|附注|注|说明|填[表报]说明|填写说明|注释)\s*\d{0,2}\s*[：:.、]|※|★注")
_NOTE_WORD = re.compile(r"备注|附注|注|说明|填表说明|填报说明")
_SIGNED = re.compile(
    r"(?:填[表报](?:人|单位|时间|日期)|审核人?|审核领导|审批人|复核人?|校核人?|制表人?|制表单位|制表时间|报送人|报送单位"
    r"|单位?负责人|主要负责人|分管领导|主要领导|经办人|联系人|联系电话|电话|单位盖章|盖章|签[字章]|考核组签字|考核人员?"
    r"|被考核单位|日期|时间)(?:[（(][^（）()]{1,8}[）)])?\s*[：:].*|.{0,12}[（(](?:盖章|签字|签章|公章)[）)]\s*[：:]?.*"
)
# Cheap to tell: what the first heading of a row looks like. Rows of data, thousands of them, rarely do.
_MAY_HEAD = re.compile(
    r"[^\d。，；]{0,16}[序号位门务容施限间题值准目标名称话式次度况注导人段述片期型别源果态道"
    r"区镇县社数点域项类\n.）)：: ]$|No"
)
_MOST_ABOVE, _MOST_PREAMBLE = 8, 80
_MOST_MERGED = 1_000_000  # cells under merged ones; no form has as many


def tables_of(sheet: Sheet) -> tuple[Table, ...]:
    """The tables of a sheet, in order from the top, from left to right. A cover or a list of choices holds none."""
    name = squeezed(sheet.name)
    if _NO_TABLE.fullmatch(name):
        return ()
    grid = _grid(sheet)
    return parts_of(grid) if grid is not None else ()


def parts_of(table: Table) -> tuple[Table, ...]:
    """The tables that a grid holds, each with its headings in its first rows; a grid without headings as it is."""
    return _Parts(table).read()


# ---- a sheet as one grid ------------------------------------------------------------------------------------------


def _grid(sheet: Sheet) -> Table | None:
    """The visible cells of a sheet, merged ones repeated; None for an empty sheet."""
    width = max((len(row) for row in sheet.rows), default=0)
    columns = [column for column in range(1, width + 1) if column not in sheet.hidden_columns]
    spread: dict[int, dict[int, tuple[str, bool]]] = {}
    left_over = _MOST_MERGED
    for top, left, bottom, right in sheet.merges:
        area = (top, left, min(bottom, len(sheet.rows)), min(right, width))
        left_over -= max(0, area[2] - top + 1) * max(0, area[3] - left + 1)
        if left_over < 0:
            break
        _spread(sheet, area, spread)
    rows: list[tuple[str, ...]] = []
    at: list[int] = []
    merged: set[tuple[int, int]] = set()
    plain = len(columns) == width
    for number, cells in enumerate(sheet.rows, 1):
        if number in sheet.hidden_rows:
            continue
        over = spread.get(number)
        if over is None:
            if not any(cells):
                continue
            full = cells if len(cells) == width else (*cells, *("",) * (width - len(cells)))
            rows.append(full if plain else tuple([full[column - 1] for column in columns]))
        else:
            texts: list[str] = []
            for column in columns:
                held = over.get(column)
                texts.append(held[0] if held is not None else cells[column - 1] if column <= len(cells) else "")
                if held is not None and held[1]:
                    merged.add((len(rows), len(texts) - 1))
            if not any(texts):
                merged -= {(len(rows), column) for column in range(len(texts))}
                continue
            rows.append(tuple(texts))
        at.append(number)
    if not rows:
        return None
    return Table(
        tuple(rows), (0,) * len(rows), frozenset(merged), sheet=sheet.name, at=tuple(at), columns=tuple(columns)
    )


def _spread(sheet: Sheet, area: tuple[int, int, int, int], spread: dict[int, dict[int, tuple[str, bool]]]) -> None:
    """Give the text of a merged area to each of its visible places; all but the first visible one continue it."""
    top, left, bottom, right = area
    if top > len(sheet.rows) or left > len(sheet.rows[top - 1]):
        return
    text = sheet.rows[top - 1][left - 1]
    first = True
    for row in range(top, bottom + 1):
        if row in sheet.hidden_rows:
            continue
        held = spread.setdefault(row, {})
        for column in range(left, right + 1):
            if column not in sheet.hidden_columns:
                held[column] = (text, not first)
                first = False


# ---- a grid as tables -----------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Region:
    """Headings from `first` to `last`, rows of the table below, lines above and below it."""

    first: int
    last: int
    above: list[int] = field(default_factory=list)
    body: list[int] = field(default_factory=list)
    below: list[int] = field(default_factory=list)
    heads: frozenset[str] = frozenset()


class _Parts:
    """Goes down the rows of a grid."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.merged: dict[int, list[int]] = {}
        for row, at in table.merged:
            self.merged.setdefault(row, []).append(at)

    def read(self) -> tuple[Table, ...]:
        table = self.table
        count = len(table.rows)
        found = heading_rows(table, 0, min(count, _MOST_PREAMBLE)) or plain_heads(table, 0, count)
        if found is None:
            return (table,) if count else ()
        regions = [self._region(found, self._lines_above(found[0], 0))]
        row = found[1] + 1
        while row < count:
            region = regions[-1]
            own = own_places(table, row)
            if len(own) >= 2 and self._repeats(region, row, own):
                row += 1
                continue
            if len(own) >= 2 and self._begins_anew(region, row, own):
                again = heading_rows(table, row, row + 1)
                first, last = again if again is not None else (row, row)
                last = max(last, self._levels(first, last))
                above = self._taken_above(region)
                regions.append(self._region((first, last), above))
                row = last + 1
                continue
            self._take(region, row, own)
            row += 1
        return tuple(part for region in regions for part in self._split(region))

    def _levels(self, first: int, last: int) -> int:
        whole = heading_rows(self.table, first, min(len(self.table.rows), first + 4))
        return whole[1] if whole is not None and whole[0] == first else last

    def _region(self, found: tuple[int, int], above: list[int]) -> _Region:
        heads = frozenset(
            plain_heading(text) for row in range(found[0], found[1] + 1) for text in self.table.rows[row] if text
        )
        return _Region(found[0], found[1], above, heads=heads)

    def _lines_above(self, first: int, stop: int) -> list[int]:
        return list(range(max(stop, first - _MOST_ABOVE), first))

    def _repeats(self, region: _Region, row: int, own: list[int]) -> bool:
        """Whether headings stand once more, as at the top of a page."""
        texts = self.table.rows[row]
        if len(texts[own[0]]) > 40:
            return False
        if plain_heading(texts[own[0]]) not in region.heads:
            return False
        same = sum(1 for at in own if len(texts[at]) <= 40 and plain_heading(texts[at]) in region.heads)
        return same * 5 >= len(own) * 4

    def _begins_anew(self, region: _Region, row: int, own: list[int]) -> bool:
        """Whether a row holds the headings of another table. A row of data may hold a word or two that could be."""
        texts = self.table.rows[row]
        if (
            not _MAY_HEAD.match(texts[own[0]])
            or column_of(texts[own[0]]) is None
            or not is_heading_row(self.table, row)
        ):
            return False
        known = {column for at in own if (column := column_of(texts[at])) is not None}
        alone = bool(region.body) and len(own_places(self.table, region.body[-1])) == 1
        return len(known) >= 3 or (len(known) >= 2 and (alone or column_of(texts[own[0]]) is Column.NO))

    def _taken_above(self, region: _Region) -> list[int]:
        """Lines at the end of a table that stand right over the headings of the next are the title of that one."""
        taken: list[int] = []
        while region.body and len(taken) < 3 and not region.below:
            row = region.body[-1]
            if len({self.table.rows[row][at] for at in own_places(self.table, row)}) != 1:
                break
            taken.insert(0, region.body.pop())
        while region.below and not taken:
            row = region.below[-1]
            text = squeezed("".join(self.table.rows[row][at] for at in own_places(self.table, row)))
            if _NOTE.match(text) or _SIGNED.match(text) or len(text) > 40:
                break
            taken.insert(0, region.below.pop())
            break
        return taken

    def _take(self, region: _Region, row: int, own: list[int]) -> None:
        """A row of the table, or a line below it."""
        if not own:
            if any(self.table.rows[row]):
                (region.below if region.below else region.body).append(row)
            return
        texts = self.table.rows[row]
        if (len(own) <= 4 and self._is_line_below(region, [texts[at] for at in own])) or (
            region.below and len(own) == 1 and not self._is_data_again(region, row)
        ):
            region.below.append(row)
        else:
            region.body.append(row)

    def _is_line_below(self, region: _Region, texts: list[str]) -> bool:
        first = texts[0].strip()
        if len(texts) == 1 and _NOTE.match(first):
            return True
        if len(texts) == 2 and _NOTE_WORD.fullmatch(squeezed(first)) and len(texts[1]) > 12:
            return True
        signed = sum(1 for text in texts if _SIGNED.fullmatch(squeezed(text)))
        return bool(region.body) and signed * 2 >= len(texts)

    def _is_data_again(self, region: _Region, row: int) -> bool:
        """Whether rows of the table go on right below a lone line: then it heads them."""
        if row + 1 >= len(self.table.rows):
            return False
        own = own_places(self.table, row + 1)
        return len(own) >= 3 and not self._is_line_below(region, [self.table.rows[row + 1][at] for at in own])

    # ---- beside each other ---------------------------------------------------------------------------------------

    def _split(self, region: _Region) -> list[Table]:
        heads = [
            "".join(squeezed(self.table.rows[row][at]) for row in range(region.first, region.last + 1))
            for at in range(len(self.table.rows[0]))
        ]
        last = [squeezed(text) for text in self.table.rows[region.last]]
        cuts = self._cuts(region, heads, last)
        parts = []
        for left, right in zip([0, *cuts], [*cuts, len(heads)], strict=True):
            part = self._part(region, left, right, heads, alone=not cuts)
            if part is not None:
                parts.append(part)
        return parts

    def _cuts(self, region: _Region, heads: list[str], last: list[str]) -> list[int]:
        """Columns at which another table begins beside the one to the left."""
        start = next((at for at, text in enumerate(heads) if text), 0)
        cuts: list[int] = []
        for at in range(start + 2, len(heads)):
            if not heads[at]:
                continue
            again = (
                heads[at] == heads[start]
                and last[at : at + 2] == last[start : start + 2]
                and not self._wide(region, at)
            )
            after_gap = not heads[at - 1] and not any(self.table.rows[row][at - 1] for row in region.body)
            titled = after_gap and any(
                (row, at) not in self.table.merged and self.table.rows[row][at] for row in region.above
            )
            numbered = after_gap and column_of(last[at]) is Column.NO
            known = sum(1 for text in last[at:] if text and column_of(text) is not None)
            if again or ((titled or numbered) and known >= 2):
                cuts.append(at)
                start = at
        return cuts

    def _wide(self, region: _Region, at: int) -> bool:
        return (region.first, at) in self.table.merged

    def _part(self, region: _Region, left: int, right: int, heads: list[str], *, alone: bool) -> Table | None:
        table = self.table
        body = region.body if alone else [row for row in region.body if any(table.rows[row][left:right])]
        used = [
            at
            for at in range(left, right)
            if heads[at] or any(table.rows[row][at] and (row, at) not in table.merged for row in body)
        ]
        if not used or not any(heads[at] for at in used):
            return None
        picked = [*range(region.first, region.last + 1), *body]
        whole = len(used) == len(table.rows[0])
        places = {at: index for index, at in enumerate(used)}
        numbers = {row: index for index, row in enumerate(picked)}
        merged = frozenset(
            (index, places[at]) for row, index in numbers.items() for at in self.merged.get(row, ()) if at in places
        )
        return Table(
            tuple(table.rows[row] if whole else tuple([table.rows[row][at] for at in used]) for row in picked),
            tuple(table.numbers[row] for row in picked),
            merged,
            table.first,
            table.last,
            table.sheet,
            tuple(table.at[row] for row in picked) if table.at else (),
            tuple(table.columns[at] for at in used) if table.columns else (),
            self._lines(region.above, left, right, alone=alone),
            self._lines(region.below, left, right, alone=alone),
        )

    def _lines(self, rows: list[int], left: int, right: int, *, alone: bool) -> tuple[str, ...]:
        """The texts of lines above or below; a title over several tables belongs to each of them."""
        lines: list[str] = []
        for row in rows:
            for at in own_places(self.table, row):
                end = at
                while (row, end + 1) in self.table.merged and self.table.rows[row][end + 1] == self.table.rows[row][at]:
                    end += 1
                if alone or (at < right and end >= left):
                    lines.append(self.table.rows[row][at].strip())
        return tuple(lines)
