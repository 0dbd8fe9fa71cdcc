"""奖惩建议: what the bands and vetoes of the scheme say about each unit: money, the year's deductions, flags."""

from fractions import Fraction

from sqlalchemy.orm import Session

from models.appraisal.papers.choices import chinese_date, lines, paper_title
from models.appraisal.papers.figures import Shown, round_words, shown, small_print, under_title, unit_column, veto_words
from models.appraisal.papers.ranking import GROUPS, RANKS, ROUND
from models.appraisal.rows import GroupResult, UnitResult
from models.appraisal.rules.figures import short
from models.appraisal.rules.kinds import Band
from models.errors import Refusal
from models.papers.offer import Asked, Kind, Made, Offer, Setting
from models.papers.sheet import Align, Column, Profile, Row, Sheet


def band_of(found: Shown, unit: UnitResult) -> Band | None:
    """The band in which the unit's total lies."""
    score = unit.score
    return None if score is None else next((band for band in found.frame.bands if band.holds(score)), None)


def band_words(band: Band) -> str:
    """85分以上不满95分."""
    low = "" if band.low is None else f"{short(band.low)}分{'以上（不含）' if band.low_open else '以上'}"
    high = "" if band.high is None else f"{'不超过' if band.high_closed else '不满'}{short(band.high)}分"
    return "，".join(part for part in (low, high) if part)


def money_words(money: Fraction | None) -> str:
    """20,000元; a fine with its minus."""
    if not money:
        return ""
    whole, _, rest = short(money).partition(".")
    return f"{int(whole):,}{f'.{rest}' if rest else ''}元"


def follows(unit: UnitResult, band: Band | None) -> list[str]:
    """What is proposed in words, besides money and deduction."""
    flags = [band.flag] if band is not None and band.flag else []
    return [*flags, *([veto_words(unit)] if unit.total.vetoes else [])]


def _make(session: Session, asked: Asked) -> Made:
    found = shown(session, asked)
    groups = found.groups(asked)
    ranked = found.ranks_shown(asked)
    listed: list[tuple[GroupResult, UnitResult, Band | None]] = []
    for group in groups:
        for one in group.units if ranked else found.in_roster_order(group.units):
            band = band_of(found, one)
            has = follows(one, band) or (band is not None and (band.money or band.deduction))
            if has or not asked.get("only", True):
                listed.append((group, one, band))
    if not found.frame.bands and not any(one.total.vetoes for group in groups for one in group.units):
        raise Refusal("办法里没有等次，也没有一票否决，得不出奖惩建议。", "请在办法的新版里设置等次和后果。")
    if not listed:
        raise Refusal("按等次没有单位要奖惩。", "请在设置里去掉“只列有奖惩的单位”，或换一个考核期。")
    return (_sheet(found, asked, listed, ranked=ranked),)


def _sheet(
    found: Shown, asked: Asked, listed: list[tuple[GroupResult, UnitResult, Band | None]], *, ranked: bool
) -> Sheet:
    several = len({group.id for group, _, _ in listed}) > 1
    bands = [band for _, _, band in listed if band is not None]
    money = any(band.money for band in bands)
    deduction = any(band.deduction for band in bands)
    columns = (
        *([Column("group", "考核组", merge=1)] if several else []),
        Column("no", "序号"),
        unit_column(one.name for _, one, _ in listed),
        Column("score", "总分"),
        *([Column("rank", "名次")] if ranked else []),
        Column("grade", "等次", bold=True),
        *([Column("money", "奖惩金额", width=6.0, align=Align.RIGHT)] if money else []),
        *([Column("deduction", "年度扣分")] if deduction else []),
        Column("flag", "建议", align=Align.LEFT),
        Column("opinion", "审定意见", width=8.0),
    )
    rows = []
    for number, (group, one, band) in enumerate(listed, 1):
        cells = {
            "group": group.name,
            "no": str(number),
            "unit": one.name,
            "score": found.score(one.score),
            "rank": "—" if one.rank is None else str(one.rank),
            "grade": one.total.grade or "—",
            "money": money_words(band.money) if band else "",
            "deduction": short(band.deduction) if band and band.deduction else "",
            "flag": "；".join(follows(one, band)),
        }
        rows.append(Row(cells, groups=(str(group.id),)))
    if money or deduction:
        total = sum((band.money for band in bands if band.money), Fraction(0))
        cells = {("group" if several else "unit"): "合计", "money": money_words(total)}
        rows.append(Row(cells, groups=("total",), strong=True))
    title = str(asked.get("title") or "").strip()
    return Sheet(
        title=title or paper_title(found.campaign.name, f"{round_words(found.round)}奖惩建议"),
        columns=columns,
        rows=tuple(rows),
        number=under_title(found.round),
        unit=f"填报单位：{found.campaign.lead_unit}" if found.campaign.lead_unit else "",
        date=chinese_date(asked.day),
        notes=(*lines(asked.get("notes")), *_basis(found)),
        sign_off=lines(asked.get("sign_off")),
        small_print=small_print(found.result),
        row_mm=9.0,
        name="奖惩建议",
        profile=asked.profile,
    )


def _basis(found: Shown) -> tuple[str, ...]:
    said = "；".join(f"{band.name}：{band_words(band)}" for band in found.frame.bands if band_words(band))
    return (f"依据《{found.round.scheme}》，等次按总分划分。{said}{'。' if said else ''}",)


OFFER = Offer(
    "rewards",
    "考核奖惩建议",
    "scale-balance",
    _make,
    settings=(
        ROUND,
        GROUPS,
        RANKS,
        Setting("only", "只列有奖惩的单位", Kind.BOOL, True),
        Setting("title", "标题", Kind.TEXT, ""),
        Setting("notes", "表下附注", Kind.LINES, ""),
        Setting("sign_off", "签字栏", Kind.LINES, "分管领导\n审核\n填表人"),
    ),
    profile=Profile(landscape=True, title_size=18.0, body_size=11.0, heading_size=11.0),
    needs_campaign=True,
    note="按办法的等次和一票否决，列出各单位建议的奖惩金额、年度扣分和其他处理。",
)
