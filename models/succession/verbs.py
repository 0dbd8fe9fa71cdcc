"""Verbs `units merge|split|rename`: mergers, splits and new names from a day on."""

import argparse
from collections.abc import Sequence
from datetime import date
from typing import Any

from models import verbs
from models.database import Database
from models.errors import Condition
from models.org.actions import known_units
from models.succession import actions, queries
from models.succession.queries import Moving
from models.succession.terms import MoveKind

KINDS = {kind.label: kind for kind in MoveKind}


def add_verbs(commands: Any) -> None:
    units = commands.add_parser("units", help="单位的撤并、分设和改名，从某一天起")
    deeds = units.add_subparsers(title="做什么", required=True, metavar="做什么", parser_class=type(units))
    merge = deeds.add_parser("merge", help="几个单位并入一个单位；先列出要移动什么，加 --yes 才写入")
    merge.add_argument("units", nargs="+", metavar="单位", help="要撤并的单位")
    merge.add_argument("--into", required=True, metavar="单位", help="承接单位；没有这个单位时，用 --new 新设")
    merge.add_argument("--new", action="store_true", help="承接单位是从这一天起新设的")
    merge.add_argument(
        "--leave-out",
        action="append",
        default=[],
        choices=list(KINDS),
        metavar="种类",
        help="不带过去：" + "、".join(KINDS),
    )
    split = deeds.add_parser("split", help="从一个单位分设几个单位；先列出可以分什么，加 --yes 才写入")
    split.add_argument("unit", metavar="单位")
    split.add_argument("--part", action="append", required=True, metavar="名称", help="新单位，可写几次")
    split.add_argument(
        "--give",
        action="append",
        default=[],
        metavar="种类=名称",
        help="把一类整个分给一个新单位，例如 责任分解=市执法局",
    )
    split.add_argument("--ends", action="store_true", help="原单位到这一天为止")
    rename = deeds.add_parser("rename", help="从某一天起改名，以前的文件仍是原名")
    rename.add_argument("unit", metavar="单位")
    rename.add_argument("name", metavar="新全称")
    rename.add_argument("--short", metavar="简称", help="新简称（默认不变）")
    for deed, run in ((merge, _merge), (split, _split), (rename, _rename)):
        verbs.add_database_argument(deed)
        verbs.add_json_argument(deed)
        deed.add_argument("--on", required=True, type=verbs.day, metavar="日期", help="从哪一天起，例如 2026-03-01")
        if deed is not rename:
            deed.add_argument("--yes", action="store_true", help="写入")
        deed.set_defaults(run=run)


def _merge(args: argparse.Namespace) -> int:
    with verbs.opened(args) as database:
        ids = [_unit(database, name, args.on) for name in args.units]
        into = None if args.new else _unit(database, args.into, args.on)
        preview = database.read(
            queries.merge_preview, unit_ids=ids, into_id=into, day=args.on, new_name=args.into if args.new else ""
        )
        left_kinds = {KINDS[label] for label in args.leave_out}
        moves = [row.wanted and row.kind not in left_kinds for row in preview.rows]
        if args.yes:
            database.do(
                f"{'、'.join(preview.units)}并入{preview.into}",
                actions.merge_units,
                unit_ids=ids,
                into_id=into,
                day=args.on,
                new_name=args.into if args.new else "",
                left_out=[row.id for row, move in zip(preview.rows, moves, strict=True) if not move],
            )
    told = f"{'、'.join(preview.units)} 从 {args.on} 起并入 {preview.into}"
    _say(
        args,
        told,
        [_line(row, "移到承接单位" if move else _left(row)) for row, move in zip(preview.rows, moves, strict=True)],
    )
    return 0


def _split(args: argparse.Namespace) -> int:
    with verbs.opened(args) as database:
        unit_id = _unit(database, args.unit, args.on)
        given = _given(args.give, args.part)
        preview = database.read(queries.split_preview, unit_id=unit_id, day=args.on)
        allotment = {row.id: given[row.kind] for row in preview.rows if row.kind in given}
        if args.yes:
            database.do(
                f"{preview.unit}分设{'、'.join(args.part)}",
                actions.split_unit,
                unit_id=unit_id,
                parts=[actions.Part(name) for name in args.part],
                day=args.on,
                allotment=allotment,
                goes_on=not args.ends,
            )
        else:
            database.read(
                queries.why_not_splittable, unit_id=unit_id, names=args.part, day=args.on, goes_on=not args.ends
            )
    told = f"{preview.unit} 从 {args.on} 起分设 {'、'.join(args.part)}"
    _say(
        args,
        told,
        [
            _line(
                row, args.part[allotment[row.id]] if row.id in allotment else _left(row) if args.ends else "留在原单位"
            )
            for row in preview.rows
        ],
    )
    return 0


def _rename(args: argparse.Namespace) -> int:
    with verbs.opened(args) as database:
        unit_id = _unit(database, args.unit, args.on)
        database.do(
            f"{args.unit}改名", actions.rename_unit, unit_id=unit_id, name=args.name, short_name=args.short, day=args.on
        )
    if args.json:
        verbs.print_json({"unit": args.unit, "name": args.name, "short_name": args.short, "on": args.on})
    else:
        print(f"{args.unit} 从 {args.on} 起叫 {args.name}，以前的文件和名单仍是原名。")
    return 0


def _unit(database: Database, name: str, day: date) -> int:
    return int(database.read(known_units, day=day).find(name))


def _given(words: Sequence[str], parts: Sequence[str]) -> dict[MoveKind, int]:
    given: dict[MoveKind, int] = {}
    for word in words:
        label, _, part = word.partition("=")
        if label not in KINDS:
            raise Condition(f"没有“{label}”这一类。", f"可写：{'、'.join(KINDS)}。")
        if part not in parts:
            raise Condition(f"“{word}”里的“{part}”不是这次分设的单位。", f"可写：{'、'.join(parts)}。")
        given[KINDS[label]] = list(parts).index(part)
    return given


def _line(row: Moving, goes: str) -> dict[str, Any]:
    return {"kind": row.kind.label, "unit": row.unit, "name": row.name, "goes": goes, "note": row.note}


def _left(row: Moving) -> str:
    return "到这一天为止" if row.kind.ends else "留在原单位"


def _say(args: argparse.Namespace, told: str, rows: list[dict[str, Any]]) -> None:
    if args.json:
        verbs.print_json({"what": told, "written": args.yes, "rows": rows})
        return
    print(told)
    verbs.print_rows(rows, as_json=False)
    print("已写入，可以撤销。" if args.yes else "还没有写入；加 --yes 写入。")
