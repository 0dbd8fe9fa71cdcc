"""All pages of the window, in the order of the rail; a module is loaded when its page is first shown."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.page import Page


@dataclass(frozen=True, slots=True)
class PageSpec:
    """`place` is "module:Class"; pages on the rail get Ctrl+1…9 in order."""

    key: str
    word: str
    icon: str
    place: str
    on_rail: bool = True

    def load(self) -> type[Page]:
        """The page's class."""
        module, name = self.place.split(":")
        found: type[Page] = getattr(importlib.import_module(module), name)
        return found


PAGES: tuple[PageSpec, ...] = (
    PageSpec("overview", "总览", "view-dashboard-outline", "ui.overview.page:OverviewPage"),
    PageSpec("intake", "导入", "file-import-outline", "ui.intake.page:IntakePage"),
    PageSpec("org", "组织", "sitemap-outline", "ui.org.page:OrgPage"),
    PageSpec("grid", "网格", "map-marker-outline", "ui.grid.page:GridPage"),
    PageSpec("task", "任务", "format-list-checks", "ui.task.page:TaskPage"),
    PageSpec("standard", "标准", "ruler-square", "ui.standard.page:StandardPage"),
    PageSpec("edition", "版次", "source-branch", "ui.edition.page:EditionPage"),
    PageSpec("appraisal", "考核", "scoreboard-outline", "ui.appraisal.page:AppraisalPage"),
    PageSpec("checkup", "体检", "clipboard-pulse-outline", "ui.checkup.page:CheckupPage"),
    PageSpec("printing", "打印", "printer-outline", "ui.printing.page:PrintingPage"),
    PageSpec("preferences", "设置", "cog-outline", "ui.preferences.page:PreferencesPage"),
    PageSpec("history", "历史", "history", "ui.history.page:HistoryPage", on_rail=False),
)
FIRST = "overview"
WITHOUT_FILE = ("preferences",)  # pages that make sense with no file open


def spec_of(key: str) -> PageSpec:
    """The page with that key. Raises KeyError."""
    for spec in PAGES:
        if spec.key == key:
            return spec
    raise KeyError(key)
