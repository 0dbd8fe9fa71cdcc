"""Names of units as papers write them, matched with the dictionary: proposals with a reason, never a silent merge."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.intake.characters import squeezed
from models.intake.fields.units import is_collective
from models.org.queries import UnitName

SAME = 1.0
LEAST = 0.6
MOST = 5
# Usual short words of papers and the full ones; both sides are brought to the long form.
_LONG: tuple[tuple[str, str], ...] = (
    ("发改", "发展和改革"),
    ("发展改革", "发展和改革"),
    ("住建", "住房和城乡建设"),
    ("住房城乡建设", "住房和城乡建设"),
    ("卫健", "卫生健康"),
    ("卫计", "卫生和计划生育"),
    ("人社", "人力资源和社会保障"),
    ("人力资源社会保障", "人力资源和社会保障"),
    ("市场监管", "市场监督管理"),
    ("食药监", "食品药品监督管理"),
    ("食药", "食品药品监督管理"),
    ("工商局", "工商行政管理局"),
    ("质监", "质量技术监督"),
    ("安监", "安全生产监督管理"),
    ("工信", "工业和信息化"),
    ("经信", "经济和信息化"),
    ("文广新", "文化广电新闻出版"),
    ("文旅", "文化和旅游"),
    ("自然资源规划", "自然资源和规划"),
    ("城管执法", "城市管理综合行政执法"),
    ("城管", "城市管理"),
    ("综合执法", "综合行政执法"),
    ("行政执法", "综合行政执法"),
    ("交通局", "交通运输局"),
    ("应急局", "应急管理局"),
    ("退役军人局", "退役军人事务局"),
    ("医保", "医疗保障"),
    ("环保", "环境保护"),
    ("爱卫办", "爱国卫生运动委员会办公室"),
    ("创卫办", "创建国家卫生城市工作领导小组办公室"),
    ("文明办", "精神文明建设指导委员会办公室"),
    ("街道办事处", "街道"),
    ("街道办", "街道"),
    ("街办", "街道"),
    ("办事处", "街道"),
    ("管委会", "管理委员会"),
    ("人民政府", "政府"),
    ("委员会", "委"),
    ("办公室", "办"),
    ("交警", "公安局交通警察"),
    ("总工会", "工会"),
    ("妇女联合会", "妇联"),
    ("残疾人联合会", "残联"),
)
_LEVEL = re.compile(
    r"^(?:[\u4e00-\u9fff]{2,5}?)??(?P<level>省|自治州|州|市|区|县|旗|镇"
    r"|乡)(?:人民)?(?=[\u4e00-\u9fff]{2,})"
)
_LEVELS = {"省": 0, "自治州": 1, "州": 1, "市": 1, "区": 2, "县": 2, "旗": 2, "镇": 3, "乡": 3}


@dataclass(frozen=True, slots=True)
class Match:
    """A unit that a name may mean: `score` 1.0 is one of its own names; the reason is shown to the clerk."""

    unit_id: int
    name: str
    reason: str
    score: float


def match_units(
    names: Iterable[str], dictionary: Sequence[UnitName], *, today: date | None = None
) -> Mapping[str, tuple[Match, ...]]:
    """For each name the units it may mean, best first, at most five; none for a name like no other.

    Only a full name, short name or alias that exactly one present unit bears scores 1.0; former names, names of
    several units and everything similar score less and wait for the clerk. Collective names match exactly or not.
    For a unit that has ended its successor of today is proposed (or the units it was split into), with what happened.
    """
    day = today or date.today()
    entries = [_Entry(unit, day) for unit in dictionary]
    own: dict[str, list[tuple[_Entry, str]]] = {}
    for entry in entries:
        for written, what in entry.names:
            own.setdefault(written, []).append((entry, what))
    heirs = {entry.unit.id: _heirs(entry, entries) for entry in entries if entry.gone}
    answer: dict[str, tuple[Match, ...]] = {}
    for name in names:
        if name not in answer:
            answer[name] = _of_today(_matches(squeezed(name), entries, own), heirs)
    return answer


class _Entry:
    """A unit of the dictionary, its names prepared."""

    def __init__(self, unit: UnitName, day: date) -> None:
        self.unit = unit
        self.gone = unit.valid_to is not None and unit.valid_to <= day
        names: dict[str, str] = {squeezed(unit.name): "名称一致"}
        if unit.short_name:
            names.setdefault(squeezed(unit.short_name), "简称一致")
        for alias in unit.aliases:
            names.setdefault(squeezed(alias), "别名一致")
        days = unit.former_days or (None,) * len(unit.former)
        for former, ended in zip(unit.former, days, strict=True):
            if former:
                words = f"原{former}，{ended} 改称{unit.name}" if ended else "原名一致，请核对"
                names.setdefault(squeezed(former), words)
        self.names = tuple(names.items())
        self.forms = tuple((_bare(name), _level(name)) for name in names)


@dataclass(frozen=True, slots=True)
class _Heir:
    """A unit that stands for one that has ended, and the words for what happened."""

    unit: UnitName
    words: str


def _heirs(entry: _Entry, entries: Sequence[_Entry]) -> tuple[_Heir, ...]:
    """The unit of today along the successors, else the units of today split from it; none when there is neither."""
    by_id = {other.unit.id: other for other in entries}
    seen = {entry.unit.id}
    current, told = entry, [f"原{entry.unit.name}"]
    while current.gone and current.unit.successor_id in by_id and current.unit.successor_id not in seen:
        following = by_id[current.unit.successor_id]
        told.append(f"{current.unit.valid_to} 并入{following.unit.name}")
        seen.add(following.unit.id)
        current = following
    if not current.gone:
        return (_Heir(current.unit, "，".join(told)),)
    parts = [other.unit for other in entries if other.unit.origin_id == current.unit.id and not other.gone]
    if parts:
        told.append(f"{parts[0].valid_from} 分设为{'、'.join(part.name for part in parts)}")
    return tuple(_Heir(part, "，".join(told)) for part in parts)


def _of_today(matches: Sequence[Match], heirs: Mapping[int, tuple[_Heir, ...]]) -> tuple[Match, ...]:
    """Matches with ended units replaced by those that stand for them today; each unit once, at its best."""
    found: dict[int, Match] = {}
    for match in matches:
        standing = heirs.get(match.unit_id, ())
        today = [Match(heir.unit.id, heir.unit.name, heir.words, min(match.score, 0.9)) for heir in standing]
        for one in today or [match]:
            if one.unit_id not in found or found[one.unit_id].score < one.score:
                found[one.unit_id] = one
    return tuple(sorted(found.values(), key=_rank)[:MOST])


def _matches(
    name: str, entries: Sequence[_Entry], own: Mapping[str, Sequence[tuple[_Entry, str]]]
) -> tuple[Match, ...]:
    exact = own.get(name, ())
    if exact:
        return tuple(sorted((_exact(entry, what, len(exact)) for entry, what in exact), key=_rank)[:MOST])
    if is_collective(name):
        return ()
    bare, level = _bare(name), _level(name)
    found: list[Match] = []
    for entry in entries:
        best = max(
            (_similar(bare, level, other, other_level) for other, other_level in entry.forms), key=lambda one: one[0]
        )
        if best[0] >= LEAST:
            score = best[0] - (0.1 if entry.gone else 0.0)
            reason = best[1] + ("（该单位已停用）" if entry.gone else "")
            found.append(Match(entry.unit.id, entry.unit.name, reason, round(score, 2)))
    return tuple(sorted(found, key=_rank)[:MOST])


def _rank(match: Match) -> tuple[float, str]:
    return -match.score, match.name


def _exact(entry: _Entry, what: str, bearers: int) -> Match:
    if bearers > 1:
        return Match(entry.unit.id, entry.unit.name, f"有 {bearers} 个单位用过这个名称，请选定", 0.9)
    if entry.gone:
        return Match(entry.unit.id, entry.unit.name, f"{what}，但该单位已停用", 0.9)
    return Match(entry.unit.id, entry.unit.name, what, 0.95 if what.startswith("原") else SAME)


def _similar(bare: str, level: str, other: str, other_level: str) -> tuple[float, str]:
    """(score, reason) of two names brought to their long form without place and level."""
    apart = bool(level and other_level and _LEVELS[level] != _LEVELS[other_level])
    if bare == other:
        return (LEAST, f"名称相同，但一个是“{level}”、一个是“{other_level}”") if apart else (0.9, "只差地名或简称")
    if apart or len(bare) < 3 or len(other) < 3:
        return 0.0, ""
    if bare[-1] != other[-1]:
        return 0.0, ""
    if _is_short_for(bare, other) or _is_short_for(other, bare):
        return 0.75, "像是简称"
    ratio = difflib.SequenceMatcher(None, bare, other, autojunk=False).ratio()
    return (round(0.5 + ratio / 4, 2), "名称相近") if ratio >= 0.7 else (0.0, "")


def _is_short_for(short: str, full: str) -> bool:
    """Whether all characters of a name stand in the other in this order, beginning with the same one."""
    if len(short) >= len(full) or short[0] != full[0] or len(short) * 4 < len(full):
        return False
    letters = iter(full)
    return all(char in letters for char in short)


def _level(name: str) -> str:
    match = _LEVEL.match(name)
    return match["level"] if match else ""


def _bare(name: str) -> str:
    """A name without place and level, short words made long, brackets gone."""
    text = re.sub(r"[（(）)“”\"·]", "", name)
    match = _LEVEL.match(text)
    if match is not None and len(text) - match.end() >= 2:
        text = text[match.end() :]
    for short, full in _LONG:
        if not (short in full and full in text):
            text = text.replace(short, full)
    return text
