"""What the verbs of all features share: the database argument, who opens it, and how answers are printed."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from models.database import Database, open_database
from models.errors import Condition

PASSWORD_VARIABLE = "ZERENTIAN_PASSWORD"

Listing = Callable[[Database, argparse.Namespace], list[dict[str, Any]]]


def add_database_argument(parser: argparse.ArgumentParser) -> None:
    """`--db DB`; the password of an encrypted file comes from the environment, never from the command line."""
    parser.add_argument("--db", required=True, type=Path, metavar="DB", help="数据文件（.zrt）")


def add_json_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def add_campaign_argument(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--campaign", metavar="名称", help="专项工作（默认：第一个）")


def day(text: str) -> date:
    """An argparse type for 2026-05-31."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，应写成 2026-05-31") from None


@contextmanager
def opened(args: argparse.Namespace) -> Iterator[Database]:
    """The database of `--db`: the one the running program holds, or the file opened for this verb and closed after."""
    held: Database | None = getattr(args, "held", None)
    if held is not None:
        yield held
        return
    database = open_database(args.db, os.environ.get(PASSWORD_VARIABLE))
    try:
        yield database
    finally:
        database.close()


def print_rows(rows: Sequence[dict[str, Any]], *, as_json: bool) -> None:
    """Rows as a JSON array, or as lines of tab-separated text under a heading line."""
    if as_json:
        print_json(list(rows))
        return
    if rows:
        print("\t".join(rows[0]))
    for row in rows:
        print("\t".join(_cell(value) for value in row.values()))


def print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2, default=_plain))


def progress_on_stderr(done: int, total: int, text: str = "") -> None:
    """A report function for long verbs: one line that rewrites itself when stderr is a terminal."""
    if sys.stderr.isatty():
        print(f"\r{text} {done}/{total}", end="" if done < total else "\n", file=sys.stderr, flush=True)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "、".join(_cell(item) for item in value)
    return str(value).replace("\t", " ").replace("\n", " ")


def _plain(value: Any) -> Any:
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be printed as JSON")


def require_new(path: Path) -> None:
    """Refuse to write over an existing database."""
    if path.exists():
        raise Condition(f"“{path}”已经存在，没有覆盖。", "请换一个文件名。")
