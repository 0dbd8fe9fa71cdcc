"""The paper in hand: its settings panel, what it makes of them, and the words around it. One for each offer."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from models.papers.drawing import Drawing
from models.papers.offer import Made, Offer
from models.papers.render import Cover, Print
from models.printing.produce import formats_of, paper_of, title_of
from ui.page import Page
from ui.printing import export
from ui.printing.wish import PrintWish


@dataclass(frozen=True, slots=True)
class HandedOut:
    """A part of a print that goes to somebody: its name, first page (from 0), pages and copies."""

    name: str
    first: int
    pages: int
    copies: int = 1


class Subject(QObject):
    """`changed` after each change of the settings by the user, which are kept by then."""

    changed = Signal()

    def __init__(self, page: Page, offer: Offer) -> None:
        super().__init__(page)
        self.page = page
        self.offer = offer

    @property
    def panel(self) -> QWidget:
        """The settings, to be shown left of the pages."""
        raise NotImplementedError

    def reload(self) -> None:
        """Read what is remembered and what there is to choose from, and show it."""
        raise NotImplementedError

    def wish(self, wish: PrintWish) -> None:
        """Take what another page wants; `reload` shows it."""
        raise NotImplementedError

    def make(self) -> Made:
        """The paper as it is set. Raises Condition when there is nothing to print."""
        raise NotImplementedError

    # ---- what most papers share -------------------------------------------------------------------------------

    @property
    def formats(self) -> tuple[str, ...]:
        return formats_of(self.offer)

    @property
    def remembered_as(self) -> str:
        """Where the office's paper is kept, and with the campaign behind it the settings."""
        return f"printing.{self.offer.key}"

    @property
    def remembered_of_campaign(self) -> str:
        return f"{self.remembered_as}.campaign.{self.page.context.campaign_id}"

    @property
    def book_template(self) -> Path | None:
        """The workbook of the office that Excel files of this paper fill."""
        text = self.page.settings.layout(f"{self.remembered_as}.template").get("xlsx")
        return Path(text) if isinstance(text, str) and text else None

    def set_book_template(self, path: Path | None) -> None:
        """Fill this workbook from now on; None: none."""
        layout = {"xlsx": str(path)} if path is not None else {}
        self.page.settings.set_layout(f"{self.remembered_as}.template", layout)

    def cover(self, made: Made) -> Cover | None:
        """A sheet that goes before the others of one print."""
        return None

    def part(self, made: Made) -> str:
        """What one of several sheets stands for (个单位), when each can be a file of its own; else empty."""
        return "" if isinstance(made, Drawing) or len(made) < 2 else "张表"

    def name(self, made: Made) -> str:
        """The name of a file, without ending."""
        return export.file_name(title_of(made))

    def count_words(self, made: Made, pages: int) -> str:
        """What stands beside the page's title."""
        paper, across = paper_of(made)
        return f"共 {pages} 页 · {paper.value} {'横向' if across else '纵向'}"

    def handed_out(self, made: Made, answer: Print) -> tuple[HandedOut, ...]:
        """The parts of a split print, each printed as often as wanted; none where it is printed as a whole."""
        return ()

    def printed(self, made: Made, answer: Print) -> None:
        """The print is drawn; the pages of each sheet are known."""
