"""Verbs `edition issue|withdraw`, and `list editions`. What was issued is withdrawn, never changed."""

import argparse
from datetime import date
from typing import Any

from models import verbs
from models.database import Database
from models.edition.actions import issue_edition, withdraw_edition
from models.edition.queries import EditionRow, edition, edition_numbered, editions
from models.edition.rules import next_number
from models.org.queries import campaign_named
from models.task.papers.options import usual_title
from models.verbs import Listing


def add_deeds(deeds: Any) -> None:
    """The parsers of `edition issue` and `edition withdraw`."""
    issue = deeds.add_parser("issue", help="印发一版：冻结现在的责任分解，以后不变，只能撤回")
    verbs.add_database_argument(issue)
    verbs.add_campaign_argument(issue)
    verbs.add_json_argument(issue)
    issue.add_argument("--number", type=int, metavar="N", help="版次（默认：下一个）")
    issue.add_argument("--document-no", default="", metavar="文号", help="文号，例如 云创卫办〔2026〕5号")
    issue.add_argument("--date", type=verbs.day, metavar="日期", help="印发日期，名称和责任按这一天（默认今天）")
    issue.add_argument("--title", metavar="标题", help="印在表上的标题（默认：专项工作名称加“责任分解表”）")
    issue.add_argument("--note", default="", metavar="文字", help="备注")
    issue.set_defaults(run=_issue)
    withdraw = deeds.add_parser("withdraw", help="撤回一版；内容仍可查看和重印")
    verbs.add_database_argument(withdraw)
    verbs.add_campaign_argument(withdraw)
    withdraw.add_argument("number", type=int, metavar="N", help="版次")
    withdraw.add_argument("--reason", required=True, metavar="文字", help="为什么撤回")
    withdraw.add_argument("--date", type=verbs.day, metavar="日期", help="撤回日期（默认今天）")
    withdraw.set_defaults(run=_withdraw)
    listing = deeds.add_parser("list", help="列出各版")
    verbs.add_database_argument(listing)
    verbs.add_campaign_argument(listing)
    verbs.add_json_argument(listing)
    listing.set_defaults(run=_list)


def _issue(args: argparse.Namespace) -> int:
    with verbs.opened(args) as database:
        campaign = database.read(campaign_named, name=args.campaign)
        issued = [row.issued for row in database.read(editions, campaign_id=campaign.id)]
        number = next_number(issued) if args.number is None else args.number
        done = database.do(
            f"印发第{number}版",
            issue_edition,
            campaign_id=campaign.id,
            number=number,
            title=usual_title(campaign.name) if args.title is None else args.title,
            document_no=args.document_no,
            issued_on=args.date or date.today(),
            note=args.note,
            wall=True,
        )
        row = database.read(edition, edition_id=done.value)
    if args.json:
        verbs.print_json(plain_row(row))
    else:
        print(f"已印发{row.words}：{row.tasks} 项任务、{row.units} 个单位。摘要 {row.digest}")
    return 0


def _withdraw(args: argparse.Namespace) -> int:
    with verbs.opened(args) as database:
        campaign = database.read(campaign_named, name=args.campaign)
        row = database.read(edition_numbered, campaign_id=campaign.id, number=args.number)
        day = args.date or date.today()
        database.do(
            f"撤回第{row.number}版", withdraw_edition, edition_id=row.id, reason=args.reason, day=day, wall=True
        )
    print(f"已撤回{row.words}，内容仍可查看和重印。")
    return 0


def _list(args: argparse.Namespace) -> int:
    with verbs.opened(args) as database:
        rows = listed(database, args)
    verbs.print_rows(rows, as_json=args.json)
    return 0


def listed(database: Database, args: argparse.Namespace) -> list[dict[str, Any]]:
    """The editions of the campaign, newest first."""
    campaign = database.read(campaign_named, name=args.campaign)
    return [plain_row(row) for row in database.read(editions, campaign_id=campaign.id)]


def plain_row(row: EditionRow) -> dict[str, Any]:
    """An edition as it is listed."""
    return {
        "number": row.number,
        "document_no": row.document_no,
        "issued_on": row.issued_on,
        "title": row.title,
        "tasks": row.tasks,
        "units": row.units,
        "operator": row.operator,
        "withdrawn_on": row.withdrawn_on,
        "reason": row.reason,
        "note": row.note,
        "digest": row.digest,
    }


LISTINGS: dict[str, Listing] = {"editions": listed}
