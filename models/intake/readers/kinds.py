"""What kind of paper was read: proposed from its title, its chapters and what was found in it."""

import re
from collections.abc import Iterable, Sequence

from models.intake.characters import squeezed
from models.intake.draft import Draft, Kind
from models.intake.layout import Block
from models.intake.readers.heading import Chapter

_GREETING = re.compile(r"^(?:各位.{0,12}|.{0,12})同志(?:们)?[：:，,]|^(?:各位领导|各位代表|同志们|大家好|尊敬的)")
_SPOKEN = re.compile(
    r"我(?:就|再|简要)?.{0,16}(?:讲|强调|提).{0,8}(?:点|个|项)|(?:强调|讲).{0,4}(?:以下"
    r"|[一二三四五六]).{0,6}(?:意见|要求|工作|内容)|刚才[，,]|今天[，,]?我们(?:召开|在)|今天会议的"
)
_TITLES: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (re.compile(r"讲话|致辞|发言"), Kind.SPEECH),
    (re.compile(r"评分(?:表|标准|细则)|考核(?:评分|计分|打分)|打分表|评分办法"), Kind.SCORE_TABLE),
    (re.compile(r"(?:考核|考评|奖惩|管理)(?:办法|细则|制度|规则|暂行办法)|工作制度|规定$"), Kind.RULES),
    (re.compile(r"通讯录|联络员名单|联系方式|联系表"), Kind.CONTACTS),
    (re.compile(r"(?:整改|问题).{0,4}(?:台账|清单)|台账"), Kind.LEDGER),
    (
        re.compile(r"分解表|责任分工|任务分工|责任清单|任务清单|责任分解|任务分解|分工表|职责分工|责任表|任务表"),
        Kind.BREAKDOWN,
    ),
    (
        re.compile(
            r"成员名单|组成人员|(?:领导小组|指挥部|专班|委员会).{0,6}的?(?:通知|名单|公告)$|(?:成立|调整"
            r"|设立).{2,40}(?:领导小组|指挥部|专班|委员会)"
        ),
        Kind.MEMBERS,
    ),
    (re.compile(r"(?:点位|市场|小区|公厕|点).{0,4}(?:名单|清单|一览表|分布)"), Kind.SITES),
    (re.compile(r"方案|计划|要点|意见|安排|预案|规划"), Kind.PLAN),
)


def is_speech(title: str, blocks: Sequence[Block]) -> bool:
    """Whether a paper is a speech: it greets its hearers and talks to them."""
    if re.search(r"讲话|致辞|发言", title):
        return True
    opening = [squeezed(block.text) for block in blocks[:4]]
    if not any(_GREETING.match(text) for text in opening):
        return False
    return any(_SPOKEN.search(text) for text in opening) or "同志们" in "".join(opening)


def kind_of(draft: Draft, chapters: Iterable[Chapter], *, speech: bool, articles: int = 0) -> Kind:
    """The kind that is proposed; the user may choose another. `articles` counts items numbered 第…条."""
    if speech:
        return Kind.SPEECH
    seen = set(chapters)
    title = squeezed(draft.title)
    named = next((kind for pattern, kind in _TITLES if pattern.search(title)), None)
    scored = any(table.read_as == "score_table" for table in draft.tables)
    if scored and named in (None, Kind.RULES) and articles < 3 and not draft.tasks and not seen - {Chapter.OTHER}:
        return Kind.SCORE_TABLE
    if draft.criteria and not draft.tasks and named in (None, Kind.PLAN) and re.search("考核|考评|评分|评比", title):
        return Kind.RULES
    if named is None and articles >= 3:
        return Kind.RULES
    if named is Kind.SCORE_TABLE and draft.criteria and not draft.tables:
        return Kind.RULES
    if named is Kind.PLAN or named is None:
        return _by_content(draft, seen, planned=named is Kind.PLAN)
    if named is Kind.MEMBERS and draft.tasks and len(draft.tasks) > 2:
        return Kind.PLAN
    if named is Kind.MEMBERS and not draft.seats:
        return _by_content(draft, seen, planned=False)
    missing = {
        Kind.LEDGER: not draft.problems and bool(draft.tables),
        Kind.SCORE_TABLE: not draft.criteria and bool(draft.tables),
        Kind.CONTACTS: not draft.contacts and bool(draft.tables),
        Kind.BREAKDOWN: not draft.tasks and bool(draft.problems or draft.criteria or draft.contacts),
    }
    if missing.get(named, False):
        return _by_content(draft, seen, planned=False)
    if named is Kind.SITES and not draft.cells:
        return _by_content(draft, seen, planned=False)
    return named


def _by_content(draft: Draft, seen: set[Chapter], *, planned: bool) -> Kind:
    chapters = seen - {Chapter.OTHER}
    if planned:
        return Kind.PLAN
    if Chapter.PAST in chapters:
        return Kind.SITES if draft.cells else Kind.UNKNOWN
    if (
        len(chapters & {Chapter.TASKS, Chapter.PHASES, Chapter.REQUIREMENTS, Chapter.ORGANISATION, Chapter.TARGETS})
        >= 2
    ):
        return Kind.PLAN
    if draft.problems and len(draft.problems) >= len(draft.tasks):
        return Kind.LEDGER
    if draft.criteria and not draft.tasks:
        return Kind.SCORE_TABLE
    if not chapters and draft.tasks and any(table.read_as == "breakdown" for table in draft.tables):
        return Kind.BREAKDOWN
    if sum(1 for task in draft.tasks if task.units) >= 2:
        return Kind.PLAN if chapters else Kind.BREAKDOWN
    if draft.cells and not draft.tasks:
        return Kind.SITES
    if draft.seats and not draft.tasks:
        return Kind.MEMBERS
    if draft.contacts and not draft.tasks:
        return Kind.CONTACTS
    if len(draft.targets) > 2 and draft.tables and not draft.tasks:
        return Kind.PLAN
    if draft.tasks or draft.reporting:
        return Kind.PLAN
    return Kind.UNKNOWN
