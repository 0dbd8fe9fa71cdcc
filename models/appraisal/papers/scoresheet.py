"""考核评分表: blank for filling in by hand, of a round or of a scheme as it stands, or filled for a unit."""

from sqlalchemy.orm import Session

from models.appraisal.papers.choices import group_options, is_chosen, round_options, unit_options
from models.appraisal.papers.figures import Shown, shown, small_print, under_title
from models.appraisal.papers.form import Basis, Form
from models.appraisal.papers.placed import blank, by_item, reasons
from models.appraisal.queries import criteria, scheme, schemes
from models.appraisal.queries.criteria import nodes_of
from models.appraisal.rules.totals import Frame
from models.errors import Refusal
from models.papers.offer import Asked, Kind, Made, Offer, Option, Setting
from models.papers.sheet import Profile, Sheet
from models.task.papers.breakdown import campaign_head

FILLED, BLANK, BLANK_GROUP = "filled", "blank", "group"
OF_SCHEME = "scheme:"
"""Before the id of a scheme whose empty tables are printed without any round."""


def _sources(session: Session, asked: Asked) -> tuple[Option, ...]:
    """Rounds, then schemes for empty tables."""
    if asked.campaign_id is None:
        return ()
    found = schemes(session, campaign_id=asked.campaign_id)
    tables = (
        Option(f"{OF_SCHEME}{row.id}", f"《{row.label}》（空白表，{row.state.label}）") for row in found if row.criteria
    )
    return (*round_options(session, asked), *tables)


def _of_scheme(asked: Asked) -> int | None:
    chosen = str(asked.get("round") or "")
    return int(chosen.removeprefix(OF_SCHEME)) if chosen.startswith(OF_SCHEME) else None


def _ways(session: Session, asked: Asked) -> tuple[Option, ...]:
    blanks = (Option(BLANK, "空白，每个单位一张"), Option(BLANK_GROUP, "空白，每个考核组一张"))
    if _of_scheme(asked) is not None:
        return (blanks[1], blanks[0])
    return (Option(FILLED, "填好得分，每个单位一张"), *blanks)


def _groups(session: Session, asked: Asked) -> tuple[Option, ...]:
    scheme_id = _of_scheme(asked)
    if scheme_id is None:
        return group_options(session, asked)
    details = scheme(session, scheme_id=scheme_id)
    return tuple(Option(one.id, one.name) for one in details.groups) if details is not None else ()


def _units(session: Session, asked: Asked) -> tuple[Option, ...]:
    scheme_id = _of_scheme(asked)
    if scheme_id is None:
        return unit_options(session, asked)
    details = scheme(session, scheme_id=scheme_id)
    return tuple(Option(*unit) for one in details.groups for unit in one.units) if details is not None else ()


def _make(session: Session, asked: Asked) -> Made:
    scheme_id = _of_scheme(asked)
    if scheme_id is not None:
        return _blank_of_scheme(session, asked, scheme_id)
    found = shown(session, asked)
    basis = _basis(found)
    way = asked.get("way", FILLED)
    made: list[Sheet] = []
    for group in found.groups(asked):
        units = [one for one in found.in_roster_order(group.units) if is_chosen(asked, "unit_ids", one.unit_id)]
        if way == FILLED:
            made += [Form(basis, asked, one).sheet(one.name, group.name, one.total.components) for one in units]
        else:
            made += _blanks(basis, asked, group.id, group.name, [(one.unit_id, one.name) for one in units])
    return _some(made)


def _basis(found: Shown) -> Basis:
    row = found.round
    return Basis(
        found.campaign.name,
        row.scheme,
        found.frame,
        {one.id: one for one in found.ground.criteria},
        row.name,
        "　".join(part for part in (row.name, under_title(row)) if part),
        small_print(found.result),
        by_item(found.ground.entries),
        reasons(found.ground.exemptions),
    )


def _blank_of_scheme(session: Session, asked: Asked, scheme_id: int) -> Made:
    assert asked.campaign_id is not None, "the offer needs a campaign"
    details = scheme(session, scheme_id=scheme_id)
    if details is None:
        raise Refusal("这份考核办法已经被删除。", "请换一份。")
    rows = criteria(session, scheme_id=scheme_id)
    head = campaign_head(session, asked.campaign_id, asked.day)
    frame = Frame(details.row.full, details.components, nodes_of(rows), details.digits)
    basis = Basis(head.name, details.row.label, frame, {row.id: row for row in rows}, f"《{details.row.label}》")
    if not details.groups:
        return (Form(basis, asked).sheet("", "", blank(frame, rows, None)),)
    made: list[Sheet] = []
    for group in details.groups:
        if is_chosen(asked, "groups", group.id):
            units = [unit for unit in group.units if is_chosen(asked, "unit_ids", unit[0])]
            made += _blanks(basis, asked, group.id, group.name, units)
    return _some(made)


def _blanks(basis: Basis, asked: Asked, group_id: int, group: str, units: list[tuple[int, str]]) -> list[Sheet]:
    """Empty tables of a group: one for all, or one for each of its units."""
    rows = tuple(basis.rows.values())
    if asked.get("way") != BLANK:
        everyone = asked.get("unit_ids") is None or units
        return [Form(basis, asked).sheet("", group, blank(basis.frame, rows, group_id))] if everyone else []
    return [
        Form(basis, asked).sheet(name, group, blank(basis.frame, rows, group_id, unit_id)) for unit_id, name in units
    ]


def _some(made: list[Sheet]) -> Made:
    if not made:
        raise Refusal("选中的单位本期没有参加考核，没有可打印的评分表。", "请换一个单位或考核组。")
    return tuple(made)


OFFER = Offer(
    "scoresheet",
    "考核评分表",
    "clipboard-list-outline",
    _make,
    settings=(
        Setting("round", "考核期", Kind.CHOICE, "", _sources, "还没有考核期时，可按办法印空白表"),
        Setting("way", "内容", Kind.CHOICE, FILLED, _ways),
        Setting("groups", "考核组", Kind.PICKS, None, _groups, "不选就是全部"),
        Setting("unit_ids", "单位", Kind.PICKS, None, _units, "不选就是全部参加考核的单位"),
        Setting("reasons", "写出每条记分的事由", Kind.BOOL, True),
        Setting("title", "标题", Kind.TEXT, ""),
        Setting("notes", "表下附注", Kind.LINES, ""),
        Setting("sign_off", "签字栏", Kind.LINES, "考核人\n复核人\n被考核单位"),
    ),
    profile=Profile(landscape=True, title_size=18.0),
    needs_campaign=True,
    note="按办法的项目逐项列出分值、标准和得分；空白表供现场检查填写。",
    part="个单位",
)
