"""Verbs of standards: `standard import|known|export|coverage`, and `list standards|indicators|bare-indicators`."""

import argparse
from pathlib import Path
from typing import Any

from models import verbs
from models.database import Database
from models.errors import Condition
from models.org.queries import campaign_named
from models.standard import actions, queries
from models.standard.importing.matching import ImportRow, LineState, lines_of, propose
from models.standard.importing.reading import read_standard
from models.standard.known import KNOWN
from models.standard.queries import IndicatorRow, StandardRow
from models.standard.workbook import write_standard
from models.task.rules import text_of_points
from models.verbs import Listing

DOUBTFUL_LEFT = 3
Rows = list[dict[str, Any]]


def add_verbs(commands: "argparse._SubParsersAction[Any]") -> None:
    """Add `standard import FILE`, `standard known`, `standard export --out FILE`, `standard coverage`."""
    parser = commands.add_parser("standard", help="标准与指标：导入、导出、添加已知指标、看落实情况")
    deeds = parser.add_subparsers(
        title="做什么", required=True, metavar="import|known|export|coverage", parser_class=type(parser)
    )
    take = deeds.add_parser("import", help="从表格（.xlsx、.csv）或文档里的表格（.docx）导入一套标准")
    take.add_argument("file", type=Path, metavar="文件")
    verbs.add_database_argument(take)
    verbs.add_json_argument(take)
    take.add_argument("--name", metavar="名称", help="标准的名称（默认：表格上方的标题）")
    take.add_argument("--issue", default="", metavar="版本", help="版本，例如 2021版")
    take.add_argument("--into", metavar="名称", help="并入文件里已有的这套标准")
    take.add_argument("--sheet", metavar="名称", help="只读这个工作表（默认全部）")
    take.add_argument("--yes", action="store_true", help="写入（不加时只显示会写什么）；有误的行不写")
    take.set_defaults(run=_import)
    known = deeds.add_parser("known", help=f"添加程序自带的已知指标：{'、'.join(one.title for one in KNOWN)}")
    verbs.add_database_argument(known)
    known.set_defaults(run=_known)
    export = deeds.add_parser("export", help="导出一套标准为表格，改好后可以再导入")
    verbs.add_database_argument(export)
    export.add_argument("--standard", metavar="名称", help="哪一套（默认第一套）")
    export.add_argument("--out", type=Path, required=True, metavar="文件", help="写到这个 .xlsx 文件")
    export.set_defaults(run=_export)
    figures = deeds.add_parser("coverage", help="每套标准有多少指标落实到了任务")
    verbs.add_database_argument(figures)
    verbs.add_campaign_argument(figures)
    verbs.add_json_argument(figures)
    figures.add_argument("--standard", metavar="名称", help="只看这一套")
    figures.set_defaults(run=_coverage)


def standard_named(database: Database, name: str | None) -> StandardRow:
    """The standard of that name (with or without its issue); the first one when none is named. Condition if there is
    none."""
    rows = database.read(queries.standards)
    if not rows:
        raise Condition("文件里还没有标准。", "先用 standard import 或 standard known 添加。")
    if not name:
        return rows[0]
    found = [row for row in rows if name in (row.title, row.name)] or [row for row in rows if name in row.title]
    if len(found) == 1:
        return found[0]
    titles = "、".join(row.title for row in (found or rows))
    raise Condition(f"{'有几套' if found else '没有'}标准叫“{name}”。", f"可以写：{titles}。")


def _import(args: argparse.Namespace) -> int:
    from models.worker import Worker

    with Worker() as worker:
        reading = read_standard(args.file, worker)
    sheet_id = None
    if args.sheet:
        sheet_id = next((sheet.id for sheet in reading.sheets if sheet.name == args.sheet), None)
        if sheet_id is None:
            names = "、".join(sheet.name for sheet in reading.sheets)
            raise Condition(f"没有工作表“{args.sheet}”，或里面没有读到指标。", f"可以写：{names}。")
    with verbs.opened(args) as database:
        into = standard_named(database, args.into) if args.into else None
        name, issue = (args.name, args.issue) if args.name else reading.suggested
        issue = args.issue or issue
        existing = database.read(queries.indicators, standard_id=into.id) if into is not None else ()
        rows = propose(lines_of(reading, sheet_id), existing)
        sure = [row for row in rows if row.can_be_taken]
        written = ""
        if args.yes and sure:
            from models.backup import backup

            backup(database)
            title = f"导入标准“{args.file.name[:40]}”"
            if into is not None:
                done = database.do(title, actions.import_lines, standard_id=into.id, rows=sure)
            else:
                note = "\n".join(sheet.note for sheet in reading.sheets if sheet.note and sheet_id in (None, sheet.id))
                done = database.do(title, actions.import_standard, name=name, issue=issue, note=note, rows=sure)
            written = done.value.words
    if args.json:
        plain = {
            "file": args.file,
            "name": into.name if into else name,
            "issue": into.issue if into else issue,
            "written": written,
        }
        unread = [words for sheet in reading.sheets for words in sheet.unread]
        verbs.print_json(
            {**plain, "unread": unread, "skipped": list(reading.skipped), "lines": [_plain(row) for row in rows]}
        )
    else:
        _show(rows, reading.skipped, written, yes=args.yes)
    return DOUBTFUL_LEFT if args.yes and len(sure) < len(rows) else 0


def _plain(row: ImportRow) -> dict[str, Any]:
    line = row.line
    return {
        "place": line.place,
        "state": row.state.label,
        "depth": line.depth + 1,
        "no": line.no,
        "name": line.name,
        "requirement": line.words,
        "body": line.body,
        "points": text_of_points(line.points),
        "evidence": line.evidence,
        "note": line.note,
        "to_confirm": line.to_confirm,
        "differences": [{"field": one.label, "before": one.before, "after": one.after} for one in row.differences],
        "doubts": [*line.doubts, *row.remarks],
        "problems": list(line.problems),
    }


def _show(rows: tuple[ImportRow, ...], skipped: tuple[str, ...], written: str, *, yes: bool) -> None:
    for row in rows:
        line = row.line
        parts = [row.state.label, line.place, "  " * line.depth + (line.title or "（没有名称）"), line.words, row.words]
        print("\t".join(parts).rstrip().replace("\n", " "))
    for words in skipped:
        print(f"没有读：{words}")
    counts = [(state, sum(row.state is state for row in rows)) for state in LineState]
    doubtful = sum(row.is_doubtful for row in rows)
    print("，".join(f"{state.label} {count}" for state, count in counts if count) + f"；待核实 {doubtful}。")
    if not yes:
        print("以上内容还没有写入；加 --yes 写入。")
    else:
        print(f"已写入：{written}。" if written else "没有可写入的内容。")
        if any(not row.can_be_taken for row in rows):
            print("有误的行没有写入，请在表里改好后再导入一次。")


def _known(args: argparse.Namespace) -> int:
    with verbs.opened(args) as database:
        done = database.do(f"添加“{KNOWN[0].title}”的已知指标", actions.add_known_lines)
    print(f"已写入：{done.value.words}。{KNOWN[0].note}")
    return 0


def _export(args: argparse.Namespace) -> int:
    with verbs.opened(args) as database:
        head = standard_named(database, args.standard)
        rows = database.read(queries.indicators, standard_id=head.id)
    count = write_standard(head, rows, args.out)
    print(f"已导出“{head.title}”{count} 行到 {args.out}。")
    return 0


def _coverage(args: argparse.Namespace) -> int:
    with verbs.opened(args) as database:
        campaign_id = database.read(campaign_named, name=args.campaign).id if args.campaign else None
        standard_id = standard_named(database, args.standard).id if args.standard else None
        rows = database.read(queries.coverage, standard_id=standard_id, campaign_id=campaign_id)
    verbs.print_rows(
        [
            {
                "standard" if row.is_whole else "heading": row.title,
                "total": row.total,
                "with_task": row.with_task,
                "by_link": row.by_link,
                "bare": row.bare,
                "share": row.share,
                "to_confirm": row.to_confirm,
                "points": text_of_points(row.points),
                "points_served": text_of_points(row.points_served),
            }
            for row in rows
        ]
        if args.json
        else [
            {
                "标准": row.title if row.is_whole else f"  {row.title}",
                "指标": row.total,
                "有任务": row.with_task,
                "兼顾": row.by_link,
                "没有任务": row.bare,
                "落实": row.share,
                "待核实": row.to_confirm,
                "满分": text_of_points(row.points),
                "已落实分值": text_of_points(row.points_served),
            }
            for row in rows
        ],
        as_json=args.json,
    )
    return 0


def standards(database: Database, args: argparse.Namespace) -> Rows:
    return [
        {
            "name": row.name,
            "issue": row.issue,
            "indicators": row.indicators,
            "points": text_of_points(row.points),
            "bare": row.bare,
            "to_confirm": row.to_confirm,
            "note": row.note,
        }
        for row in database.read(queries.standards)
    ]


def indicators(database: Database, args: argparse.Namespace) -> Rows:
    return [_listed(row) for row in database.read(queries.indicators, campaign_id=_campaign(database, args))]


def bare_indicators(database: Database, args: argparse.Namespace) -> Rows:
    return [_listed(row) for row in database.read(queries.bare_indicators, campaign_id=_campaign(database, args))]


def _campaign(database: Database, args: argparse.Namespace) -> int | None:
    return database.read(campaign_named, name=args.campaign).id if args.campaign else None


def _listed(row: IndicatorRow) -> dict[str, Any]:
    return {
        "standard": row.standard,
        "above": list(row.path),
        "no": row.no,
        "name": row.name,
        "requirement": row.words,
        "body": row.body,
        "points": text_of_points(row.counted_points),
        "evidence": row.evidence,
        "served": row.served.label if not row.children else "",
        "tasks": [task.title for task in row.tasks],
        "links": [f"{link.kind_words}：{link.other_standard} {link.other_title}" for link in row.links],
        "to_confirm": row.to_confirm,
        "note": row.note,
    }


LISTINGS: dict[str, Listing] = {
    "standards": standards,
    "indicators": indicators,
    "bare-indicators": bare_indicators,
}
