"""`app.py template list|copy|reset`: the templates of the papers, the program's and the user's."""

import argparse
from typing import Any

from models import verbs
from models.papers.own import NAMES, copy_template, reset_template, templates


def add_template_verb(commands: Any) -> None:
    parser = commands.add_parser("template", help="材料的版式模板：列出、复制到我的文件夹来改、恢复原样")
    doing = parser.add_subparsers(title="做什么", required=True, metavar="做什么")
    listing = doing.add_parser("list", help="列出模板和正在用的文件")
    verbs.add_json_argument(listing)
    listing.set_defaults(run=_list)
    known = "、".join(f"{name}={label}" for name, label in NAMES.items())
    for word, run, words in (
        ("copy", _copy, "复制到我的文件夹，改过就用改过的"),
        ("reset", _reset, "恢复程序自带的模板，改过的留作 .旧"),
    ):
        one = doing.add_parser(word, help=words)
        one.add_argument("name", choices=tuple(NAMES), metavar="模板", help=known)
        one.set_defaults(run=run)


def _list(args: argparse.Namespace) -> int:
    rows = [
        {"name": row.id, "label": row.label, "own": row.is_own, "changed": row.is_changed, "path": str(row.path)}
        for row in templates()
    ]
    verbs.print_rows(rows, as_json=args.json)
    return 0


def _copy(args: argparse.Namespace) -> int:
    print(copy_template(args.name))
    return 0


def _reset(args: argparse.Namespace) -> int:
    aside = reset_template(args.name)
    print(f"已恢复程序自带的模板，改过的留在：{aside}")
    return 0
