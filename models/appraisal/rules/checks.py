"""What a score table says that cannot be right, with its place: papers have such slips; they are shown, not mended.

API: `check_scheme(details, rows) → tuple[Finding, …]`: first the scheme itself, then the rows in tree order.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from models.appraisal.rows import CriterionRow, GroupRow, SchemeDetails
from models.appraisal.rules.bands import band_slips
from models.appraisal.rules.figures import percent, short
from models.appraisal.rules.kinds import (
    ZERO,
    Alternatives,
    Bonus,
    PerOccurrence,
    Rule,
    Veto,
    VetoBelow,
    gives_bonus,
    stands_beside,
)
from models.appraisal.rules.parsing import read_rule
from models.appraisal.rules.slips import cap_slips, veto_slips
from models.appraisal.rules.wording import rule_words
from models.appraisal.terms import Ties
from models.words import Labelled

_MOST_NAMES = 3
_BONUS = ("加分", "加减分")
_BESIDE = ("加分", "扣分项", "减分", "奖励", "否决", "倒扣")
"""Words of headings whose points do not belong to the full mark."""


class Slip(Labelled):
    """What kind of slip."""

    SUM = "sum", "分值合计"
    WEIGHT = "weight", "权重"
    BAND = "band", "等次"
    GROUP = "group", "考核组"
    NUMBER = "number", "序号"
    POINTS = "points", "分值"
    CAP = "cap", "封顶"
    WORDING = "wording", "评分标准"
    VETO = "veto", "一票否决"
    TIES = "ties", "同分"


@dataclass(frozen=True, slots=True)
class Finding:
    """A slip, the row it is about (None: the scheme), the sentence with the place in it."""

    kind: Slip
    criterion_id: int | None
    sentence: str


def check_scheme(details: SchemeDetails, rows: Sequence[CriterionRow]) -> tuple[Finding, ...]:
    """All slips of a scheme; nothing for one that is right."""
    beside, bonus = _beside(rows), _under(rows, _BONUS)
    found = [*_sums_of_groups(details, rows), *_weights(details, rows, beside), *_groups(details, rows)]
    found += [
        Finding(Slip.BAND, None, words) for words in band_slips([one.band for one in details.bands], details.row.full)
    ]
    bands = [one.band for one in details.bands]
    if bands and details.bonus_beyond and _has_bonus(rows) and not any(band.high is None for band in bands):
        top = max(band.high or ZERO for band in bands)
        found.append(Finding(Slip.BAND, None, f"加分后总分可以超过满分，超过{short(top)}分的没有等次。"))
    if details.ties is Ties.BREAKERS and not details.breakers:
        found.append(Finding(Slip.TIES, None, "同分时依次比较指定部分的得分，但没有指定部分。"))
    taken = _numbers(rows)
    for row in rows:
        if row.id in taken:
            found.append(Finding(Slip.NUMBER, row.id, taken[row.id]))
        if not row.children:
            found += _item(row, row.id in beside)
        elif row.sum or row.id not in beside:
            found += _heading(row)
        if row.id in bonus and row.points and not row.children and not stands_beside(row.rule):
            words = (
                f"{title_of(row)}没有设成加分规则，它的{short(row.points)}分算进了满分；没有填的时候会由其他项目分担。"
            )
            found.append(Finding(Slip.POINTS, row.id, words))
    return tuple(found)


def title_of(row: CriterionRow) -> str:
    """1.2 环卫保洁: a row in a sentence."""
    return f"“{f'{row.no} {row.name}'.strip()[:30]}”"


def _beside(rows: Sequence[CriterionRow]) -> set[int]:
    """Rows whose points do not belong to the full mark: bonus and veto items, and what stands under such headings."""
    found: set[int] = set()
    for row in rows:
        parts = row.rule.parts if row.rule is not None else ()
        if (
            row.parent_id in found
            or any(word in row.name or word in row.component for word in _BESIDE)
            or (parts and all(isinstance(part, Veto) or gives_bonus(part) for part in parts))
        ):
            found.add(row.id)
    return found


def _under(rows: Sequence[CriterionRow], words: Sequence[str]) -> set[int]:
    """Rows whose name says one of the words, and what stands under such headings."""
    found: set[int] = set()
    for row in rows:
        if row.parent_id in found or any(word in f"{row.name}{row.component}" for word in words):
            found.add(row.id)
    return found


def _has_bonus(rows: Sequence[CriterionRow]) -> bool:
    return any(gives_bonus(part) for row in rows if row.rule is not None for part in row.rule.parts)


# ---- sums ---------------------------------------------------------------------------------------------------


def _heading(row: CriterionRow) -> Iterator[Finding]:
    wrong, wanted = row.wrong_sums, row.points
    if not wrong or wanted is None:
        return
    sums = "、".join(f"{short(one)}分" for one in wrong)
    apart = f"，{_apart(wrong[0], wanted)}" if len(wrong) == 1 else "（各组不同）"
    yield Finding(Slip.SUM, row.id, f"{title_of(row)}写明{short(wanted)}分，下面各项合计{sums}{apart}。")


def _apart(sum_: Fraction, wanted: Fraction) -> str:
    return f"{'多' if sum_ > wanted else '少'}{short(abs(sum_ - wanted))}分"


def _sums_of_groups(details: SchemeDetails, rows: Sequence[CriterionRow]) -> Iterator[Finding]:
    """What the items of a group come to, as they are scored, must be the full mark, beside the components that have a
    weight. What a heading calls 加分 or 扣分 and is scored as an ordinary item counts."""
    weighted = {one.key for one in details.components if one.weight is not None}
    component = components_of_rows(rows)
    leaves = [
        row for row in rows if not row.children and not stands_beside(row.rule) and component[row.id] not in weighted
    ]
    if not leaves and weighted:
        return
    shares = sum((one.weight for one in details.components if one.weight is not None), ZERO)
    wanted = details.row.full * (1 - shares)
    reach = reaches(rows)
    for group in details.groups or (GroupRow(0, ""),):
        by_sum: dict[Fraction, list[str]] = {}
        for unit_id, name in group.units or ((0, ""),):
            own = [row for row in leaves if applies(reach[row.id], group.id, unit_id) or not details.groups]
            by_sum.setdefault(sum((row.points or ZERO for row in own), ZERO), []).append(name)
        for sum_, names in by_sum.items():
            if sum_ == wanted or (not sum_ and not leaves):
                continue
            whose = f"“{group.name}”" if group.name else ""
            if len(by_sum) > 1:
                some = "、".join(names[:_MOST_NAMES]) + (f"等{len(names)}个单位" if len(names) > _MOST_NAMES else "")
                whose = f"{whose}里{some}"
            if shares and wanted <= 0:
                words = f"{whose}没有权重的部分有{short(sum_)}分，而各部分的权重已经占满。"
            else:
                rest = "除去有权重的部分应当是" if shares else "满分是"
                words = f"{whose}各项分值合计{short(sum_)}分，{rest}{short(wanted)}分，{_apart(sum_, wanted)}。"
            yield Finding(Slip.SUM, None, words)


def components_of_rows(rows: Sequence[CriterionRow]) -> dict[int, int]:
    """The component of every row (0: none): its own, else that of the row above it."""
    found: dict[int, int] = {}
    for row in rows:
        found[row.id] = row.component_id or (found.get(row.parent_id, 0) if row.parent_id is not None else 0)
    return found


Reach = tuple[tuple[frozenset[int], frozenset[int]], ...]


def reaches(rows: Sequence[CriterionRow]) -> dict[int, Reach]:
    """The scopes that a row must meet: its own and those above it; an empty one applies to all."""
    found: dict[int, Reach] = {}
    for row in rows:
        above = found.get(row.parent_id, ()) if row.parent_id is not None else ()
        own = (frozenset(row.group_ids), frozenset(row.unit_ids))
        found[row.id] = (*above, own) if own[0] or own[1] else above
    return found


def applies(reach: Reach, group_id: int, unit_id: int) -> bool:
    """Whether a row with these scopes applies to a unit of a group."""
    return all(group_id in groups or unit_id in units for groups, units in reach)


# ---- components, groups -------------------------------------------------------------------------------------


def _weights(details: SchemeDetails, rows: Sequence[CriterionRow], beside: set[int]) -> Iterator[Finding]:
    weights = [one.weight for one in details.components if one.weight is not None]
    shares = sum(weights, ZERO)
    plain = [one for one in details.components if one.weight is None and not any(word in one.name for word in _BESIDE)]
    if weights and (shares > 1 or (shares != 1 and not plain)):
        words = "＋".join(f"{one.name}{percent(one.weight)}" for one in details.components if one.weight is not None)
        yield Finding(Slip.WEIGHT, None, f"各部分权重 {words} 合计{percent(shares)}，不是100%。")
    used = set(components_of_rows(rows).values())
    for component in details.components:
        if rows and component.key not in used:
            yield Finding(Slip.WEIGHT, None, f"“{component.name}”这一部分下面没有考核项目。")
    if details.components:
        of_row = components_of_rows(rows)
        for row in rows:
            is_bare = row.parent_id is None and row.id not in beside and not of_row[row.id]
            if is_bare and not _inner(row, rows, of_row):
                words = f"{title_of(row)}不属于任何一个考核部分，得分会另外加在总分里。"
                yield Finding(Slip.WEIGHT, row.id, words)


def _inner(row: CriterionRow, rows: Sequence[CriterionRow], component: Mapping[int, int]) -> bool:
    return any(one.parent_id == row.id and component[one.id] for one in rows)


def _groups(details: SchemeDetails, rows: Sequence[CriterionRow]) -> Iterator[Finding]:
    places: dict[int, list[str]] = {}
    names: dict[int, str] = {}
    leaves = [row for row in rows if not row.children]
    reach = reaches(rows)
    for group in details.groups:
        if not group.units:
            yield Finding(Slip.GROUP, None, f"考核组“{group.name}”里没有单位。")
        elif leaves and not any(applies(reach[row.id], group.id, unit) for row in leaves for unit, _ in group.units):
            yield Finding(Slip.GROUP, None, f"没有一项适用于考核组“{group.name}”。")
        for unit_id, name in group.units:
            places.setdefault(unit_id, []).append(group.name)
            names[unit_id] = name
    for unit_id, groups in places.items():
        if len(groups) > 1:
            yield Finding(Slip.GROUP, None, f"“{names[unit_id]}”同时在{'、'.join(groups)}里，会排两次名次。")
    if not details.groups:
        return
    for row in leaves:
        lost = [one for one in row.unit_ids if one not in places]
        if lost:
            count = f"{len(lost)}个单位" if len(lost) > 1 else "一个单位"
            yield Finding(Slip.GROUP, row.id, f"{title_of(row)}适用的单位里有{count}不在任何考核组里。")
        reached = any(
            applies(reach[row.id], group.id, unit_id) for group in details.groups for unit_id, _ in group.units
        )
        if not reached and not lost and places:
            yield Finding(Slip.GROUP, row.id, f"{title_of(row)}不适用于任何单位，不会计分。")


# ---- rows ---------------------------------------------------------------------------------------------------


def _numbers(rows: Sequence[CriterionRow]) -> dict[int, str]:
    """Numbers used twice: among rows under one heading; dotted ones (1.2) in the whole table."""
    keys = {row.id: (None if "." in row.no else row.parent_id, row.no) for row in rows if row.no}
    counts = Counter(keys.values())
    first: dict[tuple[int | None, str], CriterionRow] = {}
    found: dict[int, str] = {}
    for row in rows:
        if row.id not in keys or counts[keys[row.id]] < 2:
            continue
        before = first.setdefault(keys[row.id], row)
        if before is not row:
            found[row.id] = f"序号“{row.no}”用了两次：“{before.name[:20]}”和“{row.name[:20]}”。"
    return found


def _item(row: CriterionRow, is_beside: bool) -> Iterator[Finding]:
    title = title_of(row)
    if row.points is None and not is_beside:
        yield Finding(Slip.POINTS, row.id, f"{title}没有分值。")
    if row.rule is None:
        if not row.body.strip():
            if row.points is None:
                yield Finding(Slip.WORDING, row.id, f"{title}没有评分标准，也没有规则。")
            return
        if read_rule(row.body, row.points).is_whole:
            yield Finding(Slip.WORDING, row.id, f"{title}的评分标准可以读成规则，还没有设置，现在由评分人评分。")
        return
    for sentence in cap_slips(row.rule, row.points):
        yield Finding(Slip.CAP, row.id, f"{title}{sentence}")
    for sentence in veto_slips(row.rule, row.points):
        yield Finding(Slip.VETO, row.id, f"{title}{sentence}")
    if any(isinstance(part, VetoBelow) for part in row.rule.parts) and not row.points:
        yield Finding(Slip.VETO, row.id, f"{title}没有分值，“得分低于分值的比例”算不出来。")
    reading = read_rule(row.body, row.points) if row.body.strip() else None
    if reading is not None and reading.is_whole and not _agree(reading.rule, row.rule):
        said, set_ = rule_words(reading.rule, row.points), rule_words(row.rule, row.points)
        yield Finding(Slip.WORDING, row.id, f"{title}的评分标准读作“{said}”，设置的规则是“{set_}”，两者不同。")


def _agree(read: Rule | None, set_: Rule) -> bool:
    """Whether a wording and a rule say the same; what is given may be bonus in the one and points of the item in the
    other: that is decided by where the item stands."""
    if read == set_:
        return True
    if read is None or not any(one.parts and all(map(gives_bonus, one.parts)) for one in (read, set_)):
        return False
    return _gains(read) == _gains(set_)


def _gains(rule: Rule) -> list[tuple[Fraction, str, str]]:
    found = []
    for part in rule.parts:
        if isinstance(part, Alternatives):
            found += [(one.points, "次", one.name) for one in part.choices]
        elif isinstance(part, Bonus | PerOccurrence):
            found.append((part.each, part.per, part.what))
    return found
