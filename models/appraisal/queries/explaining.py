"""How a figure came about: the tree of components, headings and items with rules, lines and the entries behind them."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from sqlalchemy.orm import Session

from models.appraisal.queries.adjusting import of_component, of_heading, of_total
from models.appraisal.queries.entries import entries
from models.appraisal.queries.live import live
from models.appraisal.queries.posted import posted
from models.appraisal.queries.results import existing, live_result
from models.appraisal.queries.rounds import exemptions
from models.appraisal.rows import CriterionRow, EntryRow, Explained, RoundResult, UnitResult
from models.appraisal.rules.facts import Line
from models.appraisal.rules.figures import fixed, percent, short, signed
from models.appraisal.rules.slots import slots_of
from models.appraisal.rules.totals import Component, Frame, Sum
from models.appraisal.terms import EntryState, Scope
from models.errors import Refusal

_NOT_SCORED = "本项没有计分，分值由同级各项按比例分担"
NOT_KNOWN = f"还没有数据，{_NOT_SCORED}"
_MOST_NAMED = 5


def explain(
    session: Session,
    *,
    round_id: int,
    unit_id: int,
    criterion_id: int | None = None,
    supposed: RoundResult | None = None,
) -> Explained:
    """The whole score of a unit, or one heading or item of it: as it is, or as it would be (`supposed`, of `what_if`).
    Refuses a unit that the round does not know."""
    row = existing(session, round_id)
    frozen = posted(session, round_id=round_id)
    if frozen is not None:
        found, table, left = frozen.result, frozen.ground.criteria, frozen.ground.exemptions
        mine: Sequence[EntryRow] = frozen.entries.get(unit_id, ())
    else:
        kept = live(session, round_id=round_id, scheme_id=row.scheme_id)
        found, table, left = live_result(session, row, kept), kept.criteria, exemptions(session, round_id=round_id)
        mine = entries(session, round_id=round_id, unit_id=unit_id, state=EntryState.ACCEPTED)
    unit = (supposed or found).unit(unit_id)
    if unit is None:
        raise Refusal("这个单位本期没有参加考核，没有得分。", "请换一个单位。")
    rows = {one.id: one for one in table}
    own: dict[int, list[EntryRow]] = {}
    for entry in mine:
        own.setdefault(entry.criterion_id, []).append(entry)
    why = {one.criterion_id: one.reason for one in left if one.unit_id == unit_id and one.criterion_id is not None}
    whole = tree(found.frame, unit, rows, own, why)
    if criterion_id is None:
        return whole
    part = _found(whole, criterion_id)
    if part is None:
        raise Refusal("这一项不在这个单位的评分表里。", "请换一项。")
    return part


def tree(
    frame: Frame,
    unit: UnitResult,
    rows: Mapping[int, CriterionRow],
    own: Mapping[int, list[EntryRow]],
    why: Mapping[int, str],
) -> Explained:
    """The explanation of a unit's total from rows at hand."""
    components = {one.key: one for one in frame.components}
    below = [
        _component(found, components.get(found.id), frame, unit, rows, own, why) for found in unit.total.components
    ]
    if len(components) < 2 and all(one.weight is None for one in components.values()):
        parts = tuple(inner for one in below for inner in one.below)
    else:
        parts = tuple(below)
    parts += of_total(unit.total, frame)
    return Explained(unit.name, unit.score, frame.full, _total_words(frame, unit, parts), below=parts)


def _total_words(frame: Frame, unit: UnitResult, parts: Sequence[Explained]) -> str:
    """系统 34.20 + 现场 36.00 + 履职 16.20；没有数据的5分不计，按105/100折算 +3.75；得 89.95；第 3 名；良好."""
    total = unit.total
    if total.score is None:
        return "本期没有可计的项目，不计分、不排名"
    scores = [(one.title, one.score) for one in parts if one.score is not None and not one.adjusts]
    if len(scores) > _MOST_NAMED:
        said = f"各项合计 {short(sum((score for _, score in scores), Fraction(0)))}"
    else:
        said = " + ".join(f"{title} {short(score)}" for title, score in scores) or "各项都是 0"
    words = [said]
    words += [f"{one.title} {signed(one.score)}" for one in parts if one.adjusts and one.score is not None]
    words += [f"{name}：{Scope.of(scope).label}一票否决" for scope, name in total.vetoes]
    words.append(f"得 {fixed(total.score, frame.digits)}")
    words += [f"第 {unit.rank} 名"] if unit.rank is not None else []
    words += [total.grade] if total.grade else []
    return "；".join(words)


def _component(
    found: Sum,
    component: Component | None,
    frame: Frame,
    unit: UnitResult,
    rows: Mapping[int, CriterionRow],
    own: Mapping[int, list[EntryRow]],
    why: Mapping[int, str],
) -> Explained:
    below = tuple(_node(one, frame, unit, rows, own, why) for one in found.below)
    below += of_component(found, component, frame, why)
    title = found.name or "其他项目"
    if component is None or component.weight is None or found.score is None:
        return Explained(title, found.score, found.points, below=below)
    raw = sum((one.score for one in found.below if one.score is not None), Fraction(0)) * found.scale
    full = f"满 {short(found.points)} 分"
    words = f"得 {short(raw)} 分，{full}，折算满分 {short(frame.full)} 后占 {percent(component.weight)}"
    return Explained(title, found.score, frame.full * component.weight, words, below=below)


def _node(
    found: Sum,
    frame: Frame,
    unit: UnitResult,
    rows: Mapping[int, CriterionRow],
    own: Mapping[int, list[EntryRow]],
    why: Mapping[int, str],
) -> Explained:
    row = rows.get(found.id)
    if found.below or row is None:
        below = tuple(_node(one, frame, unit, rows, own, why) for one in found.below)
        factors = of_heading(found, why)
        words = "；".join(one.title for one in factors)
        title = titled(row) if row is not None else found.name
        return Explained(title, found.score, found.points, words, row.id if row else None, below=below + factors)
    item = unit.items.get(found.id)
    words = row.rule_words
    if row.id in why:
        words = f"不适用：{why[row.id]}"
    elif item is None or item.score is None:
        words = f"{row.rule_words.removesuffix('。')}。{_missing(row, own.get(row.id, ()))}"
    lines = item.lines if item is not None and row.id not in why else ()
    if item is not None and item.score is not None and found.score is not None and item.score != found.score:
        lines = (*lines, Line(f"四舍五入到{frame.digits}位小数", found.score - item.score))
    return Explained(titled(row), found.score, found.points, words, row.id, lines, tuple(own.get(row.id, ())))


def _missing(row: CriterionRow, entries: Sequence[EntryRow]) -> str:
    """What an item without a score waits for: everything, or the parts of its rule that nothing is known of."""
    slots = [one for one in slots_of(row.rule) if one.is_single] if row.rule is not None else []
    filled = {entry.part for entry in entries}
    if not filled.intersection(one.part for one in slots):
        return NOT_KNOWN
    said = "、".join(f"“{one.words}”" for one in slots if one.part not in filled)
    return f"还缺{said or '一次检查'}的数据，{_NOT_SCORED}"


def titled(row: CriterionRow) -> str:
    """一、系统考核, 3 问题整改: the number and the name, apart where one would run into the other."""
    if row.no and not row.no.strip("一二三四五六七八九十"):
        return f"{row.no}、{row.name}"
    return f"{row.no} {row.name}" if row.no[-1:].isdigit() else f"{row.no}{row.name}"


def _found(node: Explained, criterion_id: int) -> Explained | None:
    if node.criterion_id == criterion_id:
        return node
    for one in node.below:
        found = _found(one, criterion_id)
        if found is not None:
            return found
    return None
