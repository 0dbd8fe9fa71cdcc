"""排名表: the units of a group with their parts, weights in the heads, and ranks where they may be published."""

from sqlalchemy.orm import Session

from models.appraisal.papers.choices import aside, group_options, lines, paper_title, round_options
from models.appraisal.papers.figures import (
    BY_SCHEME,
    HIDDEN,
    SHOWN,
    Shown,
    bonus_words,
    change_words,
    grade_column,
    part_head,
    raw_score,
    round_words,
    rounding_note,
    shown,
    small_print,
    ties_note,
    under_title,
    unit_column,
    veto_words,
)
from models.appraisal.rows import GroupResult, UnitResult
from models.appraisal.rules.figures import short
from models.errors import Refusal
from models.papers.offer import Asked, Kind, Made, Offer, Option, Setting
from models.papers.sheet import Align, Column, Profile, Row, Sheet

WEIGHTED, RAW = "weighted", "raw"
ONE, EACH = "one", "each"


def rank_choices(session: Session, asked: Asked) -> tuple[Option, ...]:
    """By the scheme, always, never."""
    return (Option(BY_SCHEME, "按办法的规定"), Option(SHOWN, "列出名次"), Option(HIDDEN, "不列名次"))


def part_choices(session: Session, asked: Asked) -> tuple[Option, ...]:
    """How the parts are written."""
    return (Option(WEIGHTED, "折算后的得分"), Option(RAW, "折算前的得分"))


def _splits(session: Session, asked: Asked) -> tuple[Option, ...]:
    return (Option(ONE, "各组一张表"), Option(EACH, "每组各一张"))


def _make(session: Session, asked: Asked) -> Made:
    found = shown(session, asked)
    groups = found.groups(asked)
    if not groups:
        raise Refusal("选中的考核组没有参加考核的单位。", "请换一个考核组。")
    if asked.get("sheets") == EACH and len(groups) > 1:
        return tuple(_sheet(found, asked, [group]) for group in groups)
    return (_sheet(found, asked, groups),)


def _sheet(found: Shown, asked: Asked, groups: list[GroupResult]) -> Sheet:
    row = found.round
    ranked = found.ranks_shown(asked)
    columns, rows = ranking_table(found, asked, groups)
    only = aside(groups[0].name) if len(groups) == 1 and len(found.result.groups) > 1 else ""
    paper = "排名表" if ranked else "得分表"
    title = str(asked.get("title") or "").strip() or paper_title(found.campaign.name, round_words(row) + paper)
    missing = found.unchecked(groups)
    notes = [
        *lines(asked.get("notes")),
        f"依据《{row.scheme}》，满分{short(found.frame.full)}分；{rounding_note(found.frame)}",
        *([ties_note(found.scheme)] if ranked else ["名次按办法的规定不公布，单位按名单次序排列。"]),
        *([f"本期未考核，不计分、不排名：{'、'.join(missing)}。"] if missing else []),
    ]
    return Sheet(
        title=f"{title}\n{only}" if only else title,
        columns=columns,
        rows=rows,
        number=under_title(row),
        unit=f"填报单位：{found.campaign.lead_unit}" if found.campaign.lead_unit else "",
        date=f"{asked.day.year}年{asked.day.month}月{asked.day.day}日",
        notes=tuple(notes),
        sign_off=lines(asked.get("sign_off")),
        small_print=small_print(found.result),
        name=groups[0].name if len(groups) == 1 else "排名表",
        row_mm=8.0,
        profile=asked.profile,
    )


def ranking_table(found: Shown, asked: Asked, groups: list[GroupResult]) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    """Columns and rows of the units of `groups`; a merged column names the group where there are several."""
    ranked = found.ranks_shown(asked)
    units = [one for group in groups for one in group.units]
    made = [(group, one) for group in groups for one in (group.units if ranked else found.in_roster_order(group.units))]
    parts = [one for one in found.frame.components if one.name] if found.weighted else []
    columns = [
        *([Column("group", "考核组", merge=1)] if len(groups) > 1 else []),
        Column("rank", "名次" if ranked else "序号", width=3.0),
        unit_column(one.name for one in units),
        *(Column(f"part{one.key}", part_head(one)) for one in parts),
        *(Column(f"part{key}", "其他") for key in _beside(found, units)),
        *([Column("bonus", "加分", width=3.2)] if any(one.total.bonus for one in units) else []),
        Column("score", "总分" if parts else "得分", width=4.6, bold=True),
        *([grade_column(found.frame.bands)] if found.frame.bands else []),
        *([Column("change", "较上期", width=3.8)] if ranked and any(one.before is not None for one in units) else []),
        *([Column("note", "备注", align=Align.LEFT)] if any(one.total.vetoes for one in units) else []),
    ]
    numbers: dict[int, int] = {}
    rows = []
    for group, one in made:
        numbers[group.id] = numbers.get(group.id, 0) + 1
        rows.append(_row(found, asked, group, one, numbers[group.id], ranked=ranked))
    return tuple(columns), tuple(rows)


def _beside(found: Shown, units: list[UnitResult]) -> list[int]:
    """What counts beside the parts: items that stand in none of them."""
    known = {one.key for one in found.frame.components if one.name}
    if not found.weighted:
        return []
    parts = (part for one in units for part in one.total.components if part.points or part.score)
    return list(dict.fromkeys(part.id for part in parts if part.id not in known))


def _row(found: Shown, asked: Asked, group: GroupResult, one: UnitResult, number: int, *, ranked: bool) -> Row:
    raw = asked.get("parts", WEIGHTED) == RAW
    cells = {
        "group": group.name,
        "rank": ("—" if one.rank is None else str(one.rank)) if ranked else str(number),
        "unit": one.name,
        "bonus": bonus_words(one.total.bonus),
        "score": found.score(one.score),
        "grade": one.total.grade,
        "change": change_words(one),
        "note": veto_words(one),
    }
    for part in one.total.components:
        cells[f"part{part.id}"] = found.score(raw_score(part, found.frame) if raw else part.score)
    return Row(cells, groups=(str(group.id),))


RANKS = Setting("ranks", "名次", Kind.CHOICE, BY_SCHEME, rank_choices, "办法没有规定公布名次的，默认不列")
ROUND = Setting("round", "考核期", Kind.CHOICE, "", round_options)
GROUPS = Setting("groups", "考核组", Kind.PICKS, None, group_options, "不选就是全部")

OFFER = Offer(
    "ranking",
    "考核排名表",
    "podium",
    _make,
    settings=(
        ROUND,
        GROUPS,
        RANKS,
        Setting("parts", "各部分得分", Kind.CHOICE, WEIGHTED, part_choices),
        Setting("sheets", "分份", Kind.CHOICE, ONE, _splits),
        Setting("title", "标题", Kind.TEXT, ""),
        Setting("notes", "表下附注", Kind.LINES, ""),
        Setting("sign_off", "签字栏", Kind.LINES, "审核\n填表人"),
    ),
    profile=Profile(landscape=False, title_size=18.0, body_size=11.0, heading_size=11.0),
    needs_campaign=True,
    note="一个考核期各单位的得分和名次，同组比较，表头写明权重。",
    part="个考核组",
)
