"""Rows of a breakdown table: big items, tasks, who carries them, by when, and their targets."""

import re
from dataclasses import replace

from models.intake.characters import first_clause, sentences, squeezed, trimmed
from models.intake.draft import Target, Task, TaskPerson
from models.intake.fields.labels import About
from models.intake.fields.responsibility import Responsibility, units_after, with_first_leading
from models.intake.fields.targets import targets_in
from models.intake.fields.times import deadlines_in
from models.intake.outline import numbered
from models.intake.readers.cells import (
    DITTO,
    MOST_ROWS,
    NOTHING_THERE,
    Setting,
    TableReading,
    continues,
    data_rows,
    doubts_of_columns,
    end_of,
    is_sum,
    lone_text,
    said_in,
    text_at,
    unwrapped,
)
from models.intake.readers.columns import Column
from models.intake.readers.forms import PHONE, Heads
from models.intake.source import Table
from models.task.deadlines import NOTHING

_LONGEST_TITLE = 42
_NO_UNITS = "没有读到责任单位。"
_INDICATOR = "这个指标名称请核对。"
_SITE = re.compile(r"点位|市场|小区|公厕|道路|项目点|学校|医院|场所")
_FIELDS = {Column.TASK: "title", Column.DETAIL: "body", Column.UNIT: "units", Column.PHONE: "people"}


def read_breakdown(table: Table, heads: Heads, found: TableReading, setting: Setting) -> None:
    """Read the tasks of a breakdown table."""
    _Breakdown(table, heads, found, setting).read()


class _Breakdown:
    """The rows of one breakdown table."""

    def __init__(self, table: Table, heads: Heads, found: TableReading, setting: Setting) -> None:
        self.table, self.heads, self.found, self.setting = table, heads, found, setting
        self.number = heads.one(Column.NO)
        words = [at for kind in (Column.GROUP, Column.TASK, Column.DETAIL) for at in heads.all(kind)]
        # Of the big columns those that are so only where their cells span tasks, with the column to their right.
        self.spanning: dict[int, int] = {}
        self.big = self._big(words)
        own = [column for column in words if column not in self.big]
        places = heads.all(Column.PLACE)
        if not heads.all(Column.TASK):  # 点位 and what is asked of it: the place is what a task is about
            own = [*[at for at in places if _SITE.search(heads.words[at])][:1], *own]
        self.places = [at for at in places if at not in own]
        self.title = own[0] if own else words[0]
        self.details = own[1:]
        self.target, self.indicator = heads.all(Column.TARGET), heads.one(Column.INDICATOR)
        self.steps = heads.all(Column.STEP)
        self.doubts, self.unsure = doubts_of_columns(heads, _FIELDS)
        self.groups: list[tuple[int, int]] = []  # (rank, key) of rows that head others
        self.numbers: dict[str, int] = {}  # number → key, since the last heading: 1.1 belongs to 1
        rows = range(heads.last + 1, len(table.rows))
        self.counted = any(text_at(table, row, self.number)[:1].isdigit() for row in rows)
        self.bigs: dict[int, tuple[str, int]] = {}  # column → (text, key)

    def _big(self, words: list[int]) -> list[int]:
        """Columns of big items, from the outermost: named so, or merged down over several tasks."""
        named = [column for column in self.heads.all(Column.GROUP) if len(words) > 1]
        big = named if len(named) < len(words) else named[:-1]
        rest = [column for column in words if column not in big]
        while len(rest) > 1 and self._spans_tasks(rest[0], rest[1]):
            self.spanning[rest[0]] = rest[1]
            big.append(rest.pop(0))
        return sorted(big)

    def _spans_tasks(self, column: int, inner: int) -> bool:
        """Whether cells of a column reach over rows that differ in the column to the right and in who carries them."""
        rows = range(self.heads.last + 2, len(self.table.rows))
        return any(self._is_under(row, column, inner) for row in rows)

    def _is_under(self, row: int, column: int, inner: int) -> bool:
        """Whether a row belongs to the big item above it in this column: merged with it, or left empty below it (as
        tables without merged cells do) beside a task that has a number or units of its own."""
        if row >= len(self.table.rows) or continues(self.table, row, inner) or not text_at(self.table, row, inner):
            return False
        units = self.heads.label_columns(About.UNITS)
        if continues(self.table, row, column):
            return not units or any(not continues(self.table, row, at) for at in units)
        if text_at(self.table, row, column):
            return False
        own = [at for at in (self.number, *units) if at is not None and not continues(self.table, row, at)]
        return any(text_at(self.table, row, at) for at in own)

    def read(self) -> None:
        previous: int | None = None
        taken = 0
        for row in data_rows(self.table, self.heads):
            if is_sum(self.table, row):
                continue
            alone = lone_text(self.table, row, self.number)
            if alone:
                self._group(alone, row)
                previous = None
                continue
            alone_in = self._alone_in(row)
            parent = self._parent(row, alone_in)
            column = self.title if alone_in is None else alone_in
            title = self.table.rows[row][column]
            if previous is not None and alone_in is None and taken < MOST_ROWS and self._goes_on(row, previous):
                self._more(row, previous)
                taken += 1
                previous = row
                continue
            if not squeezed(title) or squeezed(title) in NOTHING_THERE:
                continue
            details = self.details if alone_in is None else [self.title, *self.details]
            no = self._no(row)
            rank = self._heads(no)
            whole = no.rpartition(".")[0]
            parent = self._above(rank) if rank is not None else self.numbers.get(whole, parent) if whole else parent
            key = self._add(title, self._body(row, details), no, row, parent, self._said(row), column)
            self.numbers[no] = key
            if rank is not None:
                self.groups.append((rank, key))
                self.bigs.clear()
            self._targets(row, key)
            previous, taken = row, 1

    def _heads(self, no: str) -> int | None:
        """The rank of 一 or （一） among tasks that are numbered 1, 2, 3: it heads them, units of its own or not."""
        found = numbered(f"{no}、项") if no and not no[0].isdigit() and self.counted else None
        return found[0] if found is not None and found[0] < 3 else None

    def _above(self, rank: int) -> int | None:
        """The heading under which one of this rank stands; those of its rank and below end."""
        self.numbers.clear()
        while self.groups and self.groups[-1][0] >= rank:
            self.groups.pop()
        return self.groups[-1][1] if self.groups else None

    def _alone_in(self, row: int) -> int | None:
        """The column of big items whose cell in this row spans no other: there it names the task itself."""
        for at, inner in self.spanning.items():
            text = squeezed(self.table.rows[row][at])
            if self.heads.meanings[inner].column is not Column.DETAIL or not text:
                continue
            if not continues(self.table, row, at) and not self._is_under(row + 1, at, inner):
                return at
        return None

    def _goes_on(self, row: int, previous: int) -> bool:
        """Whether a row belongs to the task above: its task is merged with it, or left empty beside more cells."""
        texts, above = self.table.rows[row], self.table.rows[previous]
        if texts == above:
            return True
        if continues(self.table, row, self.title):
            return previous == row - 1
        blank = not squeezed(texts[self.title])
        no = text_at(self.table, row, self.number)
        return blank and (not no or no == text_at(self.table, previous, self.number))

    def _more(self, row: int, previous: int) -> None:
        """What a further row says about the same task: more details, more units."""
        if self.table.rows[row] == self.table.rows[previous]:
            return
        task = self.found.tasks[-1]
        said = Responsibility(list(task.units), list(task.people), list(task.deadlines))
        said.add(self._said(row))
        details = [at for at in self.details if not continues(self.table, row, at)]
        body = "\n".join(part for part in (task.body, self._body(row, details)) if part)
        doubts = tuple(doubt for doubt in task.doubts if not (doubt == _NO_UNITS and said.units))
        deadline = task.deadline or (said.deadlines[0] if said.deadlines else "")
        self.found.tasks[-1] = replace(
            task,
            body=body,
            units=tuple(said.units),
            people=tuple(said.people),
            deadline=deadline,
            deadlines=tuple(dict.fromkeys(said.deadlines)),
            due=self.setting.due(deadline) if deadline else NOTHING,
            doubts=doubts,
        )

    def _body(self, row: int, columns: list[int]) -> str:
        parts = [self.table.rows[row][at] for at in columns if squeezed(self.table.rows[row][at]) not in NOTHING_THERE]
        for at in self.places:
            text = text_at(self.table, row, at)
            if text not in NOTHING_THERE:
                parts.append(f"{self.heads.words[at]}：{text}")
        for at in self.steps:
            text = self.table.rows[row][at].strip()
            if text not in NOTHING_THERE and not continues(self.table, row, at):
                parts.append(f"{_step(self.heads.words[at])}：{text}")
        return "\n".join(dict.fromkeys(parts))

    def _no(self, row: int) -> str:
        if any(self._number_spans(row, at) for at in self.big) or continues(self.table, row, self.number):
            return ""
        return text_at(self.table, row, self.number).rstrip(".．、")

    # ---- big items ---------------------------------------------------------------------------------------------

    def _group(self, text: str, row: int) -> None:
        """A row across the table that heads the rows below it."""
        if text.isdigit():
            return
        found = numbered(text)
        rank = found[0] if found is not None else 0
        parent = self._above(rank)
        self.groups.append((rank, self._add(trimmed(unwrapped(text)), "", "", row, parent, None, self._filled(row))))
        self.bigs.clear()

    def _filled(self, row: int) -> int:
        return next((at for at, text in enumerate(self.table.rows[row]) if text and at != self.number), 0)

    def _parent(self, row: int, alone_in: int | None) -> int | None:
        """The item that the task of this row belongs to; big items that begin in this row are added."""
        parent = self.groups[-1][1] if self.groups else None
        changed = False
        for at in self.big:
            if at == alone_in:
                self.bigs.pop(at, None)
                break
            text = self.table.rows[row][at]
            known = self.bigs.get(at)
            begins = squeezed(text) not in NOTHING_THERE and squeezed(text) not in DITTO
            if begins and (changed or known is None or known[0] != text):
                numbered_here = self._number_spans(row, at)
                no = text_at(self.table, row, self.number).rstrip(".．、") if numbered_here else ""
                known = (text, self._add(text, "", no, row, parent, None, at))
                self.bigs[at] = known
                changed = True
            if known is not None:
                parent = known[1]
        return parent

    def _number_spans(self, row: int, column: int) -> bool:
        """Whether the number stands beside this big item over all its rows."""
        if continues(self.table, row, column):
            return False
        last = end_of(self.table, row, column)
        return last > row and last == end_of(self.table, row, self.number)

    # ---- a task ------------------------------------------------------------------------------------------------

    def _said(self, row: int) -> Responsibility:
        said = said_in(self.table, self.heads, row, self.setting.known)
        unit = self.heads.one(Column.UNIT)
        if unit is not None and not self.heads.label_columns(About.UNITS):
            text = self.table.rows[row][unit].strip()
            if text not in NOTHING_THERE:
                said.add(units_after(text, self.setting.known))
        name = self.heads.one(Column.NAME)
        if name is not None and text_at(self.table, row, name) not in NOTHING_THERE:
            said.people.append(TaskPerson(text_at(self.table, row, name), self.heads.words[name]))
        phone = self.heads.one(Column.PHONE)
        number = text_at(self.table, row, phone)
        if number and len(said.people) == 1 and not said.people[0].phone and PHONE.fullmatch(number):
            said.people = [replace(said.people[0], phone=number)]
        return said

    def _add(
        self,
        title: str,
        body: str,
        no: str,
        row: int,
        parent: int | None,
        said: Responsibility | None,
        column: int,
    ) -> int:
        """Add a task that stands in `column`, or with `said` None a big item that heads others; its key."""
        heading, said = said is None, said or Responsibility()
        if self.setting.first_leads:
            with_first_leading(said)
        found = numbered(title)
        if found is not None and (not no or found[0] < 3):
            no, title = found[1], found[2]
        elif found is not None:
            title = found[2]
        text = unwrapped(title)
        short = _short(text)
        whole = "\n".join(part for part in ((text if squeezed(text).rstrip("。；") != short else ""), body) if part)
        deadlines = tuple(dict.fromkeys(said.deadlines)) or deadlines_in(f"{text}\n{body}")
        deadline = deadlines[0] if deadlines else ""
        key = self.setting.first_key + len(self.found.tasks)
        self.found.warnings += said.warnings
        spot = self.table.spot(row, column)
        for figure in targets_in(whole or text):
            reason = () if figure.sure else (_INDICATOR,)
            unsure = () if figure.sure else ("indicator",)
            self.found.targets.append(Target(figure.indicator, figure.value, key, spot, reason, unsure))
        doubts = [*said.doubts]
        fields = ["units"] if said.doubts else []
        if not heading and not said.units and self._expects_units():
            doubts.append(_NO_UNITS)
            fields.append("units")
        if not heading:
            doubts += self.doubts
            fields += self.unsure
        self.found.tasks.append(
            Task(
                key=key,
                title=short,
                no=no,
                parent=parent,
                body=whole,
                units=tuple(said.units),
                people=tuple(said.people),
                deadline=deadline,
                deadlines=deadlines,
                due=self.setting.due(deadline) if deadline else NOTHING,
                spot=spot,
                doubts=tuple(doubts),
                unsure=tuple(dict.fromkeys(fields)),
            )
        )
        return key

    def _expects_units(self) -> bool:
        return bool(self.heads.label_columns(About.UNITS))

    def _targets(self, row: int, key: int) -> None:
        """The values of a row, of the indicator it names, else of the task; an indicator alone may hold its value."""
        named = text_at(self.table, row, self.indicator)
        indicator = self.found.tasks[-1].title if named in NOTHING_THERE else named
        columns = self.target or ([self.indicator] if self.indicator is not None else [])
        for at in columns:
            text = text_at(self.table, row, at)
            if text in NOTHING_THERE or continues(self.table, row, at):
                continue
            spot = self.table.spot(row, at)
            if self.target:
                self.found.targets.append(Target(indicator, text, key, spot))
                continue
            for figure in targets_in(text):
                reason = () if figure.sure else (_INDICATOR,)
                unsure = () if figure.sure else ("indicator",)
                self.found.targets.append(Target(figure.indicator, figure.value, key, spot, reason, unsure))


def _step(words: str) -> str:
    """The name of a stage goal: 一季度 of 季度目标/一季度 and of 一季度/目标."""
    levels = words.split("/")
    return next(
        (level for level in reversed(levels) if re.search(r"[一二三四1-4上下\d](?:季度?|半年|月)", level)), levels[-1]
    )


def _short(text: str) -> str:
    """The title of a task: its text when that is short, else its first clause."""
    head = sentences(text)[0].split("\n")[0].strip() if text.strip() else ""
    short = squeezed(head if len(head) <= _LONGEST_TITLE else first_clause(text)).rstrip("。；;，,：:")
    whole_sentence = head.endswith(("。", "；")) and re.search("[，,]", head) and head.strip() == text.strip()
    if len(head) <= _LONGEST_TITLE and whole_sentence:
        return squeezed(first_clause(text))
    return short
