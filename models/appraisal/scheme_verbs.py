"""`scheme check FILE` for a score table or a data file, `scheme import FILE --db DB`."""

import argparse
from pathlib import Path
from typing import Any

from models import verbs
from models.appraisal import actions, queries
from models.appraisal.importing.draft import SchemeReading
from models.appraisal.importing.reading import read_scheme
from models.appraisal.importing.ruled import RuledRow, as_scheme, ruled
from models.appraisal.naming import scheme_named
from models.appraisal.rules.checks import Finding, check_scheme
from models.appraisal.rules.figures import short
from models.errors import Condition
from models.org.queries import campaign_named

FOUND = 3
"""The exit code when something is to be looked at."""
_DATA = ".zrt"


def add_verbs(commands: Any) -> None:
    """The verb `scheme`."""
    parser = commands.add_parser("scheme", help="考核办法：检查评分表，导入评分表")
    deeds = parser.add_subparsers(title="做什么", required=True, metavar="check|import", parser_class=type(parser))
    check = deeds.add_parser("check", help="检查评分表（.docx、.xlsx、.csv）或数据文件里的办法")
    check.add_argument("file", nargs="?", type=Path, metavar="文件", help="评分表，或直接写数据文件（.zrt）")
    check.add_argument("--db", type=Path, metavar="DB", help="同写数据文件")
    check.add_argument("--name", metavar="名称", help="数据文件里的哪一份办法（默认全部）")
    verbs.add_campaign_argument(check)
    verbs.add_json_argument(check)
    check.set_defaults(run=_check)
    take = deeds.add_parser("import", help="从评分表（.docx、.xlsx、.csv）导入一份考核办法，评分标准读成规则")
    take.add_argument("file", type=Path, metavar="文件")
    verbs.add_database_argument(take)
    verbs.add_campaign_argument(take)
    verbs.add_json_argument(take)
    take.add_argument("--name", metavar="名称", help="办法的名称（默认：表格上方的标题）")
    take.add_argument("--yes", action="store_true", help="写入（不加时只显示会写什么）")
    take.set_defaults(run=_import)


def _check(args: argparse.Namespace) -> int:
    if (args.file is None) is (args.db is None):
        raise Condition("要检查一个文件。", "写评分表或数据文件的名字，例如 scheme check 评分表.xlsx。")
    args.file = args.file or args.db
    if args.db is not None or args.file.suffix.lower() == _DATA:
        return _check_data(args)
    reading, rows = _read(args.file)
    details, criteria = as_scheme(reading, rows)
    found = check_scheme(details, criteria)
    places = {one.row.id: one.row.place for one in rows}
    items = [one for one in rows if not one.row.is_heading]
    by_hand = [one for one in items if one.rule is None]
    if args.json:
        verbs.print_json(
            {
                "file": args.file,
                "name": reading.suggested,
                "items": len(items),
                "with_rule": len(items) - len(by_hand),
                "findings": [_plain_finding(one, places) for one in found],
                "by_hand": [_plain_row(one) for one in by_hand],
                "doubts": [_plain_row(one) for one in rows if one.doubts or one.row.problems],
                "skipped": list(reading.skipped),
            }
        )
    else:
        for one in found:
            print("\t".join((places.get(one.criterion_id or 0, "整表"), one.kind.label, one.sentence)))
        for row in rows:
            for words in (*row.row.problems, *row.doubts):
                print("\t".join((row.row.place, "待核实", f"{row.row.name}：{words}")))
        for row in by_hand:
            rest = (row.rest or row.row.body).replace("\n", " ")
            print("\t".join((row.row.place, "人工评分", f"{row.row.name}：{rest or '没有评分标准'}")))
        _say_skipped(reading)
        print(f"{len(items)} 项，{len(items) - len(by_hand)} 项读成规则；查出 {len(found)} 处问题。")
    return FOUND if found else 0


def _check_data(args: argparse.Namespace) -> int:
    args.db = args.file
    found: list[dict[str, Any]] = []
    count = 0
    with verbs.opened(args) as database:
        campaign = database.read(campaign_named, name=args.campaign)
        heads = database.read(queries.schemes, campaign_id=campaign.id)
        if args.name:
            heads = (database.read(scheme_named, campaign_id=campaign.id, name=args.name),)
        for head in heads:
            details = database.read(queries.scheme, scheme_id=head.id)
            if details is None:
                continue
            count += 1
            rows = database.read(queries.criteria, scheme_id=head.id)
            found += [{"scheme": head.label, **_plain_finding(one, {})} for one in check_scheme(details, rows)]
    if args.json:
        verbs.print_json(found)
    else:
        for plain in found:
            print("\t".join((plain["scheme"], plain["kind"], plain["sentence"])))
        print(f"{count} 份办法，查出 {len(found)} 处问题。")
    return FOUND if found else 0


def _import(args: argparse.Namespace) -> int:
    reading, rows = _read(args.file)
    wrong = [one for one in rows if one.row.problems]
    name = args.name or reading.suggested
    written = ""
    with verbs.opened(args) as database:
        campaign = database.read(campaign_named, name=args.campaign)
        if args.yes:
            if wrong:
                words = wrong[0].row.problems[0]
                raise Condition(f"{wrong[0].row.place}：{words}没有写入。", "请在表里改好再导入。")
            from models.backup import backup

            backup(database)
            details, _ = as_scheme(reading, rows)
            done = database.do(
                f"导入考核办法“{name[:40]}”",
                actions.import_scheme,
                campaign_id=campaign.id,
                name=name,
                rows=rows,
                full=details.row.full,
                note="\n".join(reading.notes),
            )
            written = done.value.words
    if args.json:
        verbs.print_json(
            {
                "file": args.file,
                "name": name,
                "written": written,
                "unread": list(reading.unread),
                "skipped": list(reading.skipped),
                "rows": [_plain_row(one) for one in rows],
            }
        )
        return 0
    for one in rows:
        parts = [one.state, one.row.place, "  " * one.row.depth + f"{one.row.no} {one.row.name}".strip(), one.words]
        print("\t".join(parts).rstrip().replace("\n", " "))
    _say_skipped(reading)
    print(f"已写入草稿“{name}”：{written}。" if written else "以上内容还没有写入；加 --yes 写入。")
    return 0


def _read(path: Path) -> tuple[SchemeReading, tuple[RuledRow, ...]]:
    from models.worker import Worker

    with Worker() as worker:
        reading = read_scheme(path, worker)
    return reading, ruled(reading)


def _say_skipped(reading: SchemeReading) -> None:
    for words in reading.skipped:
        print(f"没有读：{words}")
    if reading.unread:
        print(f"没有读的列：{'、'.join(reading.unread)}")


def _plain_finding(one: Finding, places: dict[int, str]) -> dict[str, Any]:
    plain: dict[str, Any] = {"kind": one.kind.label, "sentence": one.sentence}
    if one.criterion_id in places:
        plain["place"] = places[one.criterion_id]
    return plain


def _plain_row(one: RuledRow) -> dict[str, Any]:
    row = one.row
    return {
        "place": row.place,
        "state": one.state,
        "depth": row.depth + 1,
        "no": row.no,
        "name": row.name,
        "content": row.content,
        "body": row.body,
        "points": None if one.points is None else short(one.points),
        "rule": one.words,
        "not_read": one.rest,
        "assessor": row.assessor,
        "note": row.note,
        "section": row.section,
        "doubts": [*one.doubts, *row.problems],
    }
