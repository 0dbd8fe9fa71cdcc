"""指标未达标: values measured in the round that miss the indicator their item goes back to."""

from collections.abc import Iterator
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.appraisal.rules.figures import percent, short
from models.appraisal.rules.kinds import RankTable, Ratio, ShareOfBest, Steps, Threshold, Tiers
from models.appraisal.rules.stored import rule_of
from models.appraisal.sources.source import Proposal, Source, Span
from models.appraisal.tables import Criterion, Entry
from models.appraisal.terms import EntryState
from models.standard.rules.judging import meets
from models.standard.tables import Indicator
from models.standard.terms import Verdict


def _find(session: Session, span: Span) -> Iterator[Proposal]:
    query = (
        select(Entry, Criterion, Indicator)
        .join(Criterion, Criterion.id == Entry.criterion_id)
        .join(Indicator, Indicator.id == Criterion.indicator_id)
        .where(Entry.round_id == span.round_id, Entry.state == EntryState.ACCEPTED)
        .order_by(Entry.id)
    )
    last: dict[tuple[int, int], Proposal | None] = {}
    for entry, item, indicator in session.execute(query):
        rule = rule_of(item.rule)
        part = rule.parts[entry.part] if rule is not None and entry.part < len(rule.parts) else None
        if not isinstance(part, Ratio | Steps | Threshold | Tiers | RankTable | ShareOfBest):
            continue
        value = Fraction(entry.amount)
        text = percent(value) if isinstance(part, Ratio) else short(value) + getattr(part, "unit", "")
        judged = meets(indicator.comparison, indicator.threshold, text, unit=indicator.unit)
        missed = judged.verdict is Verdict.NO
        reason = f"“{indicator.name}”本期 {text}：{judged.reason.rstrip('。')}"
        last[entry.unit_id, indicator.id] = (
            Proposal(entry.unit_id, "indicator", indicator.id, reason, entry.day or span.ends, item.id, is_once=False)
            if missed
            else None
        )
    yield from (one for one in last.values() if one is not None)


MISSED_TARGETS = Source("指标未达标", "未达标|不达标|未达到|没有达到|达不到|未完成指标|低于目标", _find)
