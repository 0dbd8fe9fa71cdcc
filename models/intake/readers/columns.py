"""What the headings of tables mean: words of every form of table (breakdown, ledger, score table …), and the names
under which a clerk chooses a meaning for a column."""

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import lru_cache

from models.intake.characters import squeezed
from models.intake.draft import Duty
from models.intake.fields.labels import About, Label, label_of
from models.intake.readers.heading_words import COMMON, OWN


class Column(Enum):
    """What a column holds. NONE: a heading that is known and not read (得分, 性别, 邮箱)."""

    NO = "no"
    GROUP = "group"
    TASK = "task"
    DETAIL = "detail"
    LABEL = "label"
    STEP = "step"
    TARGET = "target"
    INDICATOR = "indicator"
    BASE = "base"
    MEASURED = "measured"
    POINTS = "points"
    ITEM = "item"
    CONTENT = "content"
    CRITERIA = "criteria"
    ASSESSOR = "assessor"
    PROBLEM = "problem"
    KIND = "kind"
    FOUND = "found"
    ORIGIN = "origin"
    MEASURE = "measure"
    STATUS = "status"
    DONE = "done"
    PHOTO = "photo"
    PHASE = "phase"
    NAME = "name"
    POST = "post"
    ROLE = "role"
    UNIT = "unit"
    PHONE = "phone"
    AREA = "area"
    PLACE = "place"
    BATCH = "batch"
    STAGE = "stage"
    COUNT = "count"
    NOTE = "note"
    NONE = "none"


class Form(StrEnum):
    """The forms of tables. The values of kinds of paper where one is made of such a table."""

    LEDGER = "ledger"
    SCORES = "score_table"
    BREAKDOWN = "breakdown"
    TARGETS = "targets"
    PHASES = "phases"
    CONTACTS = "contacts"
    MEMBERS = "members"
    SITES = "sites"


FORM_LABELS: dict[Form, str] = {
    Form.LEDGER: "问题台账",
    Form.SCORES: "评分表",
    Form.BREAKDOWN: "任务分解表",
    Form.TARGETS: "指标表",
    Form.PHASES: "阶段安排表",
    Form.CONTACTS: "通讯录",
    Form.MEMBERS: "成员名单",
    Form.SITES: "点位表",
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column means; label columns (牵头单位, 完成时限 …) with their label."""

    column: Column
    label: Label | None = None

    def __str__(self) -> str:
        """As in Head.meaning and ColumnWish.meaning: problem, label:牵头单位."""
        return f"label:{self.label.word}" if self.label is not None else self.column.value


_LABEL_CHOICES = (
    "牵头单位",
    "责任单位",
    "配合单位",
    "督导单位",
    "责任领导",
    "责任人",
    "联系人",
    "完成时限",
)
MEANING_LABELS: dict[str, str] = {
    "no": "序号",
    "group": "类别（大项）",
    "task": "任务",
    "detail": "具体内容",
    **{f"label:{word}": word for word in _LABEL_CHOICES},
    "step": "阶段目标",
    "target": "目标值",
    "indicator": "指标",
    "base": "现状值",
    "measured": "计量单位",
    "problem": "存在问题",
    "kind": "问题类别",
    "place": "点位、地点",
    "area": "区域（街道、乡镇）",
    "found": "发现时间",
    "origin": "问题来源",
    "measure": "整改措施",
    "status": "整改情况",
    "photo": "照片",
    "item": "考核项目",
    "content": "考核内容",
    "points": "分值",
    "criteria": "评分标准",
    "assessor": "负责考核部门",
    "phase": "阶段",
    "name": "姓名",
    "post": "职务",
    "role": "组内职务",
    "unit": "单位",
    "phone": "电话",
    "batch": "批次",
    "stage": "进度",
    "count": "数量",
    "done": "实际完成时间",
    "note": "备注",
    "none": "不读这一列",
}


def meaning_from(words: str) -> Meaning | None:
    """The meaning written as in Head.meaning; None for unknown words."""
    kind, _, word = words.partition(":")
    if kind == "label":
        label = label_for(word)
        return Meaning(Column.LABEL, label) if label is not None else None
    try:
        return Meaning(Column(words))
    except ValueError:
        return None


# ---- words ----------------------------------------------------------------------------------------------------

_WORDS = {
    form: tuple((Column(name), re.compile(words, re.IGNORECASE)) for name, words in (*OWN.get(form, ()), *COMMON))
    for form in Form
}
# 考核单位 is the assessor of a score table, not who oversees a duty; 发现时间 of a ledger is no deadline
_BEFORE_LABELS = (Column.DONE, Column.ASSESSOR, Column.FOUND)
_WHEN = ("时间", "日期", "起止时间", "时间段", "月份")

_SIDES = r"(?:单位|部门|科室|主体)"
_LOOSE: tuple[tuple[re.Pattern[str], About, Duty | None], ...] = (
    (re.compile(rf".{{0,4}}(?:牵头|主责|主办).{{0,4}}{_SIDES}(?:名称)?"), About.UNITS, Duty.LEAD),
    (
        re.compile(rf".{{0,4}}(?:配合|协办|协助|协同|参与|联动|支持).{{0,4}}{_SIDES}(?:名称)?"),
        About.UNITS,
        Duty.SUPPORT,
    ),
    (re.compile(rf".{{0,4}}(?:督导|督办|督查|验收|监管|销号|监督).{{0,4}}{_SIDES}"), About.UNITS, Duty.OVERSEE),
    (
        re.compile(rf".{{0,4}}(?:责任|承办|落实|负责|整改|实施|包保|包联|主管|执行).{{0,4}}(?:{_SIDES}|属地)(?:名称)?"),
        About.UNITS,
        Duty.RESPONSIBLE,
    ),
    (
        re.compile(
            r"(?!.*(?:单位|部门)).{0,6}(?:责任领导|包[联保抓]领导|分管领导|挂[点钩]领导|牵头领导|责任人|负责人|联系人|联络员|经办人|牵头人"
            r"|包保人|网格员|路长|街长|点长|河长)(?:员|姓名|及职务|职务)?"
        ),
        About.PEOPLE,
        None,
    ),
    (
        re.compile(
            r".{0,6}(?:时限|期限|截止时间|截止日期|时间节点|完成时间|完成日期|整改时间|时间要求|起止时间|办结时间|计划时间"
            r"|时间安排|实施时间|完成节点)(?:要求)?"
        ),
        About.TIME,
        None,
    ),
)
_SHORT = {
    "牵头": "牵头单位",
    "主责": "主责单位",
    "主办": "主办单位",
    "责任": "责任单位",
    "承办": "承办单位",
    "配合": "配合单位",
    "协办": "协办单位",
    "协助": "协助单位",
    "督导": "督导单位",
    "时限": "完成时限",
}
_PREFIX = re.compile(
    r"^(?:\d{4}年(?:度)?(?=.*[^\d目标])|本年度?|[省市区县镇街](?:级|直)(?=.{2})|拟定?(?=.{3})|★|\*|※|[一二三四五六]、)+"
)


@lru_cache(maxsize=4096)
def plain_heading(heading: str) -> str:
    """A heading without what may differ between two issues of one form: blanks, breaks, widths, marks of obligation."""
    text = unicodedata.normalize("NFKC", squeezed(heading))
    return text.strip("：:*★※·、.。")


@lru_cache(maxsize=4096)
def bare_heading(heading: str) -> str:
    """The words of a heading without its brackets: 完成时限（月） → 完成时限."""
    text = re.sub(r"[(\[【〔][^()\[\]【】〔〕]*[)\]】〕]", "", plain_heading(heading)).strip("：:*★※·、.。")
    return text or plain_heading(heading).strip("()[]【】")


def label_for(plain: str) -> Label | None:
    """The label of a heading: those of label lines, short ones (牵头) and longer ones (区级牵头责任单位)."""
    if len(plain) > 14:
        return None
    if plain in _WHEN:
        return Label(plain, About.TIME, None)
    found = label_of(_SHORT.get(plain, plain))
    if found is not None:
        return found
    for pattern, about, duty in _LOOSE:
        if pattern.fullmatch(plain):
            return Label(plain, about, duty)
    return None


@lru_cache(maxsize=8192)
def meaning_of(heading: str, form: Form) -> Meaning | None:
    """What a heading means in a table of this form; None when it is not known."""
    bare = bare_heading(heading)
    first = re.split(r"[/、]|及|和|与", bare)[0]
    for plain in dict.fromkeys((bare.split("/")[0], bare, _PREFIX.sub("", bare), first)):
        found = _of_plain(plain, form)
        if found is not None:
            return found
    return None


def _of_plain(plain: str, form: Form) -> Meaning | None:
    if not plain or len(plain) > 16:
        return None
    by_words = next((column for column, pattern in _WORDS[form] if pattern.fullmatch(plain)), None)
    if by_words in _BEFORE_LABELS:
        return Meaning(by_words)
    if not (form is Form.CONTACTS and by_words is Column.NAME):
        label = label_for(plain)
        if label is not None:
            return Meaning(Column.LABEL, label)
    return Meaning(by_words) if by_words is not None else None


@lru_cache(maxsize=8192)
def column_of(heading: str) -> Column | None:
    """What a heading means in the first form that knows it; None for words that are no heading."""
    if len(heading) > 40:
        return None
    return next((found.column for form in Form if (found := meaning_of(heading, form)) is not None), None)
