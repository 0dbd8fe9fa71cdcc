"""`app.py workdays …` and `list workdays`: the calendar of working days, set from a notice, counted from a day."""

import argparse
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from models import verbs
from models.database import Database
from models.errors import Condition
from models.workdays import actions
from models.workdays.notice import read_notice
from models.workdays.queries import office_days, work_calendar
from models.workdays.rules import weekday
from models.workdays.terms import DayKind

MOST_BYTES = 1_000_000


def days_off(database: Database, args: argparse.Namespace) -> list[dict[str, Any]]:
    """Holidays and made-up days of the year of `--as-of` (default: this year)."""
    calendar = database.read(work_calendar)
    year = (args.as_of or date.today()).year
    own = {row.day for row in database.read(office_days)}
    rows = []
    day = date(year, 1, 1)
    while day.year == year:
        kind = calendar.kind(day)
        if kind in (DayKind.HOLIDAY, DayKind.MADE_UP):
            rows.append(
                {"day": day, "weekday": weekday(day), "kind": kind.label, "name": calendar.name(day), "own": day in own}
            )
        day += timedelta(days=1)
    return rows


LISTINGS: dict[str, verbs.Listing] = {"workdays": days_off}


def add_verbs(commands: Any) -> None:
    parser = commands.add_parser("workdays", help="工作日历：读入放假通知，推算工作日")
    parts = parser.add_subparsers(title="做什么", required=True, metavar="做什么")
    reading = parts.add_parser("import", help="读入放假安排的通知（文本文件，- 为标准输入）")
    reading.add_argument("file", metavar="文件")
    verbs.add_database_argument(reading)
    reading.add_argument("--year", type=int, default=date.today().year, metavar="年", help="通知没有写年份时用")
    reading.add_argument("--yes", action="store_true", help="写入；不写时只列出读到的日期")
    verbs.add_json_argument(reading)
    reading.set_defaults(run=_import)
    counting = parts.add_parser("count", help="从一天起推算第几个工作日")
    counting.add_argument("start", type=verbs.day, metavar="起算日")
    counting.add_argument("days", type=int, metavar="工作日数")
    verbs.add_database_argument(counting)
    counting.set_defaults(run=_count)


def _import(args: argparse.Namespace) -> int:
    notice = read_notice(_text_of(args.file), year=args.year)
    if not notice.days:
        raise Condition("没有读到放假或上班的日期。", "请给出放假安排通知的原文。")
    rows = [
        {"day": day, "weekday": weekday(day), "kind": "上班" if said.is_working else "放假", "name": said.name}
        for day, said in sorted(notice.days.items())
    ]
    for problem in notice.problems:
        print(problem, file=sys.stderr)
    if args.yes and notice.problems:
        raise Condition("通知里有对不上的地方，没有写入。", "请核对原文后再试，或在窗口里逐日设置。")
    with verbs.opened(args) as database:
        if args.yes:
            database.do("读入放假安排", actions.set_days, days=notice.days)
    verbs.print_rows(rows, as_json=args.json)
    return 0


def _count(args: argparse.Namespace) -> int:
    with verbs.opened(args) as database:
        print(database.read(work_calendar).after(args.start, args.days).isoformat())
    return 0


def _text_of(name: str) -> str:
    """The text of a small file in UTF-8 or GB18030."""
    raw = sys.stdin.buffer.read(MOST_BYTES + 1) if name == "-" else _read(Path(name))
    if len(raw) > MOST_BYTES:
        raise Condition("文件太大，不像一份通知。", "请只给放假安排的通知原文。")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace")


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)
