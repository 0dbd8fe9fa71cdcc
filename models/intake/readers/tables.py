"""Tables of a document: breakdowns, member lists, contact lists, places. Other tables are named and left out."""

import re
from dataclasses import dataclass, field, replace

from models.intake.characters import first_clause, half_digits, sentences, squeezed, trimmed
from models.intake.draft import Cell, Contact, Point, Seat, Target, Task
from models.intake.fields.labels import About, Piece
from models.intake.fields.names import is_name_like
from models.intake.fields.responsibility import Responsibility, of_pieces, with_first_leading
from models.intake.fields.targets import targets_in
from models.intake.fields.times import deadlines_in
from models.intake.outline import numbered
from models.intake.readers.columns import Column, Heads, heads_of
from models.intake.source import Spot, Table
from models.task.deadlines import NOTHING, parse_deadline

LEDGER_LATER = "文中有一张问题台账，现在还不能导入，没有读入。"
SCORES_LATER = "文中有一张评分表，现在还不能导入，没有读入。"
_PHONE = re.compile(r"\d[\d\-－ /、]{5,}\d")
_SUM = re.compile(r"合计|小计|总计|填表人|填报人|备注[：:]?.*|注[：:].*|审核人|说明[：:].*")


@dataclass(slots=True)
class TableReading:
    """What the tables of a document hold."""

    tasks: list[Task] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def read_tables(
    tables: list[Table], *, group: str, years: tuple[int, ...], first_leads: bool, first_key: int
) -> TableReading:
    """Read all tables; keys of tasks count on from `first_key`."""
    found = TableReading()
    for table in tables:
        heads = heads_of(table)
        if heads is None:
            continue
        if heads.all(Column.PROBLEM) and (heads.labels or heads.all(Column.DETAIL)):
            found.warnings.append(LEDGER_LATER)
        elif heads.all(Column.CRITERIA) or (heads.all(Column.POINTS) and not heads.labels):
            found.warnings.append(SCORES_LATER)
        elif heads.all(Column.TASK, Column.DETAIL, Column.GROUP) and (heads.labels or heads.all(Column.UNIT)):
            _Breakdown(table, heads, found, years, first_leads=first_leads, first_key=first_key).read()
        elif heads.all(Column.NAME) and heads.all(Column.PHONE) and not heads.all(Column.ROLE):
            _contacts(table, heads, found)
        elif heads.all(Column.NAME) and heads.all(Column.ROLE, Column.POST):
            _members(table, heads, found, group)
        elif heads.all(Column.PLACE) and heads.all(Column.AREA):
            _places(table, heads, found)
    return found


class _Breakdown:
    """The rows of one breakdown table."""

    def __init__(
        self,
        table: Table,
        heads: Heads,
        found: TableReading,
        years: tuple[int, ...],
        *,
        first_leads: bool,
        first_key: int,
    ) -> None:
        self.table, self.heads, self.found, self.years = table, heads, found, years
        self.first_leads, self.first_key = first_leads, first_key
        words = heads.all(Column.GROUP, Column.TASK, Column.DETAIL)
        self.big = self._big(words)
        own = [column for column in words if column != self.big]
        self.title = own[0] if own else words[0]
        self.details = own[1:]

    def _big(self, words: list[int]) -> int | None:
        """The column of big items: named so, or the first of several whose cells are merged downwards."""
        grouped = self.heads.one(Column.GROUP)
        if grouped is not None and len(words) > 1:
            return grouped
        if len(words) > 1 and any(
            (row, words[0]) in self.table.merged for row in range(self.heads.last + 1, len(self.table.rows))
        ):
            return words[0]
        return None

    def read(self) -> None:
        parent: int | None = None
        parent_text = ""
        previous: tuple[str, ...] = ()
        for index in range(self.heads.last + 1, len(self.table.rows)):
            row = self.table.rows[index]
            filled = {squeezed(text) for text in row if squeezed(text)}
            if not filled or _SUM.match(next(iter(squeezed(text) for text in row if squeezed(text)), "")):
                continue
            if row == self.table.rows[self.heads.last]:  # headings repeated on a new page
                continue
            if len(filled) == 1 and len(row) > 2:
                parent_text = trimmed(row[0] or next(text for text in row if text))
                parent = self._add(parent_text, "", "", index, None, Responsibility())
                continue
            if self.big is not None and squeezed(row[self.big]) and row[self.big] != parent_text:
                parent_text = row[self.big]
                parent = self._add(parent_text, "", "", index, None, Responsibility())
            title = row[self.title]
            if not squeezed(title) or (row == previous and index):
                continue
            previous = row
            body = "\n".join(row[column] for column in self.details if squeezed(row[column]))
            number = self.heads.one(Column.NO)
            no = squeezed(row[number]).rstrip(".．、") if number is not None else ""
            key = self._add(title, body, no, index, parent, self._said(row))
            target = self.heads.one(Column.TARGET)
            if target is not None and squeezed(row[target]):
                spot = Spot(self.table.numbers[index])
                self.found.targets.append(Target(self.found.tasks[-1].title, squeezed(row[target]), key, spot))

    def _said(self, row: tuple[str, ...]) -> Responsibility:
        pieces = [
            Piece(label, row[column].strip(), 0, 0)
            for column, label in self.heads.labels.items()
            if squeezed(row[column]) and squeezed(row[column]) not in ("/", "—", "-", "无")
        ]
        return of_pieces(pieces)

    def _add(self, title: str, body: str, no: str, row: int, parent: int | None, said: Responsibility) -> int:
        if self.first_leads:
            with_first_leading(said)
        found = numbered(title)
        if found is not None and (not no or found[0] < 3):
            no, title = found[1], found[2]
        elif found is not None:
            title = found[2]
        text = "\n".join(line.strip() for line in title.split("\n") if line.strip())
        head = sentences(text)[0].split("\n")[0].strip() if text else ""
        short = squeezed(head if len(head) <= 42 else first_clause(text)).rstrip("。；;，,：:")
        if (
            len(head) <= 42
            and head.endswith(("。", "；"))
            and re.search("[，,]", head)
            and head.strip() == text.strip()
        ):
            short = squeezed(first_clause(text))
        whole = "\n".join(part for part in ((text if squeezed(text).rstrip("。；") != short else ""), body) if part)
        year = self.years[0] if len(self.years) == 1 else None
        deadlines = tuple(dict.fromkeys(said.deadlines)) or deadlines_in(f"{text}\n{body}")
        deadline = deadlines[0] if deadlines else ""
        due = parse_deadline(deadline, year=year, years=self.years) if deadline else NOTHING
        key = self.first_key + len(self.found.tasks)
        self.found.warnings += said.warnings
        for figure in targets_in(whole or text):
            reason = () if figure.sure else ("这个指标名称请核对。",)
            spot = Spot(self.table.numbers[row])
            self.found.targets.append(Target(figure.indicator, figure.value, key, spot, reason))
        doubts = list(said.doubts)
        if parent is not None and not said.units and self.heads.label_columns(About.UNITS):
            doubts.append("没有读到责任单位。")
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
                due=due,
                spot=Spot(self.table.numbers[row]),
                doubts=tuple(doubts),
            )
        )
        return key


def _rows(table: Table, heads: Heads) -> list[tuple[int, tuple[str, ...]]]:
    rows = [(index, table.rows[index]) for index in range(heads.last + 1, len(table.rows))]
    return [(index, row) for index, row in rows if len({squeezed(text) for text in row if squeezed(text)}) > 1]


def _text(row: tuple[str, ...], column: int | None) -> str:
    return squeezed(row[column]) if column is not None else ""


def _members(table: Table, heads: Heads, found: TableReading, group: str) -> None:
    name, post, unit = heads.one(Column.NAME), heads.one(Column.POST), heads.one(Column.UNIT)
    role = heads.one(Column.ROLE)
    for index, row in _rows(table, heads):
        words = _text(row, role) or "成员"
        person = _text(row, name)
        doubts = () if is_name_like(person) else ("这个姓名请核对。",)
        held = _text(row, unit) + _text(row, post)
        found.seats.append(Seat(group, words, person, held, spot=Spot(table.numbers[index]), doubts=doubts))


def _contacts(table: Table, heads: Heads, found: TableReading) -> None:
    name, post, unit, phone = (heads.one(kind) for kind in (Column.NAME, Column.POST, Column.UNIT, Column.PHONE))
    for index, row in _rows(table, heads):
        number = half_digits(_text(row, phone))
        doubts = () if not number or _PHONE.fullmatch(number) else ("这个电话请核对。",)
        found.contacts.append(
            Contact(_text(row, unit), _text(row, name), _text(row, post), number, Spot(table.numbers[index]), doubts)
        )


def _places(table: Table, heads: Heads, found: TableReading) -> None:
    area, place = heads.one(Column.AREA), heads.one(Column.PLACE)
    batch, stage = heads.one(Column.BATCH), heads.one(Column.STAGE)
    for index, row in _rows(table, heads):
        if not _text(row, place) or _SUM.match(_text(row, place)):
            continue
        progress = re.search(r"(\d{1,3})%", _text(row, stage))
        point = Point(_text(row, place), _text(row, batch), _text(row, stage), int(progress[1]) if progress else None)
        known = next((at for at, cell in enumerate(found.cells) if cell.area == _text(row, area)), None)
        if known is None:
            found.cells.append(Cell(_text(row, area), (point,), Spot(table.numbers[index])))
        else:
            found.cells[known] = replace(found.cells[known], points=(*found.cells[known].points, point))
