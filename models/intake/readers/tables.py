"""Tables of a document, each read by the reader of its form; what each was read as is reported."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from models.intake.characters import squeezed
from models.intake.draft import Cell, Head, Problem, ReadTable, Task
from models.intake.fields.labels import About
from models.intake.fields.responsibility import rules_in
from models.intake.readers.breakdown_rows import read_breakdown
from models.intake.readers.cells import Setting, TableReading
from models.intake.readers.columns import Form
from models.intake.readers.contact_rows import read_contacts
from models.intake.readers.counted import count_warnings, group_warnings
from models.intake.readers.forms import Heads, heads_of
from models.intake.readers.glued import RUN_TOGETHER, unglued
from models.intake.readers.heading import is_masked, year_of_plan
from models.intake.readers.joined import captioned, joined, turned
from models.intake.readers.ledger import read_ledger
from models.intake.readers.member_rows import read_members_table
from models.intake.readers.phase_rows import read_phase_rows
from models.intake.readers.regions import parts_of, tables_of
from models.intake.readers.scores import read_scores
from models.intake.readers.site_rows import read_sites
from models.intake.readers.target_rows import read_target_rows
from models.intake.source import Source, Table
from models.intake.wishes import NONE, Wishes

Item = TypeVar("Item", Task, Problem)
_READERS: dict[Form, Callable[[Table, Heads, TableReading, Setting], None]] = {
    Form.LEDGER: read_ledger,
    Form.SCORES: read_scores,
    Form.BREAKDOWN: read_breakdown,
    Form.TARGETS: read_target_rows,
    Form.PHASES: read_phase_rows,
    Form.CONTACTS: read_contacts,
    Form.MEMBERS: read_members_table,
    Form.SITES: read_sites,
}


_NO_TITLE = re.compile(
    r"附[件表]\s*\d*[：:]?$|(?:填[表报]|报送|单位|日期|时间|制表|统计|截[至止]|联系|密级|编号|计量单位)[^，。]{0,12}[：:]|[（(]"
)
_TITLE_WORD = re.compile(
    r"(?:表|台账|清单|名单|方案|细则|办法|标准|通讯录|分工|指标|计划|目标|情况|安排|一览|册|体系)(?:[（(][^（）()]*[）)])?$"
)


def tables_in(source: Source, grids: Sequence[Table]) -> tuple[Table, ...]:
    """All tables of a document: those of its text (`grids`: found in its paragraphs), each from its headings, and those
    of its sheets."""
    tables = (*source.tables, *grids)
    own = joined([part for table in tables if table.rows and table.rows[0] for part in parts_of(table)])
    return (
        *captioned(own, source.paragraphs),
        *(turned(part) or part for sheet in source.sheets for part in tables_of(sheet)),
    )


def title_of_tables(tables: Sequence[Table]) -> str:
    """The title that stands over the first table that has one: its longest line that is no 附件1 or 单位：万元."""
    for table in tables:
        lines = [squeezed(line) for line in table.above]
        named = [line for line in lines if 4 <= len(line) <= 60 and not _NO_TITLE.match(line)]
        if named:
            return next((line for line in named if _TITLE_WORD.search(line)), max(named, key=len))
    return next((name for table in tables if len(name := squeezed(table.sheet)) >= 4 and _TITLE_WORD.search(name)), "")


def read_tables(tables: Iterable[Table], setting: Setting, wishes: Wishes = NONE, title: str = "") -> TableReading:
    """Read tables that begin with their headings; `title` is that of the document. Tables of no form are reported and
    left out."""
    found = TableReading()
    listed = list(tables)
    told = [
        (table, heads)
        for table in listed
        if (heads := heads_of(table, wishes, title, alone=len(listed) == 1)) is not None
    ]
    if not setting.years and not is_masked(title):
        setting = replace(setting, years=year_of_plan(_times(told)))
    for table, heads in told:
        if heads.form is not None:
            _add(found, _read(table, heads, heads.form, setting, found))
        found.tables.append(_report(table, heads))
    found.cells = _by_area(found.cells)
    return found


def _read(table: Table, heads: Heads, form: Form, setting: Setting, before: TableReading) -> TableReading:
    """The reading of one table; its keys count on from those of the tables before it."""
    setting = replace(
        setting,
        first_key=setting.first_key + len(before.tasks),
        first_criterion=setting.first_criterion + len(before.criteria),
        # 注：列第一位的为牵头单位
        first_leads=setting.first_leads or rules_in("\n".join((*table.above, *table.below)))[0],
    )
    plain, apart = unglued(table, heads)
    found = TableReading()
    _READERS[form](plain, heads, found, setting)
    if apart:
        spots = {table.spot(row, at) for row in apart for at in range(len(heads.words))}
        found.tasks = [_doubted(task) if task.spot in spots else task for task in found.tasks]
        found.problems = [_doubted(problem) if problem.spot in spots else problem for problem in found.problems]
    above = {task.parent for task in found.tasks}
    own = sum(1 for task in found.tasks if task.key not in above)
    own += len(found.problems) + (len(found.seats) or len(found.contacts))
    found.warnings += [*count_warnings(table.above, own), *group_warnings(found.tasks)]
    return found


def _add(found: TableReading, own: TableReading) -> None:
    for name in TableReading.__slots__:
        getattr(found, name).extend(getattr(own, name))


def _by_area(cells: Iterable[Cell]) -> list[Cell]:
    """Places of one area from several tables together."""
    found: dict[str, Cell] = {}
    for cell in cells:
        known = found.get(cell.area)
        points = dict.fromkeys((*known.points, *cell.points)) if known is not None else cell.points
        found[cell.area] = replace(known or cell, points=tuple(points))
    return list(found.values())


def _doubted(item: Item) -> Item:
    """An item whose units stood together without a mark between them."""
    unsure = tuple(dict.fromkeys((*item.unsure, "units")))
    return replace(item, doubts=(*item.doubts, RUN_TOGETHER), unsure=unsure)


def _times(told: Iterable[tuple[Table, Heads]]) -> list[str]:
    """The different words of the deadlines in tables."""
    words: dict[str, None] = {}
    for table, heads in told:
        for at in heads.label_columns(About.TIME):
            words.update(dict.fromkeys(row[at] for row in table.rows[heads.last + 1 :]))
    return list(words)


def _report(table: Table, heads: Heads) -> ReadTable:
    top = max(heads.last, 0)
    return ReadTable(
        heads.layout,
        heads.form.value if heads.form is not None else "",
        tuple(
            Head(at, words, str(heads.meanings[at]) if at in heads.meanings else "", table.spot(top, at))
            for at, words in enumerate(heads.words)
            if words or at in heads.meanings
        ),
        table.spot(0),
        len(table.rows) - heads.last - 1,
    )
