"""A round as its papers tell it: names, figures with the scheme's digits, heads of components, what stands small."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy.orm import Session

from models.appraisal.freezing import Ground
from models.appraisal.papers.choices import chosen_round, period
from models.appraisal.queries import ground, result, scheme
from models.appraisal.rows import GroupResult, RoundResult, RoundRow, SchemeDetails, UnitResult
from models.appraisal.rules.figures import fixed, half_up, percent, signed
from models.appraisal.rules.kinds import Band
from models.appraisal.rules.totals import Component, Frame, Sum
from models.appraisal.terms import RoundState, Scope, Stage, Ties
from models.errors import Refusal
from models.org.queries import CampaignRow
from models.papers.offer import Asked
from models.papers.sheet import Align, Column
from models.papers.texts import em_width
from models.task.papers.breakdown import campaign_head

_SHOWN = 12
SHOWN, HIDDEN, BY_SCHEME = "yes", "no", "scheme"


@dataclass(frozen=True, slots=True)
class Shown:
    """What all papers of a round start from."""

    campaign: CampaignRow
    scheme: SchemeDetails
    result: RoundResult
    ground: Ground

    @property
    def round(self) -> RoundRow:
        return self.result.round

    @property
    def frame(self) -> Frame:
        return self.result.frame

    @property
    def weighted(self) -> bool:
        """Whether totals are made of several parts that are shown apart."""
        return weighted(self.frame)

    def score(self, value: Fraction | None) -> str:
        """A score with the scheme's digits; — where there is none."""
        return "—" if value is None else fixed(value, self.frame.digits)

    def groups(self, asked: Asked) -> list[GroupResult]:
        """The groups that are wished for and have units."""
        picked = asked.get("groups")
        return [one for one in self.result.groups if one.units and (picked is None or one.id in picked)]

    def in_roster_order(self, units: Iterable[UnitResult]) -> list[UnitResult]:
        """Units in an order that tells nothing about their ranks."""
        place = {row.unit_id: number for number, row in enumerate(self.ground.roster)}
        return sorted(units, key=lambda one: place.get(one.unit_id, 0))

    def ranks_shown(self, asked: Asked) -> bool:
        """Whether ranks are printed: as the scheme says unless asked for or declined."""
        wish = asked.get("ranks", BY_SCHEME)
        return self.scheme.shows_ranks if wish == BY_SCHEME else wish == SHOWN

    def unchecked(self, groups: Iterable[GroupResult]) -> list[str]:
        """Names of the units of these groups that were not checked."""
        ids = {one.id for one in groups}
        return [row.name for row in self.ground.roster if row.group_id in ids and not row.is_checked]


def shown(session: Session, asked: Asked) -> Shown:
    """The round that is chosen with its result. Refuses when there is none, or nobody in it."""
    assert asked.campaign_id is not None, "the offer needs a campaign"
    row = chosen_round(session, asked)
    details = scheme(session, scheme_id=row.scheme_id)
    if details is None:
        raise Refusal("这个考核期的办法已经不在。", "请换一个考核期。")
    found = result(session, round_id=row.id)
    if not any(group.units for group in found.groups):
        raise Refusal("这个考核期没有参加考核的单位，没有可打印的内容。", "请先在名单里勾选单位，或换一个考核期。")
    head = campaign_head(session, asked.campaign_id, asked.day)
    return Shown(head, details, found, ground(session, round_id=row.id))


def weighted(frame: Frame) -> bool:
    """Whether totals are made of several parts that are shown apart."""
    named = [one for one in frame.components if one.name]
    return len(named) > 1 or any(one.weight is not None for one in named)


def part_head(component: Component) -> str:
    """系统（40%）, over two lines."""
    weight = f"\n（{percent(component.weight)}）" if component.weight is not None else ""
    return f"{component.name or '得分'}{weight}"


def raw_score(found: Sum, frame: Frame) -> Fraction | None:
    """The score of a component on the scale of the full mark, before its weight."""
    known = [one.score for one in found.below if one.score is not None]
    if not known or not found.points:
        return None
    raw = sum(known, Fraction(0)) * found.scale / found.points * frame.full
    return half_up(raw, frame.digits) if Stage.COMPONENT in frame.stages else raw


def round_words(row: RoundRow) -> str:
    """一季度考核: the round's name, with 考核 behind it where it does not say so."""
    return row.name if "考核" in row.name else f"{row.name}考核"


def unit_column(names: Iterable[str]) -> Column:
    """The column of the units, wide enough for most names."""
    return Column("unit", "单位", width=min(max(map(em_width, names), default=4.0) + 1.2, 13.0), align=Align.LEFT)


def grade_column(bands: Iterable[Band]) -> Column:
    """The column of the grades, none of which is broken."""
    return Column("grade", "等次", width=min(max(em_width(band.name) for band in bands) + 1.0, 6.0))


def standing(row: RoundRow) -> str:
    """What the reader must know of a round that is not posted or locked; empty otherwise."""
    if row.state is RoundState.TRIAL:
        return "试算，未公示"
    if row.state is RoundState.WITHDRAWN:
        return f"已撤回：{row.reason}" if row.reason else "已撤回"
    return ""


def under_title(row: RoundRow, *more: str) -> str:
    """What stands under the title: the days, the version, whether it is only a trial."""
    version = f"第{row.number}版" if row.number > 1 else ""
    return "　".join(part for part in (period(row), version, standing(row), *more) if part)


def small_print(found: RoundResult) -> str:
    """The head of the journal at which the round was posted."""
    if not found.frozen:
        return ""
    row = found.round
    posted = f"{row.posted_on.isoformat()} 公示" if row.posted_on else row.state.label
    posted += f"，{row.locked_on.isoformat()} 锁定" if row.locked_on else ""
    seq, _, head = found.head.partition(" ")
    return f"{posted} · 历史第{seq}步 {head[:_SHOWN]}" if head else posted


def rounding_note(frame: Frame) -> str:
    """总分四舍五入到2位小数."""
    stages = "、".join(stage.label for stage in Stage if stage in frame.stages)
    return f"{stages or '得分'}四舍五入到{frame.digits}位小数。"


def ties_note(details: SchemeDetails) -> str:
    """What equal totals do, as the scheme says."""
    if details.ties is Ties.SHARED:
        return "总分相同的名次并列。"
    names = {one.key: one.name for one in details.components}
    order = "、".join(names[key] for key in details.breakers if key in names)
    return f"总分相同的，依次比较{order}得分，仍相同的并列。" if order else "总分相同的名次并列。"


def bonus_words(value: Fraction) -> str:
    """+1.5; empty for none."""
    return signed(value) if value else ""


def veto_words(unit: UnitResult) -> str:
    """一票否决: what and which part it takes."""
    said = {Scope.WHOLE: "总分不得分", Scope.PART: "该项不得分", Scope.HONOUR: "取消评先资格"}
    return "；".join(f"{name}（{said[Scope.of(scope)]}）" for scope, name in unit.total.vetoes)


def change_words(unit: UnitResult) -> str:
    """↑2, ↓1, —; empty for a unit that had no rank before."""
    if unit.rank is None or unit.before is None:
        return ""
    up = unit.before - unit.rank
    return f"↑{up}" if up > 0 else f"↓{-up}" if up < 0 else "—"
