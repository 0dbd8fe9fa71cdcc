"""Verbs `history`, `check`, `backup`, `restore`, `backups`."""

import argparse
import os
from pathlib import Path
from typing import Any

from models import verbs


def add_verbs(commands: Any) -> None:
    history = commands.add_parser("history", help="列出做过的步骤")
    verbs.add_database_argument(history)
    verbs.add_json_argument(history)
    history.add_argument("--limit", type=int, default=50, metavar="N", help="最近多少步（默认 50）")
    history.add_argument("--changes", action="store_true", help="同时列出每一步改了什么")
    history.set_defaults(run=_history)
    check = commands.add_parser("check", help="检查数据文件、历史链和每条记录")
    verbs.add_database_argument(check)
    verbs.add_json_argument(check)
    check.set_defaults(run=_check)
    backup = commands.add_parser("backup", help="备份并核验")
    verbs.add_database_argument(backup)
    backup.add_argument("--to", type=Path, metavar="文件", help="备份到这个文件（默认：数据文件旁的备份文件夹）")
    backup.set_defaults(run=_backup)
    restore = commands.add_parser("restore", help="用备份恢复；现有文件先另存")
    restore.add_argument("backup", type=Path, metavar="备份")
    restore.add_argument("--to", required=True, type=Path, metavar="DB", help="恢复成这个文件")
    restore.set_defaults(run=_restore)


def _history(args: argparse.Namespace) -> int:
    from models import history

    with verbs.opened(args) as database:
        steps = database.read(history.steps, limit=args.limit)
        rows: list[dict[str, Any]] = []
        for step in steps:
            row: dict[str, Any] = {
                "seq": step.seq,
                "at": step.at,
                "operator": step.operator,
                "title": step.title,
                "rows": step.rows,
                "hash": step.hash,
            }
            if args.changes:
                changes = database.read(history.field_changes, seq=step.seq)
                row["changes"] = [
                    {"table": c.table_label, "record": c.record, "field": c.field, "before": c.before, "after": c.after}
                    for c in changes
                ]
            rows.append(row)
    verbs.print_rows(rows, as_json=args.json)
    return 0


def _check(args: argparse.Namespace) -> int:
    from models.check import check

    with verbs.opened(args) as database:
        result = check(database, verbs.progress_on_stderr)
    sentences = [finding.sentence for finding in result.findings]
    if args.json:
        verbs.print_json(
            {
                "steps": result.steps,
                "head": result.head,
                "rows": result.rows,
                "findings": sentences,
                "notes": list(result.notes),
                "ok": not sentences,
            }
        )
    elif sentences:
        print("\n".join((*sentences, *result.notes)))
    else:
        print("\n".join(result.notes), end="\n" if result.notes else "")
        print(f"检查通过：{result.steps} 步历史前后相连，{result.rows} 条记录与历史一致。链尾 {result.head[:16]}")
    return 1 if sentences else 0


def _backup(args: argparse.Namespace) -> int:
    from models.backup import backup

    with verbs.opened(args) as database:
        target = backup(database, args.to, verbs.progress_on_stderr)
    print(target)
    return 0


def _restore(args: argparse.Namespace) -> int:
    from models.backup import restore

    former = restore(args.backup, args.to, os.environ.get(verbs.PASSWORD_VARIABLE))
    print(f"已恢复到“{args.to}”。" + (f"原来的文件另存为“{former}”。" if former else ""))
    return 0
