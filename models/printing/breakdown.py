"""`print breakdown`: the 责任分解表 with options of its own: view, columns, a file for each unit or part, cover."""

import argparse
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from models import verbs
from models.database import Database
from models.errors import Condition
from models.org.queries import campaign_named
from models.papers.sheet import Profile, Sheet
from models.printing.office_options import add_office_options, add_paper_options, extras_of, profile_of
from models.printing.paperwork import put, put_apart, put_sample
from models.task import papers, queries
from models.task.cover import cover_of
from models.task.papers import BreakdownOptions, Split, View, Who
from models.task.rules import UnitNames

KEY = "breakdown"
FORMATS = ("pdf", "xlsx", "docx", "png")


def add_parser(things: Any) -> None:
    """The parser of `print breakdown`."""
    parser = things.add_parser(KEY, help="责任分解表")
    verbs.add_database_argument(parser)
    verbs.add_campaign_argument(parser)
    views = "、".join(f"{view.value}={view.label}" for view in View)
    parser.add_argument("--by", choices=[view.value for view in View], default="task", help=f"编排：{views}")
    parser.add_argument("--unit", action="append", metavar="单位", help="只要这个单位（可以写几次；分单位时用）")
    parser.add_argument(
        "--split",
        nargs="?",
        const="",
        choices=["", Split.UNIT.value, Split.PART.value],
        metavar="unit|part",
        help="每份一个文件，--out 是文件夹：unit 每个单位一份，part 每人、每个网格或每月一份",
    )
    parser.add_argument("--cover", action="store_true", help="按单位的一个PDF前面加分发目录和签收栏")
    parser.add_argument("--format", choices=FORMATS, default="pdf", help="文件格式（默认 pdf）")
    parser.add_argument("--out", required=True, type=Path, metavar="文件", help="写到哪里")
    add_paper_options(parser)
    add_office_options(parser, KEY)
    known = "、".join(f"{column.key}={column.heading}" for column in papers.CHOICES)
    parser.add_argument("--columns", metavar="列", help=f"要哪些列，用逗号隔开，按此顺序：{known}")
    parser.add_argument("--list-cells", action="store_true", help="列出网格名称，不只写几处")
    people = "、".join(f"{who.value}={who.label}" for who in Who)
    parser.add_argument("--who", choices=[who.value for who in Who], default="all", help=f"按责任人时列谁：{people}")
    parser.add_argument("--post-first", action="store_true", help="按责任人时岗位在前、姓名在后")
    parser.add_argument(
        "--no-gaps", dest="gaps", action="store_false", help="不列出缺责任人、缺责任单位或未定时限的任务"
    )
    parser.add_argument("--notes", action="append", default=[], metavar="附注", help="表下附注，可以写几次")
    parser.add_argument("--sign-off", action="append", metavar="栏", help="签字栏，可以写几次")
    parser.add_argument("--title", metavar="标题", help="标题（默认：专项工作名称加“责任分解表”）")
    parser.add_argument("--number", default="", metavar="文号", help="标题下的文号或版次")
    parser.add_argument("--filler", metavar="单位", help="填报单位（默认：专项工作的牵头单位）")
    parser.add_argument("--as-of", type=verbs.day, metavar="日期", help="按哪一天（默认今天）")
    parser.set_defaults(run=_print)


def _print(args: argparse.Namespace) -> int:
    options = BreakdownOptions(
        columns=tuple(part.strip() for part in args.columns.replace("，", ",").split(",")) if args.columns else None,
        title=args.title,
        number=args.number,
        unit=args.filler,
        notes=tuple(args.notes),
        sign_off=BreakdownOptions().sign_off if args.sign_off is None else tuple(filter(None, args.sign_off)),
        list_cells=args.list_cells,
        who=Who.of(args.who),
        post_first=args.post_first,
        gaps=args.gaps,
    )
    view, split = View.of(args.by), split_of(args)
    is_split = view is View.UNIT or split is not Split.WHOLE
    if args.unit and not (view is View.UNIT or split is Split.UNIT):
        raise Condition("--unit 只能和 --by unit 或 --split unit 一起用。", "请加上其中一个。")
    if args.cover and (not is_split or args.split is not None or args.format != "pdf"):
        raise Condition("--cover 只用于按单位的一个PDF。", "请用 --by unit --format pdf，不加 --split。")
    with verbs.opened(args) as database:
        options = replace(options, profile=profile_of(database, args, Profile()))
        campaign_id = int(database.read(campaign_named, name=args.campaign).id)
        sheets: tuple[Sheet, ...] = database.read(
            papers.view_sheets,
            campaign_id=campaign_id,
            view=view,
            split=split,
            unit_ids=_unit_ids(database, args.unit, args.as_of),
            options=options,
            on=args.as_of,
        )
        extras = extras_of(database, args, KEY, sheets, campaign_id, args.format)
    if args.sample_template:
        put_sample(sheets, args.out)
        return 0
    if args.split is not None:
        put_apart(sheets, args.format, args.out, extras)
        return 0
    title = f"{sheets[0].title.splitlines()[0]}分发目录"
    put(
        sheets,
        args.format,
        args.out,
        cover=partial(cover_of, sheets, title=title) if args.cover else None,
        extras=extras,
    )
    return 0


def split_of(args: argparse.Namespace) -> Split:
    """--split alone: by unit where the view is by task or by unit, else by the parts of the view."""
    view = View.of(args.by)
    if args.split is None:
        return Split.WHOLE
    if view is View.UNIT:
        return Split.UNIT
    if view is View.TASK and args.split != Split.UNIT.value:
        raise Condition("按任务的表只能分单位。", "请写 --split unit。")
    return Split.of(args.split or Split.PART.value)


def _unit_ids(database: Database, texts: list[str] | None, on: date | None) -> set[int] | None:
    if not texts:
        return None
    names = UnitNames(database.read(queries.unit_names, on=on))
    return {unit_id for text in texts for unit_id in names.ids_of_text(text)}
