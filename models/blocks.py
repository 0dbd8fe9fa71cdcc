"""A block of cells pasted from Excel or WPS as rows of named values: columns by their headings, else by their order."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from models.errors import Refusal

Block = Sequence[Sequence[str]]
T = TypeVar("T")

IGNORED_HEADINGS = ("序号", "序", "编号序", "№")


@dataclass(frozen=True, slots=True)
class BlockColumn:
    """A column that may be pasted: its key, the headings it goes by (the first one is shown), and whether it must be
    filled in every row."""

    key: str
    headings: tuple[str, ...]
    required: bool = False


@dataclass(frozen=True, slots=True)
class BlockRow:
    """One row: its number in the block as the user counts (from 1), and its texts by key ("" when empty)."""

    number: int
    values: dict[str, str]
    headings: dict[str, str]

    def refuse(self, key: str, refusal: Refusal) -> Refusal:
        """The refusal with row and column in front, as said to the user."""
        return Refusal(f"第 {self.number} 行“{self.headings[key]}”：{refusal.sentence}", refusal.next_step)

    def read(self, key: str, reading: Callable[[str], T]) -> T:
        """`reading(text)` of one cell; its Refusal is raised with row and column in front."""
        try:
            return reading(self.values[key])
        except Refusal as refusal:
            raise self.refuse(key, refusal) from None

    def check(self, key: str, why_not: Refusal | None) -> None:
        """Raise a rule's answer with row and column in front."""
        if why_not is not None:
            raise self.refuse(key, why_not)


def has_headings(block: Block, columns: Sequence[BlockColumn]) -> bool:
    """Whether the first filled row names columns rather than holding values."""
    first = next((row for row in block if any(cell.strip() for cell in row)), ())
    cells = [_tidy(cell) for cell in first if cell.strip()]
    known = {_tidy(heading) for column in columns for heading in column.headings}
    named = sum(cell in known for cell in cells)
    return named >= 1 and named * 2 >= len([cell for cell in cells if cell not in IGNORED_HEADINGS])


def rows_of(block: Block, columns: Sequence[BlockColumn]) -> list[BlockRow]:
    """The filled rows of a block. Refusal names the row when cells are too many or a required one is empty, and
    the heading when a column is not known."""
    shown = {column.key: column.headings[0] for column in columns}
    lines = [(number, list(row)) for number, row in enumerate(block, 1) if any(cell.strip() for cell in row)]
    if not lines:
        raise Refusal("剪贴板里没有内容。", "先在表格软件里复制要粘贴的行。")
    keys: list[str | None] = [column.key for column in columns]
    if has_headings(block, columns):
        keys = _keys_of([_tidy(cell) for cell in lines.pop(0)[1]], columns)
    rows: list[BlockRow] = []
    for number, cells in lines:
        values = dict.fromkeys(shown, "")
        for index, cell in enumerate(cells):
            text = cell.strip()
            key = keys[index] if index < len(keys) else None
            if index >= len(keys) and text:
                names = "、".join(shown[column.key] for column in columns)
                raise Refusal(f"第 {number} 行多出“{text[:20]}”，不知道是哪一列。", f"依次粘贴这些列：{names}。")
            if key is not None:
                values[key] = text
        row = BlockRow(number, values, shown)
        for column in columns:
            if column.required and not values[column.key]:
                raise Refusal(f"第 {number} 行没有“{column.headings[0]}”。", "请补上后重新复制，或删去这一行。")
        rows.append(row)
    if not rows:
        raise Refusal("复制的内容只有表头，没有数据行。", "把数据行一起复制。")
    return rows


def word_reader(words: Sequence[tuple[str, T]], what: str) -> Callable[[str], T]:
    """A reading of one cell that must be one of some words (or begin one of them)."""

    def read(text: str) -> T:
        for label, value in words:
            if text == label:
                return value
        if not text:
            raise Refusal(f"{what}是空的。", "请选一个。")
        near = [value for label, value in words if label and (label.startswith(text) or text.startswith(label))]
        if len(near) == 1:
            return near[0]
        raise Refusal(f"没有{what}“{text[:20]}”。", "可写：" + "、".join(label for label, _ in words if label) + "。")

    return read


def number_reader(least: int, most: int) -> Callable[[str], int | None]:
    """A reading of one cell that is a whole number within bounds, or empty; a % sign and thousands commas may stand."""

    def read(text: str) -> int | None:
        digits = text.strip().rstrip("%％").replace(",", "").replace("，", "").strip()
        if not digits:
            return None
        if digits.endswith((".0", ".00")):
            digits = digits[: digits.index(".")]
        if not digits.isdecimal() or not least <= int(digits) <= most:
            raise Refusal(f"“{text[:20]}”不是 {least} 到 {most} 的整数。", "请改正后再试。")
        return int(digits)

    return read


def _keys_of(cells: Sequence[str], columns: Sequence[BlockColumn]) -> list[str | None]:
    by_heading = {_tidy(heading): column.key for column in columns for heading in column.headings}
    keys: list[str | None] = []
    for cell in cells:
        if not cell or cell in IGNORED_HEADINGS:
            keys.append(None)
            continue
        key = by_heading.get(cell)
        if key is None:
            names = "、".join(column.headings[0] for column in columns)
            raise Refusal(f"不认识表头“{cell[:20]}”。", f"可以用的表头：{names}。")
        if key in keys:
            raise Refusal(f"表头“{cell}”出现了两次。", "请删去其中一列。")
        keys.append(key)
    missing = [column.headings[0] for column in columns if column.required and column.key not in keys]
    if missing:
        raise Refusal(f"缺少“{missing[0]}”列。", "请把这一列一起复制。")
    return keys


def _tidy(text: str) -> str:
    return "".join(text.split()).strip("：:*＊")


def changes_of(
    block: Block,
    row_ids: Sequence[int | None],
    keys: Sequence[str],
    readings: Mapping[str, tuple[str, Callable[[str], Any]]],
    what: str,
) -> dict[int, dict[str, Any]]:
    """A block laid over rows that are there: {row id: {key: value}}; `readings` are the headings and readings of the
    columns that may be written, `what` the kind of record.

    Refusal names the cell when a column cannot be written or a value is wrong, and says when rows do not reach.
    """
    lines = [list(row) for row in block]
    while lines and not any(cell.strip() for cell in lines[-1]):
        lines.pop()
    if not lines:
        raise Refusal("剪贴板里没有内容。", "先在表格软件里复制要粘贴的格子。")
    here = [row_id for row_id in row_ids if row_id is not None]
    if len(lines) > len(here):
        raise Refusal(
            f"复制了 {len(lines)} 行，从这里往下只有 {len(here)} 行{what}。",
            f"要添加{what}时，请用“粘贴为新{what}”（Ctrl+Shift+V）。",
        )
    changes: dict[int, dict[str, Any]] = {}
    for number, (row_id, line) in enumerate(zip(here, lines, strict=False), 1):
        for index, cell in enumerate(line):
            if index >= len(keys):
                raise Refusal(f"第 {number} 行多出“{cell.strip()[:20]}”，右边没有这么多列。", "请少复制几列。")
            if keys[index] not in readings:
                raise Refusal(f"第 {number} 行第 {index + 1} 格对应的列不能直接填写。", "请从可以填写的列开始粘贴。")
            heading, reading = readings[keys[index]]
            try:
                changes.setdefault(row_id, {})[keys[index]] = reading(cell.strip())
            except Refusal as refusal:
                raise Refusal(f"第 {number} 行“{heading}”：{refusal.sentence}", refusal.next_step) from None
    return changes
