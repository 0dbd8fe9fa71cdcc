"""The verb `demo`: a new file with the sample campaign, or with the stress database."""

import argparse
from typing import Any

from models import verbs


def add_verbs(commands: Any) -> None:
    demo = commands.add_parser("demo", help="新建一个装有示例的数据文件")
    verbs.add_database_argument(demo)
    demo.add_argument(
        "--scale",
        type=int,
        default=1,
        metavar="N",
        help="示例的倍数（默认 1；60 约为 5,000 项任务、50,000 条责任分解）",
    )
    demo.add_argument("--today", type=verbs.day, default=None, metavar="日期", help="时限从哪一天算起（默认今天）")
    demo.set_defaults(run=_demo)


def _demo(args: argparse.Namespace) -> int:
    from models.database import create_database
    from models.sample.actions import make_sample

    verbs.require_new(args.db)
    database = create_database(args.db)
    try:
        make_sample(database, scale=args.scale, today=args.today, report=verbs.progress_on_stderr)
    except BaseException:
        database.close()
        args.db.unlink(missing_ok=True)
        raise
    database.close()
    print(f"示例已建立在“{args.db}”。")
    return 0
