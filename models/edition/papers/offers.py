"""The offers: an edition in the views of the breakdown, and the 修订对照表; their settings name editions by id."""

from functools import partial

from sqlalchemy.orm import Session

from models.edition.papers.reprint import NOW, reprint
from models.edition.papers.revised import revision_sheet
from models.edition.queries import Side, compared, editions, side
from models.errors import Refusal
from models.papers.offer import Asked, Cover, Kind, Made, Offer, Option, Setting
from models.papers.sheet import Sheet
from models.task.cover import cover_of
from models.task.papers import BreakdownOptions, Split, View

ALL = ""


def _editions(session: Session, asked: Asked) -> tuple[Option, ...]:
    """Newest first; by their ids as text, as settings are kept."""
    if asked.campaign_id is None:
        return ()
    return tuple(Option(str(row.id), row.label) for row in editions(session, campaign_id=asked.campaign_id))


def _editions_and_now(session: Session, asked: Asked) -> tuple[Option, ...]:
    found = _editions(session, asked)
    return (*found, Option(NOW, "现在（未印发）")) if found else ()


def _now_and_editions(session: Session, asked: Asked) -> tuple[Option, ...]:
    found = _editions(session, asked)
    return (Option(NOW, "现在"), *found) if found else ()


def _since(session: Session, asked: Asked) -> tuple[Option, ...]:
    others = (option for option in _editions(session, asked) if option.value != asked.get("edition"))
    return (Option(ALL, "全部任务"), *(Option(one.value, f"只印比 {one.label} 有变化的") for one in others))


def _views(session: Session, asked: Asked) -> tuple[Option, ...]:
    return tuple(Option(view.value, view.label) for view in View)


def _splits(session: Session, asked: Asked) -> tuple[Option, ...]:
    """By task there are no parts; by unit it is always a sheet for each."""
    by = asked.get("by")
    if by == View.UNIT.value:
        return (Option(Split.UNIT.value, Split.UNIT.label),)
    splits = (Split.WHOLE, Split.UNIT) if by == View.TASK.value else tuple(Split)
    return tuple(Option(split.value, split.label) for split in splits)


def _units_of_edition(session: Session, asked: Asked) -> tuple[Option, ...]:
    """The units that carry tasks in the chosen edition, under the names of that day."""
    chosen = asked.get("edition")
    if asked.campaign_id is None or not chosen:
        return ()
    content = _side(session, asked, chosen).content
    return tuple(Option(unit.id, unit.short_name or unit.name) for unit in content.units)


def _units_of_both(session: Session, asked: Asked) -> tuple[Option, ...]:
    """The units of either side, under their newest names."""
    old, new = asked.get("old"), asked.get("new")
    if asked.campaign_id is None or not old or not new:
        return ()
    names: dict[int, str] = {}
    for chosen in (new, old):
        for unit in _side(session, asked, chosen).content.units:
            names.setdefault(unit.id, unit.short_name or unit.name)
    return tuple(Option(unit_id, name) for unit_id, name in names.items())


def _no_edition() -> Refusal:
    return Refusal("还没有印发过版次，没有可打印的内容。", "在“版次”页印发一版；现在的责任分解表不用印发也能打印。")


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _id(value: str) -> int | None:
    return None if value == NOW else int(value)


def _side(session: Session, asked: Asked, chosen: str) -> Side:
    assert asked.campaign_id is not None, "the offer needs a campaign"
    return side(session, campaign_id=asked.campaign_id, edition_id=_id(chosen), day=asked.day)


def _reprint(session: Session, asked: Asked) -> Made:
    chosen = asked.get("edition")
    if not chosen:
        raise _no_edition()
    since = asked.get("since")
    options = BreakdownOptions(
        notes=_lines(asked.get("notes", "")),
        sign_off=_lines(asked.get("sign_off", "")),
        list_cells=bool(asked.get("list_cells", False)),
        profile=asked.profile,
    )
    return reprint(
        _side(session, asked, chosen),
        View.of(asked.get("by")),
        options,
        split=Split.of(asked.get("split")),
        unit_ids=asked.get("unit_ids"),
        since=_side(session, asked, since) if since else None,
    )


def _cover(sheets: tuple[Sheet, ...], asked: Asked) -> Cover | None:
    """The index of a print for handing out, a sheet for each unit."""
    is_split = asked.get("by") == View.UNIT.value or asked.get("split") == Split.UNIT.value
    if not is_split or not asked.get("cover") or len(sheets) < 2:
        return None
    return partial(cover_of, sheets, title=f"{sheets[0].title.splitlines()[0]}分发目录")


def _revision(session: Session, asked: Asked) -> Made:
    old, new = asked.get("old"), asked.get("new")
    if not old or not new:
        raise _no_edition()
    assert asked.campaign_id is not None, "the offer needs a campaign"
    found = compared(
        session,
        campaign_id=asked.campaign_id,
        old_id=_id(old),
        new_id=_id(new),
        day=asked.day,
        unit_ids=asked.get("unit_ids"),
    )
    return (revision_sheet(found, asked.profile, notes=_lines(asked.get("notes", ""))),)


OFFERS: tuple[Offer, ...] = (
    Offer(
        "edition",
        "责任分解表（按版次）",
        "source-branch",
        _reprint,
        settings=(
            Setting("edition", "版次", Kind.CHOICE, ALL, _editions_and_now),
            Setting("by", "编排", Kind.CHOICE, View.TASK.value, _views),
            Setting("split", "分份", Kind.CHOICE, Split.WHOLE.value, _splits),
            Setting("since", "范围", Kind.CHOICE, ALL, _since),
            Setting("unit_ids", "单位", Kind.PICKS, None, _units_of_edition, "每个单位一份时用"),
            Setting("cover", "加分发目录", Kind.BOOL, True, note="每个单位一份时，PDF前面加分发目录和签收栏。"),
            Setting("list_cells", "列出网格名称", Kind.BOOL, False, note="不列时只写几处，如“（30处）”。"),
            Setting("notes", "表下附注", Kind.LINES, ""),
            Setting("sign_off", "签字栏", Kind.LINES, "审核\n填表人"),
        ),
        needs_campaign=True,
        note="把印发过的一版原样再印，内容和当时一样；也可以只印有变化的任务。",
        cover=_cover,
    ),
    Offer(
        "revision",
        "修订对照表",
        "file-compare",
        _revision,
        settings=(
            Setting("old", "原版", Kind.CHOICE, ALL, _editions),
            Setting("new", "现版", Kind.CHOICE, NOW, _now_and_editions),
            Setting("unit_ids", "单位", Kind.PICKS, None, _units_of_both, "只印这些单位的任务"),
            Setting("notes", "表下附注", Kind.LINES, ""),
        ),
        needs_campaign=True,
        note="两版之间，或一版与现在之间，新增、删除、修改、移动了什么；只列有变化的。",
    ),
)
