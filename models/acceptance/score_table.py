"""The criteria of a draft as rows of an appraisal scheme, or as lines of a standard. Pure."""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from models.acceptance.terms import Home
from models.appraisal.importing.draft import DraftRow, SchemeReading
from models.appraisal.importing.nodes import section_of
from models.appraisal.importing.ruled import RuledRow, ruled
from models.intake.draft import Criterion, Draft, Kind
from models.org.rules import LONGEST_NAME, clean, clean_name
from models.standard.importing.line import Line
from models.standard.rules import read_requirement
from models.standard.terms import Comparison

_OF_A_STANDARD = re.compile(r"(?:标准|指标(?:体系)?|测评体系|指标表)(?:[（(].{1,12}[）)])?$")
UNNAMED = "未命名考核办法"


def home_of(draft: Draft) -> Home:
    """Where the criteria go when nobody said so: a table of indicators without scoring sentences is a standard."""
    scored = any(rule.points is not None for one in draft.criteria for rule in one.rules)
    if draft.kind is not Kind.RULES and not scored and _OF_A_STANDARD.search(draft.title.strip()):
        return Home.STANDARD
    return Home.SCHEME


def name_of(draft: Draft) -> str:
    """What the scheme or standard is called."""
    return clean_name(draft.title)[:LONGEST_NAME] or UNNAMED


def scheme_rows(draft: Draft) -> tuple[tuple[RuledRow, ...], tuple[int | None, ...], Fraction | None]:
    """(rows for `import_scheme`, the criterion of each (None: a heading made of a section), the full mark)."""
    rows, places = _rows(draft.criteria)
    total = _total(rows)
    reading = SchemeReading(name_of(draft), draft.title, tuple(rows), total or None)
    return ruled(reading), tuple(places), Fraction(total, 100) if total else None


def _total(rows: Sequence[DraftRow]) -> int:
    """What the items come to, in 1/100: a heading by its own points where it states some; bonus and veto aside."""
    below: dict[int | None, list[DraftRow]] = {}
    for row in rows:
        below.setdefault(row.parent, []).append(row)

    def points(row: DraftRow) -> int:
        if row.section not in ("", "扣分"):
            return 0
        return row.points if row.points is not None else sum(map(points, below.get(row.id, ())))

    return sum(map(points, below.get(None, ())))


def _rows(criteria: Sequence[Criterion]) -> tuple[list[DraftRow], list[int | None]]:
    ids: dict[int, int] = {}
    made: dict[int, DraftRow] = {}
    rows: list[DraftRow] = []
    places: list[int | None] = []
    section: tuple[str, int] | None = None
    parents = {one.parent for one in criteria if one.parent is not None}
    for at, one in enumerate(criteria):
        heading = one.is_heading or one.key in parents
        parent = ids.get(one.parent) if one.parent is not None else None
        name = clean_name(one.section)
        if parent is None and not heading and name:
            if section is None or section[0] != name:
                section = (name, len(rows) + 1)
                rows.append(DraftRow(section[1], _place(one), name, section=section_of(name), is_heading=True))
                made[section[1]] = rows[-1]
                places.append(None)
            parent = section[1]
        elif parent is None:
            section = None
        above = made.get(parent) if parent is not None else None
        own = section_of(one.item) if heading else ""
        row = DraftRow(
            len(rows) + 1,
            _place(one),
            clean_name(one.item)[:LONGEST_NAME],
            parent,
            above.depth + 1 if above is not None else 0,
            clean_name(one.no),
            clean(one.content),
            "" if heading else clean(one.body),
            _hundredths(one.points),
            clean(one.unit),
            clean(one.note),
            (above.section if above is not None else "") or own,
            heading,
            one.doubts,
        )
        ids[one.key], made[row.id] = row.id, row
        rows.append(row)
        places.append(at)
    return rows, places


def lines_of(draft: Draft) -> tuple[Line, ...]:
    """The criteria as lines of a standard; line n + 1 is criterion n."""
    ids = {one.key: at for at, one in enumerate(draft.criteria, 1)}
    lines: list[Line] = []
    for at, one in enumerate(draft.criteria, 1):
        body = clean("\n".join(part for part in (one.content, one.body) if part))
        read = read_requirement(body) if body and not one.is_heading and len(body) <= 40 else None
        sure = read is not None and not read.doubt
        lines.append(
            Line(
                at,
                _place(one),
                clean_name(one.item)[:LONGEST_NAME],
                clean_name(one.no),
                ids.get(one.parent) if one.parent is not None else None,
                body=body,
                comparison=read.comparison if sure and read is not None else Comparison.NONE,
                threshold=read.threshold if sure and read is not None else "",
                unit=read.unit if sure and read is not None else "",
                points=_hundredths(one.points),
                note=clean(one.note),
            )
        )
    return tuple(lines)


def _place(one: Criterion) -> str:
    if one.spot.cell:
        return f"“{one.spot.sheet}”{one.spot.cell}"
    return f"第 {one.spot.paragraph} 段" if one.spot.paragraph else "手工加的一行"


def _hundredths(points: Decimal | None) -> int | None:
    return None if points is None else round(points * 100)
