"""Forms of the page 组织 about how a post is held: somebody stands in for a time, the dates of a tenure, the return."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QComboBox, QWidget
from typing_extensions import override

from models.errors import Refusal
from models.org.queries import TenureRow
from models.org.rules import STANDING_IN, end_after, last_day, why_no_range
from models.org.terms import TenureKind
from ui.org.books import PeopleBook
from ui.org.columns import word_of
from ui.org.forms import text_line
from ui.org.succession_forms import day_line, no_day
from ui.tables.completing import CompletingLine
from ui.tables.editors import parse_day
from ui.widgets.form import FormDialog
from ui.widgets.quiet import Combo


@dataclass(frozen=True, slots=True)
class StandIn:
    """Who stands in, how, and from when to when (`valid_to` exclusive; None: not known yet)."""

    person: str
    kind: TenureKind
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class TenureDates:
    """How and from when to when a post was held (`valid_to` exclusive)."""

    kind: TenureKind
    valid_from: date | None
    valid_to: date | None


class StandInForm(FormDialog):
    """Somebody takes a post for a time; the regular holder keeps it."""

    def __init__(self, parent: QWidget, post: str, holder: str, people: PeopleBook, today: date) -> None:
        super().__init__(f"{post}：挂职、主持工作", parent, accept_text="确定")
        self.person = CompletingLine(people.options(), parent=self)
        self.kind = kind_box(self, STANDING_IN)
        self.starts = day_line(self, today)
        self.ends = text_line(self, "还没定时不填")
        self.add("由谁", self.person)
        self.add("方式", self.kind)
        self.add("从哪天起", self.starts)
        back = f"“{holder}”" if holder else "原来的任职"
        self.add("到哪天止", self.ends, f"这段时间由他签字；期满后自动恢复{back}，不用再填。")

    @override
    def value(self) -> StandIn:
        starts, ends = parse_day(self.starts.text()), _day(self.ends.text())
        assert isinstance(starts, date)
        kind = word_of(TenureKind, self.kind.currentData())
        return StandIn(self.person.text().strip(), kind, starts, end_after(ends))

    @override
    def why_not(self) -> Refusal | None:
        if not self.person.text().strip():
            return Refusal("没有写由谁代替。", "请写上姓名。")
        return why_no_days(self.starts.text(), self.ends.text(), needed=True)


class TenureForm(FormDialog):
    """Kind and dates of a tenure that is there."""

    def __init__(self, parent: QWidget, row: TenureRow, post: str) -> None:
        super().__init__(f"{row.person}：{post}", parent, accept_text="保存")
        self.kind = kind_box(self, tuple(TenureKind))
        self.kind.setCurrentIndex(list(TenureKind).index(row.kind))
        self.starts = text_line(self, "不知道时不填")
        self.starts.setText(row.valid_from.isoformat() if row.valid_from else "")
        self.ends = text_line(self, "还在任时不填")
        end = last_day(row.valid_to)
        self.ends.setText(end.isoformat() if end else "")
        self.add("方式", self.kind)
        self.add("从哪天起", self.starts)
        self.add("到哪天止", self.ends, "这一天仍算在内。")

    @override
    def value(self) -> TenureDates:
        kind = word_of(TenureKind, self.kind.currentData())
        return TenureDates(kind, _day(self.starts.text()), end_after(_day(self.ends.text())))

    @override
    def why_not(self) -> Refusal | None:
        return why_no_days(self.starts.text(), self.ends.text(), needed=False)


class ReturnForm(FormDialog):
    """The day on which the regular holder is back."""

    def __init__(self, parent: QWidget, post: str, stands_in: str, holder: str, today: date) -> None:
        super().__init__(f"{post}：返岗", parent, accept_text="返岗")
        self.on = day_line(self, today)
        back = f"从这一天起恢复由“{holder}”签字。" if holder else "从这一天起这个岗位空缺。"
        self.add("从哪天起", self.on, f"“{stands_in}”到前一天为止，{back}")

    @override
    def value(self) -> date:
        day = parse_day(self.on.text())
        assert isinstance(day, date)
        return day

    @override
    def why_not(self) -> Refusal | None:
        return None if isinstance(parse_day(self.on.text()), date) else no_day(self.on.text())


def kind_box(parent: QWidget, kinds: tuple[TenureKind, ...]) -> QComboBox:
    """A choice among ways to hold a post."""
    box = Combo(parent)
    for kind in kinds:
        box.addItem(kind.label, kind.value)
    return box


def why_no_days(starts: str, ends: str, *, needed: bool) -> Refusal | None:
    """Why two typed days are no range; the last day counts."""
    for text in (starts, ends):
        if text.strip() and not isinstance(parse_day(text), date):
            return no_day(text)
    if needed and not starts.strip():
        return Refusal("没有写从哪天起。", "请写上开始的日期。")
    return why_no_range(_day(starts), end_after(_day(ends)), "任职")


def _day(text: str) -> date | None:
    day = parse_day(text) if text.strip() else None
    return day if isinstance(day, date) else None
