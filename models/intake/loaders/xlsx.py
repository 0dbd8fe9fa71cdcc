"""Workbooks (.xlsx, .xlsm) as a source: visible sheets as the user sees them, and notices of what was left out."""

from collections.abc import Iterable, Sequence

from models.errors import Refusal
from models.intake.loaders.workbook.cells import MOST_COLUMNS, MOST_ROWS, Cells
from models.intake.loaders.workbook.reading import SheetCells, Workbook, read_workbook
from models.intake.source import Sheet, SheetPicture, Source, cell_name

_NAMED = 5  # cells that a notice names before it only counts
_SHOW = "要读的话先取消隐藏或筛选，保存后再选。"
_MOST_PLACES = 4_000_000


def load_xlsx(data: bytes, name: str) -> Source:
    """A workbook as a source. Raises Refusal for a damaged or hostile file, and for one that holds nothing."""
    book = read_workbook(data, name, with_pictures=True)
    sheets = [(one, _sheet(one, name)) for one in book.sheets]
    filled = [(one, sheet) for one, sheet in sheets if sheet.rows or sheet.pictures]
    if not filled:
        hidden = f"（隐藏的工作表{_quoted(book.hidden)}没有读）" if book.hidden else ""
        raise Refusal(
            f"“{name}”里没有内容{hidden}。", "请检查是不是选错了文件；要读隐藏的表，先在WPS里取消隐藏再保存。"
        )
    notices = [notice for one, _ in sheets for notice in _notices(one, alone=len(book.sheets) == 1)]
    return Source(
        name,
        "xlsx",
        (),
        notices=(*_about_book(book), *notices),
        sheets=tuple(sheet for _, sheet in filled),
        pictures=tuple(book.pictures.items()),
    )


def _sheet(one: SheetCells, name: str) -> Sheet:
    cells = one.cells
    height = max(cells.rows, default=0)
    width = max((max(row) for row in cells.rows.values() if row), default=0)
    if height * width > _MOST_PLACES:
        raise Refusal(
            f"“{name}”的“{one.name}”占了 {height} 行 {width} 列，范围大得不正常，没有读。",
            "请把要读的表复制到新文件，保存后再选。",
        )
    _clear_covered(cells)
    empty = ("",) * width
    columns = range(1, width + 1)
    rows = tuple(
        tuple(map(row.get, columns, empty)) if (row := cells.rows.get(number)) else empty
        for number in range(1, height + 1)
    )
    return Sheet(
        one.name,
        rows,
        tuple(cells.merges),
        frozenset(row for row in cells.hidden_rows if row <= height),
        frozenset(column for column in cells.hidden_columns if column <= width),
        tuple(cells.widths.get(column, 0.0) for column in columns),
        tuple(SheetPicture(*picture) for picture in one.pictures),
    )


def _clear_covered(cells: Cells) -> None:
    """Take away what stands under a merged range: nobody sees it."""
    for top, left, bottom, right in cells.merges:
        for row in range(top, bottom + 1):
            line = cells.rows.get(row, {})
            for column in [column for column in line if left <= column <= right and (row, column) != (top, left)]:
                del line[column]


def _about_book(book: Workbook) -> list[str]:
    notices: list[str] = []
    if book.hidden:
        notices.append(f"有 {len(book.hidden)} 张隐藏的工作表没有读：{_quoted(book.hidden)}。")
    if book.pictures_left_out:
        notices.append(f"有 {book.pictures_left_out} 张图片没有读入（太大、太多，或不是常见的图片格式）。")
    return notices


def _notices(one: SheetCells, *, alone: bool) -> list[str]:
    cells = one.cells
    place = "表里" if alone else f"“{one.name}”里"
    notices: list[str] = []
    hidden_rows = sorted(row for row in cells.hidden_rows if row in cells.rows)
    hidden_columns = sorted({column for row in cells.rows.values() for column in row} & cells.hidden_columns)
    if hidden_rows:
        notices.append(f"{place}隐藏了 {len(hidden_rows)} 行有内容的行，没有读：第 {_ranges(hidden_rows)} 行；{_SHOW}")
    if hidden_columns:
        names = [cell_name(1, column)[:-1] for column in hidden_columns]
        notices.append(f"{place}隐藏了 {len(names)} 列有内容的列，没有读：{'、'.join(names[:20])} 列；{_SHOW}")
    if cells.without_result:
        notices.append(
            f"{place}有 {len(cells.without_result)} 个公式没有存下结果，当作空白：{_named(cells.without_result)}；"
            "请用WPS或Excel打开后保存一次再读。"
        )
    if cells.errors:
        notices.append(f"{place}有 {len(cells.errors)} 个单元格显示为错误值，当作空白：{_named(cells.errors)}。")
    if cells.outside is not None:
        limits = f"{MOST_ROWS} 行、{MOST_COLUMNS} 列以外"
        notices.append(f"{place} {cell_name(*cells.outside)} 还有内容，离表格太远（在 {limits}），没有读。")
    return notices


def _quoted(names: Sequence[str]) -> str:
    shown = "、".join(f"“{name}”" for name in names[:_NAMED])
    return shown + ("等" if len(names) > _NAMED else "")


def _named(places: Iterable[tuple[int, int]]) -> str:
    ordered = sorted(places)
    return "、".join(cell_name(*place) for place in ordered[:_NAMED]) + ("等" if len(ordered) > _NAMED else "")


def _ranges(numbers: Sequence[int]) -> str:
    """3, 5, 6, 7 → 3、5–7; at most a few of them."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = "、".join(str(first) if first == last else f"{first}–{last}" for first, last in runs[:_NAMED])
    return shown + ("等" if len(runs) > _NAMED else "")
