"""Where a template wants what: placeholders such as {{任务大项}}, and named ranges such as 标题 and 表格."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import get_column_letter, range_boundaries

from models.errors import Refusal
from models.papers.sheet import Sheet
from models.papers.texts import clean

PLACEHOLDER = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
TABLE = ("表格", "table")
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": ("标题", "title"),
    "number": ("文号", "文号版次", "number"),
    "unit": ("填报单位", "unit"),
    "date": ("日期", "date"),
    "notes": ("附注", "notes"),
    "name": ("名称", "name"),
}
_MOST_ROWS, _MOST_COLUMNS = 5_000, 500


@dataclass(slots=True)
class Marks:
    """`fields` are cells set as a whole (by name); `columns` keys by column number, for the row `at`."""

    tab: Any
    at: int
    fields: dict[tuple[int, int], str] = field(default_factory=dict)
    columns: dict[int, str] = field(default_factory=dict)
    blank: tuple[str, ...] = ()
    """Headings of the table in the template that no column of the paper has."""


def texts_of(sheet: Sheet) -> dict[str, str]:
    """What the fields outside the table become."""
    return {
        "title": clean(sheet.title),
        "number": clean(sheet.number),
        "unit": clean(sheet.unit).removeprefix("填报单位："),
        "date": clean(sheet.date),
        "notes": "\n".join(map(clean, sheet.notes)),
        "name": clean(sheet.name),
    }


def field_named(word: str) -> str | None:
    """The field a placeholder or a name means."""
    wanted = word.strip().casefold()
    return next((key for key, words in _FIELDS.items() if wanted in words), None)


def column_named(sheet: Sheet, word: str) -> str | None:
    """The column of that heading or key."""
    wanted = _tidy(word)
    return next((c.key for c in sheet.columns if wanted in (_tidy(c.heading), c.key.casefold())), None)


def marks_of(book: Any, sheet: Sheet, name: str) -> Marks:
    """The places of a template. Refuses, naming the cell, what cannot be filled."""
    found: Marks | None = None
    names = _named_cells(book, name)
    for tab in book.worksheets:
        if tab.max_row > _MOST_ROWS or tab.max_column > _MOST_COLUMNS:
            raise Refusal(
                f"模板“{name}”的工作表“{tab.title}”有 {tab.max_row} 行 {tab.max_column} 列，太大了。",
                "请删去表格下方和右侧的空行空列，另存后再用。",
            )
        marks = _of_tab(tab, sheet, names.get(tab.title, {}), name)
        if marks is None:
            continue
        if found is not None:
            raise Refusal(
                f"模板“{name}”的工作表“{found.tab.title}”和“{tab.title}”里都有表格行。", "一个模板里只留一个表格行。"
            )
        found = marks
    if found is None:
        raise Refusal(
            f"模板“{name}”里没有找到要填的表格行。",
            f"请在表头下一行写上 {{{{列名}}}}，例如 {{{{{sheet.columns[0].heading}}}}}；也可以先另存一份样板来改。",
        )
    return found


def known_words(sheet: Sheet) -> str:
    """Everything a placeholder may say, for a message."""
    fields = [words[0] for words in _FIELDS.values()]
    return "、".join([*fields, *(" ".join(column.heading.split()) for column in sheet.columns)])


def _of_tab(tab: Any, sheet: Sheet, names: Mapping[str, tuple[int, int, int, int]], name: str) -> Marks | None:
    columns: dict[int, str] = {}
    rows: dict[int, str] = {}
    for (row, column), cell in sorted(tab._cells.items()):
        if not isinstance(cell.value, str):
            continue
        for word in PLACEHOLDER.findall(cell.value):
            key = column_named(sheet, word)
            if key is None and field_named(word) is None:
                raise Refusal(
                    f"模板“{name}”的单元格 {cell.coordinate} 写着“{{{{{word}}}}}”，没有这一项。",
                    f"请改成下面的一个：{known_words(sheet)}。",
                )
            if key is not None and not (field_named(word) and columns == {} and rows == {}):
                columns[column] = key
                rows[row] = cell.coordinate
    if len(rows) > 1:
        places = "、".join(rows.values())
        raise Refusal(f"模板“{name}”的列名写在不同的行：{places}。", "请把各列的 {{列名}} 写在同一行。")
    fields = {(box[1], box[0]): key for word, box in names.items() if (key := field_named(word))}
    table = next((box for word, box in names.items() if word in TABLE), None)
    if table is None:
        return Marks(tab, next(iter(rows)), fields, columns) if rows else None
    return _of_table(tab, sheet, table, fields, name)


def _of_table(
    tab: Any, sheet: Sheet, box: tuple[int, int, int, int], fields: dict[tuple[int, int], str], name: str
) -> Marks:
    """The named range 表格: its first row holds the headings, the row under it is filled."""
    left, top, right, _ = box
    columns: dict[int, str] = {}
    blank: list[str] = []
    for column in range(left, right + 1):
        heading = tab.cell(top, column).value
        if heading is None or not str(heading).strip():
            continue
        key = column_named(sheet, str(heading))
        if key is None:
            blank.append(_tidy(str(heading)))
        else:
            columns[column] = key
    if not columns:
        place = f"{get_column_letter(left)}{top}"
        raise Refusal(
            f"模板“{name}”的名称“表格”指着 {place} 起的一行，那里没有认识的列名。",
            f"请让它指着表头那一行，列名用：{'、'.join(' '.join(c.heading.split()) for c in sheet.columns)}。",
        )
    return Marks(tab, top + 1, fields, columns, tuple(blank))


def _named_cells(book: Any, name: str) -> dict[str, dict[str, tuple[int, int, int, int]]]:
    """Named ranges we know, by tab and lower-case name: left, top, right, bottom."""
    found: dict[str, dict[str, tuple[int, int, int, int]]] = {}
    scopes = [book.defined_names, *(tab.defined_names for tab in book.worksheets)]
    for scope in scopes:
        for word, defined in scope.items():
            plain = word.strip().casefold()
            if plain not in TABLE and field_named(plain) is None:
                continue
            try:
                places = list(defined.destinations)
            except Exception:  # noqa: BLE001 - openpyxl raises what it pleases on a damaged reference
                places = []
            if len(places) != 1 or places[0][0] not in book.sheetnames:
                raise Refusal(
                    f"模板“{name}”的名称“{word}”没有指着一个格子（{defined.attr_text}）。",
                    "请在“公式—名称管理器”里让它指着一个格子，或删掉它。",
                )
            tab, area = places[0]
            left, top, right, bottom = range_boundaries(area.replace("$", ""))
            if None in (left, top, right, bottom):
                raise Refusal(f"模板“{name}”的名称“{word}”指着整行或整列。", "请让它指着一个格子或表头那几格。")
            found.setdefault(tab, {})[plain] = (left, top, right, bottom)
    return found


def _tidy(text: str) -> str:
    return "".join(text.split()).casefold()
