"""What the page 版次 reads in the background: two sides to compare, and what is told before an edition is issued."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.checkup.queries import checkup
from models.checkup.rows import Checkup
from models.checkup.terms import Gap
from models.edition.queries import Comparison, Draft, comparison_of, draft, side
from ui.store import Store

_KINDS = 3  # kinds of gaps that are named
_NUMBERS = 5  # of tasks that are named


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """The draft in numbers, and sentences about its changes and about what the 体检 still finds."""

    draft: Draft
    changes: str
    gaps: str
    bare: str = ""
    """Which tasks say too little to be issued without a thought; empty when none does."""


def issue_facts(store: Store, *, campaign_id: int, day: date, most: int) -> IssueFacts:
    """Read in the background: nothing here touches a widget."""
    found = store.read(draft, campaign_id=campaign_id, day=day)
    checked = store.read(checkup, campaign_id=campaign_id, day=day, most=most)
    return IssueFacts(found, _changes(found), _gaps(checked), _bare(found))


def read_comparison(store: Store, *, campaign_id: int, old_id: int | None, new_id: int | None, day: date) -> Comparison:
    """Both sides one after the other; comparing them does not hold the file."""
    sides = [store.read(side, campaign_id=campaign_id, edition_id=one, day=day) for one in (old_id, new_id)]
    return comparison_of(*sides)


def _changes(found: Draft) -> str:
    if not found.since:
        return ""
    return f"与{found.since}相比：{found.changes}。" if found.changes else f"与{found.since}没有差别。"


def _gaps(found: Checkup) -> str:
    """体检还有 12 处待完善：网格缺责任人 5、单位没有任务 4、席位待定 3 等。"""
    counts = [(len(found.of(gap)), gap.label) for gap in Gap]
    named = [f"{label} {count}" for count, label in sorted(counts, reverse=True) if count]
    if not named:
        return ""
    more = " 等" if len(named) > _KINDS else ""
    return f"体检还有 {len(found.rows)} 处待完善：{'、'.join(named[:_KINDS])}{more}。也可以先补上再印发。"


def _bare(found: Draft) -> str:
    """第 3、7、12（四）、15、16 项等 8 项任务缺内容、牵头单位或完成时限。"""
    if not found.gaps:
        return ""
    named = "、".join(found.gaps[:_NUMBERS])
    more = f"等 {len(found.gaps)} 项" if len(found.gaps) > _NUMBERS else ""
    return f"序号 {named} {more}任务缺内容、牵头单位或完成时限，会照现在的样子印发。"
