"""The verb `spread`: a rule that lays a task on cells of the grid, or changes of the grid applied to such rules.

It prints what it would write; `--yes` writes it as one step.
"""

import argparse
from collections.abc import Sequence
from typing import Any

from models import verbs
from models.database import Database
from models.errors import Condition
from models.org.queries import campaign_named
from models.task import actions, queries
from models.task.queries import RuleChanges, TaskRow
from models.task.rules import UnitNames, spread_words
from models.task.terms import Role

Rows = list[dict[str, Any]]
_SAID = 60


def add_verbs(commands: Any) -> None:
    """Add `spread`."""
    parser = commands.add_parser("spread", help="把任务落到网格：每个某级网格一处；网格变化后更新")
    parser.add_argument("task", nargs="?", metavar="任务", help="任务名称；更新时可以不写（所有任务）")
    verbs.add_database_argument(parser)
    verbs.add_campaign_argument(parser)
    verbs.add_json_argument(parser)
    parser.add_argument("--level", metavar="层级", help="落到哪一级网格，例如 点位")
    parser.add_argument("--under", metavar="网格", help="只要这个网格下面的（默认全部）")
    parser.add_argument("--unit", metavar="单位", help="由这个单位负责（默认各网格的管理单位）")
    roles = "、".join(role.label for role in Role)
    parser.add_argument("--role", default=Role.RESPONSIBLE.label, metavar="角色", help=f"{roles}（默认责任）")
    parser.add_argument("--update", action="store_true", help="按现在的网格更新已有的规则")
    parser.add_argument("--yes", action="store_true", help="写入（不加时只显示会写什么）")
    parser.set_defaults(run=_spread)


def _spread(args: argparse.Namespace) -> int:
    if args.update and args.level:
        raise Condition("--update 和 --level 不能同时用。", "新建规则用 --level，更新已有规则用 --update。")
    if not args.update and not (args.task and args.level):
        raise Condition("要写明任务和 --level 层级。", "例如：app.py spread 改造农贸市场 --level 点位 --db 数据.zrt")
    with verbs.opened(args) as database:
        campaign_id: int = database.read(campaign_named, name=args.campaign).id
        task = _task(database, campaign_id, args.task) if args.task else None
        if args.update:
            return _update(args, database, campaign_id, task)
        assert task is not None
        return _make(args, database, task)


def _make(args: argparse.Namespace, database: Database, task: TaskRow) -> int:
    grid = database.read(queries.grid_of)
    level_id = _one(grid.levels, args.level, "层级")
    under_id = _one(grid.names, args.under, "网格") if args.under else None
    unit = UnitNames(database.read(queries.unit_names)).one(args.unit) if args.unit else None
    role = next((role for role in Role if args.role in (role.label, role.value)), None)
    if role is None:
        raise Condition(f"没有角色“{args.role}”。", "可以写" + "、".join(role.label for role in Role) + "。")
    rule: dict[str, Any] = {"level_id": level_id, "under_id": under_id, "unit_id": unit.id if unit else None}
    rows = database.read(queries.rule_preview, **rule)
    words = spread_words(level=args.level, under=args.under or "", unit=unit.label if unit else "", role=role)
    if args.yes:
        database.do(f"落到网格：{task.title[:_SAID]}", actions.add_rule, task_id=task.id, role=role, **rule)
    plain = [
        {"task": task.title, "cell": row.cell, "path": list(row.path), "unit": row.unit, "role": role.label}
        for row in rows
    ]
    bare = sum(not row.unit for row in rows)
    _show(args, plain, f"{words}，{len(rows) - bare} 处" + (f"；{bare} 处没有管理单位，不列入" if bare else ""))
    return 0


def _update(args: argparse.Namespace, database: Database, campaign_id: int, task: TaskRow | None) -> int:
    offered: Sequence[RuleChanges] = database.read(
        queries.changes_of_rules, task_id=task.id if task else None, campaign_id=None if task else campaign_id
    )
    rules = {row.id: row for row in database.read(queries.rules_of_campaign, campaign_id=campaign_id)}
    plain = [
        {
            "task": rules[one.id].task,
            "rule": rules[one.id].words,
            "what": row.what,
            "cell": row.cell,
            "path": list(row.path),
            "unit": row.unit,
            "before": row.before,
        }
        for one in offered
        for row in one.rows
    ]
    if args.yes and offered:
        database.do("更新落到网格的任务", actions.apply_rules, rule_ids=[one.id for one in offered])
    _show(args, plain, f"网格有变化：{len(plain)} 处" if plain else "网格没有变化，不用更新")
    return 0


def _show(args: argparse.Namespace, rows: Rows, words: str) -> None:
    if args.json:
        verbs.print_json({"written": bool(args.yes and rows), "rows": rows})
        return
    verbs.print_rows(rows, as_json=False)
    print(f"{words}。" + ("已写入。" if args.yes and rows else "没有写入，加 --yes 写入。" if rows else ""))


def _task(database: Database, campaign_id: int, text: str) -> TaskRow:
    """The one task of that title, else the one whose title holds the text."""
    rows: tuple[TaskRow, ...] = database.read(queries.task_tree, campaign_id=campaign_id)
    found = [row for row in rows if row.title == text] or [row for row in rows if text in row.title]
    if len(found) == 1:
        return found[0]
    if not found:
        raise Condition(f"没有任务“{text}”。", "用 app.py list tasks 看任务的名称。")
    raise Condition(f"有 {len(found)} 项任务符合“{text}”：{found[0].title}、{found[1].title} …", "请写全任务名称。")


def _one(names: Any, text: str, what: str) -> int:
    found = [key for key, name in names.items() if name == text]
    if len(found) == 1:
        return int(found[0])
    if not found:
        raise Condition(f"没有{what}“{text}”。", f"用 app.py list {'levels' if what == '层级' else 'cells'} 看有哪些。")
    raise Condition(f"有 {len(found)} 个{what}叫“{text}”。", "请先在“网格”里改成不同的名称。")
