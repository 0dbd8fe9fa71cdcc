"""The verbs: `app.py SUBCOMMAND …` without a window. Exit code 0 only on success, 75 when the file is held."""

import argparse
import contextlib
import importlib
import io
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from models.errors import Cancelled, Condition, FileBusy
from models.failures import condition_of

FEATURES = (
    "workdays",
    "org",
    "grid",
    "layouts",
    "task",
    "succession",
    "intake",
    "standard",
    "edition",
    "appraisal",
    "acceptance",
    "printing",
    "checkup",
    "sample",
    "keeping",
)
BUSY_CODE = 75


class Parser(argparse.ArgumentParser):
    """argparse that says what is wrong in one Chinese line."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"命令写法不对：{_chinese(message)}。用 --help 看说明。\n")


def main(argv: Sequence[str]) -> int:
    """Run one verb; prints to stdout, errors as one Chinese line to stderr; answers the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    return run(list(argv), held=None)


def run(argv: list[str], *, held: object) -> int:
    """Run one verb on the file it names; `held` is the open Database when the running program answers it itself."""
    try:
        args = parser().parse_args(argv)
    except SystemExit as exit_:
        return int(exit_.code or 0)
    args.held = held
    try:
        return int(args.run(args) or 0)
    except FileBusy as busy:
        answer = _ask_holder(args, argv) if held is None else None
        if answer is None:
            return _say(busy, BUSY_CODE)
        return answer
    except Cancelled:
        print("已取消，没有改动。", file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 1
    except Exception as error:
        condition = condition_of(error)
        if condition is None:
            logging.getLogger(__name__).exception("verb failed")
            if held is not None:
                raise
            print(f"程序出错（{type(error).__name__}：{error}），没有完成。", file=sys.stderr)
            return 70
        return _say(condition, 1)


def captured(argv: list[str], folder: str, *, held: object) -> tuple[int, str, str]:
    """`run` for the program that holds the file: code, stdout and stderr; relative paths count from `folder`."""
    out, err = io.StringIO(), io.StringIO()
    here = os.getcwd()
    os.chdir(folder)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run(argv, held=held)
    finally:
        os.chdir(here)
    return code, out.getvalue(), err.getvalue()


def parser() -> argparse.ArgumentParser:
    """The whole parser: every feature adds its verbs; listings of all features share the verb `list`."""
    from models import verbs

    root = Parser(prog="app.py", description="责任田的命令：不开窗口也能做事。")
    commands = root.add_subparsers(title="命令", required=True, metavar="命令", parser_class=Parser)
    listings: dict[str, verbs.Listing] = {}
    for feature in FEATURES:
        module = importlib.import_module(f"models.{feature}.verbs")
        if hasattr(module, "add_verbs"):
            module.add_verbs(commands)
        listings.update(getattr(module, "LISTINGS", {}))
    listing = commands.add_parser("list", help="列出数据")
    listing.add_argument("thing", choices=sorted(listings), metavar="内容", help="、".join(sorted(listings)))
    verbs.add_database_argument(listing)
    verbs.add_campaign_argument(listing)
    verbs.add_json_argument(listing)
    listing.add_argument("--as-of", type=verbs.day, metavar="日期", help="按哪一天（默认今天）")
    listing.add_argument("--most", type=int, metavar="N", help="overloads：一人超过几个网格算多（默认 10）")
    listing.add_argument("--round", metavar="名称", help="entries、ranking、objections：哪个考核期（默认最近的）")
    listing.add_argument("--scheme", metavar="名称", help="criteria、source-ties：哪份考核办法（默认施行中的）")
    listing.add_argument("--phones", action="store_true", help="电话完整列出（默认打码）")

    def run_listing(args: argparse.Namespace) -> int:
        with verbs.opened(args) as database:
            rows = listings[args.thing](database, args)
        verbs.print_rows(rows, as_json=args.json)
        return 0

    listing.set_defaults(run=run_listing)
    return root


def _ask_holder(args: argparse.Namespace, argv: list[str]) -> int | None:
    from models import remote

    path: Path | None = getattr(args, "db", None)
    if path is None:
        return None
    answer = remote.ask(path, {"argv": argv, "folder": os.getcwd()})
    if answer is None:
        return None
    sys.stdout.write(answer.out)
    sys.stderr.write(answer.err)
    return answer.code


def _say(condition: Condition, code: int) -> int:
    print(str(condition).replace("\n", " "), file=sys.stderr)
    return code


def _chinese(message: str) -> str:
    for english, chinese in (
        ("the following arguments are required", "缺少"),
        ("unrecognized arguments", "不认识"),
        ("invalid choice", "没有这个选项"),
        ("unknown parser", "没有这个选项"),
        ("expected one argument", "后面要跟一个值"),
        ("expected at least one argument", "后面至少要跟一个值"),
        ("argument ", ""),
        ("choose from", "可选"),
        ("choices: ", "可选 "),
        ("invalid int value", "不是整数"),
        ("not allowed with", "不能同时用"),
    ):
        message = message.replace(english, chinese)
    return message
