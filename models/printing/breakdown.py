"""`print breakdown`: the 责任分解表 with options of its own: by task or by unit, columns, one file per unit, cover."""

import argparse
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from models import verbs
from models.database import Database
from models.errors import Condition
from models.org.queries import campaign_named
from models.papers.sheet import Paper, Profile, Sheet
from models.printing.paperwork import file_name, put
from models.task import papers, queries
from models.task.cover import cover_of
from models.task.papers import BreakdownOptions, View
from models.task.rules import UnitNames

KEY = "breakdown"
FORMATS = ("pdf", "xlsx", "png")


def add_parser(things: Any) -> None:
    """The parser of `print breakdown`."""
    parser = things.add_parser(KEY, help="责任分解表")
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
    parser.add_argument("--list-cells", action="store_true", help="列出网格名称，不只写几处")
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
        list_cells=args.list_cells,
        profile=Profile(paper=Paper(args.paper), landscape=args.landscape),
    )
    if args.by == "task" and (args.unit or args.split):
        raise Condition("--unit 和 --split 只能和 --by unit 一起用。", "请加上 --by unit。")
    if args.cover and (args.by == "task" or args.split or args.format != "pdf"):
        raise Condition("--cover 只用于按单位的一个PDF。", "请用 --by unit --format pdf，不加 --split。")
    with verbs.opened(args) as database:
        campaign_id = int(database.read(campaign_named, name=args.campaign).id)
        sheets = _sheets(database, campaign_id, args.by, args.unit, options, args.as_of)
    if not args.split:
        title = f"{sheets[0].title.splitlines()[0]}分发目录"
        put(sheets, args.format, args.out, cover=partial(cover_of, sheets, title=title) if args.cover else None)
        return 0
    args.out.mkdir(parents=True, exist_ok=True)
    for number, sheet in enumerate(sheets, 1):
        put((sheet,), args.format, args.out / f"{number:02d}-{file_name(sheet.name)}.{args.format}")
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
