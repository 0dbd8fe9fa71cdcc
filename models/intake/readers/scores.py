"""Rows of a score table: sections with their points, items, what takes or gives points, totals that are stated."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from models.intake.characters import first_clause, squeezed
from models.intake.draft import Criterion
from models.intake.fields.labels import About
from models.intake.fields.rules import rules_of
from models.intake.outline import numbered
from models.intake.readers.cells import (
    NOTHING_THERE,
    SUM,
    Setting,
    TableReading,
    continues,
    data_rows,
    doubts_of_columns,
    lone_text,
    text_at,
)
from models.intake.readers.columns import Column
from models.intake.readers.forms import Heads
from models.intake.readers.score_points import TOTAL, in_words, named_points, points_of, stated_above
from models.intake.source import Table

_LONGEST_NAME = 24
_UNREAD = "分值“{}”没有读懂。"
_SEVERAL = "分值由 {} 行相加，请核对。"
_FIELDS = {Column.ITEM: "item", Column.CONTENT: "content", Column.POINTS: "points", Column.CRITERIA: "rules"}


@dataclass(slots=True)
class _Section:
    """A heading of the table: its key, the points it states, those of the items in it."""

    key: int
    name: str
    column: int
    stated: Decimal | None
    items: list[Decimal] = field(default_factory=list)
    rank: int = 0


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
        self.names, self.contents, self.bodies = names, contents, bodies
        if len(bodies) > 1 and not contents:  # 考核标准 beside 评分办法: what is asked, and how it is scored
            scored = [at for at in bodies if "分" in heads.words[at]]
            if scored and len(scored) < len(bodies):
                self.contents = [at for at in bodies if at not in scored]
                self.bodies = scored
        self.points = heads.all(Column.POINTS)
        self.number = heads.one(Column.NO)
        self.doubts, self.unsure = doubts_of_columns(heads, _FIELDS)
        self.sections: list[_Section] = []  # the open headings, from the outermost
        self.total: Decimal | None = None
        self.sum = Decimal(0)
        self.count = 0
        self.last_row = -2

    def read(self) -> None:
        for row in data_rows(self.table, self.heads):
            if self._total(row):
                self.last_row = -2
                continue
            alone = lone_text(self.table, row, self.number)
            if alone or self._is_section(row):
                self._section_row(row)
                self.last_row = -2
                continue
            self._merged_sections(row)
            if self.last_row == row - 1 and self._goes_on(row):
                self._more(row)
            else:
                self._item(row)
            self.last_row = row
        self._close(0)
        stated = self.total if self.total is not None else stated_above(self.table.above)
        if stated is not None and self.count > 1 and self.sum and stated != self.sum:
            self.found.warnings.append(f"评分表合计应为{in_words(stated)}分，实际相加为{in_words(self.sum)}分")

    # ---- sections ------------------------------------------------------------------------------------------------

    def _total(self, row: int) -> bool:
        """A row of 合计 or 小计: what it states is checked."""
        texts = [squeezed(text) for at, text in enumerate(self.table.rows[row]) if text.strip()]
        first = next((text for text in texts[:3] if SUM.fullmatch(text) or TOTAL.fullmatch(text)), "")
        if not first:
            return False
        said = next(
            (value for at in reversed(self.points) if (value := points_of(self.table.rows[row][at])) is not None), None
        )
        if said is None:
            said = next((value for text in texts if (value := points_of(text)) is not None), None)
        if first.startswith("小计"):
            section = self.sections[-1] if self.sections else None
            if section is not None and said is not None:
                section.stated = said
        elif said is not None:
            self.total = said
        return True

    def _is_section(self, row: int) -> bool:
        """A row of a name with a number or points and nothing of what an item says: 一 | 环境卫生 | 20."""
        if any(text_at(self.table, row, at) for at in (*self.contents, *self.bodies)) or not self.bodies:
            return False
        texts = [text for at in self.names if (text := text_at(self.table, row, at))]
        if len(set(texts)) != 1 or any(continues(self.table, row, at) for at in self.names):
            return False
        no = text_at(self.table, row, self.number)
        below = row + 1 < len(self.table.rows) and any(
            text_at(self.table, row + 1, at) for at in (*self.contents, *self.bodies)
        )
        return below and (not no or not no.isdigit())

    def _section_row(self, row: int) -> None:
        texts = list(dict.fromkeys(text.strip() for text in self.table.rows[row] if text.strip()))
        no = text_at(self.table, row, self.number)
        named = [text for text in texts if points_of(text) is None and squeezed(text) != no] or texts
        points = next((value for at in self.points if (value := points_of(self.table.rows[row][at])) is not None), None)
        name = named[0]
        found = numbered(name)
        rank = found[0] if found is not None else 0
        depth = next(
            (at for at, section in enumerate(self.sections) if section.column >= 0 or section.rank >= rank),
            len(self.sections),
        )
        self._close(depth)
        self._open(row, name, points, -1, no if named != texts[:1] or not found else "", rank)

    def _merged_sections(self, row: int) -> None:
        """Names left of the item's own, each merged down over what belongs to it; and a name over several items."""
        columns = self.names[:-1]
        if self._is_parted(row):
            columns = self.names
        for at in columns:
            text = self.table.rows[row][at].strip()
            if not text or continues(self.table, row, at):
                continue
            known = next((section for section in self.sections if section.column == at), None)
            if known is not None and known.name == self._plain(text)[1] and at == columns[0] and len(columns) > 1:
                continue
            depth = next(
                (index for index, section in enumerate(self.sections) if section.column >= at), len(self.sections)
            )
            self._close(depth)
            points = points_of(self.table.rows[row][self.points[0]]) if len(self.points) > 1 else None
            if points is None and self._points_span(row, at):
                points = points_of(self.table.rows[row][self.points[0]])
            self._open(row, text, points, at, "", at)
        if columns is not self.names and self.names:
            depth = next(
                (index for index, one in enumerate(self.sections) if one.column >= self.names[-1]), len(self.sections)
            )
            if not continues(self.table, row, self.names[-1]):
                self._close(depth)

    def _points_span(self, row: int, column: int) -> bool:
        """Whether the points are merged down beside a name over several items: they are those of the name."""
        below = row + 1
        if not self.points or below >= len(self.table.rows):
            return False
        return (
            continues(self.table, below, self.points[0])
            and continues(self.table, below, column)
            and column != self.names[-1]
            and not continues(self.table, below, self.names[-1])
        )

    def _is_parted(self, row: int) -> bool:
        """Whether the item's name spans rows with points and wording of their own: it heads them."""
        last = self.names[-1]
        if not self.points or not (self.contents or self.bodies):
            return False
        first = row
        while first > self.heads.last + 1 and continues(self.table, first, last):
            first -= 1
        rows = [first]
        while rows[-1] + 1 < len(self.table.rows) and continues(self.table, rows[-1] + 1, last):
            rows.append(rows[-1] + 1)
        if len(rows) < 2:
            return False
        own = sum(
            1
            for one in rows
            if points_of(self.table.rows[one][self.points[-1]]) is not None
            and (one == first or not continues(self.table, one, self.points[-1]))
        )
        return own > 1

    def _open(self, row: int, text: str, points: Decimal | None, column: int, no: str, rank: int) -> None:
        number, name, named = self._plain(text)
        parent = self.sections[-1].key if self.sections else None
        key = self.first_key + len(self.found.criteria)
        stated = named if named is not None else points
        above = self.sections[-1].name if self.sections else ""
        self.found.criteria.append(
            Criterion(
                key,
                name,
                section=above,
                no=number or no.rstrip(".．、"),
                parent=parent,
                points=stated,
                is_heading=True,
                spot=self.table.spot(row, max(column, 0)),
            )
        )
        self.sections.append(_Section(key, name, column, stated, rank=rank))

    def _close(self, depth: int) -> None:
        """End the sections from this depth on: what each states is checked against its items."""
        while len(self.sections) > depth:
            section = self.sections.pop()
            total = sum(section.items, Decimal(0))
            if section.stated is not None and section.items and total != section.stated:
                self.found.warnings.append(
                    f"“{section.name}”应为{in_words(section.stated)}分，实际相加为{in_words(total)}分"
                )
            if self.sections:
                self.sections[-1].items.append(total if section.items else section.stated or Decimal(0))

    @staticmethod
    def _plain(text: str) -> tuple[str, str, Decimal | None]:
        """(number, name, points) of 一、环境卫生（20分）."""
        one_line = re.sub(r"\s*\n\s*", "", text)
        found = numbered(one_line)
        name, points = named_points(found[2] if found is not None and found[2] else one_line)
        return (found[1] if found is not None and found[2] else ""), name.rstrip("：:。"), points

    # ---- items ----------------------------------------------------------------------------------------------------

    def _goes_on(self, row: int) -> bool:
        """Whether a row says more about the item above: its name is merged with it, or left empty."""
        if self._is_parted(row):
            return not text_at(self.table, row, self.points[-1]) or continues(self.table, row, self.points[-1])
        last = self.names[-1]
        if continues(self.table, row, last):
            return True
        no = text_at(self.table, row, self.number)
        return not text_at(self.table, row, last) and (not no or continues(self.table, row, self.number))

    def _item(self, row: int) -> None:
        parted = self._is_parted(row)
        last = self.names[-1]
        contents, bodies = self._texts(row, self.contents), self._texts(row, self.bodies)
        source = (contents or bodies) if parted else [self.table.rows[row][last].strip()]
        source = [text for text in source if text] or contents or bodies
        if not source:
            return
        number, name, named = self._plain(source[0])
        if len(name) > _LONGEST_NAME or "\n" in source[0]:
            clause = first_clause(name)
            whole = source[0]
            name = clause if 1 < len(clause) <= _LONGEST_NAME else name[:_LONGEST_NAME]
            if not parted and whole not in contents and whole not in bodies:
                contents = [whole, *contents]
        no = (
            text_at(self.table, row, self.number).rstrip(".．、") if not continues(self.table, row, self.number) else ""
        )
        if (
            parted
            and self.sections
            and self.found.criteria[self.sections[-1].key - self.first_key].no == ""
            and no
            and self._number_spans(row)
        ):
            no = ""
        points, doubts, unsure = self._points(row, named)
        key = self.first_key + len(self.found.criteria)
        parent = self.sections[-1] if self.sections else None
        rules, cap = rules_of("\n".join(bodies), points) if bodies else ((), None)
        if points is not None:
            if parent is not None:
                parent.items.append(points)
            if not (parent is not None and self._is_beside(parent.name)) and not self._is_beside(name):
                self.sum += points
            self.count += 1
        self.found.criteria.append(
            Criterion(
                key,
                name.rstrip("。；;"),
                section=self.sections[0].name if self.sections else "",
                no=no or number,
                parent=parent.key if parent is not None else None,
                points=points,
                content="\n".join(contents),
                unit=self._labelled(row, self.heads.all(Column.ASSESSOR)),
                doer=self._labelled(row, [*self.heads.label_columns(About.UNITS), *self.heads.all(Column.UNIT)]),
                body="\n".join(bodies),
                rules=rules,
                cap=cap,
                note="\n".join(self._texts(row, self.heads.all(Column.NOTE))),
                spot=self.table.spot(row, last),
                doubts=(*self.doubts, *doubts),
                unsure=(*self.unsure, *unsure),
            )
        )

    def _number_spans(self, row: int) -> bool:
        return row + 1 < len(self.table.rows) and continues(self.table, row + 1, self.number)

    @staticmethod
    def _is_beside(name: str) -> bool:
        """Points that stand beside the full mark."""
        return bool(re.search(r"加分|奖励|否决|扣分项|减分|倒扣", name))

    def _points(self, row: int, named: Decimal | None) -> tuple[Decimal | None, tuple[str, ...], tuple[str, ...]]:
        for at in reversed(self.points):
            if at != self.points[-1] and continues(self.table, row, at):
                continue
            text = self.table.rows[row][at].strip()
            found = points_of(text)
            if found is not None:
                return found, (), ()
            if text and text not in NOTHING_THERE and named is None and re.search(r"\d", text):
                return None, (_UNREAD.format(text[:20]),), ("points",)
        return named, (), ()

    def _texts(self, row: int, columns: list[int]) -> list[str]:
        texts = [self.table.rows[row][at].strip() for at in columns]
        return list(dict.fromkeys(text for text in texts if text not in NOTHING_THERE))

    def _labelled(self, row: int, columns: list[int]) -> str:
        return "、".join(
            dict.fromkeys(text for at in columns if (text := text_at(self.table, row, at)) not in NOTHING_THERE)
        )

    def _more(self, row: int) -> None:
        """Further wording of the same item."""
        at = len(self.found.criteria) - 1
        item = self.found.criteria[at]
        contents = [text for text in self._new(row, self.contents) if text not in item.content.split("\n")]
        bodies = self._new(row, self.bodies)
        points, doubts, unsure = item.points, item.doubts, item.unsure
        own = points_of(self.table.rows[row][self.points[-1]]) if self.points else None
        if own is not None and not continues(self.table, row, self.points[-1]):
            points = (points or Decimal(0)) + own
            doubts = (*doubts, _SEVERAL.format(2))
            unsure = (*unsure, "points")
            self.sum += own
            if self.sections:
                self.sections[-1].items.append(own)
        body = "\n".join(part for part in (item.body, *bodies) if part)
        rules, cap = rules_of(body, points) if body else ((), None)
        self.found.criteria[at] = Criterion(
            item.key,
            item.item,
            item.section,
            item.no,
            item.parent,
            points,
            "\n".join(part for part in (item.content, *contents) if part),
            item.unit,
            item.doer,
            body,
            rules,
            cap,
            False,
            item.note,
            item.spot,
            doubts,
            unsure,
        )

    def _new(self, row: int, columns: list[int]) -> list[str]:
        return self._texts(row, [at for at in columns if not continues(self.table, row, at)])
