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

_OF = r"(?:考核|考评|评价|测评|检查|督查|工作|具体|主要|评分|目标|绩效|任务|基本|测评)"
_COMMON: tuple[tuple[Column, str], ...] = (
    (Column.NO, r"序号|(?:问题|任务|项目|点位|指标)?编号|项次|行次|序|No\.?|号|№|顺序号?|(?:问题|任务|指标)?序号"),
    (Column.ROLE, r"(?:组内|小组|专班|组织|担任|指挥部|领导小组|拟任)(?:内)?(?:职务|角色|任职)|角色|职责分工"),
    (Column.NAME, r"(?:姓名|名字|联系人|人员|责任人姓名|联络员)(?:姓名)?"),
    (
        Column.PHONE,
        r"(?:联系|办公|手机|移动|固定|责任人|联系人|值班|单位|办公室)*(?:电话|手机|方式|号码|座机)(?:及手机"
        r"|号码?)?|联系方式|手机号|办电",
    ),
    (Column.POST, r"(?:工作)?(?:单位(?:及|和|、)?)?职务(?:职称|及职称)?|单位职务|(?:现任|行政|党政)职务|职位|岗位"),
    (
        Column.UNIT,
        r"(?:工作|所在|所属|成员|填报|主管|参建|被考核|具体|相关)?单位(?:名称|全称)?|(?:所在|所属)?部门(?:名称)?"
        r"|单位部门|部门单位|机构名称|处室|科室",
    ),
    (
        Column.AREA,
        r"(?:所属|所在|责任)?(?:县区|区县|县市区|市区|区县市|区|县|街道|镇街|街镇|乡镇|镇|镇办|街办|镇乡街道|社区|村社区"
        r"|辖区|属地|片区|行政区|区域|乡镇街道|街道乡镇|网格)(?:名称)?",
    ),
    (
        Column.PLACE,
        r"(?:具体|问题|所在|详细|整治|整改|存在问题)?(?:点位|地点|位置|地址|场所|路段|部位|项目点)(?:名称)?"
        r"|(?:农贸)?市场(?:名称)?|(?:小区|公厕|名称|农贸市场|学校|医院|项目地点|道路)(?:名称)?|点位名称?|检查对象"
        r"|被检查单位|受检单位|检查点",
    ),
    (Column.BATCH, r"(?:改造|建设|整治)?批次"),
    (
        Column.STAGE,
        r"(?:改造|工作|目前|当前|建设|整改|整治|形象|工程)?(?:进度|进展|状态|完成情况|进展情况|落实情况|建设情况"
        r"|完成进度)",
    ),
    (Column.COUNT, r"(?:点位|市场|小区)?(?:数量|个数|数)|数量"),
    (Column.NOTE, r"备注|说明|附注|其他说明|其他"),
    (
        Column.NONE,
        r"性别|民族|年龄|学历|政治面貌|(?:电子)?邮箱|e-?mail|传真|微信号?|qq号?|身份证号?|出生年月|签字|签名|签收"
        r"|(?:考核|实际|自评|自查|最终|检查|复核|考评|单位|部门|评定|核定|本次)?(?:得|扣|评|自评|实得)分"
        r"(?:情况|原因|理由|说明|值)?|自评|备查",
    ),
)
_LEDGER: tuple[tuple[Column, str], ...] = (
    (
        Column.KIND,
        r"(?:问题|隐患)?(?:类别|类型|分类|性质|大类|种类|属性|级别|等级)|(?:问题|隐患)(?:大|小)类|所属(?:类别|领域)|领域",
    ),
    (Column.ORIGIN, r"(?:问题|线索|隐患)?(?:来源|出处)|(?:发现|反馈)(?:途径|渠道|方式)|检查组|反馈单位|检查人(?:员)?"),
    (
        Column.PHOTO,
        r"(?:问题|整改|整治|现场|对比|佐证|检查)?(?:前|后|前后)?(?:的)?(?:对比)?(?:照片|图片|影像|佐证材料)(?:资料)?",
    ),
    (Column.DONE, r"(?:实际|整改)(?:完成|办结)(?:时间|日期)|(?:实际)?销号(?:时间|日期)"),
    (
        Column.FOUND,
        r"(?:问题)?(?:发现|检查|督查|巡查|反馈|交办|下发|登记|排查|通报|上报|受理|暗访|抽查)(?:问题)?(?:时间|日期)|日期"
        r"|时间",
    ),
    (
        Column.MEASURE,
        r"(?:拟|拟采取的?|采取的?|具体|下步|下一步|工作|处理|处置|整治|整改|防范|问题)*(?:整改)?(?:措施|举措|办法|方案"
        r"|意见|建议|要求|内容|任务)(?:及要求|和要求|及目标|内容)?|整改目标(?:及措施)?|解决(?:办法|措施|方案)",
    ),
    (
        Column.STATUS,
        r"(?:目前|当前|问题)?(?:整改|办理|处理|完成|销号|落实|整治|处置|解决)(?:的)?(?:落实|完成|销号|办理)?(?:情况"
        r"|状态|进展|结果|进度|成效|进展情况|完成情况|落实情况)|是否(?:已)?(?:完成|整改|销号|整改到位|整改完成|办结"
        r"|完成整改|到位)|状态|(?:当前|目前|工作)?进展(?:情况)?|进度|完成情况|整改与否|销号|整改成效",
    ),
    (
        Column.PROBLEM,
        r".{0,8}(?:问题|隐患|短板|不足|失分项|扣分事项)(?:隐患)?(?:具体)?(?:描述|内容|清单|情况|表现|名称|事项|概况"
        r"|简述|说明|及不足|和不足|不足|短板|概述|摘要)?",
    ),
)
_SCORES: tuple[tuple[Column, str], ...] = (
    (Column.NO, r"项目编号"),
    (
        Column.POINTS,
        rf"(?:{_OF}|标准|基础|项目|指标|单项|分项|总|满|权重)?分(?:值|数)?(?:权重)?|满分值?|配分|赋分值?|标准分|基准分"
        r"|权重|小项分值|大项分值|分项分值",
    ),
    (
        Column.ASSESSOR,
        rf"(?:负责|牵头|组织|实施)?{_OF}(?:责任|牵头|实施|负责)?(?:部门|单位|主体|科室|组|人)"
        r"|负责(?:考核|评分|打分)(?:的)?(?:部门|单位)|打分(?:部门|单位)|评分(?:部门|单位|人)",
    ),
    (
        Column.CRITERIA,
        rf"(?:{_OF}|扣分|计分|得分|加分|加减分|赋分|记分|打分)*(?:标准|办法|方法|方式|细则|规则|说明|依据)(?:[及与和]"
        r"(?:说明|办法|方法|标准|依据))?",
    ),
    (Column.CONTENT, rf"{_OF}*(?:内容|要求|要点|事项|任务)(?:[及与和](?:要求|标准|目标))?|内容要求"),
    (
        Column.ITEM,
        rf"[一二三四]级(?:指标|项目|目录)?|{_OF}*(?:指标)?(?:类别|大类|分类|类型|方面|维度)|{_OF}*项目(?:名称)?|[大小]项"
        rf"|分项|{_OF}*指标(?:名称)?|名称",
    ),
)
_BREAKDOWN: tuple[tuple[Column, str], ...] = (
    (
        Column.STEP,
        r"(?:第?[一二三四1-4]季度?|(?:上|下)半年|[1-9一二三四五六七八九十][0-2一二]?月份?|季度|阶段)(?:末)?(?:进度|工作"
        r"|任务|计划|推进)?(?:目标|计划|安排|任务|进度|要求|节点)?",
    ),
    (
        Column.GROUP,
        r"(?:任务|工作|项目|目标)?(?:类别|大项|板块|分类|大类)|一级(?:指标|任务|目录)|(?:工作|重点)?领域"
        r"|专项行动(?:名称)?|整治项目|所属(?:板块|专项)|维度|方面",
    ),
    (
        Column.DETAIL,
        r"(?:具体|主要|工作|任务|整治|实施|推进|落实|创建|整改|重点)*(?:内容|措施|举措)(?:及要求|和要求|及标准|和措施)?"
        r"|(?:工作|任务|具体|完成|质量|创建)(?:要求|标准)|小项|具体(?:任务|工作|事项)(?:及措施)?|分项任务"
        r"|任务(?:描述|说明)|(?:创建|验收|测评)(?:标准|要求)|三级指标|责任内容|职责|工作职责",
    ),
    (
        Column.TASK,
        r"(?:工作|主要|重点|目标|整治|创建|年度|专项|整改|攻坚|年度重点|重点工作|工作重点)?(?:任务|事项|项目|工作)"
        r"(?:名称|分解|事项|清单)?|任务分解|工作任务及内容|二级(?:指标|任务)|考核内容|测评(?:内容|项目)|指标名称|行动名称",
    ),
    (Column.TARGET, r"(?:工作|任务|年度|阶段|整治|预期|绩效)?目标(?:值|要求|任务)?|指标值?|预期(?:成果|成效)|工作成效"),
)
_TARGETS: tuple[tuple[Column, str], ...] = (
    (Column.GROUP, r"(?:指标)?(?:类别|分类|类型|大类)|一级指标|领域|维度"),
    (
        Column.INDICATOR,
        r"(?:二级|三级|具体|主要|考核|工作|目标|预期|监测|评价)?指标(?:名称|内容|项目)?|目标(?:名称|内容)",
    ),
    (Column.MEASURED, r"(?:计量|指标)?单位"),
    (
        Column.BASE,
        r"(?:(?:现状|基期|基准|上年|去年|基础)(?:值|数|水平|完成值|完成数|完成情况|实绩|情况)?)"
        r"|\d{4}年(?:度)?(?:完成|实际|实绩|现状|基期)(?:值|数|情况)?",
    ),
    (
        Column.TARGET,
        r"(?:\d{4}年?(?:底|度)?|全年|年度|工作|阶段|预期|规划|本年|年末|[一二三四]季度|(?:上|下)半年)*(?:目标|指标|计划"
        r"|任务)(?:值|数|要求)?|\d{4}年(?:底|度)?|标准值|要求值|目标要求",
    ),
)
_PHASES: tuple[tuple[Column, str], ...] = (
    (Column.PHASE, r"(?:实施|工作|推进|整治|行动|时间)?(?:阶段|步骤)(?:名称|划分)?"),
    (Column.DETAIL, r"(?:主要|工作|阶段|具体|重点)*(?:任务|内容|要求|工作|措施|目标)(?:安排)?"),
)
_CONTACTS: tuple[tuple[Column, str], ...] = ((Column.NAME, r"联系人|联络员|联络人"),)
_SITES: tuple[tuple[Column, str], ...] = ((Column.STAGE, r"阶段|现状|备注进度|整治情况|改造情况|整改情况"),)
_OWN: dict[Form, tuple[tuple[Column, str], ...]] = {
    Form.LEDGER: _LEDGER,
    Form.SCORES: _SCORES,
    Form.BREAKDOWN: _BREAKDOWN,
    Form.TARGETS: _TARGETS,
    Form.PHASES: _PHASES,
    Form.CONTACTS: _CONTACTS,
    Form.MEMBERS: (),
    Form.SITES: _SITES,
}
_WORDS = {
    form: tuple((column, re.compile(words, re.IGNORECASE)) for column, words in (*own, *_COMMON))
    for form, own in _OWN.items()
}
_BEFORE_LABELS = (Column.DONE, Column.ASSESSOR)  # 考核单位 is the assessor of a score table, not who oversees a duty

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
            r".{0,6}(?:责任领导|包[联保抓]领导|分管领导|挂[点钩]领导|牵头领导|责任人|负责人|联系人|联络员|经办人|牵头人"
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
    for plain in dict.fromkeys((bare, _PREFIX.sub("", bare), *re.split(r"[/、]|及|和|与", bare)[:1])):
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
