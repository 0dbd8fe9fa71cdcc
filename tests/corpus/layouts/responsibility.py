"""Who does it and by when, in the ways papers write it below or behind a duty."""

from dataclasses import dataclass, replace

from tests.corpus.content.dice import Dice
from tests.corpus.content.world import Duty
from tests.corpus.expected import Expected
from tests.corpus.paper import Line

LABELS = (
    ("牵头单位", "配合单位"),
    ("牵头单位", "责任单位"),
    ("牵头部门", "配合部门"),
    ("牵头责任单位", "配合单位"),
    ("牵头单位", "协办单位"),
)
LABELS_HELD = (("主办单位", "协办单位"), ("牵头部门", "责任部门"), ("主责部门", "配合部门"), ("主办单位", "承办单位"))
ALONE = ("责任单位", "责任部门")
ALONE_HELD = ("责任主体", "落实单位")
TIMES = ("完成时限", "完成时间", "时间节点")
TIMES_HELD = ("时限要求", "办结时限", "完成期限")
PEOPLE = ("责任领导", "责任人")
PEOPLE_HELD = ("包联领导", "分管领导", "牵头领导")
LASTING = ("坚持", "推进", "长期", "全年", "每", "改")
RULES = (
    "各项任务责任单位中，列第一位的为牵头单位，其他为配合单位。",
    "备注：责任单位中排在第一位的为牵头单位。",
    "（注：列在首位的责任单位为牵头单位）",
)
RULES_HELD = (
    "责任单位有多个的，排名第一的单位为牵头单位，负责统筹协调。",
    "以上任务，排在首位的为牵头单位，其余为责任单位。",
)


@dataclass(frozen=True, slots=True)
class Style:
    """One document's way: `form` lines, joined, bracket, natural, spoken, alone, first (a rule sentence), parts.

    `marks`: the leading one of the responsible units is marked （牵头）; `in_sentence`: the deadline stands in the
    sentence of the duty, not in a label of its own.
    """

    form: str
    lead: str
    support: str
    alone: str
    time: str
    person: str
    colon: str
    ends: bool
    people: bool
    between: str
    inside: bool
    comma: bool
    oversees: bool
    in_sentence: bool
    marks: bool


FORMS = ("lines", "bracket", "alone", "natural", "first", "joined", "parts", "spoken")


def new_style(dice: Dice, form: str) -> Style:
    """The choices of one document."""
    lead, support = dice.pick(LABELS, LABELS_HELD)
    return Style(
        form,
        lead,
        support,
        alone=dice.pick(ALONE, ALONE_HELD),
        time=dice.pick(TIMES, TIMES_HELD),
        person=dice.pick(PEOPLE, PEOPLE_HELD),
        colon=dice.pick(("：", "：", ":")),
        ends=dice.chance(0.4),
        people=form in ("lines", "joined", "bracket", "alone") and dice.chance(0.4),
        between=dice.pick(("，", "；", "；"), ("。",)) if form == "bracket" else dice.pick(("；", "。", "  ")),
        inside=dice.chance(0.5),
        comma=dice.held and dice.chance(0.25),
        oversees=form == "lines" and dice.chance(0.3),
        in_sentence=dice.chance(0.6 if form == "natural" else 0.25),
        marks=form == "alone" and dice.chance(0.35),
    )


def rule_sentence(dice: Dice, style: Style) -> str:
    """The sentence that decides for the whole paper; empty when there is none."""
    return dice.pick(RULES, RULES_HELD) if style.form == "first" else ""


def write(
    dice: Dice, style: Style, duty: Duty, expected: Expected, parent: str | None = None
) -> tuple[str, list[Line]]:
    """What is put behind the sentence, and the lines below it; the reading goes to `expected`."""
    duty = _fitting(dice, style, duty)
    people = ((duty.person, style.person),) if style.people else ()
    below: list[Line] = []
    behind = ""
    pairs = _pairs(style, duty)
    if style.oversees:
        pairs.append(("督导单位", "市督查室"))
        expected.json["_free_units"].append("市督查室")
    end = "。" if style.ends else ""
    if style.form == "lines":
        below = [Line(f"{label}{style.colon}{text}{end}", "label") for label, text in pairs]
    elif style.form in ("alone", "first") and style.inside:
        behind = "（" + "；".join(f"{label}{style.colon}{text}" for label, text in pairs) + "）"
    elif style.form in ("alone", "first", "parts"):
        below = [Line(f"{label}{style.colon}{text}{end}", "label") for label, text in pairs]
    elif style.form == "joined":
        below = [Line(style.between.join(f"{label}{style.colon}{text}" for label, text in pairs) + end, "label")]
    elif style.form == "bracket":
        behind = "（" + style.between.join(f"{label}{style.colon}{text}" for label, text in pairs) + "）"
    elif style.form == "spoken":
        behind = _spoken(dice, style, duty)
    elif style.form == "natural":
        told = _natural(dice, duty)
        behind = f"（{told}{_when(style, duty, '；' if '：' in told else '，')}）"
    if style.form == "first":
        expected.task(
            duty.title, parent=parent, lead=duty.lead[:1], support=(*duty.lead[1:], *duty.support), people=people,
            when=duty.deadline,
        )  # fmt: skip
    else:
        expected.duty(duty, parent=parent, people=people)
    return behind, below


def _fitting(dice: Dice, style: Style, duty: Duty) -> Duty:
    """The duty as this way of writing can tell it."""
    if style.marks:
        return replace(duty, lead=duty.lead[:1])
    if style.form == "alone":
        return replace(duty, lead=(*duty.lead, *duty.support), support=())
    if style.form == "parts":
        return replace(duty, lead=duty.lead[:1] + duty.support[:1], support=())
    return duty


def _pairs(style: Style, duty: Duty) -> list[tuple[str, str]]:
    """Labels with what stands behind them."""
    sep = "，" if style.comma and style.form == "lines" else "、"
    pairs: list[tuple[str, str]] = []
    if style.form == "parts":
        fields = ("城区部分", "乡镇部分") if len(duty.lead) > 1 else ("城区部分",)
        pairs.append((style.alone, "；".join(f"{one}：{name}" for one, name in zip(fields, duty.lead, strict=False))))
    elif style.form in ("alone", "first"):
        leads = (f"{duty.lead[0]}（牵头）",) if style.marks else duty.lead
        pairs.append((style.alone, sep.join((*leads, *duty.support))))
    else:
        pairs.append((style.lead, sep.join(duty.lead)))
        if duty.support:
            pairs.append((style.support, sep.join(duty.support)))
    if style.people:
        pairs.append((style.person, duty.person))
    if duty.deadline is not None and not style.in_sentence:
        pairs.append((style.time, duty.deadline.words))
    return pairs


def _spoken(dice: Dice, style: Style, duty: Duty) -> str:
    """A sentence of its own: 由A牵头，B、C配合，4月底前完成。"""
    lead, support = "、".join(duty.lead), "、".join(duty.support)
    told = f"由{lead}牵头，{support}配合"
    if not support:
        told = dice.pick((f"由{lead}负责", f"由{lead}牵头"), (f"由{lead}具体负责",))
    return f"{told}{_when(style, duty, '，')}。"


def _when(style: Style, duty: Duty, sep: str) -> str:
    """The deadline at the end of a bracket: 4月底前完成; 长期坚持."""
    if duty.deadline is None or style.in_sentence:
        return ""
    return f"{sep}{duty.deadline.words}" + ("" if any(word in duty.deadline.words for word in LASTING) else "完成")


def _natural(dice: Dice, duty: Duty) -> str:
    """A牵头，B、C配合 and its kin."""
    lead, support = "、".join(duty.lead), "、".join(duty.support)
    if not support:
        return dice.pick(
            (f"{lead}负责", f"由{lead}负责", f"{lead}牵头"), (f"{lead}牵头组织实施", f"{lead}会同有关部门负责")
        )
    return dice.pick(
        (
            f"{lead}牵头，{support}配合",
            f"{lead}牵头，{support}等按职责分工负责",
            f"由{lead}牵头，{support}配合",
            f"{lead}牵头；{support}配合",
            f"牵头：{lead}；配合：{support}",
        ),
        (
            f"{lead}牵头负责，{support}等部门配合",
            f"{lead}牵头，{support}参与",
            f"主办：{lead}；协办：{support}",
            f"{lead}主办，{support}协办",
        ),
    )
