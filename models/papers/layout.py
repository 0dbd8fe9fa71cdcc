"""A sheet laid out on pages: widths, measured heights, rows cut when taller than a page, labels that open again."""

from functools import cache
from typing import Any

from models.errors import Condition
from models.papers.cells import INSET_X, Cell, Ruler, make_cell
from models.papers.lines import AGAIN, Line, Lines, inset_of
from models.papers.pagination import Page, Run, paginate, runs_of, runs_on
from models.papers.sheet import PT_PER_MM, Align, Column, Profile, Sheet
from models.papers.texts import clean, printable
from models.papers.widths import fitted_widths

_SLACK = 1.5
_LABEL_SCALES = (1.0, 0.85, 0.7, 0.55, 0.4)


def look_of(profile: Profile) -> dict[str, Any]:
    """Sizes of the paper in pt as the template takes them (fonts are added by the caller)."""
    width, height = (side * PT_PER_MM for side in profile.size_mm)
    top, right, bottom, left = (side * PT_PER_MM for side in profile.margins)
    return {
        "paper_width": width,
        "paper_height": height,
        "top": top,
        "right": right,
        "bottom": bottom,
        "left": left,
        "width": width - left - right,
        "body": profile.body_size,
        "heading": profile.heading_size,
        "title": profile.title_size,
        "note": profile.note_size,
        "leading": profile.leading,
        "foot_drop": max(bottom * 0.3, 8.0),
    }


class SheetLayout:
    """One sheet on its way to pages: `cells` are measured first, then `set_frame`, then `pages`."""

    def __init__(self, sheet: Sheet, ruler: Ruler) -> None:
        self.sheet = sheet
        self._ruler = ruler
        self._inset = inset_of(sheet)
        look = look_of(sheet.profile)
        self._body: float = look["paper_height"] - look["top"] - look["bottom"] - _SLACK
        self.widths = fitted_widths(sheet, look["width"], sheet.profile.body_size)
        self._inner = {c.key: w - 2 * INSET_X for c, w in zip(sheet.columns, self.widths, strict=True)}
        if min(self._inner.values()) < sheet.profile.body_size * 1.05 or self._body < 100:
            raise Condition("列太多，这张纸放不下。", "请少选几列，或改用横向、A3纸、小一些的页边距。")
        self._make = Lines(sheet, self._inner, look["width"] - 2 * INSET_X, ruler)
        self._lines = [self._make.of_row(row, index) for index, row in enumerate(sheet.rows)]
        if not self._lines:
            self._lines = [self._make.over_all(sheet.empty_text, Align.CENTER)]
        self._notes_as_lines = False
        self._heading = self._room = self._head = self._tail = 0.0
        self._labels: dict[tuple[str, str, bool], Cell] = {}

    def template_sheet(self) -> dict[str, Any]:
        """The parts of the sheet that are not rows, for the template."""
        columns = []
        for column, width in zip(self.sheet.columns, self.widths, strict=True):
            size = self.sheet.profile.heading_size
            cell = make_cell(printable(column.heading), Align.CENTER, width - 2 * INSET_X, size)
            columns.append({"w": round(width, 3), "t": list(cell.items), "n": round(cell.narrow or cell.width, 3)})
        notes = () if self._notes_as_lines else self.sheet.notes
        return {
            "mark": clean(self.sheet.mark),
            "title": clean(self.sheet.title),
            "number": clean(self.sheet.number),
            "unit": clean(self.sheet.unit),
            "date": clean(self.sheet.date),
            "notes": [note for text in notes for note in printable(text)],
            "signing": [[line for text in party for line in printable(text)] for party in self.sheet.signing],
            "text": self.sheet.text_size or self.sheet.profile.body_size,
            "sign": [label for text in self.sheet.sign_off for label in printable(text)],
            "columns": columns,
            "heading_height": round(self._heading, 3),
            "lines": self.sheet.lines,
            "inset": round(self._inset, 3),
        }

    def cells(self) -> list[Cell]:
        """All cells whose height must be known before the pages can be cut."""
        found = [cell for line in self._lines for cell in line.cells]
        for column, place in self._merged():
            for run in self._runs(column.merge):
                text = self._lines[run.first].labels[place]
                found += [self._label_cell(text, column, again) for again in (False, True)]
        return found

    def set_frame(self, heading: float, head: float, tail: float) -> bool:
        """Take the heights (pt) measured around the rows.

        False: the notes were too tall for a foot and have become lines of the table; measure once more.
        """
        self._heading = heading + 2 * self._inset if self.sheet.lines else 0.0
        self._room = self._body - self._heading
        self._head, self._tail = head, tail
        if self._heading > self._body * 0.5:
            raise Condition("列标题太长，放不下一页。", "请缩短列标题，或少选几列。")
        if head > self._room * 0.6:
            raise Condition("标题太长，放不下一页。", "请缩短标题。")
        if tail <= self._room * 0.5:
            return True
        if self._notes_as_lines or not self.sheet.notes:
            raise Condition("签字栏太多，放不下一页。", "请减少签字栏。")
        self._notes_as_lines = True
        for number, note in enumerate(self.sheet.notes):
            self._lines.append(
                self._make.over_all(f"注：{note}" if number == 0 else note, Align.LEFT, ("\0notes",) * 9)
            )
        return False

    def pages(self) -> list[dict[str, Any]]:
        """The pages for the template, without page numbers. Cuts lines that are taller than a page."""
        heights = self._cut_tall_lines()
        runs = [run for level in sorted({c.merge for c, _ in self._merged()}) for run in self._runs(level)]
        merged = self._merged()

        @cache
        def label_height(run: Run, again: bool) -> float:
            labels = self._lines[run.first].labels
            cells = [self._label(labels[place], c, again) for c, place in merged if c.merge == run.level]
            return max((self._ruler.height(cell) for cell in cells), default=0.0) + 2 * self._inset

        keeps = frozenset(index for index, line in enumerate(self._lines) if line.keep)
        frame = {"body": self._room, "head": self._head, "tail": self._tail}
        pages = paginate(heights, runs, label_height, keeps=keeps, **frame)
        return [self._page(page, runs) for page in pages]

    def _merged(self) -> list[tuple[Column, int]]:
        return [(column, place) for place, column in enumerate(self.sheet.merge_columns)]

    def _runs(self, level: int) -> list[Run]:
        runs = runs_of([line.groups for line in self._lines], level)
        return [run for run in runs if not self._lines[run.first].span]

    def _cut_tall_lines(self) -> list[float]:
        """The heights of all lines, those taller than a page being cut."""
        last = len(self._lines) - 1
        result: list[Line] = []
        heights: list[float] = []
        for index, line in enumerate(self._lines):
            height = self._make.height(line)
            first = self._room - (self._head if index == 0 else 0.0)
            end = self._room - (self._tail if index == last else 0.0)
            if height <= first + end - self._room:
                result.append(line)
                heights.append(height)
                continue
            parts = self._make.cut(line, first, self._room, end)
            result += parts
            heights += map(self._make.height, parts)
        self._lines = result
        return heights

    def _label_cell(self, text: str, column: Column, again: bool, scale: float = 1.0) -> Cell:
        if again and text:  # behind the title of a label of several lines
            title, line, rest = text.partition("\n") if column.strong_head else (text, "", "")
            text = f"{title}{AGAIN}{line}{rest}"
        size = self.sheet.profile.body_size
        return make_cell(
            printable(text),
            column.align,
            self._inner[column.key],
            size,
            bold=column.bold,
            scale=scale,
            strong_head=column.strong_head,
        )

    def _label(self, text: str, column: Column, again: bool) -> Cell:
        """The label, in smaller letters when it would be taller than a page."""
        key = (text, column.key, again)
        if key not in self._labels:
            room = self._room - self._head - self._tail - 2 * self._inset
            for scale in _LABEL_SCALES:
                cell = self._label_cell(text, column, again, scale)
                self._ruler.take([cell])
                if self._ruler.height(cell) <= room:
                    break
            else:
                raise Condition(f"“{text[:20]}……”太长，一页放不下它的合并格。", "请缩短名称，或加宽这一列。")
            self._labels[key] = cell
        return self._labels[key]

    def _page(self, page: Page, runs: list[Run]) -> dict[str, Any]:
        opening = {(part.level, part.first): (part, again) for part, again in runs_on(page.first, page.end, runs)}
        rows = []
        for index in range(page.first, page.end):
            line = self._lines[index]
            cells: list[dict[str, Any]] = []
            if line.span:
                cells.append(line.cells[0].spec() | {"c": len(self.sheet.columns), "x": line.cells[0].bold})
            else:
                own, label = iter(line.cells), iter(line.labels)
                for column in self.sheet.columns:
                    if not column.merge:
                        cells.append(next(own).spec())
                        continue
                    text = next(label)
                    if (column.merge, index) in opening:
                        part, again = opening[column.merge, index]
                        cells.append(self._label(text, column, again).spec() | {"r": part.end - part.first})
            row: dict[str, Any] = {"h": round(page.heights[index - page.first], 3), "cells": cells}
            rows.append(row | {"o": True} if line.bare else row)
        return {"first": page.first == 0, "last": page.has_tail, "rows": rows}
