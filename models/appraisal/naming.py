"""Rounds, schemes, units and items as words of the command line name them."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from models.appraisal.freezing import Ground
from models.appraisal.queries import rounds, schemes
from models.appraisal.rows import CriterionRow, RosterRow, RoundRow, SchemeRow
from models.appraisal.terms import RoundState, SchemeState
from models.errors import Condition

_SHOWN = 8


def round_named(session: Session, *, campaign_id: int, name: str | None, version: int | None = None) -> RoundRow:
    """The round of that name (or the only one that holds the words), in its newest version that stands; the newest of
    all when `name` is None. Raises Condition, naming what there is."""
    rows = rounds(session, campaign_id=campaign_id)
    if not rows:
        raise Condition("这项专项工作还没有考核期。", "请先用 round create 建立。")
    if name is None:
        return max(enumerate(rows), key=lambda one: (one[1].state is not RoundState.WITHDRAWN, one[0]))[1]
    found = [row for row in rows if row.name == name] or [row for row in rows if name in row.name]
    known = "、".join(dict.fromkeys(row.name for row in found or rows))
    if not found:
        raise Condition(f"没有叫“{name}”的考核期。", f"现有：{known}。")
    if len({row.name for row in found}) > 1:
        raise Condition(f"“{name}”对应几个考核期：{known}。", "请写全名称。")
    if version is not None:
        found = [row for row in found if row.number == version]
        if not found:
            raise Condition(f"“{name}”没有第{version}版。")
    return max(found, key=lambda row: (row.state is not RoundState.WITHDRAWN, row.number))


def scheme_named(session: Session, *, campaign_id: int, name: str | None) -> SchemeRow:
    """The newest version of the scheme of that name, one in force before a draft; the first in force without a name."""
    rows = schemes(session, campaign_id=campaign_id)
    found = [row for row in rows if name is None or row.name == name] or [
        row for row in rows if name and name in row.name
    ]
    if not found:
        known = "、".join(dict.fromkeys(row.name for row in rows))
        raise Condition(
            f"没有叫“{name}”的考核办法。" if name else "还没有考核办法。", f"现有：{known}。" if known else ""
        )
    if name is not None and len({row.name for row in found}) > 1:
        raise Condition(f"“{name}”对应几份办法：{'、'.join(row.label for row in found)}。", "请写全名称。")
    return max(found, key=lambda row: (row.state is SchemeState.IN_FORCE, name is not None and row.number))


def member_named(roster: Sequence[RosterRow], name: str) -> RosterRow:
    """A unit of a roster by its name of that day, or the only one that holds the words."""
    found = [row for row in roster if row.name == name] or [row for row in roster if name in row.name]
    if len(found) == 1:
        return found[0]
    if found:
        raise Condition(f"“{name}”对应几个单位：{'、'.join(row.name for row in found)}。", "请写全名称。")
    raise Condition(f"这个考核期的名单里没有“{name}”。", _known([row.name for row in roster]))


def item_named(ground: Ground, name: str) -> CriterionRow:
    """An item or heading by its number or name, or the only one that holds the words."""
    rows = ground.criteria
    found = (
        [row for row in rows if row.no and row.no.strip("、.．") == name.strip("、.．")]
        or [row for row in rows if row.name == name]
        or [row for row in rows if name in row.name]
    )
    if len(found) == 1:
        return found[0]
    if found:
        several = "、".join(f"{row.no} {row.name}".strip() for row in found[:_SHOWN])
        raise Condition(f"“{name}”对应 {len(found)} 个考核项目：{several}。", "请写序号或全名。")
    raise Condition(f"没有序号或名称是“{name}”的考核项目。", _known([row.name for row in rows]))


def _known(names: Sequence[str]) -> str:
    if not names:
        return "这里还没有可选的内容。"
    return f"现有：{'、'.join(names[:_SHOWN])}{'……' if len(names) > _SHOWN else ''}。"
