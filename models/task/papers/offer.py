"""The 责任分解表 as an offer, for whoever prints by the catalogue; the page 打印 has a panel of its own for it."""

from sqlalchemy.orm import Session

from models.papers.offer import Asked, Kind, Made, Offer, Option, Setting
from models.task.papers import pledge
from models.task.papers.breakdown import view_sheets
from models.task.papers.options import BreakdownOptions, Split, View, Who
from models.task.queries.tree import task_tree
from models.task.queries.units import duties_of_units, units_in_order


def _views(session: Session, asked: Asked) -> tuple[Option, ...]:
    return tuple(Option(view.value, view.label) for view in View)


def _splits(session: Session, asked: Asked) -> tuple[Option, ...]:
    return tuple(Option(split.value, split.label) for split in Split)


def _people(session: Session, asked: Asked) -> tuple[Option, ...]:
    return tuple(Option(who.value, who.label) for who in Who)


def _units(session: Session, asked: Asked) -> tuple[Option, ...]:
    """The units that carry tasks on the day, in official order."""
    if asked.campaign_id is None:
        return ()
    rows = task_tree(session, campaign_id=asked.campaign_id, on=asked.day)
    found = duties_of_units(rows, units_in_order(session, on=asked.day))
    return tuple(Option(unit.id, unit.unit.label) for unit in found)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _make(session: Session, asked: Asked) -> Made:
    assert asked.campaign_id is not None, "the offer needs a campaign"
    options = BreakdownOptions(
        title=asked.get("title") or None,
        number=asked.get("number", ""),
        unit=asked.get("filler") or None,
        notes=_lines(asked.get("notes", "")),
        sign_off=_lines(asked.get("sign_off", "")),
        list_cells=bool(asked.get("list_cells", False)),
        who=Who.of(asked.get("who", Who.ALL.value)),
        post_first=bool(asked.get("post_first", False)),
        gaps=bool(asked.get("gaps", True)),
        profile=asked.profile,
    )
    return view_sheets(
        session,
        campaign_id=asked.campaign_id,
        view=View.of(asked.get("by", View.TASK.value)),
        split=Split.of(asked.get("split", Split.WHOLE.value)),
        unit_ids=asked.get("unit_ids"),
        options=options,
        on=asked.day,
    )


OFFERS: tuple[Offer, ...] = (
    Offer(
        "breakdown",
        "责任分解表",
        "file-table-outline",
        _make,
        settings=(
            Setting("by", "编排", Kind.CHOICE, View.TASK.value, _views),
            Setting("split", "分份", Kind.CHOICE, Split.WHOLE.value, _splits),
            Setting("unit_ids", "单位", Kind.PICKS, None, _units, "分单位时用"),
            Setting("who", "人员", Kind.CHOICE, Who.ALL.value, _people, "按责任人时用"),
            Setting("post_first", "岗位在前", Kind.BOOL, False, note="按责任人时岗位写在姓名前面。"),
            Setting("gaps", "列出缺项", Kind.BOOL, True, note="缺责任人、缺责任单位、未定时限的任务也列出。"),
            Setting("list_cells", "列出网格名称", Kind.BOOL, False, note="不列时只写几处，如“（30处）”。"),
            Setting("title", "标题", Kind.TEXT, ""),
            Setting("number", "文号版次", Kind.TEXT, ""),
            Setting("filler", "填报单位", Kind.TEXT, ""),
            Setting("notes", "表下附注", Kind.LINES, ""),
            Setting("sign_off", "签字栏", Kind.LINES, "审核\n填表人"),
        ),
        needs_campaign=True,
        note="每项任务由谁牵头、谁负责、谁配合、何时完成；也可以按责任人、网格、时限编排，每个单位一份。",
    ),
    pledge.OFFER,
)
