"""What the buttons of the section 工作日历 do; deadlines that count working days follow when the office agrees."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QObject

from models.task.actions import outdated_spans, recount_spans
from models.workdays import actions
from models.workdays.notice import Notice
from models.workdays.queries import office_days, work_calendar
from models.workdays.rules import WorkCalendar
from ui import messages
from ui.page import Page
from ui.preferences.workdays import DayForm, NoticeForm, WorkdaysSection


class WorkdaysDesk(QObject):
    """One step a change; then it offers to count again what was counted by the old calendar."""

    def __init__(self, page: Page, section: WorkdaysSection) -> None:
        super().__init__(page)
        self._page = page
        self._section = section
        self._before = WorkCalendar()
        section.notice_requested.connect(self._on_notice_requested)
        section.day_requested.connect(self._on_day_requested)
        section.removal_requested.connect(self._on_removal_requested)

    def reload(self) -> None:
        """Read the days set; none while no file is open."""
        store = self._page.store
        self._section.show_days(store.read(office_days) if store.is_open else None, self._page.context.today)

    def _on_notice_requested(self) -> None:
        today = self._page.context.today
        messages.open_form(self._page, NoticeForm(self._page, today.year), self._on_notice_read)

    def _on_notice_read(self, notice: Notice) -> None:
        self._do("读入放假安排", actions.set_days, f"已写入 {len(notice.days)} 天。", days=notice.days)

    def _on_day_requested(self) -> None:
        form = DayForm(self._page, self._page.context.today, self._page.store.read(work_calendar))
        messages.open_form(self._page, form, self._on_day_set)

    def _on_day_set(self, value: tuple[date, bool, str]) -> None:
        day, is_working, name = value
        said = f"{day.isoformat()} 已设为{'上班' if is_working else '放假'}。"
        self._do("设置工作日历", actions.set_day, said, day=day, is_working=is_working, name=name)

    def _on_removal_requested(self, ids: tuple[int, ...]) -> None:
        self._do("删除工作日历的设置", actions.remove_days, f"已删除 {len(ids)} 天的设置。", day_ids=ids)

    def _do(self, title: str, action: Callable[..., Any], said: str, **kw: Any) -> None:
        self._before = self._page.store.read(work_calendar)
        if self._page.do(title, action, said=said, **kw) is None:
            return
        self.reload()
        count = self._page.store.read(outdated_spans, before=self._before)
        if count:
            messages.ask(
                self._page,
                "重新推算时限",
                f"有 {count} 项任务的截止日期是按原来的工作日推算的，现在会不一样。手工填写的日期不会动。",
                (messages.Choice("yes", f"重新推算 {count} 项", primary=True), messages.Choice("no", "保持原样")),
                self._on_recount_answered,
            )

    def _on_recount_answered(self, key: str) -> None:
        if key == "yes":
            self._page.do(
                "按工作日历重算时限", recount_spans, said="截止日期已按新的工作日历推算。", before=self._before
            )
