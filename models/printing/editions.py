"""Verbs `edition print` and `diff`: an edition again as it was issued, and what two editions differ in."""

import argparse
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from models import verbs
from models.database import Database
from models.edition.papers import NOW, reprint, revision_sheet
from models.edition.queries import Comparison, compared, edition_numbered, side
from models.edition.verbs import add_deeds
from models.errors import Condition
from models.org.queries import campaign_named
from models.papers.sheet import Paper, Profile
from models.printing.breakdown import split_of
from models.printing.paperwork import put, put_apart
from models.task.cover import cover_of
from models.task.papers import BreakdownOptions, Split, View
from models.task.rules import UnitName, UnitNames

FORMATS = ("pdf", "xlsx", "png")


def add_verbs(commands: Any) -> None:
    edition = commands.add_parser("edition", help="版次：印发、列出、重印、撤回")
    deeds = edition.add_subparsers(title="做什么", required=True, metavar="做什么", parser_class=type(edition))
    add_deeds(deeds)
    printing = deeds.add_parser("print", help="重印一版，内容和印发时一样")
    _common(printing)
    printing.add_argument("number", metavar="N", help="版次；now 是现在的内容")
    printing.add_argument(
        "--by",
        choices=[view.value for view in View],
        default="task",
        help="编排：" + "、".join(f"{view.value}={view.label}" for view in View),
    )
    printing.add_argument("--since", type=int, metavar="N", help="只印比这一版有变化的任务")
    printing.add_argument(
        "--split",
        nargs="?",
        const="",
        choices=["", Split.UNIT.value, Split.PART.value],
        metavar="unit|part",
        help="每份一个文件，--out 是文件夹：unit 每个单位一份，part 每人、每个网格或每月一份",
    )
    printing.add_argument("--cover", action="store_true", help="按单位的一个PDF前面加分发目录和签收栏")
    printing.add_argument("--list-cells", action="store_true", help="列出网格名称，不只写几处")
    printing.add_argument("--out", required=True, type=Path, metavar="文件", help="写到哪里")
    printing.set_defaults(run=_print)
    diff = commands.add_parser("diff", help="两版之间，或一版与现在之间，改了什么")
    _common(diff)
    diff.add_argument("old", metavar="A", help="原版的版次")
    diff.add_argument("new", metavar="B", nargs="?", default=NOW, help="现版的版次；now（默认）是现在的内容")
    verbs.add_json_argument(diff)
    diff.add_argument("--out", type=Path, metavar="文件", help="写成修订对照表")
    diff.set_defaults(run=_diff)


def _common(parser: argparse.ArgumentParser) -> None:
    verbs.add_database_argument(parser)
    verbs.add_campaign_argument(parser)
    parser.add_argument("--unit", action="append", metavar="单位", help="只要这个单位的任务（可以写几次）")
    parser.add_argument("--format", choices=FORMATS, help="文件格式（默认看文件名，再默认 pdf）")
    parser.add_argument("--paper", choices=[paper.value for paper in Paper], default="A4", help="纸张（默认 A4）")
    parser.add_argument("--portrait", action="store_true", help="竖排（默认横排）")


def _print(args: argparse.Namespace) -> int:
    view, split, form = View.of(args.by), split_of(args), _form(args)
    is_split = view is View.UNIT or split is not Split.WHOLE
    if args.unit and not (view is View.UNIT or split is Split.UNIT):
        raise Condition("--unit 只能和 --by unit 或 --split unit 一起用。", "请加上其中一个。")
    if args.cover and (not is_split or args.split is not None or form != "pdf"):
        raise Condition("--cover 只用于按单位的一个PDF。", "请用 --by unit --format pdf，不加 --split。")
    options = BreakdownOptions(list_cells=args.list_cells, profile=_profile(args))
    with verbs.opened(args) as database:
        campaign_id = database.read(campaign_named, name=args.campaign).id
        read = partial(database.read, side, campaign_id=campaign_id, day=date.today())
        shown = read(edition_id=_edition_id(database, campaign_id, args.number))
        since = None
        if args.since is not None:
            since = read(edition_id=_edition_id(database, campaign_id, str(args.since)))
    names = [UnitName(unit.id, unit.name, unit.short_name) for unit in shown.content.units]
    sheets = reprint(shown, view, options, split=split, unit_ids=_unit_ids(names, args.unit), since=since)
    if args.split is not None:
        put_apart(sheets, form, args.out)
    else:
        title = f"{sheets[0].title.splitlines()[0]}分发目录"
        put(sheets, form, args.out, cover=partial(cover_of, sheets, title=title) if args.cover else None)
    return 0


def _diff(args: argparse.Namespace) -> int:
    with verbs.opened(args) as database:
        campaign_id = database.read(campaign_named, name=args.campaign).id
        old_id, new_id = (_edition_id(database, campaign_id, number) for number in (args.old, args.new))
        found = database.read(compared, campaign_id=campaign_id, old_id=old_id, new_id=new_id, day=date.today())
    if args.unit:
        units = {unit.id: unit for one in (found.old, found.new) for unit in one.content.units}
        names = [UnitName(unit.id, unit.name, unit.short_name) for unit in units.values()]
        found = found.of_units(_unit_ids(names, args.unit) or ())
    if args.out is not None:
        put((revision_sheet(found, _profile(args)),), _form(args), args.out)
    elif args.json:
        verbs.print_json(_plain(found))
    else:
        _say(found)
    return 0


def _say(found: Comparison) -> None:
    if not found.revision.rows:
        print(f"{found.old.words}与{found.new.words}没有差别。")
        return
    print(f"{found.old.words} → {found.new.words}：{found.revision.summary}。")
    for row in found.revision.rows:
        number = " → ".join(dict.fromkeys(part for part in (row.old_number, row.new_number) if part))
        print(f"{row.turn.mark} {row.turn.label}　{row.where}　{number}{row.title}")
        for cell in row.cells:
            print(f"    {cell.heading}：{_line(cell.old)} → {_line(cell.new)}")


def _line(text: str) -> str:
    return text.replace("\n", " ") or "（空）"


def _plain(found: Comparison) -> dict[str, Any]:
    return {
        "old": found.old.words,
        "new": found.new.words,
        "renamed_units": [{"old": old, "new": new} for old, new in found.revision.renamed],
        "rows": [
            {
                "task_id": row.task_id,
                "turn": row.turn.value,
                "is_moved": row.is_moved,
                "where": row.where,
                "title": row.title,
                "old_number": row.old_number,
                "new_number": row.new_number,
                "cells": [
                    {"field": cell.key, "heading": cell.heading, "old": cell.old, "new": cell.new} for cell in row.cells
                ],
            }
            for row in found.revision.rows
        ],
    }


def _edition_id(database: Database, campaign_id: int, text: str) -> int | None:
    """None for now. Condition when the number is none."""
    if text == NOW:
        return None
    if not text.isdecimal():
        raise Condition(f"“{text}”不是版次。", "请写版次的数字，或写 now 表示现在。")
    row = database.read(edition_numbered, campaign_id=campaign_id, number=int(text))
    return int(row.id)


def _unit_ids(names: list[UnitName], texts: list[str] | None) -> set[int] | None:
    """The units that the words name, by the names of that day."""
    if not texts:
        return None
    found = UnitNames(names)
    return {unit_id for text in texts for unit_id in found.ids_of_text(text)}


def _form(args: argparse.Namespace) -> str:
    ending = args.out.suffix.lstrip(".").lower() if args.out is not None else ""
    return str(args.format or (ending if ending in FORMATS else "pdf"))


def _profile(args: argparse.Namespace) -> Profile:
    return Profile(paper=Paper(args.paper), landscape=not args.portrait)
