"""What the headings of a table's columns mean, and where its headings are."""

import re
from dataclasses import dataclass, field
from enum import Enum

from models.intake.characters import squeezed
from models.intake.fields.labels import About, Label, label_of
from models.intake.source import Table


class Column(Enum):
    """What a column holds."""

    NO = "no"
    GROUP = "group"
    TASK = "task"
    DETAIL = "detail"
    LABEL = "label"
    TARGET = "target"
    POINTS = "points"
    CRITERIA = "criteria"
    PROBLEM = "problem"
    NAME = "name"
    POST = "post"
    ROLE = "role"
    UNIT = "unit"
    PHONE = "phone"
    AREA = "area"
    PLACE = "place"
    BATCH = "batch"
    STAGE = "stage"
    NOTE = "note"


_WORDS: tuple[tuple[Column, str], ...] = (
    (Column.NO, r"序号|编号|项次|序|No\.?|号"),
    (
        Column.GROUP,
        r"(?:任务|工作|项目)?(?:类别|大项|板块|分类|大类)|一级指标|工作领域|领域|专项行动(?:名称)?|整治项目",
    ),
    (
        Column.DETAIL,
        r"(?:具体|主要|工作|任务|整治|实施|推进)(?:内容|措施|举措)(?:及要求|和要求|及标准)?|工作要求"
        r"|任务要求|具体要求|内容|措施|完成标准|工作标准|实施内容|小项|具体任务|分项任务|具体工作",
    ),
    (
        Column.TASK,
        r"(?:工作|主要|重点|目标|整治|创建|年度|专项)?(?:任务|事项|项目|工作)(?:名称|分解|事项)?|任务分解"
        r"|工作任务及内容|二级指标|考核内容",
    ),
    (Column.TARGET, r"(?:工作|任务|年度|阶段|整治)?目标(?:值|要求)?|指标值?|预期目标"),
    (Column.POINTS, r"分值|满分|标准分|权重|得分"),
    (Column.CRITERIA, r"(?:评分|考核|计分|扣分|评价)(?:标准|办法|细则|方法)"),
    (Column.PROBLEM, r"(?:存在|主要|反馈|发现)?(?:的)?问题(?:描述|内容|清单)?"),
    (Column.ROLE, r"(?:组内|小组|专班|组织|担任|指挥部|领导小组)(?:内)?(?:职务|角色|任职)|角色|职责分工"),
    (Column.NAME, r"(?:姓名|联系人|人员|责任人姓名|联络员)(?:姓名)?"),
    (Column.PHONE, r"(?:联系|办公|手机|移动)?(?:电话|手机|方式|号码)(?:号码)?|联系方式|手机号"),
    (Column.POST, r"(?:工作)?(?:单位(?:及|和|、)?)?职务(?:职称)?|单位职务|现任职务|行政职务"),
    (Column.UNIT, r"(?:工作|所在|所属|成员)?单位(?:名称)?|部门(?:名称)?"),
    (Column.AREA, r"(?:所属|所在)?(?:县区|区县|县市区|市区|区|街道|镇街|乡镇|辖区|属地)(?:名称)?|区域"),
    (Column.PLACE, r"(?:市场|点位|小区|公厕|项目点|场所|名称|农贸市场|学校|医院)(?:名称)?"),
    (Column.BATCH, r"(?:改造)?批次"),
    (Column.STAGE, r"(?:改造|工作|目前|当前|建设|整改)?(?:进度|进展|阶段|状态|完成情况|进展情况|落实情况)"),
    (Column.NOTE, r"备注|说明"),
)
_COMPILED = tuple((column, re.compile(pattern)) for column, pattern in _WORDS)
_TITLE_ROWS = 8


def _bare(heading: str) -> str:
    return re.sub(r"[（(][^（）()]*[）)]", "", squeezed(heading)).strip("：:*")


def column_of(heading: str) -> Column | None:
    """What a heading means; None for words that are no heading."""
    plain = _bare(heading)
    if not plain or len(plain) > 14:
        return None
    if plain not in ("联系人", "联络员") and label_of(plain) is not None:
        return Column.LABEL
    return next((column for column, pattern in _COMPILED if pattern.fullmatch(plain)), None)


@dataclass(frozen=True, slots=True)
class Heads:
    """The headings of a table: their last row, what each column holds, and the label words of label columns."""

    last: int
    columns: dict[int, Column] = field(default_factory=dict)
    labels: dict[int, Label] = field(default_factory=dict)

    def all(self, *kinds: Column) -> list[int]:
        return [index for index, column in self.columns.items() if column in kinds]

    def one(self, *kinds: Column) -> int | None:
        found = self.all(*kinds)
        return found[0] if found else None

    def label_columns(self, about: About) -> list[int]:
        return [index for index, label in self.labels.items() if label.about is about]


def heads_of(table: Table) -> Heads | None:
    """Where the headings of a table are; None for a table without them. Two rows of headings are read as one."""
    for row in range(min(_TITLE_ROWS, len(table.rows))):
        columns = _columns(table, row)
        if len(columns) < 2 or len({table.rows[row][index] for index in columns}) < 2:
            continue
        last = row
        below = _columns(table, row + 1) if row + 1 < len(table.rows) else {}
        changed = {index for index in below if table.rows[row + 1][index] != table.rows[row][index]}
        if len(changed) >= 2 and len(below) >= len(columns) * 0.6:
            columns = {**columns, **below}
            last = row + 1
        words = {
            index: table.rows[last][index] if index in below and last > row else table.rows[row][index]
            for index in columns
        }
        labels = {
            index: label
            for index, word in words.items()
            if columns[index] is Column.LABEL and (label := label_of(_bare(word)))
        }
        return Heads(last, columns, labels)
    return None


def _columns(table: Table, row: int) -> dict[int, Column]:
    found: dict[int, Column] = {}
    for index, text in enumerate(table.rows[row]):
        column = column_of(text)
        if column is not None and (row, index) not in {
            (r, c) for r, c in table.merged if r == row and table.rows[r][c - 1] == text
        }:
            found[index] = column
    return found
