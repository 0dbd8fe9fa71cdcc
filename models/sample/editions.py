"""The first edition of the sample, issued three weeks ago: the breakdown as it was before its last changes."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from models.base import new_id
from models.edition.actions import keep_edition
from models.edition.content import Content, FrozenTask
from models.edition.freezing import frozen
from models.task.papers import usual_title
from models.task.rules import number_of
from models.task.terms import Role

DAYS_AGO = 21
ADDED_SINCE = "学校周边食品安全整治"
REMOVED_SINCE = "设置沿街便民信息栏"
_BELOW = "市容环境卫生"
_MOVED = "规范户外广告和店招"

Change = Callable[[FrozenTask], FrozenTask]


def _without_unit(name: str) -> Change:
    return lambda task: replace(task, units=tuple(unit for unit in task.units if unit.name != name))


_CHANGED: dict[str, Change] = {
    "建立每月督查通报制度": lambda task: replace(task, deadline="每季度末前", due_every=""),
    "开展卫生街道、卫生社区、卫生单位创建": lambda task: replace(task, points=200),
    "熟食区设置三防设施": _without_unit("市市场服务中心"),
    "取缔马路市场": _without_unit("市交警支队"),
    "治理餐饮油烟和噪声扰民": lambda task: replace(task, body="", leaders=()),
}


def add_edition(session: Session, *, campaign_id: int, today: date) -> None:
    """Write the edition; the breakdown itself is left as it is."""
    issued_on = today - timedelta(days=DAYS_AGO)
    content = frozen(session, campaign_id=campaign_id, day=issued_on)
    keep_edition(
        session,
        replace(content, tasks=tuple(_earlier(content))),
        1,
        usual_title(content.campaign.name),
        document_no=f"云创卫办〔{issued_on.year}〕5号",
        issued_on=issued_on,
        note="经指挥部第一次全体会议审议通过。",
    )


def _earlier(content: Content) -> Iterable[FrozenTask]:
    """The tasks before the last changes, numbered as they stood then."""
    tasks = [_CHANGED.get(task.title, _same)(task) for task in content.tasks if task.title != ADDED_SINCE]
    above = next((task for task in tasks if task.title == _BELOW), None)
    if above is not None:
        first = next(at for at, task in enumerate(tasks) if task.parent_id == above.id)
        model = tasks[first]
        moved = [tasks.pop(at) for at, task in enumerate(tasks) if task.title == _MOVED]
        gone = FrozenTask(
            new_id(),
            REMOVED_SINCE,
            parent_id=above.id,
            depth=1,
            body="在主次干道、公交站点设置便民信息栏，张贴广告入栏。",
            units=tuple(unit for unit in model.units if unit.role is not Role.OVERSEE),
            deadline="年底前",
            points=100,
            phase_id=model.phase_id,
            phase=model.phase,
        )
        tasks[first + 1 : first + 1] = [*moved, gone]
    return _numbered(tasks)


def _same(task: FrozenTask) -> FrozenTask:
    return task


def _numbered(tasks: list[FrozenTask]) -> Iterable[FrozenTask]:
    below: dict[int | None, int] = {}
    for task in tasks:
        below[task.parent_id] = below.get(task.parent_id, 0) + 1
    counts: dict[int | None, int] = {}
    for task in tasks:
        index = counts[task.parent_id] = counts.get(task.parent_id, 0) + 1
        number = number_of(task.depth, index)
        yield replace(task, index=index, number=number, children=below.get(task.id, 0))
