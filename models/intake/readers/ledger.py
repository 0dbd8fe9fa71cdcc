"""Rows of a rectification ledger: where, what is wrong, who mends it, how, by when, how far it is."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from models.intake.characters import half_digits, number_of, squeezed
from models.intake.draft import Problem, TaskPerson, TaskUnit
from models.intake.fields.labels import About
from models.intake.fields.responsibility import Responsibility, people_of, units_after, with_first_leading
from models.intake.readers.cells import (
    DITTO,
    MOST_ROWS,
    NOTHING_THERE,
    Setting,
    TableReading,
    continues,
    data_rows,
    doubts_of_columns,
    is_sum,
    lone_text,
    said_in,
    text_at,
)
from models.intake.readers.columns import Column
from models.intake.readers.counted import sum_warnings
from models.intake.readers.forms import PHONE, Heads
from models.intake.source import Table
from models.task.deadlines import NOTHING

_NO_UNITS = "没有读到责任单位。"
_NO_PROBLEM = "这一行没有写明问题。"
_FIELDS = {
    Column.PROBLEM: "problem",
    Column.PLACE: "place",
    Column.UNIT: "units",
    Column.PHONE: "people",
    Column.NAME: "people",
}
_SHORT = 300  # longer texts are not kept: they hardly come twice
_YES_NO = {"是": "已", "√": "已", "✓": "已", "否": "未", "×": "未", "✗": "未"}
_WHETHER = re.compile(r"是否(?:已经?)?(?P<done>[\u4e00-\u9fff]{2,6})")
_AREA = re.compile(r"(?:区|县|市|镇|乡|街道|办事处|社区|村|园区)$")
_OPENING = re.compile(r"(?:措施|如下|要求|方案|内容|整改|以下)$")
_MARK = re.compile(
    r"(?P<c>[①-⑳])\s*|(?:^|(?<=[。；;，,：:\n\s]))\s*(?:(?P<a>\d{1,2})(?:[、．]|[.](?!\d))|[（(](?P<b>\d{1,2}|[一二三四五六七八九十]{1,2})[）)]"
    r"|(?P<d>[一二三四五六七八九十])(?:是|、))\s*"
)


@lru_cache(maxsize=8192)
def measures_of(text: str) -> tuple[str, ...]:
    """The measures of a cell: numbered ones (1.… 2.…, ①…②…, 一是…二是…) apart, lines that end in a full mark too."""
    plain = text.strip()
    if not plain or plain in NOTHING_THERE:
        return ()
    cuts = _cuts(plain)
    if len(cuts) > 1:
        ahead = plain[: cuts[0][0]].strip().rstrip("：:")
        parts = [
            plain[end:following]
            for (_, end), following in zip(cuts, [*(cut[0] for cut in cuts[1:]), len(plain)], strict=True)
        ]
        parts = [ahead, *parts] if len(ahead) > 1 and not _OPENING.search(ahead) else parts
    else:
        lines = [line.strip() for line in plain.split("\n") if line.strip()]
        apart = len(lines) > 1 and all(line[-1] in "。；;" for line in lines[:-1])
        parts = lines if apart else ["".join(lines)]
        parts = [_MARK.sub("", part, count=1) if _MARK.match(part) else part for part in parts]
    return tuple(bare for part in parts if (bare := "".join(part.split("\n")).strip().rstrip("；;。，, ")))


def _cuts(text: str) -> list[tuple[int, int]]:
    """Where numbers stand that count up from one."""
    found: list[tuple[int, int]] = []
    for match in _MARK.finditer(half_digits(text)):
        circled = match["c"]
        value = ord(circled) - ord("①") + 1 if circled else number_of(match["a"] or match["b"] or match["d"])
        if value == len(found) + 1:
            found.append(match.span())
    return found


@dataclass(slots=True)
class _Columns:
    """Where the fields stand; looked up once for thousands of rows."""

    number: int | None
    problem: int
    places: list[int]
    kinds: list[int]
    found: int | None
    measures: list[int]
    status: list[int]
    notes: list[int]
    remarks: list[int]
    unit: int | None
    names: list[int]
    phone: int | None
    photos: list[int] = field(default_factory=list)


def read_ledger(table: Table, heads: Heads, found: TableReading, setting: Setting) -> None:
    """Read the problems of a ledger."""
    _Ledger(table, heads, found, setting).read()


class _Ledger:
    """The rows of one ledger."""

    def __init__(self, table: Table, heads: Heads, found: TableReading, setting: Setting) -> None:
        self.table, self.heads, self.found, self.setting = table, heads, found, setting
        area, place = heads.all(Column.AREA), heads.all(Column.PLACE)
        units = heads.label_columns(About.UNITS)
        self.columns = _Columns(
            number=heads.one(Column.NO),
            problem=heads.all(Column.PROBLEM)[-1],
            places=[*area[:1], *place[:1]],
            kinds=[*heads.all(Column.KIND, Column.GROUP), *heads.all(Column.PROBLEM)[:-1]],
            found=heads.one(Column.FOUND),
            measures=heads.all(Column.MEASURE),
            status=heads.all(Column.STATUS, Column.STAGE),
            notes=heads.all(Column.NOTE),
            remarks=heads.all(Column.ORIGIN, Column.TARGET, Column.DONE),
            unit=heads.one(Column.UNIT) if not units else None,
            names=heads.all(Column.NAME),
            phone=heads.one(Column.PHONE),
            photos=heads.all(Column.PHOTO),
        )
        self.asks_units = bool(units) or self.columns.unit is not None
        self.doubts, self.unsure = doubts_of_columns(heads, _FIELDS)
        self.kind = self.area = ""  # as lines across the table say
        self.last_row, self.taken = -2, 0
        self.first = len(found.problems)

    def read(self) -> None:
        merged_down = any(column == self.columns.problem for _, column in self.table.merged)
        for row in data_rows(self.table, self.heads):
            texts = self.table.rows[row]
            alone = lone_text(self.table, row, self.columns.number)
            if is_sum(self.table, row) or re.match("(?:合计|总计|共计)", alone):
                self.found.warnings += sum_warnings("".join(texts), self.found.problems[self.first :])
            if alone:
                if not is_sum(self.table, row) and not re.match("(?:合计|总计|共计)", alone):
                    group = "" if alone.isdigit() else _without_number(alone)
                    self.kind, self.area = ("", group) if _AREA.search(group) else (group, self.area)
                self.last_row = -2
                continue
            if is_sum(self.table, row):
                continue
            problem = texts[self.columns.problem].strip()
            same = merged_down and self.last_row == row - 1 and continues(self.table, row, self.columns.problem)
            if self.last_row >= 0 and self.taken < MOST_ROWS and (same or self._goes_on(row, problem)):
                self._more(row)
                self.taken += 1
            else:
                self.taken = 1
                self.found.problems.append(self._problem(row, problem))
            self.last_row = row

    def _goes_on(self, row: int, problem: str) -> bool:
        """Whether a row without problem and number says more about the problem above it."""
        no = text_at(self.table, row, self.columns.number)
        return not problem and (not no or continues(self.table, row, self.columns.number))

    def _problem(self, row: int, problem: str) -> Problem:
        columns, texts = self.columns, self.table.rows[row]
        said = self._said(row)
        doubts, unsure = self.doubts, self.unsure
        if said.doubts:
            doubts, unsure = (*doubts, *said.doubts), (*unsure, "units")
        if said.warnings:
            self.found.warnings += said.warnings
        if not problem:
            doubts, unsure = (*doubts, _NO_PROBLEM), (*unsure, "problem")
        if self.asks_units and not said.units:
            doubts, unsure = (*doubts, _NO_UNITS), (*unsure, "units")
        deadline = said.deadlines[0] if said.deadlines else ""
        no = squeezed(texts[columns.number]).rstrip(".．、") if columns.number is not None else ""
        kind = next((value for at in columns.kinds if (value := self._value(row, at, "kind"))), "") or self.kind
        return Problem(
            problem=problem,
            no=no,
            place=self._place(row),
            kind=kind,
            found=self._value(row, columns.found, "found"),
            units=tuple(said.units),
            people=tuple(said.people),
            measures=self._measures(row, columns.measures),
            deadline=deadline,
            due=self.setting.due(deadline) if deadline else NOTHING,
            status=self._status(row),
            note=self._note(row),
            photos=self._photos(row),
            spot=self.table.spot(row, columns.problem),
            doubts=doubts,
            unsure=unsure,
        )

    def _value(self, row: int, column: int | None, field_: str) -> str:
        """The text of a place; 同上 stands for what the row above says."""
        if column is None:
            return ""
        text = self.table.rows[row][column].strip()
        if text in DITTO and self.found.problems:
            return str(getattr(self.found.problems[-1], field_))
        return "" if text in NOTHING_THERE else text

    def _place(self, row: int) -> str:
        texts = [
            text for at in self.columns.places if (text := squeezed(self.table.rows[row][at])) not in NOTHING_THERE
        ]
        if any(text in DITTO for text in texts) and self.found.problems:
            return self.found.problems[-1].place
        if len(texts) == 2 and texts[1].startswith(texts[0]):
            return texts[1]
        return "".join(texts)

    def _measures(self, row: int, columns: list[int]) -> tuple[str, ...]:
        found: tuple[str, ...] = ()
        for at in columns:
            text = self.table.rows[row][at]
            if text.strip() in DITTO and self.found.problems:
                found += self.found.problems[-1].measures
            else:
                found += measures_of(text) if len(text) <= _SHORT else measures_of.__wrapped__(text)
        return found

    def _status(self, row: int) -> str:
        """How far it is: of several columns the shortest one states it, the others go into the note."""
        texts = self._states(row)
        return min(texts, key=len) if texts else ""

    def _states(self, row: int) -> list[str]:
        """What the columns of the state say; 是 and 否 under 是否完成整改 in full: 已完成整改, 未完成整改."""
        found = []
        for at in self.columns.status:
            text = self._value(row, at, "status")
            asked = _WHETHER.match(squeezed(self.heads.words[at]))
            if asked is not None and text in _YES_NO:
                text = _YES_NO[text] + asked["done"]
            if text:
                found.append(text)
        return found

    def _note(self, row: int) -> str:
        status = self._status(row)
        lines = [text for text in self._states(row) if text != status]
        for at in self.columns.remarks:
            text = self._value(row, at, "note")
            if text:
                lines.append(f"{squeezed(self.heads.words[at])}：{text}")
        lines += [self.area] if self.area else []
        lines += [text for at in self.columns.notes if (text := self._value(row, at, "note"))]
        return "\n".join(lines)

    def _photos(self, row: int) -> tuple[str, ...]:
        if not self.setting.pictures or not self.table.at:
            return ()
        return self.setting.pictures.get((self.table.sheet, self.table.at[row]), ())

    def _said(self, row: int) -> Responsibility:
        columns = self.columns
        said = said_in(self.table, self.heads, row, self.setting.known)
        above = self.found.problems[-1] if self.found.problems else None
        if above is not None:
            self._take_ditto(row, said, above)
        if columns.unit is not None:
            text = self.table.rows[row][columns.unit].strip()
            if text not in NOTHING_THERE:
                said.add(units_after(text, self.setting.known))
        for at in columns.names:
            text = self.table.rows[row][at].strip()
            if text not in NOTHING_THERE:
                said.people += people_of(text, squeezed(self.heads.words[at]))
        if columns.phone is not None and len(said.people) == 1 and not said.people[0].phone:
            number = squeezed(self.table.rows[row][columns.phone])
            if number and PHONE.fullmatch(number):
                one = said.people[0]
                said.people = [TaskPerson(one.name, one.role, one.post, number)]
        if self.setting.first_leads:
            with_first_leading(said)
        return said

    def _take_ditto(self, row: int, said: Responsibility, above: Problem) -> None:
        for at, label in self.heads.labels.items():
            if self.table.rows[row][at].strip() not in DITTO:
                continue
            if label.about is About.UNITS:
                said.units += [unit for unit in above.units if unit.role == label.word]
            elif label.about is About.PEOPLE:
                said.people += [person for person in above.people if person.role == label.word]
            elif above.deadline:
                said.deadlines.append(above.deadline)

    def _more(self, row: int) -> None:
        """What a further row says about the same problem: more measures, more units, more photos."""
        problem = self.found.problems[-1]
        said = Responsibility(list(problem.units), list(problem.people), [problem.deadline] if problem.deadline else [])
        said.add(self._said(row))
        columns = [at for at in self.columns.measures if not continues(self.table, row, at)]
        deadline = said.deadlines[0] if said.deadlines else ""
        units: tuple[TaskUnit, ...] = tuple(said.units)
        answered = bool(units) and _NO_UNITS in problem.doubts
        self.found.problems[-1] = Problem(
            problem=problem.problem,
            no=problem.no,
            place=problem.place,
            kind=problem.kind,
            found=problem.found,
            units=units,
            people=tuple(said.people),
            measures=tuple(dict.fromkeys((*problem.measures, *self._measures(row, columns)))),
            deadline=deadline,
            due=self.setting.due(deadline) if deadline else NOTHING,
            status=problem.status or self._status(row),
            note=problem.note or self._note(row),
            photos=tuple(dict.fromkeys((*problem.photos, *self._photos(row)))),
            spot=problem.spot,
            doubts=tuple(doubt for doubt in problem.doubts if not (answered and doubt == _NO_UNITS)),
            unsure=tuple(name for name in problem.unsure if not (answered and name == "units")),
        )


def _without_number(text: str) -> str:
    return re.sub(
        r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.、．])\s*",
        "",
        squeezed(text),
    )
