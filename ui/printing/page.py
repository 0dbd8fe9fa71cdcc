"""打印: the paper and its settings left, the pages as they will be printed in the middle, thumbnails right."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QStackedWidget, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from models.errors import Condition
from models.papers.letters import letters_note
from models.papers.offer import Made, Offer
from models.papers.render import Print
from models.printing import catalogue
from models.printing.produce import paper_of
from ui import messages
from ui.icons import icon
from ui.page import Page
from ui.printing import breakdown
from ui.printing.breakdown import BreakdownSubject
from ui.printing.chooser import PaperChooser
from ui.printing.desk import Desk, Thumbnails
from ui.printing.exports import Exports
from ui.printing.machine import Machine
from ui.printing.offered import OfferedSubject
from ui.printing.pages import PageArtist, PrintedPages
from ui.printing.preview import Preview
from ui.printing.subject import Subject
from ui.printing.wish import PrintWish
from ui.style import px

_LAYOUT = "printing"
_REDRAW_MS = 200
PANEL_WIDTH, THUMBNAILS_WIDTH = 300, 120


class PrintingPage(Page):
    """The preview is the print: what is on the desk goes to the printer and into the PDF."""

    key: ClassVar[str] = "printing"
    title: ClassVar[str] = "打印"
    areas: ClassVar[frozenset[str]] = frozenset((
        "campaign", "task", "target", "assignment", "assignment_rule", "phase", "task_person", "unit", "unit_alias",
        "former_unit", "person", "portrait", "post", "tenure", "contact", "org_group", "seat", "grid_level",
        "grid_cell", "watch_role", "level_role", "watch", "cell_field", "cell_value", "pairing", "paper_profile",
    ))  # fmt: skip

    @override
    def _build(self) -> None:
        self._paper: Made | None = None
        self._print: Print | None = None
        self._subjects: dict[str, Subject] = {}
        self.subject: Subject | None = None
        self.artist = PageArtist(self)
        self.preview = Preview(self)
        self.machine = Machine(self)
        self.exports = Exports(self)
        self.chooser = PaperChooser(self)
        self._panels = QStackedWidget(self)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.chooser)
        column.addWidget(self._panels, 1)
        self.desk = Desk(self.artist, self)
        self.thumbnails = Thumbnails(self.artist, self)
        self.thumbnails.setFixedWidth(px(THUMBNAILS_WIDTH))
        middle = QWidget(self)
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        row.addWidget(self.desk, 1)
        row.addWidget(self.thumbnails)
        self.set_tree(left)
        self._tree.setMinimumWidth(px(PANEL_WIDTH))
        self.set_body(middle)
        self._build_head()
        self._redraw = QTimer(self)
        self._redraw.setSingleShot(True)
        self._redraw.setInterval(_REDRAW_MS)

    def _build_head(self) -> None:
        self.page_box = QLineEdit(self)
        self.page_box.setFixedWidth(px(48))
        self.page_box.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.page_box.setAccessibleName("到第几页")
        self.page_box.setToolTip("到第几页")
        self.page_total = QLabel(self)
        self.page_total.setTextFormat(Qt.TextFormat.PlainText)
        self.page_total.setProperty("muted", True)
        self.head.add_widget(self.page_box)
        self.head.add_widget(self.page_total)
        self.smaller = self._tool("magnify-minus-outline", "缩小（Ctrl+-）")
        self.zoom_words = QLabel(self)
        self.zoom_words.setTextFormat(Qt.TextFormat.PlainText)
        self.zoom_words.setMinimumWidth(px(44))
        self.zoom_words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.larger = self._tool("magnify-plus-outline", "放大（Ctrl+=）")
        self.fit = self._tool("arrow-expand-horizontal", "适合宽度（Ctrl+0）")
        self.fit_page = self._tool("fit-to-page-outline", "整页（Ctrl+9）")
        for widget in (self.smaller, self.zoom_words, self.larger, self.fit, self.fit_page):
            self.head.add_widget(widget)
        self.waiting = QLabel("正在计算页数…", self)
        self.waiting.setProperty("muted", True)
        self.waiting.hide()
        self.head.add_widget(self.waiting, right=True)
        self.export_button = self.head.add_menu("导出", "file-export-outline", list(self.exports.actions.values()))
        self.print_button = self.head.set_primary("打印", "printer-outline", self._on_print_clicked)
        self.add_action("printing.larger", "放大", "Ctrl+=", self._on_larger, icon="magnify-plus-outline")
        self.add_action("printing.smaller", "缩小", "Ctrl+-", self._on_smaller, icon="magnify-minus-outline")
        self.add_action("printing.fit", "适合宽度", "Ctrl+0", self._on_fit, icon="arrow-expand-horizontal")
        self.add_action("printing.fit_page", "整页", "Ctrl+9", self._on_fit_page, icon="fit-to-page-outline")

    def _tool(self, name: str, tooltip: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setToolTip(tooltip)
        button.setAccessibleName(tooltip.partition("（")[0])
        return button

    @override
    def _wire(self) -> None:
        self.chooser.chosen.connect(self._on_chooser_chosen)
        self._redraw.timeout.connect(self._on_redraw_timeout)
        self.preview.begun.connect(self._on_preview_begun)
        self.preview.grown.connect(self._on_preview_grown)
        self.preview.done.connect(self._on_preview_done)
        self.preview.failed.connect(self._on_preview_failed)
        self.desk.current_changed.connect(self._on_desk_current_changed)
        self.desk.zoom_changed.connect(self._on_desk_zoom_changed)
        self.thumbnails.chosen.connect(self._on_thumbnails_chosen)
        self.page_box.returnPressed.connect(self._on_page_box_return)
        self.smaller.clicked.connect(self._on_smaller)
        self.larger.clicked.connect(self._on_larger)
        self.fit.clicked.connect(self._on_fit)
        self.fit_page.clicked.connect(self._on_fit_page)

    # ---- which paper ------------------------------------------------------------------------------------------

    @override
    def reload(self) -> None:
        self.chooser.allow(catalogue.offers(), has_campaign=self.context.campaign_id is not None)
        self._take_up(self._offer_in_hand())

    @override
    def goto(self, record_id: int | None, payload: object = None) -> None:
        """`payload`: a PrintWish, or the settings of a breakdown as a dict."""
        if isinstance(payload, dict):
            payload = PrintWish(breakdown.KEY, payload)
        if not isinstance(payload, PrintWish):
            return
        try:
            offer = catalogue.offer(payload.key)
            self._require(offer)
        except Condition as condition:
            messages.refuse(self, condition)
            return
        self._subject_of(offer).wish(payload)
        self._choose(offer)

    @property
    def panel(self) -> Any:
        """The settings of the paper in hand."""
        return self._panels.currentWidget()

    @property
    def made(self) -> Print | None:
        """The finished print on the desk; None while it is being drawn."""
        return self._print

    def _offer_in_hand(self) -> Offer:
        """The paper used last, or the first one that can be made."""
        last = self.settings.layout(_LAYOUT).get("key")
        can = [
            offer for offer in catalogue.offers() if self.context.campaign_id is not None or not offer.needs_campaign
        ]
        return next((offer for offer in can if offer.key == last), can[0])

    def _require(self, offer: Offer) -> None:
        if offer.needs_campaign and self.context.campaign_id is None:
            raise Condition(f"“{offer.name}”要先有一项专项工作。", "请先导入一份方案，或新建一项专项工作。")

    def _choose(self, offer: Offer) -> None:
        self.settings.set_layout(_LAYOUT, {"key": offer.key})
        self._take_up(offer)

    def _take_up(self, offer: Offer) -> None:
        """Put a paper on the page: its panel, its menu, its pages."""
        self.subject = self._subject_of(offer)
        self.chooser.show_key(offer.key)
        self._panels.setCurrentWidget(self.subject.panel)
        self.subject.reload()
        self._draw()

    def _subject_of(self, offer: Offer) -> Subject:
        found = self._subjects.get(offer.key)
        if found is None:
            kind = BreakdownSubject if offer.key == breakdown.KEY else OfferedSubject
            found = self._subjects[offer.key] = kind(self, offer)
            found.changed.connect(self._on_subject_changed)
            self._panels.addWidget(found.panel)
        return found

    # ---- drawing ----------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        subject = self.subject
        assert subject is not None, "a paper is in hand"
        self._print = None
        self.exports.forget()
        self._allow(False)
        try:
            self._paper = subject.make()
        except Condition as condition:
            self.exports.offer(subject, "")
            self._nothing(condition)
            return
        self.exports.offer(subject, subject.part(self._paper))
        self.show_body()
        if not self.artist.pages.total:
            self.head.set_count("正在排版…")
        self.preview.draw(self._paper, subject.cover(self._paper))

    def _nothing(self, condition: Condition) -> None:
        """Nothing to print: the settings stay, the desk is bare."""
        self.preview.stop()
        self._paper = None
        self.waiting.hide()
        self._show_pages(PrintedPages(self.artist.pages.size))
        self.head.set_count("")
        messages.refuse(self, condition)

    def _show_pages(self, pages: PrintedPages) -> None:
        self.artist.set_pages(pages)
        for view in (self.desk, self.thumbnails):
            view.refresh()
        self._show_page_number(self.desk.current)

    def _show_page_number(self, index: int) -> None:
        total = self.artist.pages.total
        self.page_total.setText(f"/ {total}" if total else "")
        self.page_box.setText(str(index + 1) if total else "")
        self.page_box.setEnabled(total > 1)

    def _show_count(self) -> None:
        if self.subject is not None and self._paper is not None:
            self.head.set_count(self.subject.count_words(self._paper, self.artist.pages.total))

    def _allow(self, ready: bool) -> None:
        self.print_button.setEnabled(ready)
        self.print_button.setToolTip("" if ready else "正在计算页数，算好就可以打印")
        self.waiting.setVisible(not ready)
        self.export_button.setEnabled(ready)

    # ---- slots: the paper and its preview ---------------------------------------------------------------------

    def _on_chooser_chosen(self, key: str) -> None:
        self._choose(catalogue.offer(key))

    def _on_subject_changed(self) -> None:
        self._redraw.start()

    def _on_redraw_timeout(self) -> None:
        if self.store.is_open and self.subject is not None:
            self._draw()

    def _on_preview_begun(self, pages: PrintedPages) -> None:
        self._show_pages(pages)
        self._show_count()

    def _on_preview_grown(self) -> None:
        for view in (self.desk, self.thumbnails):
            view.refresh()
        self._show_page_number(self.desk.current)
        self._show_count()

    def _on_preview_done(self, made: Print) -> None:
        paper, subject = self._paper, self.subject
        if paper is None or subject is None:
            return
        self._print = made
        self.exports.take(paper, made, subject.name(paper))
        self._show_page_number(self.desk.current)
        self._show_count()
        self._allow(True)
        subject.printed(paper, made)
        note = "".join((made.note, letters_note(paper)))
        if note:
            messages.say(self, note, kind="warning")

    def _on_preview_failed(self, condition: Condition) -> None:
        self._nothing(condition)

    # ---- slots: walking, zooming, printing --------------------------------------------------------------------

    def _on_desk_current_changed(self, index: int) -> None:
        self.thumbnails.show_current(index)
        self._show_page_number(index)

    def _on_desk_zoom_changed(self) -> None:
        self.zoom_words.setText(f"{round(self.desk.zoom * 100)}%")

    def _on_thumbnails_chosen(self, index: int) -> None:
        self.desk.go_to(index)

    def _on_page_box_return(self) -> None:
        text = self.page_box.text().strip()
        if text.isdecimal() and 1 <= int(text) <= self.artist.pages.total:
            self.desk.go_to(int(text) - 1)
        self._show_page_number(self.desk.current)

    def _on_larger(self) -> None:
        self.desk.step_zoom(True)

    def _on_smaller(self) -> None:
        self.desk.step_zoom(False)

    def _on_fit(self) -> None:
        self.desk.set_zoom(None)

    def _on_fit_page(self) -> None:
        self.desk.set_zoom(None, whole_page=True)

    def _on_print_clicked(self) -> None:
        if self._print is not None and self._paper is not None and self.subject is not None:
            paper, across = paper_of(self._paper)
            parts = self.subject.handed_out(self._paper, self._print)
            name = self.subject.name(self._paper)
            self.machine.print_pdf(self._print.pdf, name, paper, is_landscape=across, parts=parts)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._redraw.stop()
