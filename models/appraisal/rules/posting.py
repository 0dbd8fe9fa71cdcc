"""When a round may be posted, locked or withdrawn, and when an objection can be made or answered. Pure."""

from datetime import date

from models.appraisal.terms import Outcome, RoundState
from models.errors import Refusal

LONGEST_REASON = 200


def why_not_posted(
    state: RoundState, *, checked: int, scored: int, proposed: int, on: date | None, until: date | None
) -> Refusal | None:
    """Why a round cannot be posted from `on` until `until`; `scored` units have a score, `proposed` entries wait."""
    if state is not RoundState.TRIAL:
        return Refusal(f"这个考核期已经{state.label}，不能再公示。", "确需更正的，请先撤回，再公示新版。")
    if not checked:
        return Refusal("名单里没有参加考核的单位，没有可以公示的结果。", "请先在名单里勾选参加考核的单位。")
    if proposed:
        return Refusal(f"还有 {proposed} 条待确认的记分。", "请先逐条采纳或不采纳，再公示。")
    if not scored:
        return Refusal("还没有一个单位有得分，没有可以公示的结果。", "请先录入评分。")
    if on is None or until is None:
        return Refusal("还没有写公示的起止日期。", "请写成 2026-05-31 这样。")
    if until < on:
        return Refusal("公示截止日期早于公示日期。", "请改其中一个。")
    return None


def why_not_locked(
    state: RoundState, *, until: date | None, on: date | None, today: date, waiting: int, upheld: int
) -> Refusal | None:
    """Why a round cannot be locked on `on`; `waiting` and `upheld` are objections without answer and accepted ones.

    Nothing is locked before its day has come: objections may still be made until then.
    """
    if state is RoundState.TRIAL:
        return Refusal("这个考核期还没有公示，不能锁定。", "请先公示。")
    if state is not RoundState.POSTED:
        return Refusal(f"这个考核期已经{state.label}。")
    if on is None:
        return Refusal("锁定日期要写成 2026-05-31 这样。", "请改正日期。")
    if until is not None and on < until:
        return Refusal(f"公示到 {until.isoformat()} 才截止，还不能锁定。", "请在截止后锁定。")
    if on > today:
        return Refusal(f"锁定日期 {on.isoformat()} 还没有到。", "到了那天再锁定；锁定日期写今天或更早。")
    if waiting:
        return Refusal(f"还有 {waiting} 条异议没有答复。", "请先答复，再锁定。")
    if upheld:
        return Refusal(f"有 {upheld} 条异议已采纳，公示的结果需要更正。", "请撤回，在新版里改正后重新公示。")
    return None


def why_round_not_withdrawn(
    state: RoundState, *, posted_on: date | None, on: date | None, today: date, reason: str
) -> Refusal | None:
    """Why a round cannot be withdrawn on `on` for `reason`."""
    if state is RoundState.TRIAL:
        return Refusal("试算中的考核期可以直接修改，不用撤回。")
    if state is RoundState.WITHDRAWN:
        return Refusal("这个考核期已经撤回。", "请在撤回时生成的新版里改。")
    if not reason.strip():
        return Refusal("还没有写撤回原因。", "请写明为什么撤回，会记在这一版上。")
    if len(reason) > LONGEST_REASON:
        return Refusal(f"撤回原因有 {len(reason)} 个字，太长。", f"不超过 {LONGEST_REASON} 个字。")
    if on is None:
        return Refusal("撤回日期要写成 2026-05-31 这样。", "请改正日期。")
    if posted_on is not None and on < posted_on:
        return Refusal(f"撤回日期早于公示日期（{posted_on.isoformat()}）。", "请写不早于公示的日期。")
    if on > today:
        return Refusal(f"撤回日期 {on.isoformat()} 还没有到。", "请写今天或更早的日期。")
    return None


def why_no_objection(state: RoundState) -> Refusal | None:
    """Why objections can be neither made nor answered nor taken away."""
    if state is RoundState.POSTED:
        return None
    if state is RoundState.TRIAL:
        return Refusal("这个考核期还没有公示，不登记异议。", "试算中的记分可以直接修改。")
    return Refusal(f"这个考核期已经{state.label}，异议不能再改。", "确需更正的，请先撤回，再公示新版。")


def why_no_answer(state: RoundState, answer: str, outcome: Outcome) -> Refusal | None:
    """Why an objection cannot be answered so."""
    refusal = why_no_objection(state)
    if refusal is not None:
        return refusal
    if outcome is not Outcome.OPEN and not answer.strip():
        return Refusal("还没有写答复。", "答复会印在异议处理单上，请写一句。")
    return None
