"""Columns of a score table by their headings: 序号 | 考核项目 | 分值 | 考核内容 | 评分标准 | 负责考核部门."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from models.errors import Refusal
from models.standard.importing.grid import Grid

_TOP_ROWS = 25
_MOST_HEADING_ROWS = 3


class Field(StrEnum):
    """What a column holds; several NAME columns are the levels of the table, from left to right."""

    NO = "no"
    NAME = "name"
    POINTS = "points"
    CONTENT = "content"
    BODY = "body"
    ASSESSOR = "assessor"
    NOTE = "note"
    DOER = "doer"  # 责任单位: goes into the note, it is not who checks
    EMPTY = "empty"  # 得分, 自评分: to be filled in, not read


_OF = r"(?:考核|考评|评价|测评|检查|督查|工作|具体|主要|评分|目标|绩效|任务|基本)"
_FIELDS: tuple[tuple[Field, str], ...] = (
    (Field.NO, r"序号?|编号|号|№|no\.?|项目编号"),
    (
        Field.EMPTY,
        r"(?:考核|实际|自评|自查|最终|检查|复核|考评|单位|部门|评定|核定|本次)?(?:得|扣|评|自评|实得)分"
        r"(?:情况|原因|理由|说明|值)?|自评|备查|扣分因素",
    ),
    (
        Field.POINTS,
        rf"(?:{_OF}|标准|基础|项目|指标|单项|分项|总|满|权重)?分(?:值|数)?(?:权重)?|满分值?|配分|赋分值?|标准分|基准分"
        r"|权重|小项分值|大项分值",
    ),
    (
        Field.ASSESSOR,
        rf"(?:负责|牵头|组织|实施)?{_OF}(?:责任|牵头|实施|负责)?(?:部门|单位|主体|科室|组|人)"
        r"|负责(?:考核|评分|打分)(?:的)?(?:部门|单位)|打分(?:部门|单位)|评分(?:部门|单位|人)",
    ),
    (Field.DOER, r"(?:主要|牵头|配合)?(?:责任|承办|实施|被考核)(?:部门|单位|科室|主体|人)|考核对象|适用对象"),
    (
        Field.BODY,
        rf"(?:{_OF}|扣分|计分|得分|加分|加减分|赋分|记分|打分)*(?:标准|办法|方法|方式|细则|规则|说明|依据)(?:[及与和](?:说明|办法|方法|标准|依据))?|评分标准",
    ),
    (Field.CONTENT, rf"{_OF}*(?:内容|要求|要点|事项|任务)(?:[及与和](?:要求|标准|目标))?|内容要求"),
    (
        Field.NAME,
        rf"[一二三四]级(?:指标|项目|目录)?|{_OF}*(?:指标)?(?:类别|大类|分类|类型|方面|维度)|{_OF}*项目(?:名称)?|[大小]项|分项|{_OF}*指标(?:名称)?|名称",
    ),
    (Field.NOTE, r"备注|说明|附注"),
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the fields stand (from 0, left to right), the first row below the headings, headings that are not read."""

    first: int
    places: tuple[tuple[int, Field, str], ...]
    unread: tuple[str, ...] = ()
    above: tuple[str, ...] = ()

    def of(self, field: Field) -> list[int]:
        return [column for column, one, _ in self.places if one is field]

    def heading(self, column: int) -> str:
        return next((heading for at, _, heading in self.places if at == column), "")


def columns_of(grid: Grid) -> Columns:
    """The columns of a table; Refusal when it has no headings of a score table."""
    for top in range(min(_TOP_ROWS, len(grid.rows))):
        known = [field for cell in grid.rows[top] if cell.own and (field := field_of(cell.own)) is not None]
        named = Field.NAME in known or Field.CONTENT in known
        scored = Field.POINTS in known or Field.BODY in known
        if named and scored and len(known) * 2 >= len(grid.filled(top)):
            return _headed(grid, top)
    raise Refusal(
        "没有认出评分表的表头。",
        "表头要有“考核项目”（或“考核内容”）和“分值”“评分标准”，"
        "例如：序号、考核项目、分值、考核内容、评分标准、负责考核部门。",
    )


def field_of(text: str) -> Field | None:
    """What a heading means here; None when nothing."""
    plain = re.sub(r"[（(\[【][^（）()\[\]【】]*[）)\]】]|[\s：:*/、]", "", text)
    if not plain or len(plain) > 14:
        return None
    return next((field for field, words in _FIELDS if re.fullmatch(words, plain, re.IGNORECASE)), None)


def _headed(grid: Grid, top: int) -> Columns:
    last = top
    while last + 1 < len(grid.rows) and last - top + 1 < _MOST_HEADING_ROWS and _continues(grid, last + 1):
        last += 1
    places, unread = [], []
    for column in range(grid.width):
        texts = list(dict.fromkeys(grid.at(row, column).text for row in range(last, top - 1, -1)))
        texts = [text for text in texts if text]
        field = next((one for text in texts if (one := field_of(text)) is not None), None)
        if field is None or field is Field.EMPTY:
            unread += [text.replace("\n", "")[:20] for text in texts[:1] if field is None]
            continue
        if grid.at(top, column).covered and grid.at(last, column).covered and last == top:
            continue  # a wide heading over several columns: its first one
        places.append((column, field, texts[0].replace("\n", "")))
    above = tuple(grid.rows[row][column].text for row in range(top) for column in grid.filled(row))
    return Columns(last + 1, _one_each(_with_contents(places)), tuple(unread), above)


def _continues(grid: Grid, row: int) -> bool:
    """Whether a row is the second line of the headings: all that begins in it are headings."""
    own = grid.filled(row)
    return bool(own) and all(field_of(grid.at(row, column).own) is not None for column in own) and len(own) < grid.width


def _with_contents(places: Sequence[tuple[int, Field, str]]) -> list[tuple[int, Field, str]]:
    """考核标准 beside 评分办法: what is asked, and how it is scored."""
    bodies = [one for one in places if one[1] is Field.BODY]
    fields = {one[1] for one in places}
    scored = [one for one in bodies if re.search("分", one[2])]
    if Field.CONTENT in fields or Field.NAME not in fields or len(bodies) < 2 or not scored:
        return list(places)
    return [
        (at, Field.CONTENT if field is Field.BODY and (at, field, heading) not in scored else field, heading)
        for at, field, heading in places
    ]


def _one_each(places: Sequence[tuple[int, Field, str]]) -> tuple[tuple[int, Field, str], ...]:
    """Of fields that stand once the first column; names, points, contents and wordings may stand several times."""
    seen: set[Field] = set()
    found = []
    for place in places:
        if place[1] in (Field.NO, Field.ASSESSOR) and place[1] in seen:
            continue
        seen.add(place[1])
        found.append(place)
    return tuple(found)
