"""Options of `print KEY` that all table papers share: named paper, workbook to fill, 通知 before the tables."""

import argparse
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from models import verbs
from models.database import Database
from models.errors import Condition
from models.papers.drawing import Drawing
from models.papers.notice import Notice
from models.papers.offer import Made
from models.papers.sheet import Paper, Profile
from models.printing.notices import USUAL, proposed
from models.printing.produce import Extras
from models.printing.queries import profile_named

_NOTICE = ("title", "to", "body", "unit", "date")


def add_paper_options(parser: Any) -> None:
    """--profile, --paper, --landscape or --portrait."""
    parser.add_argument("--profile", metavar="方案", help="版面方案的名称（list profiles 列出全部）")
    parser.add_argument("--paper", choices=[paper.value for paper in Paper], help="纸张（默认按版面方案，没有则 A4）")
    turned = parser.add_mutually_exclusive_group()
    turned.add_argument("--landscape", action="store_true", default=None, help="横排")
    turned.add_argument("--portrait", action="store_false", dest="landscape", help="竖排")


def add_office_options(parser: Any, key: str) -> None:
    """--template for xlsx, --notice… for docx; `key` is the paper's."""
    parser.add_argument("--template", type=Path, metavar="文件", help="填进这个 xlsx 模板（只用于 xlsx）")
    parser.add_argument("--sample-template", action="store_true", help="不写数据，写一份可以修改的 xlsx 模板样板")
    usual = "默认有" if key in USUAL else "默认没有"
    parser.add_argument(
        "--notice",
        action=argparse.BooleanOptionalAction,
        default=None,
        help=f"docx：表前加一份通知，表作附件（{usual}）",
    )
    parser.add_argument("--notice-title", metavar="标题", help="通知的标题")
    parser.add_argument("--notice-to", metavar="机关", help="通知的主送机关")
    parser.add_argument("--notice-body", action="append", metavar="段落", help="通知的正文，一段写一次")
    parser.add_argument("--notice-unit", metavar="单位", help="通知的落款单位")
    parser.add_argument("--notice-date", type=verbs.day, metavar="日期", help="通知的成文日期（默认今天）")


def profile_of(database: Database, args: argparse.Namespace, base: Profile) -> Profile:
    """The paper asked for: the named one or `base`, with --paper and the way laid over it."""
    profile = base if args.profile is None else database.read(profile_named, name=args.profile).profile
    if args.paper:
        profile = replace(profile, paper=Paper(args.paper))
    return profile if args.landscape is None else replace(profile, landscape=args.landscape)


def extras_of(
    database: Database, args: argparse.Namespace, key: str, made: Made, campaign_id: int | None, form: str
) -> Extras:
    """What the options say about a docx or xlsx. Raises Condition for options of another format."""
    given = any(getattr(args, f"notice_{name}") is not None for name in _NOTICE)
    if (given or args.notice) and form != "docx":
        raise Condition("--notice 只用于 docx。", "请加上 --format docx。")
    if (args.template or args.sample_template) and form != "xlsx":
        raise Condition("--template 和 --sample-template 只用于 xlsx。", "请加上 --format xlsx。")
    with_notice = args.notice if args.notice is not None else given or key in USUAL
    if form != "docx" or not with_notice or isinstance(made, Drawing):
        return Extras(template=args.template)
    notice: Notice = database.read(proposed, title=made[0].title, campaign_id=campaign_id, day=date.today())
    words = {
        "title": args.notice_title,
        "addressee": args.notice_to,
        "body": "\n".join(args.notice_body) if args.notice_body else None,
        "unit": args.notice_unit,
        "day": args.notice_date,
    }
    return Extras(notice=replace(notice, **{name: word for name, word in words.items() if word is not None}))
