"""年度汇总: the posted rounds of a year as columns with their weights, and what they come to for each unit."""

from collections.abc import Sequence
from fractions import Fraction

from sqlalchemy.orm import Session

from models.appraisal.papers.choices import chinese_date, lines, paper_title
from models.appraisal.papers.figures import BY_SCHEME, SHOWN, unit_column
from models.appraisal.papers.ranking import RANKS
from models.appraisal.queries import scheme, year, years
from models.appraisal.rows import RoundRow, SchemeDetails, YearResult, YearUnit
from models.appraisal.rules.figures import fixed, percent, short
from models.appraisal.terms import RoundState
from models.errors import Refusal
from models.papers.offer import Asked, Kind, Made, Offer, Option, Setting
from models.papers.sheet import Column, Profile, Row, Sheet
from models.task.papers.breakdown import campaign_head


def _years(session: Session, asked: Asked) -> tuple[Option, ...]:
    if asked.campaign_id is None:
        return ()
    return tuple(Option(str(one), f"{one}年") for one in years(session, campaign_id=asked.campaign_id))


def _make(session: Session, asked: Asked) -> Made:
    assert asked.campaign_id is not None, "the offer needs a campaign"
    chosen, best = chosen_year(asked)
    head = campaign_head(session, asked.campaign_id, asked.day)
    first = year(session, campaign_id=asked.campaign_id, year=chosen, best=best)
    details = scheme(session, scheme_id=first.rounds[-1].scheme_id)
    assert details is not None, "a posted round keeps its scheme"
    found = first
    if details.digits != 2:
        found = year(session, campaign_id=asked.campaign_id, year=chosen, best=best, digits=details.digits)
    wish = asked.get("ranks", BY_SCHEME)
    ranked = details.shows_ranks if wish == BY_SCHEME else wish == SHOWN
    title = str(asked.get("title") or "").strip()
    return (
        Sheet(
            title=title or paper_title(head.name, f"{chosen}年度考核汇总表"),
            columns=_columns(found, asked, ranked=ranked),
            rows=tuple(_rows(found, details, ranked=ranked)),
            unit=f"填报单位：{head.lead_unit}" if head.lead_unit else "",
            date=chinese_date(asked.day),
            notes=(*lines(asked.get("notes")), *_notes(found, details, best)),
            sign_off=lines(asked.get("sign_off")),
            row_mm=8.0,
            name=f"{chosen}年度",
            profile=asked.profile,
        ),
    )


def chosen_year(asked: Asked) -> tuple[int, int | None]:
    """The year that is chosen, and of how many rounds the best count (None: all). Refuses when there is no year."""
    chosen = str(asked.get("year") or "")
    if not chosen:
        raise Refusal("还没有公示过的考核期，没有可汇总的结果。", "请先公示一个考核期；试算中的不计入年度。")
    counted = int(asked.get("best") or 0)
    return int(chosen), counted if counted > 0 else None


def _columns(found: YearResult, asked: Asked, *, ranked: bool) -> tuple[Column, ...]:
    units = found.units
    weights = weight_words(found.rounds)
    several = len({one.group for one in units}) > 1
    each: list[Column] = []
    for at, (row, weight) in enumerate(zip(found.rounds, weights, strict=True)):
        version = f"（第{row.number}版）" if row.number > 1 else ""
        each.append(Column(f"score{at}", "\n".join(part for part in (row.name + version, weight) if part)))
        if ranked and asked.get("each_rank", False):
            each.append(Column(f"rank{at}", "名次"))
    return (
        *([Column("group", "考核组", merge=1)] if several else []),
        Column("rank", "名次" if ranked else "序号"),
        unit_column(one.name for one in units),
        *each,
        *([Column("deduction", "年度扣分")] if any(one.deduction for one in units) else []),
        Column("score", "年度得分", bold=True),
        *([Column("grade", "等次")] if any(one.grade for one in units) else []),
    )


def _rows(found: YearResult, details: SchemeDetails, *, ranked: bool) -> list[Row]:
    made = []
    numbers: dict[str, int] = {}
    units = found.units if ranked else in_quiet_order(found)
    for one in units:
        numbers[one.group] = numbers.get(one.group, 0) + 1
        rank = "—" if one.rank is None else str(one.rank)
        cells = {
            "group": one.group,
            "rank": rank if ranked else str(numbers[one.group]),
            "unit": one.name,
            "deduction": f"-{short(one.deduction)}" if one.deduction else "",
            "score": "—" if one.score is None else fixed(one.score, details.digits),
            "grade": one.grade,
        }
        for at, (score, place) in enumerate(zip(one.scores, one.ranks, strict=True)):
            cells[f"score{at}"] = "未考核" if score is None else fixed(score, details.digits)
            cells[f"rank{at}"] = "—" if place is None else str(place)
        made.append(Row(cells, groups=(one.group,)))
    return made


def in_quiet_order(found: YearResult) -> list[YearUnit]:
    """Groups as they come, units by their ids: an order that tells nothing about ranks."""
    groups = list(dict.fromkeys(unit.group for unit in found.units))
    return sorted(found.units, key=lambda one: (groups.index(one.group), one.unit_id))


def weight_words(rounds: Sequence[RoundRow]) -> list[str]:
    """（40%） where the weights make up the whole; （权重2） as a proportion else; nothing where all are equal."""
    weights = [row.weight for row in rounds]
    if sum(weights, Fraction(0)) == 1:
        return [f"（{percent(one)}）" for one in weights]
    least = min((one for one in weights if one), default=Fraction(1))
    if len(set(weights)) < 2:
        return ["" for _ in weights]
    return [f"（权重{short(one / least)}）" for one in weights]


def _notes(found: YearResult, details: SchemeDetails, best: int | None) -> list[str]:
    equal = len(found.rounds) > 1 and not any(weight_words(found.rounds))
    how = "各期权重相同，" if equal else ""
    how += f"取得分最高的{best}期按权重平均" if best is not None else "各期得分按权重平均"
    said = [f"{how}，未考核的期不计；年度得分四舍五入到{details.digits}位小数。"]
    if any(one.deduction for one in found.units):
        said.append("年度扣分是各期等次按办法应扣的分，从平均分中扣减。")
    posted = [row.name for row in found.rounds if row.state is RoundState.POSTED]
    if posted:
        said.append(f"仍在公示期的：{'、'.join(posted)}。")
    return said


YEAR = Setting("year", "年度", Kind.CHOICE, "", _years, "只汇总已公示、已锁定的考核期")
OFFER = Offer(
    "yearly",
    "考核年度汇总",
    "calendar-star",
    _make,
    settings=(
        YEAR,
        Setting("best", "只取最好的几期", Kind.NUMBER, 0, note="0 是全部。"),
        RANKS,
        Setting("each_rank", "列出每期名次", Kind.BOOL, False),
        Setting("title", "标题", Kind.TEXT, ""),
        Setting("notes", "表下附注", Kind.LINES, ""),
        Setting("sign_off", "签字栏", Kind.LINES, "审核\n填表人"),
    ),
    profile=Profile(landscape=True, title_size=18.0, body_size=11.0, heading_size=11.0),
    needs_campaign=True,
    note="一年各期的得分按权重合成年度得分，同组排名，并给出等次。",
)
