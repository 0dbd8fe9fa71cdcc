"""Verb `contacts`: the contact book out to a file, and a list from elsewhere in."""

import argparse
from pathlib import Path
from typing import Any

from models import verbs
from models.errors import Condition
from models.intake.contacts.reading import read_contacts
from models.org import actions, queries
from models.org.contact_entries import ContactState, Proposal
from models.org.contact_files import write_contacts
from models.org.contact_matching import propose
from models.org.queries.contact_book import contact_book
from models.org.rules import masked
from models.org.vcards import VERSIONS
from models.worker import Worker

DOUBTFUL_LEFT = 3


def add_verbs(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add `contacts export FILE` and `contacts import FILE`."""
    parser = commands.add_parser("contacts", help="通讯录：导出为名片或表格，从名片或表格导入")
    deeds = parser.add_subparsers(title="做什么", required=True, metavar="export|import", parser_class=type(parser))
    export = deeds.add_parser("export", help="导出通讯录（.xlsx 或 .vcf），里面有电话")
    export.add_argument("file", type=Path, metavar="文件", help="写到这个文件：.xlsx 表格，.vcf 名片")
    verbs.add_database_argument(export)
    verbs.add_json_argument(export)
    export.add_argument("--as-of", type=verbs.day, metavar="日期", help="按哪一天（默认今天）")
    export.add_argument("--vcard", choices=VERSIONS, default=VERSIONS[0], help="名片的版本（默认 3.0）")
    export.add_argument("--masked", action="store_true", help="电话打码（只用于表格）")
    export.set_defaults(run=_export)
    take = deeds.add_parser("import", help="从名片（.vcf）、表格（.xlsx）或文本（.csv）导入")
    take.add_argument("file", type=Path, metavar="文件")
    verbs.add_database_argument(take)
    verbs.add_json_argument(take)
    take.add_argument("--yes", action="store_true", help="写入没有疑问的内容（不加时只显示会写什么）")
    take.set_defaults(run=_import)


def _export(args: argparse.Namespace) -> int:
    with verbs.opened(args) as database:
        rows = database.read(queries.contacts, day=args.as_of)
    if not any(not row.is_empty for row in rows):
        raise Condition("通讯录里还没有人，没有导出。", "先导入或填写联系人。")
    count = write_contacts(rows, args.file, day=args.as_of, version=args.vcard, phones=not args.masked)
    if args.json:
        verbs.print_json({"file": args.file, "people": count, "phones": not args.masked})
    else:
        print(f"已导出 {count} 人到 {args.file}，" + ("电话已打码。" if args.masked else "里面有电话，请妥善保管。"))
    return 0


def _import(args: argparse.Namespace) -> int:
    with Worker() as worker:
        entries = read_contacts(args.file, worker)
    with verbs.opened(args) as database:
        proposals = propose(entries, database.read(contact_book))
        sure = [proposal for proposal in proposals if proposal.is_sure]
        written = ""
        if args.yes and sure:
            from models.backup import backup

            backup(database)
            done = database.do(f"导入通讯录“{args.file.name[:40]}”", actions.take_contacts, proposals=sure)
            written = done.value.words
    if args.json:
        verbs.print_json({"file": args.file, "written": bool(args.yes), "entries": [_plain(one) for one in proposals]})
    else:
        _show(proposals, written, yes=args.yes)
    doubtful = any(proposal.state is ContactState.DOUBTFUL for proposal in proposals)
    return DOUBTFUL_LEFT if args.yes and doubtful else 0


def _plain(proposal: Proposal) -> dict[str, Any]:
    entry = proposal.entry
    return {
        "place": entry.place,
        "state": proposal.state.label,
        "unit": proposal.unit,
        "role": proposal.role.label,
        "name": entry.name,
        "post": entry.post,
        "phone": masked(entry.phone),
        "office_phone": masked(entry.office_phone),
        "email": entry.email,
        "differences": [
            {
                "field": one.label,
                "before": masked(one.before) if one.is_phone else one.before,
                "after": masked(one.after) if one.is_phone else one.after,
            }
            for one in proposal.differences
        ],
        "remarks": list(proposal.remarks),
        "doubts": list(proposal.doubts),
    }


def _show(proposals: tuple[Proposal, ...], written: str, *, yes: bool) -> None:
    for proposal in proposals:
        words = f"{proposal.unit or '（没有单位）'} {proposal.role.label} {proposal.entry.name or '（没有姓名）'}"
        more = "".join((*proposal.doubts, *proposal.remarks))
        print(f"{proposal.state.label}\t{proposal.entry.place}\t{words}" + (f"\t{more}" if more else ""))
    counts = [(state, sum(one.state is state for one in proposals)) for state in ContactState]
    print("，".join(f"{state.label} {count}" for state, count in counts if count) + "。")
    if not yes:
        print("以上内容还没有写入；加 --yes 写入没有疑问的内容。")
    else:
        print(f"已写入：{written}。" if written else "没有可写入的内容。")
        if any(one.state is ContactState.DOUBTFUL for one in proposals):
            print("待定的没有写入，请在窗口里导入这个文件，逐条确认。")
