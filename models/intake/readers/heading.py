"""The head of a document: its title, its years, and what its chapters are about."""

import re
from collections.abc import Sequence
from enum import Enum

from models.intake.characters import half_digits, squeezed, trimmed
from models.intake.fields.labels import is_label_line
from models.intake.fields.times import times_in
from models.intake.layout import Block
from models.intake.outline import Node, numbered

_TITLE_END = re.compile(
    r"(?:方案|通知|意见|计划|名单|办法|细则|分工|分解|分解表|一览表|责任表|任务表|清单|讲话|汇报|总结|报告"
    r"|公告|台账|通讯录|规定|制度|安排|要点|预案|标准|情况|函|规划|表|讲话稿|领导小组|指挥部|专班"
    r"|委员会|发言|责任书|网格)"
    r"(?:[（(][^（）()]{1,20}[）)]){0,3}$"
)
_NO_TITLE = re.compile(
    r"^(?:[\u4e00-\u9fff]{1,12}[〔\[（(][\d_xX×*＊○〇]{4}[〕\]）)]第?[\d_xX×*＊○〇]+号|.*(?:文件|：|:)$|附件\d*[：:]?$"
    r"|.*[。；，,;]$|同志们.*|各位.*)"
)
_RUN_IN = re.compile(
    r"^(?P<title>[^。；，,;：:]{6,60}?(?:方案|计划|意见|名单|分解表"
    r"|办法)(?:[（(][^（）()]{1,20}[）)])?)[ \u3000]+(?=\S)"
)
_LONGEST = 60


_NUMBER_LINE = re.compile(
    r"[\u4e00-\u9fff]{1,12}[〔\[（(【][\d_xX×*＊○〇]{4}[〕\]）)】]第?[\d_xX×*＊○〇]+号|附件[\d一二三四五六]*[：:]?|.{2,20}文件"
)
_NOTE = re.compile(r"[（(](?:注|备注|说明)[：:]?.*[）)]|(?:注|备注|说明)[：:].*")


_DRAFT_MARK = re.compile(r"[（(](?:征求意见稿|讨论稿|送审稿|审议稿|草案|初稿|代拟稿|审定稿)[^（）()]{0,8}[）)]")


def title_of(blocks: Sequence[Block]) -> tuple[str, int]:
    """(title, how many blocks it takes at the start); ("", 0) when the document begins with its text."""
    lines: list[str] = []
    skipped = 0
    for index, block in enumerate(blocks[:12]):
        text = trimmed(block.text)
        first = not lines
        if first and _NUMBER_LINE.fullmatch(squeezed(text)):
            skipped = index + 1
            continue
        if _stops(text, block, first=first):
            break
        lines.append(text)
        if _TITLE_END.search(squeezed(text)) and not _follows_bracket(blocks, index):
            break
    if not lines:
        run_in = _RUN_IN.match(blocks[skipped].text) if skipped < len(blocks) else None
        return (squeezed(run_in["title"]), 0) if run_in else ("", 0)
    used = len(lines)
    lines = [line for line in lines if not _DRAFT_MARK.fullmatch(squeezed(line))]
    title = "".join(squeezed(line) if _is_chinese(line) else line for line in lines)
    if not _TITLE_END.search(title) and not _set_apart(blocks, skipped + used):
        return "", 0
    return title, skipped + used


def attached_title(title: str, whole: str) -> str:
    """The title of the paper that a notice sends round (关于印发《…方案》的通知), when that paper follows; else the
    notice's own."""
    sent = re.search(r"(?:印发|转发|下发)《(?P<title>.{4,80})》", title)
    if sent is None:
        return title
    name = squeezed(sent["title"])
    return name if re.search(rf"(?<!《){re.escape(name)}", squeezed(whole)) else title


def _stops(text: str, block: Block, *, first: bool) -> bool:
    if len(text) > _LONGEST or _NO_TITLE.match(text) or is_label_line(text) or _NOTE.fullmatch(text):
        return True
    found = numbered(text)
    if found is not None:
        return True
    if not first and re.search(r"[：:]", text):
        return True
    return not first and block.gap and not re.match(r"^[（(]", text) and not _TITLE_END.search(text)


def _follows_bracket(blocks: Sequence[Block], index: int) -> bool:
    following = trimmed(blocks[index + 1].text) if index + 1 < len(blocks) else ""
    return bool(re.fullmatch(r"[（(][^（）()]{2,30}[）)]", following)) and not _NOTE.fullmatch(following)


def _set_apart(blocks: Sequence[Block], count: int) -> bool:
    """Whether the lines at the start read like a heading: what follows begins anew or is running text."""
    if count >= len(blocks):
        return False
    following = blocks[count]
    return following.gap or len(following.text) > _LONGEST or numbered(following.text) is not None


def _is_chinese(text: str) -> bool:
    return not re.search(r"[A-Za-z]{3,} [A-Za-z]{3,}", text)


def years_of(title: str, opening: str) -> tuple[int, ...]:
    """The years a paper is about: those in its title; else the only one that its opening plans in."""
    named = _years_in(title)
    if named or is_masked(title):
        return named
    first = re.split(r"[。\n]", opening)[0]
    if is_masked(first):
        return ()
    planned = {int(year) for year in re.findall(r"(\d{4})年(?:度)?(?:工作|创建|任务|目标|将|，|,)", half_digits(first))}
    return tuple(sorted(planned)) if len(planned) == 1 else ()


def year_of_plan(times: Sequence[str]) -> tuple[int, ...]:
    """The one year that all times of a paper with a year name; empty when they name several."""
    found = {int(year) for words in times for year in re.findall(r"(?<!\d)(20\d{2})年", half_digits(words))}
    return tuple(found) if len(found) == 1 else ()


def _years_in(text: str) -> tuple[int, ...]:
    plain = half_digits(squeezed(text))
    found: list[int] = []
    for match in re.finditer(r"(?<!\d)(\d{4})年?(?:度)?\s*[-－—~～至到]+\s*(\d{4})年", plain):
        first, last = int(match[1]), int(match[2])
        if 1949 <= first <= last <= first + 10:
            found += range(first, last + 1)
    found += [int(year) for year in re.findall(r"(?<!\d)((?:19|20)\d{2})(?:年|—|-)", plain)]
    return tuple(sorted(set(found)))


def is_masked(text: str) -> bool:
    """Whether a year in a text is masked (202x年, 20**年)."""
    return bool(re.search(r"20\d?[_xX×*＊]{1,2}年", text))


class Chapter(Enum):
    """What a chapter is about, by its heading."""

    TASKS = "tasks"
    PHASES = "phases"
    TARGETS = "targets"
    ORGANISATION = "organisation"
    REQUIREMENTS = "requirements"
    IDEAS = "ideas"
    PAST = "past"
    OTHER = "other"


_WHAT = "任务|内容|措施|重点|行动|事项|工作|举措|项目|打算|安排"
_MORE = (
    "要求|措施|分工|职责|责任分工|任务分工|责任单位|责任部门|安排|标准|重点|任务|步骤|时限|分解|计划|打算|内容|牵头单位"
)
_TASKS = re.compile(
    rf"(?:主要|工作|重点|具体|整治|年度|行动|创建|整改|专项|实施|阶段|治理|攻坚|目标|全年|今年|近期"
    rf"|下步|下一步|下阶段|下一阶段|今后|推进|其他|活动|提升|建设|的){{0,4}}(?:{_WHAT})(?:(?:及|和|与|、"
    rf"|及其)?(?:{_MORE}))*"
    r"|(?:工作|部门|单位|主要|成员单位|任务|责任|职责|工作任务|部门职责){0,2}(?:职责|分工|分解"
    r"|任务分解|责任分解)(?:及|和|与|、)?(?:任务|分工|要求|职责)?|[七六五四三八九十]大(?:专项)?行动"
    r"|专项(?:整治)?行动"
)
_CHAPTERS: tuple[tuple[Chapter, re.Pattern[str]], ...] = (
    (
        Chapter.PAST,
        re.compile(
            r"(?:取得|主要|工作)?的?(?:成效|成绩)|(?:所做|已做|开展)的?(?:主要)?工作|存在的?(?:主要)?(?:困难"
            r"|问题|不足)|工作(?:开展|完成|进展)情况|基本情况|工作回顾|主要做法|特点|.*(?:取得的成效|工作回顾"
            r"|存在的问题|存在问题)"
        ),
    ),
    (
        Chapter.IDEAS,
        re.compile(
            r"指导思想|总体要求|(?:基本|工作|总体|实施)原则|(?:总体|工作|基本)思路|(?:重要)?意义|.*(?:背景"
            r"|依据)|.*(?:提高|统一)(?:思想)?认识.*|指导思想.*|(?:整治|实施|工作|创建|适用)?(?:范围"
            r"|对象)(?:及?时间)?|总则|附则"
        ),
    ),
    (
        Chapter.PHASES,
        re.compile(
            r"(?:实施|工作|方法|推进|行动|整治|创建|活动|具体|时间)?(?:方法)?(?:及|和|与|、)?(?:步骤|阶段"
            r"|进度|阶段划分|时间步骤|时间进度)(?:及|和|与|、)?(?:方法|安排|时间安排|时限|要求)?|(?:阶段|进度"
            r"|时间|步骤|工作|实施|总体)安排(?:及步骤)?|(?:实施|工作|整治)时间(?:和步骤|步骤|安排)?"
        ),
    ),
    (
        Chapter.ORGANISATION,
        re.compile(
            r"组织(?:领导|机构|架构|体系)(?:及.*|和.*|与.*)?|.{0,16}(?:领导小组|指挥部)(?:成员"
            r"|组成)?(?:人员)?(?:名单)?|(?:工作|领导)机构(?:及.*)?|组成人员(?:名单)?|成员名单|人员(?:组成"
            r"|名单)"
        ),
    ),
    (
        Chapter.REQUIREMENTS,
        re.compile(
            r"(?:工作|有关|相关|具体|几点|组织|总体|纪律|落实)?(?:工作)?要求|.{0,4}保障(?:措施|机制)?"
            r"|保障措施|措施保障|(?:工作|督查|考核|监督).{0,4}(?:纪律|奖惩|机制)|督(?:查|导)(?:考核|检查"
            r"|落实)|监督(?:检查|考核|管理)|责任追究|附件|其他事项|其他"
        ),
    ),
    (Chapter.TARGETS, re.compile(r"(?:总体|工作|主要|整治|创建|行动|年度|具体|阶段|任务)*目标(?:要求|和原则)?")),
    (Chapter.TASKS, _TASKS),
)


def chapter_of(node: Node) -> Chapter:
    """What a node's heading says its chapter is about."""
    heading = re.sub(r"[（(][^（）()]*[）)]", "", squeezed(node.title)).strip("：:。")
    if not heading or len(heading) > 20:
        return Chapter.OTHER
    for chapter, pattern in _CHAPTERS:
        if pattern.fullmatch(heading):
            if chapter is Chapter.PHASES and re.search("安排|进度", heading) and not _has_phases(node):
                return Chapter.TASKS
            if chapter is Chapter.TARGETS and "任务" in heading and node.children:
                return Chapter.TASKS
            return chapter
    return Chapter.OTHER


def _has_phases(node: Node) -> bool:
    texts = [child.block.text for child in node.children] + [block.text for block in node.blocks]
    return any("阶段" in text[:30] or times_in(text[:30]) for text in texts)


def chapters(root: Node) -> dict[int, Chapter]:
    """The chapter that each node (by id()) belongs to: its own heading's, else that of the node above."""
    found: dict[int, Chapter] = {id(root): Chapter.OTHER}
    for node in root.walk():
        if node.parent is None:
            continue
        above = found[id(node.parent)]
        found[id(node)] = chapter_of(node) if above is Chapter.OTHER else above
    return found
