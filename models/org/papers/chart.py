"""组织架构图: the groups of a campaign, or the units, drawn as boxes; on one page or several to be joined."""

from sqlalchemy.orm import Session

from models.errors import Refusal
from models.org.chart import ChartNode, Direction, Show, group_nodes, unit_nodes
from models.org.chart.drawing import Fitting, draw_chart
from models.org.queries.campaigns import campaign
from models.org.queries.groups import groups, seats
from models.org.queries.units import posts, units
from models.org.terms import UnitKind
from models.papers.offer import Asked, Kind, Made, Offer, Option, Setting
from models.papers.sheet import Profile

GROUPS, UNITS = "groups", "units"
_TITLE = "组织架构图"
_PROFILE = Profile(margins=(15.0, 14.0, 14.0, 14.0), title_size=22.0)


def _contents(session: Session, asked: Asked) -> tuple[Option, ...]:
    return (Option(GROUPS, "领导小组与专业组"), Option(UNITS, "单位"))


def _roots(session: Session, asked: Asked) -> tuple[Option, ...]:
    if asked.get("content") == UNITS:
        rows = [row for row in units(session, day=asked.day) if row.kind is not UnitKind.COLLECTIVE]
        return tuple(Option(row.id, row.name, row.depth) for row in rows)
    if asked.campaign_id is None:
        return ()
    found = groups(session, campaign_id=asked.campaign_id, day=asked.day)
    return tuple(Option(row.id, row.name, row.depth) for row in found)


def _shows(session: Session, asked: Asked) -> tuple[Option, ...]:
    if asked.get("content") == UNITS:
        words = {Show.NAME: "只有名称", Show.HEADS: "名称和主要负责人", Show.SEATS: "名称和全部岗位"}
        return tuple(Option(show.value, label) for show, label in words.items())
    return tuple(Option(show.value, show.label) for show in Show)


def _directions(session: Session, asked: Asked) -> tuple[Option, ...]:
    return tuple(Option(way.value, way.label) for way in Direction)


def _fittings(session: Session, asked: Asked) -> tuple[Option, ...]:
    return tuple(Option(way.value, way.label) for way in Fitting)


def _make(session: Session, asked: Asked) -> Made:
    nodes, usual = _units(session, asked) if asked.get("content") == UNITS else _groups(session, asked)
    return draw_chart(
        nodes,
        direction=Direction.of(asked.get("direction")),
        title=asked.get("title", "").strip() or usual,
        profile=asked.profile,
        day=asked.day,
        fitting=Fitting.of(asked.get("fitting")),
    )


def _groups(session: Session, asked: Asked) -> tuple[tuple[ChartNode, ...], str]:
    rows = groups(session, campaign_id=asked.campaign_id, day=asked.day) if asked.campaign_id is not None else ()
    if not rows or asked.campaign_id is None:
        raise Refusal("还没有小组，没有可画的内容。", "请先在“组织”页建立领导小组、专业组，或改画单位。")
    show = Show.of(asked.get("show"))
    needed = () if show is Show.NAME else seats(session, campaign_id=asked.campaign_id, day=asked.day)
    nodes = group_nodes(
        rows,
        needed,
        show=show,
        posts=bool(asked.get("posts")),
        lead=bool(asked.get("lead")),
        short=_short_names(session, asked),
        root_id=asked.get("root"),
    )
    if not nodes:
        raise Refusal("选中的小组已不存在。", "请另选一个小组。")
    tops = [node for node in nodes if node.parent_id is None]
    named = campaign(session, campaign_id=asked.campaign_id)
    return nodes, (tops[0].title if len(tops) == 1 else named.name if named else "") + _TITLE


def _units(session: Session, asked: Asked) -> tuple[tuple[ChartNode, ...], str]:
    show = Show.of(asked.get("show"))
    rows = units(session, day=asked.day)
    nodes = unit_nodes(
        rows,
        () if show is Show.NAME else posts(session, day=asked.day),
        show=show,
        short_names=bool(asked.get("short")),
        root_id=asked.get("root"),
    )
    if not nodes:
        raise Refusal("还没有单位，没有可画的内容。", "请先在“组织”页添加单位，或换一个日期。")
    tops = [node for node in nodes if node.parent_id is None]
    full = {row.id: row.name for row in rows}
    return nodes, (full[tops[0].id] if len(tops) == 1 else "单位") + _TITLE


def _short_names(session: Session, asked: Asked) -> dict[int, str]:
    if not asked.get("short"):
        return {}
    return {row.id: row.short_name for row in units(session, day=asked.day) if row.short_name}


OFFER = Offer(
    "chart",
    _TITLE,
    "sitemap-outline",
    _make,
    settings=(
        Setting("content", "画什么", Kind.CHOICE, GROUPS, _contents),
        Setting("root", "从哪里起", Kind.PICK, None, _roots, "不选就画全部；选一个就画它和它下面的"),
        Setting("show", "框里写", Kind.CHOICE, Show.HEADS.value, _shows),
        Setting("posts", "写出职务", Kind.BOOL, False, note="每人一行，姓名后面写职务"),
        Setting("lead", "写出牵头单位", Kind.BOOL, True),
        Setting("short", "单位用简称", Kind.BOOL, True),
        Setting("direction", "排列", Kind.CHOICE, Direction.AUTO.value, _directions),
        Setting("fitting", "大小", Kind.CHOICE, Fitting.AUTO.value, _fittings),
        Setting("title", "标题", Kind.TEXT, "", note="不填就是小组名称加“组织架构图”"),
    ),
    formats=("pdf", "png", "svg"),
    profile=_PROFILE,
    note="领导小组、指挥部、专业组、专班的关系图；大的分成几张，按页边的记号拼接。",
)
