"""Section 工作日历: the days the office has set over the official calendar, from a pasted notice or one by one."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from typing_extensions import override

from models.errors import Refusal
from models.workdays.notice import Notice, read_notice
from models.workdays.queries import OfficeDayRow
from models.workdays.rules import SetDay, WorkCalendar, known_years, weekday, why_no_day
from ui.preferences.section import Choices, Section, ShortTable, plain
from ui.style import px
from ui.tables.cells import Column
from ui.tables.editors import parse_day
from ui.tables.rows import RowsModel
from ui.widgets.form import FormDialog

NOTICE_MONTH = 11  # the next year's notice is published about then
EXAMPLE = "一、元旦：1月1日（周五）至3日（周日）放假，共3天。\n二、春节：……放假调休，共8天。……上班。"


class WorkdaysSection(Section):
    """What years are known, and the days set by the office."""

    notice_requested = Signal()
    day_requested = Signal()
    removal_requested = Signal(object)  # tuple of ids

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("工作日历", parent)
        self.note = plain("", "caption", self)
        self.note.setWordWrap(True)
        self.add("", self.note)
        columns = (
            Column("day", "日期", lambda row: f"{row.day.isoformat()} {weekday(row.day)}", width=140),
            Column("kind", "安排", lambda row: "上班" if row.is_working else "放假", width=72),
            Column("name", "名称", lambda row: row.name, width=120, stretch=True),
        )
        self.model = RowsModel(columns, parent=self)
        self.table = ShortTable(self.model, name="preferences.workdays", whole_rows=True)
        self.table.setAccessibleName("本单位设置的日期")
        self.add("", self.table, grows=True)
        self.notice_button, self.day_button, self.remove_button = self.add_buttons(
            ("粘贴放假通知…", "content-paste", self.notice_requested.emit),
            ("添加日期…", "plus", self.day_requested.emit),
            ("删除选中的", "delete-outline", self._on_remove),
            indent=False,
        )
        self.table.selection_changed.connect(self._on_table_selection_changed)
        self.table.delete_requested.connect(self.removal_requested)

    def show_days(self, rows: tuple[OfficeDayRow, ...] | None, today: date) -> None:
        """The days set; None without a file."""
        self.model.set_rows(rows or ())
        self.table.setVisible(bool(rows))
        for button in (self.notice_button, self.day_button):
            button.setEnabled(rows is not None)
        self.remove_button.setVisible(bool(rows))
        self._on_table_selection_changed()
        self.note.setText(note_of(rows or (), today))

    def _on_table_selection_changed(self) -> None:
        self.remove_button.setEnabled(bool(self.table.selected_ids()))

    def _on_remove(self) -> None:
        self.removal_requested.emit(self.table.selected_ids())


def note_of(rows: tuple[OfficeDayRow, ...], today: date) -> str:
    """Which years are known, and what to do for the year that is not."""
    last = known_years()[1]
    said = f"程序收录了国务院办公厅公布的放假、调休安排，到 {last} 年为止；这里设置的日期优先。"
    wanted = today.year + 1 if today.month >= NOTICE_MONTH else today.year
    if WorkCalendar({row.day: SetDay(row.is_working, row.name) for row in rows}).knows(wanted):
        return said
    return f"{said}{wanted} 年的安排公布后，把通知原文粘贴进来即可；在此之前按周一至周五推算。"


class NoticeForm(FormDialog):
    """`value()` answers the Notice read from the text."""

    def __init__(self, parent: QWidget, year: int) -> None:
        super().__init__("粘贴放假通知", parent, accept_text="写入工作日历")
        self._year = year
        self.text = QPlainTextEdit(self)
        self.text.setPlaceholderText(EXAMPLE)
        self.text.setMinimumHeight(px(180))
        self.text.setTabChangesFocus(True)
        self.add("通知原文", self.text)
        self.found = plain("", "muted", self)
        self.found.setWordWrap(True)
        self.add("读到", self.found)
        self.text.textChanged.connect(self._on_text_changed)
        self._on_text_changed()

    @override
    def value(self) -> Notice:
        return read_notice(self.text.toPlainText(), year=self._year)

    @override
    def why_not(self) -> Refusal | None:
        notice = self.value()
        if not notice.days:
            return Refusal("没有读到放假或上班的日期。", "请粘贴放假安排的通知原文，或取消后逐日添加。")
        if notice.problems:
            return Refusal("".join(notice.problems), "请改好原文里对不上的地方再写入。")
        return None

    def _on_text_changed(self) -> None:
        notice = self.value()
        years = sorted({day.year for day in notice.days})
        names = "、".join(dict.fromkeys(said.name for said in notice.days.values() if said.name))
        said = f"{'、'.join(map(str, years))} 年：放假 {notice.free} 天，调休上班 {notice.made_up} 天。{names}"
        self.found.setText("\n".join((said if notice.days else "—", *notice.problems)))
        self.show_reason("")


class DayForm(FormDialog):
    """`value()` answers (day, is_working, name)."""

    def __init__(self, parent: QWidget, today: date, calendar: WorkCalendar) -> None:
        super().__init__("设置一天", parent)
        self._calendar = calendar
        self.day = QLineEdit(self)
        self.day.setPlaceholderText(f"{today.year}-10-01")
        self.add("日期", self.day)
        self.kind = Choices(((False, "放假"), (True, "上班")), self._on_kind_chosen, self)
        self.kind.show_value(False)
        self.add("安排", self.kind)
        self.name = QLineEdit(self)
        self.name.setPlaceholderText("如 春节调休、全市统一安排，可以不填")
        self.add("名称", self.name)

    def _on_kind_chosen(self, is_working: bool) -> None:
        self.show_reason("")

    @override
    def value(self) -> tuple[date, bool, str] | None:
        day = parse_day(self.day.text().strip())
        return (day, bool(self.kind.value), self.name.text().strip()) if isinstance(day, date) else None

    @override
    def why_not(self) -> Refusal | None:
        found = self.value()
        if found is None:
            return Refusal("没有读懂日期。", "请写成 2026-10-01。")
        return why_no_day(found[0], found[1], self._calendar)
