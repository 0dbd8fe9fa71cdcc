"""共性个性对照表: what two standards share, indicator beside indicator, and what each asks for alone."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from models.errors import Refusal
from models.papers.offer import Asked, Kind, Made, Offer, Option, Setting
from models.papers.sheet import Align, Column, Profile, Row, Sheet
from models.standard.papers.choices import NUMBER, SIGN_OFF, TITLE, Material, common, material, standard_options
from models.standard.queries import IndicatorRow, LinkRow, StandardRow
from models.standard.queries.serving import tasks_serving
from models.standard.terms import LinkKind
from models.task.rules.numbering import number_of

_SHARED = "共性指标"
_AUTO = 0  # no standard has this id


def _standards(session: Session, asked: Asked) -> tuple[Option, ...]:
    return (Option(_AUTO, "自动"), *standard_options(session, asked))


def crosswalk(session: Session, asked: Asked) -> Made:
    """Two standards side by side: links by their kind, then the indicators without one. Refuses without two."""
    found = material(session, asked)
    first, second = _chosen(found, asked)
    ours, theirs = found.of(first.id), found.of(second.id)
    alone = bool(asked.get("alone", True))
    rows: list[Row] = []
    place = count = 0
    parts = list(_parts(ours, theirs, first, second))
    for heading, pairs, is_shared in parts:
        if not pairs or (not is_shared and not alone):
            continue
        place += 1
        rows.append(Row({}, over=f"{number_of(0, place)}{heading}（{len(pairs)}）", strong=True, keep=True))
        for one, other, link in pairs:
            count += 1
            rows.append(_row(count, one, other, link, found))
    if not rows:
        raise Refusal(f"“{first.title}”和“{second.title}”之间还没有对应的指标。", "请在“标准”页给指标添加“对应指标”。")
    shared = sum(len(pairs) for _, pairs, is_shared in parts if is_shared)
    only = [len(pairs) for _, pairs, is_shared in parts if not is_shared]
    note = f"共性 {shared} 对；只在{first.name}的 {only[0]} 个，只在{second.name}的 {only[1]} 个。"
    sheet = Sheet(
        title=str(asked.get("title") or "").strip() or f"{first.title}与{second.title}共性个性对照表",
        columns=(
            Column("place", "序号"),
            Column("one", first.title, align=Align.LEFT),
            Column("one_words", "要求", align=Align.LEFT),
            Column("kind", "关系"),
            Column("other", second.title, align=Align.LEFT),
            Column("other_words", "要求", align=Align.LEFT),
            Column("tasks", "承担任务", align=Align.LEFT),
            *((Column("note", "说明", align=Align.LEFT),) if _has_notes(parts) else ()),
        ),
        rows=tuple(rows),
        unit=found.filler,
        notes=(note,),
        name="共性个性对照表",
        **common(asked),
    )
    return (sheet,)


Pair = tuple[IndicatorRow | None, IndicatorRow | None, LinkRow | None]
Part = tuple[str, list[Pair], bool]


def _chosen(found: Material, asked: Asked) -> tuple[StandardRow, StandardRow]:
    """The two standards chosen; those left open are the first two that are linked, else the first two."""
    if len(found.standards) < 2:
        raise Refusal("只有一套标准，没有可以对照的。", "再导入一套标准，并给指标添加“对应指标”。")
    heads = {head.id: head for head in found.standards}
    standard_of = {row.id: row.standard_id for row in found.rows}
    linked = [(row.standard_id, standard_of[link.other_id]) for row in found.rows for link in row.links]
    first, second = (asked.get(key) or None for key in ("first", "second"))
    if first is None:
        first = next((one for one, other in linked if second in (None, other) and one != second), None)
    if first is None:
        first = next(head for head in heads if head != second)
    if second is None:
        second = next((other for one, other in linked if one == first), None)
    if second is None:
        second = next(head for head in heads if head != first)
    if first not in heads or second not in heads:
        raise Refusal("选中的标准已经不在了。", "请重新选择标准。")
    if first == second:
        raise Refusal("两边选了同一套标准。", "请选两套不同的标准。")
    return heads[first], heads[second]


def _parts(
    ours: Sequence[IndicatorRow], theirs: Sequence[IndicatorRow], first: StandardRow, second: StandardRow
) -> Iterator[Part]:
    others = {row.id: row for row in theirs}
    pairs: list[Pair] = [
        (row, others[link.other_id], link) for row in ours for link in row.links if link.other_id in others
    ]
    for kind, words in (
        (LinkKind.SAME, "相同"),
        (LinkKind.PART, "一方是另一方的一部分"),
        (LinkKind.OVERLAPS, "部分重合"),
    ):
        yield f"{_SHARED}：{words}", [pair for pair in pairs if pair[2] is not None and pair[2].kind is kind], True
    known = {row.id for pair in pairs for row in pair[:2] if row is not None}
    yield f"个性指标：只在{first.title}", [(row, None, None) for row in ours if _alone(row, known)], False
    yield f"个性指标：只在{second.title}", [(None, row, None) for row in theirs if _alone(row, known)], False


def _alone(row: IndicatorRow, known: set[int]) -> bool:
    return not row.children and row.id not in known


def _row(
    count: int, one: IndicatorRow | None, other: IndicatorRow | None, link: LinkRow | None, found: Material
) -> Row:
    by_id = found.by_id
    titles = dict.fromkeys(
        serving.task.title for row in (one, other) if row is not None for serving in tasks_serving(row, by_id)
    )
    return Row(
        {
            "place": str(count),
            "one": one.title if one is not None else "—",
            "one_words": _words(one),
            "kind": link.kind_words if link is not None else "",
            "other": other.title if other is not None else "—",
            "other_words": _words(other),
            "tasks": tuple(titles) or "（尚无任务）",
            "note": link.note if link is not None else "",
        }
    )


def _words(row: IndicatorRow | None) -> str:
    return "" if row is None else row.words or row.body


def _has_notes(parts: Sequence[Part]) -> bool:
    return any(link is not None and link.note for _, pairs, _ in parts for _, _, link in pairs)


OFFER = Offer(
    "crosswalk",
    "共性个性对照表",
    "compare-horizontal",
    crosswalk,
    settings=(
        Setting("first", "标准一", Kind.CHOICE, _AUTO, _standards),
        Setting("second", "标准二", Kind.CHOICE, _AUTO, _standards, "“自动”取有对应关系的两套"),
        Setting("alone", "列出个性指标", Kind.BOOL, True, note="不列时只有两套标准都要求的"),
        TITLE,
        NUMBER,
        SIGN_OFF,
    ),
    profile=Profile(landscape=True),
    note="两套标准的指标左右对照：哪些一项工作同时满足，哪些各自单独要求。",
)
