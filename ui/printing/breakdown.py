"""The 责任分解表 on the page 打印: a panel of its own with columns, units and the cover for handing out."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from typing_extensions import override

from models.errors import Condition
from models.org.queries import campaign
from models.papers.drawing import Drawing
from models.papers.fonts import font_set
from models.papers.offer import Made, Offer
from models.papers.render import Cover, Print
from models.task import papers, queries
from models.task.cover import cover_of
from models.task.papers import View, usual_title
from ui.page import Page
from ui.printing import export
from ui.printing.checklist import Entry
from ui.printing.choices import Choices
from ui.printing.panel import SettingsPanel
from ui.printing.paper_profiles import PaperProfiles
from ui.printing.subject import Subject
from ui.printing.wish import PrintWish

KEY = "breakdown"


class BreakdownSubject(Subject):
    """Settings: "by" ("task" or "unit") and "unit_ids" are what other pages wish for."""

    def __init__(self, page: Page, offer: Offer) -> None:
        super().__init__(page, offer)
        self._panel = SettingsPanel(page)
        self._panel.changed.connect(self._on_panel_changed)
        self._profiles = PaperProfiles(page, self._panel.paper_section, Choices().profile())

    @property
    @override
    def panel(self) -> SettingsPanel:
        return self._panel

    @override
    def reload(self) -> None:
        settings, context = self.page.settings, self.page.context
        choices = Choices.from_layouts(
            settings.layout(self.remembered_as), settings.layout(self.remembered_of_campaign)
        )
        choices = choices.on_paper(self._profiles.followed(choices.paper_choice))
        head = self.page.store.read(campaign, campaign_id=self._campaign_id(), day=choices.day)
        hints = {
            "title": usual_title(context.campaign_name),
            "filler": head.lead_unit if head else "",
            "day": context.today.isoformat(),
            "number": "例如：第1版",
        }
        self._panel.set_choices(choices, hints)
        self._read_units()
        self._panel.set_fonts_note(font_set().stand_in_note())

    def _read_units(self) -> None:
        found = self.page.store.read(queries.by_unit, campaign_id=self._campaign_id(), on=self._panel.choices.day)
        self._panel.set_units([Entry(unit.id, unit.unit.label, True, f"{len(unit.duties)} 项") for unit in found])

    @override
    def wish(self, wish: PrintWish) -> None:
        settings = wish.settings
        values: dict[str, Any] = {} if wish.day is None else {"day": wish.day}
        if settings.get("by") in [view.value for view in View]:
            values["view"] = settings["by"]
        if isinstance(settings.get("unit_ids"), list | tuple):
            values["unit_ids"] = tuple(settings["unit_ids"])
        if values:
            self._keep(replace(self._panel.choices, **values))

    @override
    def make(self) -> Made:
        choices = self._panel.choices
        options = choices.options()
        read = partial(self.page.store.read, campaign_id=self._campaign_id(), options=options, on=choices.day)
        if choices.view == View.TASK.value:
            made: Made = (read(papers.breakdown),)
        else:
            made = read(papers.unit_breakdowns, unit_ids=choices.unit_ids)
        if isinstance(made, Drawing) or not any(sheet.rows for sheet in made):
            raise Condition("还没有任务，没有可打印的内容。", "请先导入工作方案或新建任务。")
        return made

    @override
    def cover(self, made: Made) -> Cover | None:
        choices = self._panel.choices
        if isinstance(made, Drawing) or not self._by_unit or not choices.cover or len(made) < 2:
            return None
        return partial(cover_of, made, title=f"{self._title}分发目录")

    @override
    def part(self, made: Made) -> str:
        return "个单位" if self._by_unit else ""

    @override
    def name(self, made: Made) -> str:
        return export.file_name(f"{self._title}（分单位）" if self._by_unit else self._title)

    @override
    def count_words(self, made: Made, pages: int) -> str:
        words = super().count_words(made, pages)
        day = self._panel.choices.day
        if day is not None and day != self.page.context.today:
            words = f"{words} · 按 {day.isoformat()}"
        units = 0 if isinstance(made, Drawing) else len(made)
        return f"{units} 个单位 · {words}" if self._by_unit else words

    @override
    def printed(self, made: Made, answer: Print) -> None:
        chosen = self._panel.units.ticked()
        if self._by_unit and len(chosen) == len(answer.page_counts):
            self._panel.set_page_counts(dict(zip(chosen, answer.page_counts, strict=True)))

    @property
    def _by_unit(self) -> bool:
        return self._panel.choices.view == View.UNIT.value

    @property
    def _title(self) -> str:
        return self._panel.choices.title or usual_title(self.page.context.campaign_name)

    def _campaign_id(self) -> int:
        campaign_id = self.page.context.campaign_id
        assert campaign_id is not None, "the paper needs a campaign"
        return campaign_id

    def _keep(self, choices: Choices) -> None:
        paper, of_campaign = choices.to_layouts()
        self.page.settings.set_layout(self.remembered_as, paper)
        self.page.settings.set_layout(self.remembered_of_campaign, of_campaign)

    def _on_panel_changed(self, choices: Choices) -> None:
        self._keep(choices)
        self._read_units()
        self.changed.emit()
