"""Rows of a score table: sections with their points, items, what takes or gives points, totals that are stated."""

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from models.intake.characters import first_clause, squeezed
from models.intake.draft import Criterion
from models.intake.fields.labels import About
from models.intake.fields.rules import rules_of, stated_points
from models.intake.outline import numbered
from models.intake.readers.cells import (
    MOST_ROWS,
    NOTHING_THERE,
    SUM,
    Setting,
    TableReading,
    continues,
    data_rows,
    doubts_of_columns,
    end_of,
    lone_text,
    text_at,
)
from models.intake.readers.columns import Column
from models.intake.readers.forms import Heads
from models.intake.readers.score_points import TOTAL, in_words, named_points, points_of, stated_above
from models.intake.readers.score_sections import Sections, plain_name
from models.intake.source import Table

_LONGEST_NAME = 24
_UNREAD = "分值“{}”没有读懂。"
_SEVERAL = "分值由几行相加，请核对。"
_SHARED = "这一项和相邻的项共用{}分，请核对。"
_FIELDS = {Column.ITEM: "item", Column.CONTENT: "content", Column.POINTS: "points", Column.CRITERIA: "rules"}
_Points = tuple[Decimal | None, tuple[str, ...], tuple[str, ...]]


def read_scores(table: Table, heads: Heads, found: TableReading, setting: Setting) -> None:
    """Read the items of a score table."""
    _Scores(table, heads, found, setting).read()


class _Scores:
    """The rows of one score table."""

    def __init__(self, table: Table, heads: Heads, found: TableReading, setting: Setting) -> None:
        self.table, self.heads, self.found = table, heads, found
        self.first_key = setting.first_criterion
        names, contents = heads.all(Column.GROUP, Column.ITEM), heads.all(Column.CONTENT)
        bodies = heads.all(Column.CRITERIA)
        if not names:
            names, contents = contents[:1], contents[1:]
        if not names:
            names, bodies = bodies[:1], bodies
        if len(bodies) > 1 and not contents:  # 考核标准 beside 评分办法: what is asked, and how it is scored
            scored = [at for at in bodies if "分" in heads.words[at]]
            if scored and len(scored) < len(bodies):
                contents, bodies = [at for at in bodies if at not in scored], scored
        self.names, self.contents, self.bodies = names, contents, bodies
        self.last = names[-1]
        self.points_of_name = _points_of_names(names, heads.all(Column.POINTS))
        self.points = self.points_of_name.get(self.last)
        self.number = heads.one(Column.NO)
        self.doubts, self.unsure = doubts_of_columns(heads, _FIELDS)
        self.sections = Sections(found.criteria, self.first_key, found.warnings)
        self.total: Decimal | None = None
        self.wording: dict[int, tuple[list[str], list[str]]] = {}
        self.block = (0, -1, False)  # rows of one name, from the first to the last, and whether it heads them
        self.last_row, self.taken = -2, 0

    def read(self) -> None:
        for row in data_rows(self.table, self.heads):
            if self._is_total(row):
                self.last_row = -2
                continue
            alone = lone_text(self.table, row, self.number)
            if alone or self._is_section(row):
                self._section_row(row, alone)
                self.last_row = -2
                continue
            self._merged_sections(row)
            if self.last_row == row - 1 and self.taken < MOST_ROWS and self._goes_on(row):
                self._more(row)
                self.taken += 1
                self.last_row = row
            else:
                self.last_row = row if self._item(row) else -2
                self.taken = 1
        self.sections.close_all()
        self._put_together()
        stated = self.total if self.total is not None else stated_above(self.table.above)
        read = self.sections.total
        if stated is not None and self.sections.count > 1 and read and stated != read:
            self.found.warnings.append(f"评分表合计应为{in_words(stated)}分，实际相加为{in_words(read)}分")

    def _cell(self, row: int, column: int | None) -> Decimal | None:
        return points_of(self.table.rows[row][column]) if column is not None else None

    # ---- sections ------------------------------------------------------------------------------------------------

    def _is_total(self, row: int, *, look: bool = False) -> bool:
        """A row of 合计 or 小计: what it states is checked (not with `look`)."""
        texts = [squeezed(text) for text in self.table.rows[row] if text.strip()]
        first = next((text for text in texts[:3] if SUM.fullmatch(text) or TOTAL.fullmatch(text)), "")
        if not first or look:
            return bool(first)
        columns = [at for at in (self.points, *reversed(self.points_of_name.values())) if at is not None]
        said = next((value for at in columns if (value := self._cell(row, at)) is not None), None)
        if said is None:
            said = next((value for text in texts if (value := points_of(text)) is not None), None)
        inner = self.sections.inner
        if not first.startswith("小计"):
            self.total = said if said is not None else self.total
        elif inner is not None and said is not None:
            inner.stated = said
        return True

    def _is_section(self, row: int) -> bool:
        """A row of a name with a number or points and nothing of what an item says: 一 | 环境卫生 | 20."""
        if not self.bodies or self._has_words(row):
            return False
        texts = {text for at in self.names if (text := text_at(self.table, row, at))}
        if len(texts) != 1 or any(continues(self.table, row, at) for at in self.names):
            return False
        no = text_at(self.table, row, self.number)
        return row + 1 < len(self.table.rows) and self._has_words(row + 1) and not no.isdigit()

    def _has_words(self, row: int) -> bool:
        return any(text_at(self.table, row, at) for at in (*self.contents, *self.bodies))

    def _section_row(self, row: int, alone: str) -> None:
        texts = list(dict.fromkeys(text.strip() for text in self.table.rows[row] if text.strip()))
        no = text_at(self.table, row, self.number) if not alone else ""
        named = [text for text in texts if points_of(text) is None and squeezed(text) != no] or texts
        name = alone or named[0]
        points = next(
            (value for at in self.points_of_name.values() if (value := self._cell(row, at)) is not None), None
        )
        found = numbered(name)
        rank = found[0] if found is not None else 0
        self.sections.close_rank(rank)
        column = next((at for at, text in enumerate(self.table.rows[row]) if text.strip() == named[0]), 0)
        self.sections.add(name, points, column=-1, rank=rank, no=no, spot=self.table.spot(row, column))

    def _merged_sections(self, row: int) -> None:
        """Names left of the item's own, each merged down over what belongs to it; and a name over several items."""
        parted = self._is_parted(row)
        if not parted and not continues(self.table, row, self.last):
            self.sections.close_columns(self.last)
        for at in self.names if parted else self.names[:-1]:
            text = self.table.rows[row][at].strip()
            if not text or continues(self.table, row, at):
                continue
            known = next((section for section in self.sections.open if section.column == at), None)
            if known is not None and known.name == plain_name(text)[1] and at != self.last:
                continue  # written anew in every row
            self.sections.close_columns(at)
            points = self._points_over(row, at)
            no = text_at(self.table, row, self.number) if self._spans_alike(row, at, self.number) else ""
            self.sections.add(text, points, column=at, rank=at, no=no, spot=self.table.spot(row, at))

    def _points_over(self, row: int, column: int) -> Decimal | None:
        """The points of a name over several items: in its own column, or merged down beside it like the name."""
        own = self.points_of_name.get(column)
        if own is not None and column != self.last:
            return self._cell(row, own)
        return self._cell(row, self.points) if self._spans_alike(row, column, self.points) else None

    def _spans_alike(self, row: int, column: int, other: int | None) -> bool:
        if other is None:
            return False
        last = end_of(self.table, row, column)
        return last > row and last == end_of(self.table, row, other)

    def _is_parted(self, row: int) -> bool:
        """Whether the item's name spans rows with points and wording of their own: it heads them."""
        if not self.contents and not self.bodies:
            return False
        first, last, parted = self.block
        if first <= row <= last:
            return parted
        first = last = row
        while first > self.heads.last + 1 and self._under_name(first):
            first -= 1
        while last + 1 < len(self.table.rows) and self._under_name(last + 1):
            last += 1
        parted = last > first and sum(1 for one in range(first, last + 1) if self._part_points(one) is not None) > 1
        self.block = (first, last, parted)
        return parted

    def _under_name(self, row: int) -> bool:
        """Whether a row belongs to the name above it: merged with it, or left empty beside more wording."""
        if continues(self.table, row, self.last):
            return True
        if text_at(self.table, row, self.last) or not self._has_words(row):
            return False
        own = [
            text
            for at in self.names[:-1]
            if (text := text_at(self.table, row, at)) and not continues(self.table, row, at)
        ]
        return not own and not self._is_total(row, look=True)

    def _part_points(self, row: int) -> Decimal | None:
        """The points that a row states for itself; without a column of points those behind its content."""
        if self.points is not None:
            return None if continues(self.table, row, self.points) else self._cell(row, self.points)
        words = next((text for at in (*self.contents, *self.bodies) if (text := self.table.rows[row][at].strip())), "")
        return stated_points(words)

    # ---- items ----------------------------------------------------------------------------------------------------

    def _goes_on(self, row: int) -> bool:
        """Whether a row says more about the item above: its name is merged with it, or left empty."""
        if self._is_parted(row):
            return self._part_points(row) is None
        if continues(self.table, row, self.last):
            return True
        no = text_at(self.table, row, self.number)
        return not text_at(self.table, row, self.last) and (not no or continues(self.table, row, self.number))

    def _item(self, row: int) -> bool:
        """Read an item; False for a row that names none."""
        parted = self._is_parted(row)
        contents, bodies = self._texts(row, self.contents), self._texts(row, self.bodies)
        source = (contents or bodies) if parted else [self.table.rows[row][self.last].strip()]
        source = [text for text in source if text] or contents or bodies
        if not source:
            return False
        number, name, named = plain_name(source[0])
        if len(name) > _LONGEST_NAME or "\n" in source[0]:
            clause = first_clause(name)
            name = named_points(clause)[0] if 1 < len(clause) <= _LONGEST_NAME else name[:_LONGEST_NAME]
            if not parted and source[0] not in (*contents, *bodies):
                contents = [source[0], *contents]
        name = name.rstrip("。；;")
        if named is None and not text_at(self.table, row, self.points):  # 按时上报计划（5分）。不按时上报每次扣0.5分
            named = next((told for text in (*source[:1], *contents, *bodies) if (told := stated_points(text))), None)
        points, doubts, unsure = self._points_of_item(row, named)
        inner = self.sections.inner
        if points is not None:
            self.sections.count_item(name, points)
        rules, cap = rules_of("\n".join(bodies), points) if bodies else ((), None)
        column = (self.contents or self.bodies)[0] if parted else self.last
        self.found.criteria.append(
            Criterion(
                self.first_key + len(self.found.criteria),
                name,
                section=self.sections.outer_name,
                no=self._no(row) or number,
                parent=inner.key if inner is not None else None,
                points=points,
                content=_beyond(contents, name),
                unit=self._named(row, self.heads.all(Column.ASSESSOR)),
                doer=self._named(row, [*self.heads.label_columns(About.UNITS), *self.heads.all(Column.UNIT)]),
                body="\n".join(bodies),
                rules=rules,
                cap=cap,
                note="\n".join(self._texts(row, self.heads.all(Column.NOTE))),
                spot=self.table.spot(row, column),
                doubts=(*self.doubts, *doubts),
                unsure=(*self.unsure, *unsure),
            )
        )
        return True

    def _no(self, row: int) -> str:
        """The number of an item; one that stands over several items is that of their heading."""
        if continues(self.table, row, self.number) or any(
            self._spans_alike(row, at, self.number) for at in self.names if self.sections.open and at != self.last
        ):
            return ""
        if self._is_parted(row) and self._spans_alike(row, self.last, self.number):
            return ""
        return text_at(self.table, row, self.number).rstrip(".．、")

    def _points_of_item(self, row: int, named: Decimal | None) -> _Points:
        at = self.points
        if at is None and len(self.names) > 1:  # the points stand one level up: those of an item alone below its name
            above = self.points_of_name.get(self.names[-2])
            alone = (
                above is not None and not continues(self.table, row, above) and end_of(self.table, row, above) == row
            )
            at = above if alone else None
        if at is None:
            return named, (), ()
        text = self.table.rows[row][at].strip()
        value = points_of(text)
        shared = continues(self.table, row, at) or end_of(self.table, row, at) > end_of(self.table, row, self.last)
        if shared and named is None:
            if (
                value is None
                or any(self._spans_alike(row, name, at) for name in self.names[:-1])
                or self._headed(row, at)
            ):
                return None, (), ()
            return None, (_SHARED.format(in_words(value)),), ("points",)
        if value is not None and not shared:
            return value, (), ()
        if named is None and text not in NOTHING_THERE and re.search(r"\d", text):
            return None, (_UNREAD.format(text[:20]),), ("points",)
        return named, (), ()

    def _headed(self, row: int, column: int) -> bool:
        """Whether merged points above this row are those of an open heading."""
        value = self._cell(row, column)
        return any(section.stated == value and section.column >= 0 for section in self.sections.open)

    def _texts(self, row: int, columns: list[int]) -> list[str]:
        texts = [self.table.rows[row][at].strip() for at in columns]
        return list(dict.fromkeys(text for text in texts if text not in NOTHING_THERE))

    def _named(self, row: int, columns: list[int]) -> str:
        texts = [text_at(self.table, row, at) for at in columns]
        return "、".join(dict.fromkeys(text for text in texts if text not in NOTHING_THERE))

    def _more(self, row: int) -> None:
        """Further wording of the same item; its rules are read when all of it is there."""
        item = self.found.criteria[-1]
        contents, bodies = self.wording.setdefault(len(self.found.criteria) - 1, ([item.content], [item.body]))
        for columns, texts in ((self.contents, contents), (self.bodies, bodies)):
            texts += self._texts(row, [at for at in columns if not continues(self.table, row, at)])
        own = self._part_points(row) if self.points is not None else None
        if own is not None:
            self.sections.count_item(item.item, own)
            self.found.criteria[-1] = replace(
                item,
                points=(item.points or Decimal(0)) + own,
                doubts=tuple(dict.fromkeys((*item.doubts, _SEVERAL))),
                unsure=tuple(dict.fromkeys((*item.unsure, "points"))),
            )

    def _put_together(self) -> None:
        """The rules of items whose wording stands in several rows."""
        for at, (contents, bodies) in self.wording.items():
            item = self.found.criteria[at]
            body = "\n".join(text for text in bodies if text)
            rules, cap = rules_of(body, item.points) if body else ((), None)
            content = _beyond(dict.fromkeys(text for text in contents if text), item.item)
            self.found.criteria[at] = replace(item, content=content, body=body, rules=rules, cap=cap)


def _points_of_names(names: list[int], points: list[int]) -> dict[int, int]:
    """The column of points of each level of names: the one that follows it; the last level takes what is left."""
    found: dict[int, int] = {}
    for name, following in zip(names, [*names[1:], None], strict=True):
        own = [at for at in points if at > name and (following is None or at < following)]
        if own:
            found[name] = own[-1] if following is None else own[0]
    left = [at for at in points if at not in found.values()]
    if left and names[-1] not in found:
        found[names[-1]] = left[-1]
    return found


def _beyond(contents: Iterable[str], name: str) -> str:
    """What an item asks for, where that is more than its name."""
    texts = [text for text in contents if text]
    return "" if [squeezed(text).rstrip("。；;") for text in texts] == [name] else "\n".join(texts)
