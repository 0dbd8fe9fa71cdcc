"""Verbs `round create|post|lock|withdraw` and `entry add`: each is one step, as in the window."""

import argparse
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from models import verbs
from models.appraisal.actions import (
    add_entry,
    create_round,
    lock_round,
    post_round,
    set_value,
    update_entries,
    withdraw_round,
)
from models.appraisal.naming import item_named, member_named, round_named, scheme_named
from models.appraisal.queries import ground, round_row
from models.appraisal.rows import RoundRow
from models.appraisal.rules.kinds import Rule
from models.appraisal.rules.slots import Slot, main_slot, slots_of
from models.appraisal.scoring import by_hand
from models.database import Database
from models.errors import Condition
from models.org.queries import campaign_named


def add_verbs(commands: Any) -> None:
    """The verbs `round` and `entry`."""
    deeds = commands.add_parser("round", help="考核期：建立、公示、锁定、撤回").add_subparsers(
        title="动作", required=True, metavar="动作"
    )
    create = _deed(deeds, "create", "建立考核期，冻结考核名单", _create)
    create.add_argument("--name", required=True, metavar="名称", help="例如 2026年3月")
    create.add_argument("--scheme", metavar="名称", help="考核办法（默认：施行中的第一份）")
    create.add_argument("--from", dest="starts", type=verbs.day, metavar="日期", help="第一天")
    create.add_argument("--to", dest="ends", type=verbs.day, metavar="日期", help="最后一天")
    post = _deed(deeds, "post", "公示：冻结结果，以后只能撤回", _post)
    _add_round(post)
    post.add_argument("--from", dest="on", type=verbs.day, metavar="日期", help="从哪天起（默认今天）")
    post.add_argument("--until", required=True, type=verbs.day, metavar="日期", help="公示到哪天")
    lock = _deed(deeds, "lock", "公示期满后锁定", _lock)
    _add_round(lock)
    lock.add_argument("--date", type=verbs.day, metavar="日期", help="锁定日期（默认今天）")
    withdraw = _deed(deeds, "withdraw", "撤回已公示或锁定的结果，另起新版试算", _withdraw)
    _add_round(withdraw)
    withdraw.add_argument("--reason", required=True, metavar="文字", help="为什么撤回")
    withdraw.add_argument("--date", type=verbs.day, metavar="日期", help="撤回日期（默认今天）")
    entries = commands.add_parser("entry", help="记分").add_subparsers(title="动作", required=True, metavar="动作")
    add = _deed(entries, "add", "给一个单位的一个项目记一笔", _entry)
    _add_round(add)
    add.add_argument("--unit", required=True, metavar="名称", help="单位")
    add.add_argument("--item", required=True, metavar="序号或名称", help="考核项目")
    add.add_argument("--amount", default="1", metavar="数", help="次数、数值或得分（默认 1），可写 95%%")
    add.add_argument("--part", type=int, metavar="N", help="规则的第几部分，从 1 数（默认：主要的一部分）")
    add.add_argument("--choice", metavar="名称", help="几档里的哪一档")
    add.add_argument("--reason", default="", metavar="文字", help="事由")
    add.add_argument("--date", type=verbs.day, metavar="日期", help="日期")
    add.add_argument("--event", default="", metavar="文字", help="同一事件的名称（就高时用）")
    add.add_argument("--scorer", default="", metavar="姓名", help="评分人")
    add.add_argument("--halved", action="store_true", help="按规则减半")


def _deed(deeds: Any, name: str, words: str, run: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = deeds.add_parser(name, help=words, description=words)
    verbs.add_database_argument(parser)
    verbs.add_campaign_argument(parser)
    verbs.add_json_argument(parser)
    parser.set_defaults(run=run)
    return parser


def _add_round(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--round", required=True, metavar="名称", help="考核期")


def plain_round(row: RoundRow) -> dict[str, Any]:
    """A round as it is listed."""
    return {
        "name": row.name,
        "version": row.number,
        "scheme": row.scheme,
        "starts": row.starts,
        "ends": row.ends,
        "state": row.state.label,
        "units": row.units,
        "entries": row.entries,
        "proposed": row.proposed,
        "objections": row.objections,
        "posted_on": row.posted_on,
        "posted_until": row.posted_until,
        "locked_on": row.locked_on,
        "withdrawn_on": row.withdrawn_on,
        "reason": row.reason,
        "note": row.note,
    }


def _named(database: Database, args: argparse.Namespace) -> RoundRow:
    campaign = database.read(campaign_named, name=args.campaign)
    return database.read(round_named, campaign_id=campaign.id, name=args.round)


def _answer(database: Database, args: argparse.Namespace, round_id: int, words: str) -> int:
    row = database.read(round_row, round_id=round_id)
    assert row is not None
    if args.json:
        verbs.print_json(plain_round(row))
    else:
        print(words)
    return 0


def _create(args: argparse.Namespace) -> int:
    with verbs.opened(args) as database:
        campaign = database.read(campaign_named, name=args.campaign)
        scheme = database.read(scheme_named, campaign_id=campaign.id, name=args.scheme)
        made = database.do(
            f"建立考核期“{args.name}”",
            create_round,
            campaign_id=campaign.id,
            scheme_id=scheme.id,
            name=args.name,
            starts=args.starts,
            ends=args.ends,
        ).value
        row = database.read(round_row, round_id=made)
        count = row.units if row is not None else 0
        return _answer(database, args, made, f"已建立考核期“{args.name}”，按《{scheme.label}》，名单 {count} 个单位。")


def _post(args: argparse.Namespace) -> int:
    with verbs.opened(args) as database:
        row = _named(database, args)
        on = args.on or date.today()
        database.do(f"公示“{row.name}”", post_round, round_id=row.id, on=on, until=args.until, wall=True)
        return _answer(database, args, row.id, f"已公示“{row.name}”，{on} 至 {args.until}；结果已冻结。")


def _lock(args: argparse.Namespace) -> int:
    with verbs.opened(args) as database:
        row = _named(database, args)
        today = date.today()
        database.do(f"锁定“{row.name}”", lock_round, round_id=row.id, on=args.date or today, today=today, wall=True)
        return _answer(database, args, row.id, f"已锁定“{row.name}”。")


def _withdraw(args: argparse.Namespace) -> int:
    with verbs.opened(args) as database:
        row = _named(database, args)
        today = date.today()
        made = database.do(
            f"撤回“{row.name}”",
            withdraw_round,
            round_id=row.id,
            reason=args.reason,
            on=args.date or today,
            today=today,
            wall=True,
        ).value
        return _answer(database, args, made, f"已撤回“{row.name}”，原结果仍可查看；新版在试算中。")


def _entry(args: argparse.Namespace) -> int:
    with verbs.opened(args) as database:
        row = _named(database, args)
        base = database.read(ground, round_id=row.id)
        unit = member_named(base.roster, args.unit)
        item = item_named(base, args.item)
        if item.children:
            raise Condition(f"“{item.name}”是标题，不能记分。", "请写它下面的一个项目。")
        slot = _slot(item.rule or by_hand(item.points or item.sum), args.part)
        database.do(
            f"记分：{unit.name} {item.name}",
            _add,
            round_id=row.id,
            unit_id=unit.unit_id,
            criterion_id=item.id,
            slot=slot,
            amount=args.amount,
            fields={
                "reason": args.reason,
                "day": args.date,
                "event": args.event,
                "scorer": args.scorer,
                "halved": args.halved,
                "choice": _choice(slot, args.choice),
            },
        )
        return _answer(database, args, row.id, f"已记分：{unit.name}，{item.name}。")


def _slot(rule: Rule, part: int | None) -> Slot:
    slots = slots_of(rule)
    found = main_slot(slots) if part is None else next((one for one in slots if one.part == part - 1), None)
    if found is None:
        raise Condition(
            "这一项的规则没有可以记分的部分。" if part is None else f"这一项的规则没有第{part}部分可以记分。"
        )
    return found


def _choice(slot: Slot, name: str | None) -> int:
    if name is None:
        return 0
    names = [one.name for one in slot.choices]
    if name not in names:
        raise Condition(f"这一项没有“{name}”这一档。", f"可选：{'、'.join(names)}。" if names else "这一项不分档。")
    return names.index(name)


def _add(
    session: Session,
    *,
    round_id: int,
    unit_id: int,
    criterion_id: int,
    slot: Slot,
    amount: str,
    fields: dict[str, Any],
) -> None:
    """A count is one entry more; a value or a scorer's mark takes the place of the one before."""
    if not slot.is_single:
        add_entry(
            session,
            round_id=round_id,
            unit_id=unit_id,
            criterion_id=criterion_id,
            part=slot.part,
            amount=amount,
            **fields,
        )
        return
    made = set_value(
        session,
        round_id=round_id,
        unit_id=unit_id,
        criterion_id=criterion_id,
        part=slot.part,
        amount=amount,
        scorer=fields["scorer"],
    )
    if made is not None:
        update_entries(session, changes={made: {"reason": fields["reason"], "day": fields["day"]}})
