"""Columns of a standard found by their headings, in one row or two, wherever the table begins."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from models.errors import Refusal
from models.standard.importing.grid import Grid
from models.standard.importing.numbers import number_of, split_number
from models.standard.rules import unit_words

_TOP_ROWS = 20
_MOST_HEADING_ROWS = 3
_CONTENTS = ("内容", "要点", "条款", "细则")
_LEAST_COLUMNS = 3  # of a table whose contents may be lines
_FEW = 2  # numbered lines that do not make an outline yet


class Field(StrEnum):
    """What a column of a standard holds."""

    NO = "no"
    LEVEL = "level"  # how deep a line stands, from 1
    NAME = "name"  # several of them are the levels of the tree, from left to right
    REQUIREMENT = "requirement"
    COMPARISON = "comparison"
    UNIT = "unit"
    POINTS = "points"
    BODY = "body"
    MORE = "more"  # goes into the body behind its heading
    EVIDENCE = "evidence"
    NOTE = "note"
    CONFIRM = "confirm"


_WHOSE = r"(?:标准|考核|测评|评价|考评|检查|工作|具体|评分|创建|达标|主要|评估|验收|核查|目标|监测|技术|任务)"
_FIELDS: tuple[tuple[Field, str], ...] = (
    (Field.NO, rf"{_WHOSE}?(?:指标|项目|条目|条款)?(?:编号|序号|代码|编码)|序|号|№|no\.?|条款号?"),
    (Field.LEVEL, r"级次|层级|级别"),
    (Field.CONFIRM, r"待核实|是否核实"),
    (Field.COMPARISON, r"比较(?:方式|符号|关系)?|方向|判断方式"),
    (Field.UNIT, r"(?:计量|度量|指标)单位|单位"),
    (Field.POINTS, rf"满分值?|(?:{_WHOSE}|基准|总|项目|指标)?分(?:值|数)|配分|赋分值?|标准分|总分"),
    (
        Field.EVIDENCE,
        r"(?:佐证|证明|支撑|支持|印证|备查|申报|档案|台账|所需|需?应?提供的?|考核|相关|备检)*(?:材料|资料)(?:目录|清单|要求|名称|审核)?|佐证",
    ),
    (Field.NOTE, r"备注(?:说明)?|说明|附注|注"),
    (
        Field.MORE,
        rf"数据来源|计算(?:方法|公式)|(?:指标|名词)(?:解释|说明|释义|含义)|(?:统计)?口径|{_WHOSE}(?:方法|方式|办法)|扣分标准",
    ),
    (
        Field.REQUIREMENT,
        r"(?:国家|国|省级?|市级?|指标|目标|要求|达标|标准|参考|评价|合格|考核)(?:标准)?值|阈值|限值|国家标准|标准(?:限值)?|目标|达标标准",
    ),
    (
        Field.NAME,
        rf"[一二三四五]级(?:指标|目录|项目|标题|标准)?|{_WHOSE}?(?:指标)?(?:类别|大类|类目|分类|领域|板块|维度|方面)"
        rf"|{_WHOSE}?项目(?:名称)?|[大小]项|(?:{_WHOSE}|数据|核心|统计|共性|个性)*指标(?:名称|项|项目)?|名称|条目(?:名称)?",
    ),
    (Field.BODY, rf"(?:{_WHOSE}|指标)*(?:内容|要求|标准|细则|要点)(?:[及和与](?:要求|标准))?|描述|内容要求"),
)


@dataclass(frozen=True, slots=True)
class ColumnAt:
    """A column that is read: where it stands (from 0), its heading, and the unit its heading names (标准值（%）).

    `is_text` marks contents that stand in for names: long ones are shortened, the whole goes into the body.
    """

    index: int
    field: Field
    heading: str
    unit: str = ""
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a sheet, the first row below the headings, headings that are not read, the words above."""

    first: int
    read: tuple[ColumnAt, ...]
    unread: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    is_text: bool = False
    """An outline of texts one below the other, no table."""

    def of(self, field: Field) -> tuple[ColumnAt, ...]:
        return tuple(column for column in self.read if column.field is field)

    @property
    def names(self) -> tuple[ColumnAt, ...]:
        """The columns of the tree, from left to right."""
        return self.of(Field.NAME)


def columns_of(grid: Grid) -> Columns:
    """The columns by their headings, else by what stands in them. Refusal when no column of names is found."""
    for row in range(min(_TOP_ROWS, len(grid.rows))):
        found = {column: field_of(cell.text) for column, cell in enumerate(grid.rows[row]) if cell.text}
        known = [field for field in found.values() if field is not None]
        named = Field.NAME in known or Field.BODY in known or Field.REQUIREMENT in known
        if named and (len(known) >= 2 or len(grid.filled(row)) == 1) and len(known) * 2 >= len(grid.filled(row)):
            return _with_contents(grid, _with_names(_with_numbers(grid, _headed(grid, row))))
    return _by_content(grid)


def field_of(text: str) -> Field | None:
    """What a heading means; None when it means nothing here."""
    plain = _plain(text)
    if not plain or len(plain) > 14:
        return None
    return next((field for field, words in _FIELDS if re.fullmatch(words, plain, re.IGNORECASE)), None)


def _plain(text: str) -> str:
    return re.sub(r"[（(\[【][^（）()\[\]【】]*[）)\]】]|[\s：:*＊/、]", "", text)


def _headed(grid: Grid, top: int) -> Columns:
    last = top
    while last + 1 < len(grid.rows) and last - top + 1 < _MOST_HEADING_ROWS and _continues(grid, top, last + 1):
        last += 1
    read: list[ColumnAt] = []
    unread: list[str] = []
    for column in range(grid.width):
        texts = list(dict.fromkeys(grid.at(row, column).text for row in range(top, last + 1)))
        texts = [text for text in texts if text]
        if not texts:
            continue
        field = _of_texts(texts)
        heading = _plain(texts[-1]) or texts[-1]
        if field is None:
            unread.append("".join(texts).replace("\n", "")[:20])
        else:
            read.append(ColumnAt(column, field, heading, _unit_in(texts[-1])))
    above = [grid.rows[row][column].text for row in range(top) for column in grid.filled(row)]
    return Columns(last + 1, tuple(read), tuple(unread), tuple(above))


def _continues(grid: Grid, top: int, row: int) -> bool:
    """Whether a row is the second line of the headings: merged cells come down into it, or a wide heading is parted."""
    own = grid.filled(row)
    wide = any(cell.wide > 1 for cell in grid.rows[top] if cell.text)
    known = [column for column in own if field_of(grid.at(row, column).text) is not None]
    if not own or not known:
        return False
    if wide and all(grid.at(row - 1, column).wide > 1 or not grid.at(row - 1, column).text for column in own):
        return True
    return len(known) >= 2 and len(known) == len(own)


def _of_texts(texts: list[str]) -> Field | None:
    """Headings above one another: the lowest that means something, alone or read together with the one above."""
    lowest = texts[-1]
    joined = ["".join(texts), lowest + "".join(texts[:-1])] if len(texts) > 1 else []
    for text in (lowest, *joined, *reversed(texts[:-1])):
        field = field_of(text)
        if field is not None:
            return field
    return None


def _unit_in(heading: str) -> str:
    found = re.search(r"[（(]\s*(?:单位[：:])?\s*(%|％|‰|/?[^\s（）()\d]{1,6})\s*[）)]", heading)
    unit = unit_words(found.group(1)) if found else ""
    return unit if unit in ("%", "‰", "/10万", "岁", "人", "个", "分", "张", "年", "级") else ""


def _with_numbers(grid: Grid, columns: Columns) -> Columns:
    """A wide heading over a column of codes and one of names: the codes are numbers."""
    codes = []
    for one in columns.names:
        texts = [grid.at(row, one.index).own for row in range(columns.first, len(grid.rows))]
        texts = [text for text in texts if text]
        if texts and all(number_of(text) is not None for text in texts):
            codes.append(one)
    if not codes or len(codes) == len(columns.names):
        return columns
    read = tuple(replace(one, field=Field.NO) if one in codes else one for one in columns.read)
    return replace(columns, read=read)


def _with_names(columns: Columns) -> Columns:
    """A sheet without a column of names: its contents, else its requirements, are the names. 编号 goes before 序号."""
    read = list(columns.read)
    if not columns.names:
        stand_in = next((one for field in (Field.BODY, Field.REQUIREMENT) for one in columns.of(field)), None)
        if stand_in is None:
            raise Refusal(
                "没有认出“指标”这一列。", "请在第一行写上表头：编号、指标、要求、标准值、单位、满分、佐证材料、备注。"
            )
        read[read.index(stand_in)] = ColumnAt(stand_in.index, Field.NAME, stand_in.heading)
    numbers = [one for one in read if one.field is Field.NO]
    running = [one for one in numbers if one.heading in ("序号", "序", "号")]
    unread = list(columns.unread)
    if running and len(running) < len(numbers):
        read = [one for one in read if one not in running]
        unread += [one.heading for one in running]
    return Columns(columns.first, tuple(read), tuple(unread), columns.above)


def _with_contents(grid: Grid, columns: Columns) -> Columns:
    """A 考核项目 over several 考核内容, each on a row of its own: the contents are the lines below it."""

    def count(column: ColumnAt) -> int:
        return sum(bool(grid.at(row, column.index).own) for row in range(columns.first, len(grid.rows)))

    last = columns.names[-1]
    contents = [one for one in columns.of(Field.BODY) if one.index > last.index and one.heading.endswith(_CONTENTS)]
    if not contents or len(columns.read) < _LEAST_COLUMNS or count(contents[0]) * 3 < count(last) * 4:
        return columns
    named = replace(contents[0], field=Field.NAME, is_text=True)
    return replace(columns, read=tuple(named if one == contents[0] else one for one in columns.read))


def _by_content(grid: Grid) -> Columns:
    """Without headings: one column of texts, or numbers and names; then the requirement, unit and full mark."""
    filled = [row for row in range(len(grid.rows)) if grid.filled(row)]
    if not filled:
        raise Refusal("里面没有内容。", "请选择或复制标准所在的行。")
    used = sorted({column for row in filled for column in grid.filled(row)})
    numbered = [row for row in filled if number_of(grid.at(row, used[0]).text) is not None]
    order: tuple[Field, ...] = (Field.NAME, Field.REQUIREMENT, Field.UNIT, Field.POINTS)
    if len(used) > 1 and len(numbered) * 2 > len(filled):
        order = (Field.NO, *order)
    if len(used) == 1:
        return _outline(grid, used[0], filled)
    if len(used) > len(order):
        raise Refusal("没有认出表头。", "请在第一行写上表头：编号、指标、要求、标准值、单位、满分、佐证材料、备注。")
    return Columns(0, tuple(ColumnAt(column, field, "") for column, field in zip(used, order, strict=False)))


def _outline(grid: Grid, column: int, filled: list[int]) -> Columns:
    """Texts one below the other: what stands before the first numbered line is the title and the like."""
    numbered = [row for row in filled if split_number(grid.at(row, column).text)[0] is not None]
    first = numbered[0] if len(numbered) > _FEW else 0
    above = [row for row in filled if row < first]
    unread = (f"开头 {len(above) - 1} 行",) if len(above) > 1 else ()
    read = (ColumnAt(column, Field.NAME, ""),)
    return Columns(first, read, unread, tuple(grid.at(row, column).text for row in above), is_text=True)
