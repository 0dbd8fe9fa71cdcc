"""What form a table is of, and what its columns mean in that form: by its headings, its title, the clerk's wishes and,
where a heading says nothing, by what stands below it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from models.intake.characters import half_digits, squeezed
from models.intake.draft import Duty, Kind
from models.intake.fields.labels import About, Label
from models.intake.fields.names import is_name_like
from models.intake.fields.times import time_alone
from models.intake.fields.units import is_unit_like, units_of
from models.intake.readers.columns import (
    Column,
    Form,
    Meaning,
    label_for,
    meaning_from,
    meaning_of,
    plain_heading,
)
from models.intake.readers.headings import heading_rows, layout_of, levels_over, plain_heads
from models.intake.source import Table
from models.intake.wishes import Wishes

PHONE = re.compile(r"\d[\d\-－—() （）/、,，;；转]{5,}\d")
_SAMPLE, _LONGEST_NAME, _MOST_COLUMNS = 40, 80, 60
_SCORING = re.compile(r"[分评扣]|考核|考评")  # 评分标准 scores, 工作标准 does not
FORM_OF_KIND = {
    Kind.PLAN: Form.BREAKDOWN,
    Kind.BREAKDOWN: Form.BREAKDOWN,
    Kind.LEDGER: Form.LEDGER,
    Kind.SCORE_TABLE: Form.SCORES,
    Kind.RULES: Form.SCORES,
    Kind.CONTACTS: Form.CONTACTS,
    Kind.MEMBERS: Form.MEMBERS,
    Kind.SITES: Form.SITES,
}
_NAMED: tuple[tuple[re.Pattern[str], Form], ...] = (
    (re.compile(r"(?<!任务)(?<!工作)(?<!项目)台账|(?:问题|隐患).{0,6}(?:清单|汇总|一览|统计)"), Form.LEDGER),
    (re.compile(r"评分|打分|计分|考核.{0,6}(?:表|细则|标准|指标)|考评"), Form.SCORES),
    (re.compile(r"通讯录|联[系络].{0,6}(?:表|方式|名单)|联络员"), Form.CONTACTS),
    (re.compile(r"(?:分解|任务|责任|分工|职责).{0,6}(?:表|清单|一览)|任务分解"), Form.BREAKDOWN),
    (re.compile(r"指标|目标值"), Form.TARGETS),
    (re.compile(r"成员|组成人员|人员名单"), Form.MEMBERS),
    (
        re.compile(r"点位|(?:市场|小区|公厕|项目|学校|医院).{0,4}(?:名单|清单|一览|分布|表)|改造.{0,6}(?:表|名单)"),
        Form.SITES,
    ),
    (re.compile(r"阶段|步骤|进度安排|时间安排"), Form.PHASES),
)


@dataclass(frozen=True)
class Heads:
    """The headings of a table: their last row (-1: none), their words, what each column means, the columns whose
    meaning was told by their contents, the form and the digest of the layout."""

    last: int
    words: tuple[str, ...]
    layout: str = ""
    form: Form | None = None
    meanings: dict[int, Meaning] = field(default_factory=dict)
    unsure: frozenset[int] = frozenset()

    def all(self, *kinds: Column) -> list[int]:
        """The columns of these kinds, from left to right."""
        return [at for at, meaning in self.meanings.items() if meaning.column in kinds]

    def one(self, *kinds: Column) -> int | None:
        """The first column of these kinds."""
        return next((at for at, meaning in self.meanings.items() if meaning.column in kinds), None)

    @cached_property
    def labels(self) -> dict[int, Label]:
        """The label columns with their labels."""
        return {at: meaning.label for at, meaning in self.meanings.items() if meaning.label is not None}

    def label_columns(self, about: About) -> list[int]:
        """The label columns of units, people or times."""
        return [at for at, label in self.labels.items() if label.about is about]


def heads_of(table: Table, wishes: Wishes, title: str = "", *, alone: bool = True) -> Heads | None:
    """The headings of a table (see regions: it begins with them), and the form that fits best; None without headings.

    `title` is that of the document, which tells about its only table (`alone`).
    """
    stop = len(table.rows)
    found = heading_rows(table, 0, min(stop, 12)) or plain_heads(table, 0, stop)
    first, last = found if found is not None else (0, -1)
    levels: Sequence[tuple[str, ...]] = levels_over(table, first, last) if last >= 0 else ((),) * len(table.rows[0])
    words = tuple("/".join(one) for one in levels)
    layout = layout_of(words)
    wished = {
        plain_heading(wish.heading): meaning
        for wish in wishes.columns
        if wish.layout == layout and (meaning := meaning_from(wish.meaning)) is not None
    }
    levels, words = _once(table, last, levels, words)
    base = Heads(last, words, layout)
    hints = _hints(table, title if alone else "", wishes)
    fits = [
        heads for form in Form if (heads := _under(table, base, levels, form, wished, hinted=form in hints)) is not None
    ]
    if fits:
        plain = {heads.form for heads in fits} & {Form.LEDGER, Form.SCORES}
        if wishes.kind is None and plain:  # 任务分解表 over problems or points: the headings know better
            hints = [hint for hint in hints if hint is not Form.BREAKDOWN]
        if wishes.kind is None:
            fits = _without_echo(fits)
        best = next((heads for hint in hints for heads in fits if heads.form is hint), fits[0])
        return best if last >= 0 or best.form in (Form.CONTACTS, Form.MEMBERS) else None
    if last < 0:
        return None
    return replace(base, meanings=_widest(levels, words, wished))


def _once(
    table: Table, last: int, levels: Sequence[tuple[str, ...]], words: tuple[str, ...]
) -> tuple[Sequence[tuple[str, ...]], tuple[str, ...]]:
    """(levels, words) without a heading's second column where that holds nothing of its own, or names of people."""
    own_levels, own_words = list(levels), list(words)
    body = table.rows[last + 1 : last + 1 + _SAMPLE]
    for at in range(1, len(words)):
        if not words[at] or words[at] != words[at - 1] or (last, at) not in table.merged:
            continue
        texts = [row[at] for row in body if row[at].strip() and row[at] != row[at - 1]]
        if not texts:
            own_words[at] = ""
        if not texts or all(is_name_like(text) for text in texts):
            own_levels[at] = ()
    return own_levels, tuple(own_words)


def _carried(heads: Heads) -> bool:
    return bool(heads.label_columns(About.UNITS) or heads.label_columns(About.PEOPLE) or heads.all(Column.UNIT))


def _without_echo(fits: list[Heads]) -> list[Heads]:
    """Without the reading as a breakdown where its only tasks are the indicators of a table of indicators, or what is
    done in the phases of a table that names nobody."""
    targets = next((heads for heads in fits if heads.form is Form.TARGETS), None)
    tasks = next((heads for heads in fits if heads.form is Form.BREAKDOWN), None)
    if tasks is not None and any(heads.form is Form.PHASES for heads in fits) and not _carried(tasks):
        return [heads for heads in fits if heads is not tasks]
    if targets is None or tasks is None:
        return fits
    own = {*targets.all(Column.INDICATOR, Column.TARGET, Column.GROUP, Column.BASE)}
    echo = {*tasks.all(Column.TASK, Column.DETAIL, Column.GROUP)} <= own
    return [heads for heads in fits if heads is not tasks] if echo else fits


def _widest(levels: Sequence[Sequence[str]], words: Sequence[str], wished: dict[str, Meaning]) -> dict[int, Meaning]:
    """Meanings in the form that knows most of the headings, for a table that is of no form."""
    options = [_meanings(levels, words, form, wished) for form in Form]
    return max(options, key=len)


def _hints(table: Table, title: str, wishes: Wishes) -> list[Form]:
    """The forms that the clerk, the lines above the table, its sheet and the title of the document name, in order."""
    found = [FORM_OF_KIND[wishes.kind]] if wishes.kind in FORM_OF_KIND else []
    for text in (*table.above, table.sheet, title):
        plain = squeezed(text)
        if len(plain) <= 60:
            found += [form for pattern, form in _NAMED if pattern.search(plain)]
    return list(dict.fromkeys(found))


def _under(
    table: Table,
    base: Heads,
    levels: Sequence[Sequence[str]],
    form: Form,
    wished: dict[str, Meaning],
    *,
    hinted: bool,
) -> Heads | None:
    """The headings read as those of a form; None when it lacks what it needs."""
    heads = replace(base, form=form, meanings=_meanings(levels, base.words, form, wished))
    if _fits(heads, hinted=hinted):
        return _told_by_contents(table, _with_problem(heads, levels) if hinted else heads)
    if base.last < 0 or hinted:
        heads = _told_by_contents(table, heads)
        if _fits(heads, hinted=hinted):
            return heads
    if hinted and form in (Form.LEDGER, Form.BREAKDOWN, Form.SCORES):
        heads = _with_text_column(table, heads, levels, {at for at in heads.meanings if _wished(base, at, wished)})
        return heads if _fits(heads, hinted=True) else None
    return None


def _meanings(
    levels: Sequence[Sequence[str]], words: Sequence[str], form: Form, wished: dict[str, Meaning]
) -> dict[int, Meaning]:
    found: dict[int, Meaning] = {}
    for at, parts in enumerate(levels):
        meaning = wished.get(plain_heading(words[at])) if wished and words[at] else None
        meaning = meaning or _of_levels(parts, form)
        if meaning is not None:
            found[at] = meaning
    return found


def _of_levels(parts: Sequence[str], form: Form) -> Meaning | None:
    """What the words over a column mean together: 责任单位 over 牵头, 分管领导 over 电话, 第一季度 over 目标."""
    if not parts:
        return None
    lower = meaning_of(parts[-1], form)
    if len(parts) == 1:
        return lower
    uppers = [found for part in parts[:-1] if (found := meaning_of(part, form)) is not None]
    people = next((one for one in uppers if one.label is not None and one.label.about is About.PEOPLE), None)
    if people is not None and (lower is None or lower.column is Column.NAME):
        return people
    step = next((one for one in uppers if one.column is Column.STEP), None)
    if step is not None:
        return step
    if lower is not None and lower.column not in (Column.UNIT, Column.PLACE, Column.ITEM, Column.GROUP):
        return lower
    joined = label_for(parts[-1] + "单位") if len(parts[-1]) <= 4 else None
    if joined is not None:
        return Meaning(Column.LABEL, joined)
    labelled = next((one for one in reversed(uppers) if one.label is not None), None)
    return meaning_of("".join(parts), form) or labelled or lower or (uppers[-1] if uppers else None)


# ---- what a form needs ---------------------------------------------------------------------------------------------


def _fits(heads: Heads, *, hinted: bool) -> bool:
    has = heads.all
    units, people = heads.label_columns(About.UNITS), heads.label_columns(About.PEOPLE)
    times = heads.label_columns(About.TIME)
    match heads.form:
        case Form.LEDGER:
            more = (Column.MEASURE, Column.STATUS, Column.PLACE, Column.AREA, Column.FOUND, Column.PHOTO, Column.UNIT)
            return bool(has(Column.PROBLEM)) and (bool(units or people or times or has(*more)) or hinted)
        case Form.SCORES:
            named = has(Column.ITEM, Column.CONTENT)
            told = any(hinted or _SCORING.search(heads.words[at]) for at in has(Column.CRITERIA))
            scored = told or (bool(has(Column.POINTS)) and (hinted or not heads.labels))
            return (bool(named) or (hinted and told)) and scored
        case Form.BREAKDOWN:
            words = has(Column.TASK, Column.DETAIL, Column.GROUP)
            listing = has(Column.NAME) and has(Column.PHONE)
            carried = heads.labels or (has(Column.UNIT) and not listing)
            return bool(words) and (bool(carried) or (hinted and bool(has(Column.STEP, Column.TARGET))))
        case Form.TARGETS:
            return bool(has(Column.INDICATOR)) and bool(has(Column.TARGET)) and (hinted or not has(Column.POINTS))
        case Form.PHASES:
            return bool(has(Column.PHASE)) and bool(times) and not units
        case Form.CONTACTS:
            who = bool(has(Column.NAME) or people)
            return who and bool(has(Column.PHONE)) and not has(Column.ROLE, Column.TASK, Column.PROBLEM)
        case Form.MEMBERS:
            return bool(has(Column.NAME)) and bool(has(Column.ROLE, Column.POST, Column.UNIT))
        case Form.SITES:
            return bool(has(Column.PLACE)) and bool(has(Column.AREA, Column.BATCH) or (hinted and has(Column.STAGE)))
    return False


def _with_problem(heads: Heads, levels: Sequence[Sequence[str]]) -> Heads:
    """A ledger that is to be read as a breakdown: what is wrong is the task, the measures are its details."""
    if heads.form is not Form.BREAKDOWN or heads.all(Column.TASK):
        return heads
    for at, parts in enumerate(levels):
        meaning = _of_levels(parts, Form.LEDGER)
        if at not in heads.meanings and meaning is not None and meaning.column is Column.PROBLEM:
            return replace(heads, meanings=dict(sorted({**heads.meanings, at: Meaning(Column.TASK)}.items())))
    return heads


_MAIN = (
    (Form.LEDGER, (Column.PROBLEM,)),
    (Form.BREAKDOWN, (Column.TASK, Column.DETAIL)),
    (Form.SCORES, (Column.ITEM, Column.CONTENT)),
    (Form.TARGETS, (Column.INDICATOR,)),
    (Form.SITES, (Column.PLACE,)),
)


def _wished(heads: Heads, at: int, wished: dict[str, Meaning]) -> bool:
    return plain_heading(heads.words[at]) in wished


def _with_text_column(table: Table, heads: Heads, levels: Sequence[Sequence[str]], settled: set[int]) -> Heads:
    """The clerk or the title names the form, but its main column goes by another name: 事项 in a ledger, 问题 in a
    breakdown. It is the one that any other form takes for its main column, else the one with the longest texts; never
    one that the clerk named (`settled`)."""
    main = {Form.LEDGER: Column.PROBLEM, Form.BREAKDOWN: Column.TASK, Form.SCORES: Column.ITEM}[
        heads.form or Form.LEDGER
    ]
    if heads.all(main):
        return heads
    named = [
        at
        for form, columns in _MAIN
        for column in columns
        for at, parts in enumerate(levels)
        if (meaning := _of_levels(parts, form)) is not None
        and meaning.column is column
        and at not in heads.labels
        and at not in settled
    ]
    free = [at for at in named if at not in heads.meanings] or named
    if free:
        taken = {**heads.meanings, free[0]: Meaning(main)}
        return replace(heads, meanings=dict(sorted(taken.items())), unsure=heads.unsure | {free[0]})
    lengths = {
        at: sum(len(row[at]) for row in table.rows[heads.last + 1 : heads.last + 1 + _SAMPLE])
        for at in range(len(heads.words))
        if at not in heads.meanings and heads.words[at]
    }
    at = max(lengths, key=lambda one: lengths[one], default=-1)
    if at < 0 or not lengths[at]:
        return heads
    taken = {**heads.meanings, at: Meaning(main)}
    return replace(heads, meanings=dict(sorted(taken.items())), unsure=heads.unsure | {at})


# ---- contents ------------------------------------------------------------------------------------------------------


def _told_by_contents(table: Table, heads: Heads) -> Heads:
    """Columns whose heading says nothing, told by what stands in them: phones, names, units, times. Each is marked."""
    open_ = [at for at in range(min(len(heads.words), _MOST_COLUMNS)) if at not in heads.meanings]
    found: dict[int, Meaning] = {}
    for at in open_:
        texts = [text for row in table.rows[heads.last + 1 : heads.last + 1 + _SAMPLE] if (text := row[at].strip())]
        if len(texts) < 2 or any(len(text) > _LONGEST_NAME for text in texts):
            continue
        meaning = _by_contents(texts, replace(heads, meanings={**heads.meanings, **found}))
        if meaning is not None:
            found[at] = meaning
    if not found:
        return heads
    meanings = dict(sorted({**heads.meanings, **found}.items()))
    return replace(heads, meanings=meanings, unsure=heads.unsure | set(found))


def _by_contents(texts: Sequence[str], heads: Heads) -> Meaning | None:
    listing = heads.form in (Form.CONTACTS, Form.MEMBERS)
    carrying = heads.form in (Form.LEDGER, Form.BREAKDOWN)

    def mostly(test: object) -> bool:
        return callable(test) and sum(1 for text in texts if test(text)) * 10 >= len(texts) * 9

    if mostly(lambda text: PHONE.fullmatch(half_digits(text))) and (listing or carrying):
        return None if heads.all(Column.PHONE) else Meaning(Column.PHONE)
    if mostly(is_name_like):
        if listing and not heads.all(Column.NAME):
            return Meaning(Column.NAME)
        if carrying and not heads.label_columns(About.PEOPLE) and not heads.all(Column.NAME):
            return Meaning(Column.LABEL, Label("责任人", About.PEOPLE, None))
        return None
    if carrying and mostly(time_alone) and not heads.label_columns(About.TIME):
        return Meaning(Column.LABEL, Label("完成时限", About.TIME, None))
    if mostly(_is_units):
        if listing and not heads.all(Column.UNIT):
            return Meaning(Column.UNIT)
        if carrying and not heads.label_columns(About.UNITS) and not heads.all(Column.UNIT, Column.AREA):
            return Meaning(Column.LABEL, Label("责任单位", About.UNITS, Duty.RESPONSIBLE))
    return None


def _is_units(text: str) -> bool:
    names = units_of(text).names
    return bool(names) and all(2 < len(name) <= 20 and is_unit_like(name) for name in names)
