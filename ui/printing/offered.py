"""Any paper of the catalogue on the page 打印, with a panel made from its description."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from typing_extensions import override

from models.papers.drawing import Drawing
from models.papers.fonts import font_set
from models.papers.offer import Asked, Cover, Made, Offer
from models.papers.render import Print
from models.printing import produce
from models.printing.produce import cover_of
from models.printing.settings import kept, settled
from ui.page import Page
from ui.printing.handouts import MOST_COPIES
from ui.printing.offer_panel import OfferPanel
from ui.printing.paper_choice import PaperChoice
from ui.printing.paper_profiles import PaperProfiles
from ui.printing.paper_templates import PaperTemplates
from ui.printing.subject import HandedOut, Subject
from ui.printing.wish import PrintWish


class OfferedSubject(Subject):
    """Settings are remembered by campaign, the paper for all; the day and open phones only while the window lives."""

    def __init__(self, page: Page, offer: Offer) -> None:
        super().__init__(page, offer)
        self._values: dict[str, Any] = {}
        self._day: date | None = None
        self._phones = False
        self._paper = PaperChoice.of(offer.profile)
        self._panel = OfferPanel(offer, page)
        self._panel.set_by_user.connect(self._on_panel_set_by_user)
        self._panel.day_set.connect(self._on_panel_day_set)
        self._panel.phones_set.connect(self._on_panel_phones_set)
        self._panel.paper_set.connect(self._on_panel_paper_set)
        self._profiles = PaperProfiles(page, self._panel.paper_section, offer.profile)
        self._templates = PaperTemplates(self, self._panel.template_section)

    @property
    @override
    def panel(self) -> OfferPanel:
        return self._panel

    @property
    def asked(self) -> Asked:
        """What the paper is made from."""
        context = self.page.context
        return Asked(
            campaign_id=context.campaign_id,
            day=self._day or context.today,
            settings=self._values,
            profile=self._paper.on(self.offer.profile),
            phones=self._phones,
        )

    @override
    def reload(self) -> None:
        settings = self.page.settings
        remembered = PaperChoice.from_layout(settings.layout(self.remembered_as), self.offer.profile)
        self._paper = self._profiles.followed(remembered)
        self._values = settings.layout(self.remembered_of_campaign)
        self._templates.reload()
        self._panel.set_fonts_note(font_set().stand_in_note())
        self._show()

    def _show(self) -> None:
        """What can be chosen may depend on what was: read and show it all."""
        found = self.page.store.read(settled, self.offer, self.asked)
        self._values = dict(found.asked.settings)
        self._panel.show_settled(found, self._day, self.page.context.today, self._paper)

    @override
    def wish(self, wish: PrintWish) -> None:
        remembered = self.page.settings.layout(self.remembered_of_campaign)
        self._keep(remembered | dict(wish.settings))
        self._day = wish.day

    @override
    def make(self) -> Made:
        made: Made = self.page.store.read(produce.make, self.offer, self.asked)
        return made

    @override
    def cover(self, made: Made) -> Cover | None:
        return cover_of(self.offer, made, self.asked)

    @override
    def part(self, made: Made) -> str:
        several = not isinstance(made, Drawing) and len(made) > 1
        return self.offer.part if several and self.offer.part else super().part(made)

    @override
    def handed_out(self, made: Made, answer: Print) -> tuple[HandedOut, ...]:
        if not self.offer.part or isinstance(made, Drawing) or len(made) < 2:
            return ()
        found = [HandedOut("签收目录", 0, answer.cover_pages)] if answer.cover_pages else []
        first = answer.cover_pages
        copies = min(max(int(self.asked.get("copies", 1)), 1), MOST_COPIES)
        for sheet, pages in zip(made, answer.page_counts, strict=True):
            found.append(HandedOut(sheet.name, first, pages, copies))
            first += pages
        return tuple(found)

    @override
    def count_words(self, made: Made, pages: int) -> str:
        words = super().count_words(made, pages)
        is_past = self._day is not None and self._day != self.page.context.today
        return f"{words} · 按 {self._day.isoformat()}" if self._day and is_past else words

    @override
    def printed(self, made: Made, answer: Print) -> None:
        self._panel.note_phones(produce.hides_phones(made))

    def _keep(self, values: Mapping[str, Any]) -> None:
        self.page.settings.set_layout(self.remembered_of_campaign, kept(self.offer, values))

    # ---- slots ------------------------------------------------------------------------------------------------

    def _on_panel_set_by_user(self, key: str, value: object) -> None:
        self._values[key] = value
        self._show()
        self._keep(self._values)
        self.changed.emit()

    def _on_panel_day_set(self, day: object) -> None:
        self._day = day if isinstance(day, date) else None
        self._show()
        self.changed.emit()

    def _on_panel_phones_set(self, shown: bool) -> None:
        self._phones = shown
        self.changed.emit()

    def _on_panel_paper_set(self, paper: object) -> None:
        assert isinstance(paper, PaperChoice)
        self._paper = replace(paper)
        self.page.settings.set_layout(self.remembered_as, paper.to_layout())
        self.changed.emit()
