"""Listings of the breakdown for `app.py list THING`, and `print breakdown`."""

import argparse
import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from models import verbs
from models.database import Database
from models.errors import Condition
from models.org.queries import campaign_named
from models.papers.sheet import Paper, Profile, Sheet
from models.task import papers, queries
from models.task.cover import cover_of
from models.task.papers import BreakdownOptions, View
from models.task.queries.tree import TaskRow
from models.task.rules import UnitNames, text_of_points
from models.task.terms import Role
from models.verbs import Listing

Rows = list[dict[str, Any]]
FORMATS = ("pdf", "xlsx")


def tasks(database: Database, args: argparse.Namespace) -> Rows:
    return [
        {
            "number": row.number,
            "level": row.depth + 1,
            "title": row.title,
            "body": row.body,
            "kind": row.kind.label,
            "target": row.target,
            "lead": [ref.name for ref in row.lead if not ref.leads_by_rule],
            "responsible": [ref.name for ref in row.responsible],
            "support": [ref.name for ref in row.support],
            "oversee": [ref.name for ref in row.oversee],
            "leaders": list(row.leaders),
            "owners": list(row.owners),
            "deadline": row.deadline,
            "due_from": row.due_from,
            "due_to": row.due_to,
            "due_every": row.due_every,
            "points": text_of_points(row.points),
            "phase": row.phase,
            "note": row.note,
            "source": row.source,
            "issues": [issue.sentence for issue in row.issues],
        }
        for row in _tree(database, args)
    ]


def assignments(database: Database, args: argparse.Namespace) -> Rows:
    return [
        {"number": row.number, "task": row.title, "unit": ref.name, "role": ref.role.label}
        for row in _tree(database, args)
        for role in Role
        for ref in row.units(role)
        if not ref.leads_by_rule
    ]


def phases(database: Database, args: argparse.Namespace) -> Rows:
    return [
        {
            "name": row.name,
            "time": row.time_words,
            "starts": row.starts,
            "ends": row.ends,
            "tasks": row.tasks,
            "body": row.body,
        }
        for row in database.read(queries.phases, campaign_id=_campaign_id(database, args))
    ]


def targets(database: Database, args: argparse.Namespace) -> Rows:
    return [
        {"task": row.task, "indicator": row.indicator, "value": row.value}
        for row in database.read(queries.targets, campaign_id=_campaign_id(database, args))
    ]


def findings(database: Database, args: argparse.Namespace) -> Rows:
    found = database.read(queries.findings, campaign_id=_campaign_id(database, args), on=args.as_of)
    return [{"kind": row.kind.label, "where": row.where, "sentence": row.sentence} for row in found]


LISTINGS: dict[str, Listing] = {
    "tasks": tasks,
    "assignments": assignments,
    "phases": phases,
    "targets": targets,
    "findings": findings,
}


def _campaign_id(database: Database, args: argparse.Namespace) -> int:
    found: int = database.read(campaign_named, name=args.campaign).id
    return found


def _tree(database: Database, args: argparse.Namespace) -> tuple[TaskRow, ...]:
    rows: tuple[TaskRow, ...] = database.read(
        queries.task_tree, campaign_id=_campaign_id(database, args), on=args.as_of
    )
    return rows


# ---- print breakdown ----------------------------------------------------------------------------------------


def add_verbs(commands: Any) -> None:
    printing = commands.add_parser("print", help="输出成 PDF 或 xlsx")
    things = printing.add_subparsers(title="内容", required=True, metavar="内容")
    parser = things.add_parser("breakdown", help="责任分解表")
    verbs.add_database_argument(parser)
    verbs.add_campaign_argument(parser)
    parser.add_argument("--by", choices=[view.value for view in View], default="task", help="按任务或按单位")
    parser.add_argument("--unit", action="append", metavar="单位", help="只要这个单位（可以写几次；按单位时用）")
    parser.add_argument("--split", action="store_true", help="按单位时每个单位一个文件，--out 是文件夹")
    parser.add_argument("--cover", action="store_true", help="按单位的一个PDF前面加分发目录和签收栏")
    parser.add_argument("--format", choices=FORMATS, default="pdf", help="文件格式（默认 pdf）")
    parser.add_argument("--out", required=True, type=Path, metavar="文件", help="写到哪里")
    parser.add_argument("--paper", choices=[paper.value for paper in Paper], default="A4", help="纸张（默认 A4）")
    turned = parser.add_mutually_exclusive_group()
    turned.add_argument("--landscape", action="store_true", default=True, help="横排（默认）")
    turned.add_argument("--portrait", action="store_false", dest="landscape", help="竖排")
    known = "、".join(f"{column.key}={column.heading}" for column in papers.CHOICES)
    parser.add_argument("--columns", metavar="列", help=f"要哪些列，用逗号隔开，按此顺序：{known}")
    parser.add_argument("--title", metavar="标题", help="标题（默认：专项工作名称加“责任分解表”）")
    parser.add_argument("--number", default="", metavar="文号", help="标题下的文号或版次")
    parser.add_argument("--filler", metavar="单位", help="填报单位（默认：专项工作的牵头单位）")
    parser.add_argument("--as-of", type=verbs.day, metavar="日期", help="按哪一天（默认今天）")
    parser.set_defaults(run=_print_breakdown)


def _print_breakdown(args: argparse.Namespace) -> int:
    options = BreakdownOptions(
        columns=tuple(part.strip() for part in args.columns.replace("，", ",").split(",")) if args.columns else None,
        title=args.title,
        number=args.number,
        unit=args.filler,
        profile=Profile(paper=Paper(args.paper), landscape=args.landscape),
    )
    if args.by == "task" and (args.unit or args.split):
        raise Condition("--unit 和 --split 只能和 --by unit 一起用。", "请加上 --by unit。")
    if args.cover and (args.by == "task" or args.split or args.format != "pdf"):
        raise Condition("--cover 只用于按单位的一个PDF。", "请用 --by unit --format pdf，不加 --split。")
    with verbs.opened(args) as database:
        campaign_id = _campaign_id(database, args)
        sheets = _sheets(database, campaign_id, args.by, args.unit, options, args.as_of)
    if not args.split:
        cover = f"{sheets[0].title.splitlines()[0]}分发目录" if args.cover else ""
        _write(sheets, args.format, args.out, cover)
        print(args.out)
        return 0
    args.out.mkdir(parents=True, exist_ok=True)
    for number, sheet in enumerate(sheets, 1):
        path = args.out / f"{number:02d}-{_file_name(sheet.name)}.{args.format}"
        _write((sheet,), args.format, path)
        print(path)
    return 0


def _sheets(
    database: Database,
    campaign_id: int,
    by: str,
    unit_texts: list[str] | None,
    options: BreakdownOptions,
    on: date | None,
) -> tuple[Sheet, ...]:
    if by == "task":
        return (database.read(papers.breakdown, campaign_id=campaign_id, options=options, on=on),)
    unit_ids: set[int] | None = None
    if unit_texts:
        names = UnitNames(database.read(queries.unit_names, on=on))
        unit_ids = {unit_id for text in unit_texts for unit_id in names.ids_of_text(text)}
    sheets: tuple[Sheet, ...] = database.read(
        papers.unit_breakdowns, campaign_id=campaign_id, unit_ids=unit_ids, options=options, on=on
    )
    return sheets


def _file_name(name: str) -> str:
    """A name that is allowed on Windows and Linux."""
    return "".join("_" if character in '\\/:*?"<>|' or ord(character) < 32 else character for character in name).strip(
        " ."
    )


def _write(sheets: tuple[Sheet, ...], form: str, path: Path, cover: str = "") -> None:
    if form == "xlsx":
        from models.papers.xlsx import render_xlsx_book

        render_xlsx_book(list(sheets), path)
        return
    from models.files import write_atomically
    from models.papers.letters import letters_note
    from models.papers.render import render_print

    if note := letters_note(sheets):
        print(note, file=sys.stderr)
    front = partial(cover_of, sheets, title=cover) if cover else None
    write_atomically(path, render_print(sheets, report=verbs.progress_on_stderr, cover=front).pdf)
