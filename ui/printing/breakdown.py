"""The 责任分解表 on the page 打印: a panel of its own with views, columns and who gets a sheet."""

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
from models.task import papers
from models.task.cover import cover_of
from models.task.papers import Split, View, usual_title
from ui.page import Page
from ui.printing import export
from ui.printing.choices import Choices
from ui.printing.panel import SettingsPanel
from ui.printing.paper_profiles import PaperProfiles
from ui.printing.paper_templates import PaperTemplates
from ui.printing.subject import HandedOut, Subject
from ui.printing.view_section import kind_of
from ui.printing.wish import PrintWish

KEY = "breakdown"


class BreakdownSubject(Subject):
    """Settings: "by" (a View), "split" (a Split) and "unit_ids" are what other pages wish for."""

    def __init__(self, page: Page, offer: Offer) -> None:
        super().__init__(page, offer)
        self._panel = SettingsPanel(page)
        self._panel.changed.connect(self._on_panel_changed)
        self._drawn = Choices()
        self._profiles = PaperProfiles(page, self._panel.paper_section, Choices().profile())
        self._templates = PaperTemplates(self, self._panel.template_section)

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
        self._drawn = choices
        self._panel.set_choices(choices, hints)
        self._read_pieces()
        self._templates.reload()
        self._panel.set_fonts_note(font_set().stand_in_note())

    def _read_pieces(self) -> None:
        choices = self._panel.choices
        if choices.cut is Split.WHOLE:
            self._panel.view_section.set_pieces(())
            return
        pieces: tuple[papers.Piece, ...] = self.page.store.read(
            papers.view_pieces,
            campaign_id=self._campaign_id(),
            view=View.of(choices.view),
            split=choices.cut,
            options=choices.options(),
            on=choices.day,
        )
        self._panel.view_section.set_pieces(pieces)

    @override
    def wish(self, wish: PrintWish) -> None:
        settings = wish.settings
        values: dict[str, Any] = {} if wish.day is None else {"day": wish.day}
        if settings.get("by") in [view.value for view in View]:
            values["view"] = settings["by"]
        if settings.get("split") in [split.value for split in Split]:
            values["split"] = settings["split"]
        if isinstance(settings.get("unit_ids"), list | tuple):
            values["unit_ids"] = tuple(settings["unit_ids"])
        if isinstance(settings.get("parts"), list | tuple):
            values["parts"] = tuple(settings["parts"])
        if values:
            self._keep(replace(self._panel.choices, **values))

    @override
    def make(self) -> Made:
        choices = self._panel.choices
        made: Made = self.page.store.read(
            papers.view_sheets,
            campaign_id=self._campaign_id(),
            view=View.of(choices.view),
            split=choices.cut,
            unit_ids=choices.unit_ids,
            parts=choices.parts,
            options=choices.options(),
            on=choices.day,
        )
        if isinstance(made, Drawing) or not any(sheet.rows for sheet in made):
            raise Condition("还没有任务，没有可打印的内容。", "请先导入工作方案或新建任务。")
        return made

    @override
    def cover(self, made: Made) -> Cover | None:
        choices = self._panel.choices
        if isinstance(made, Drawing) or not self._kind or not choices.cover or len(made) < 2:
            return None
        what = papers.part_word(View.of(choices.view), choices.cut)
        return partial(cover_of, made, title=f"{self._title}分发目录", what=what)

    @override
    def part(self, made: Made) -> str:
        return f"个{self._kind}" if self._kind else ""

    @override
    def name(self, made: Made) -> str:
        choices = self._panel.choices
        view = "" if choices.view in (View.TASK.value, View.UNIT.value) else View.of(choices.view).label
        words = "，".join(word for word in (view, f"分{self._kind}" if self._kind else "") if word)
        return export.file_name(f"{self._title}（{words}）" if words else self._title)

    @override
    def count_words(self, made: Made, pages: int) -> str:
        words = super().count_words(made, pages)
        day = self._panel.choices.day
        if day is not None and day != self.page.context.today:
            words = f"{words} · 按 {day.isoformat()}"
        sheets = 0 if isinstance(made, Drawing) else len(made)
        return f"{sheets} 个{self._kind} · {words}" if self._kind else words

    @override
    def printed(self, made: Made, answer: Print) -> None:
        chosen = self._panel.handouts.ticked()
        if self._kind and len(chosen) == len(answer.page_counts):
            self._panel.view_section.set_pages(dict(zip(chosen, answer.page_counts, strict=True)))

    @override
    def handed_out(self, made: Made, answer: Print) -> tuple[HandedOut, ...]:
        if not self._kind or isinstance(made, Drawing):
            return ()
        copies = dict(self._panel.choices.copies)
        chosen = self._panel.handouts.ticked()
        found = [HandedOut("分发目录", 0, answer.cover_pages)] if answer.cover_pages else []
        first = answer.cover_pages
        for key, sheet, pages in zip(chosen, made, answer.page_counts, strict=True):
            found.append(HandedOut(sheet.name, first, pages, copies.get(str(key), 1)))
            first += pages
        return tuple(found)

    @property
    def _kind(self) -> str:
        """What each sheet is for; empty where there is one for all."""
        return kind_of(self._panel.choices)

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
        same_paper = replace(choices, copies=self._drawn.copies) == self._drawn
        self._drawn = choices
        if not same_paper:
            self._read_pieces()
            self.changed.emit()
