"""打印: settings left, the pages as they will be printed in the middle, thumbnails right; printer and files."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget
from typing_extensions import override

from models.errors import Condition
from models.files import write_atomically
from models.org.queries import campaign
from models.papers.fonts import font_set
from models.papers.letters import letters_note
from models.papers.render import Cover, Print
from models.papers.sheet import Paper, Sheet
from models.task import papers, queries
from models.task.cover import cover_of
from models.task.papers import View, usual_title
from ui import background, messages
from ui.icons import icon
from ui.page import Page
from ui.printing import export
from ui.printing.checklist import Entry
from ui.printing.choices import Choices
from ui.printing.desk import Desk, Thumbnails
from ui.printing.machine import Machine
from ui.printing.pages import PageArtist, PrintedPages
from ui.printing.panel import SettingsPanel
from ui.printing.preview import Preview
from ui.style import px

_PAPER_LAYOUT = "printing.breakdown"
_CAMPAIGN_LAYOUT = "printing.breakdown.campaign"
_REDRAW_MS = 200
PANEL_WIDTH, THUMBNAILS_WIDTH = 300, 120


class PrintingPage(Page):
    """The preview is the print: what is on the desk goes to the printer and into the PDF."""

    key: ClassVar[str] = "printing"
    title: ClassVar[str] = "打印"
    needs_campaign: ClassVar[bool] = True
    areas: ClassVar[frozenset[str]] = frozenset((
        "campaign", "task", "target", "assignment", "phase", "unit", "person", "post", "tenure", "task_person",
        "grid_cell",
    ))  # fmt: skip

    @override
    def _build(self) -> None:
        self._sheets: tuple[Sheet, ...] = ()
        self._print: Print | None = None
        self.panel = SettingsPanel(self)
        self.artist = PageArtist(self)
        self.preview = Preview(self)
        self.machine = Machine(self)
        self.desk = Desk(self.artist, self)
        self.thumbnails = Thumbnails(self.artist, self)
        self.thumbnails.setFixedWidth(px(THUMBNAILS_WIDTH))
        middle = QWidget(self)
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        row.addWidget(self.desk, 1)
        row.addWidget(self.thumbnails)
        self.set_tree(self.panel)
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
        for widget in (self.smaller, self.zoom_words, self.larger, self.fit):
            self.head.add_widget(widget)
        self.export_actions = {
            key: QAction(text, self)
            for key, text in (
                ("pdf", "PDF文件…"),
                ("xlsx", "Excel文件…"),
                ("each_pdf", "每个单位一个PDF…"),
                ("each_xlsx", "每个单位一个Excel…"),
            )
        }
        self.export_button = self.head.add_menu("导出", "file-export-outline", list(self.export_actions.values()))
        self.print_button = self.head.set_primary("打印", "printer-outline", self._on_print_clicked)
        self.add_action("printing.larger", "放大", "Ctrl+=", self._on_larger, icon="magnify-plus-outline")
        self.add_action("printing.smaller", "缩小", "Ctrl+-", self._on_smaller, icon="magnify-minus-outline")
        self.add_action("printing.fit", "适合宽度", "Ctrl+0", self._on_fit, icon="arrow-expand-horizontal")

    def _tool(self, name: str, tooltip: str) -> QToolButton:
        button = QToolButton(self)
        button.setIcon(icon(name))
        button.setToolTip(tooltip)
        button.setAccessibleName(tooltip.partition("（")[0])
        return button

    @override
    def _wire(self) -> None:
        self.panel.changed.connect(self._on_panel_changed)
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
        self.export_actions["pdf"].triggered.connect(self._on_export_pdf)
        self.export_actions["xlsx"].triggered.connect(self._on_export_xlsx)
        self.export_actions["each_pdf"].triggered.connect(self._on_export_each_pdf)
        self.export_actions["each_xlsx"].triggered.connect(self._on_export_each_xlsx)

    # ---- reading and drawing ----------------------------------------------------------------------------------

    @override
    def reload(self) -> None:
        choices = Choices.from_layouts(
            self.settings.layout(_PAPER_LAYOUT), self.settings.layout(self._campaign_layout())
        )
        head = self.store.read(campaign, campaign_id=self._campaign_id())
        hints = {
            "title": usual_title(self.context.campaign_name),
            "filler": head.lead_unit if head else "",
            "day": self.context.today.isoformat(),
            "number": "例如：第1版",
        }
        self.panel.set_choices(choices, hints)
        self._read_units()
        self.panel.set_fonts_note(font_set().stand_in_note())
        self._draw()

    @override
    def goto(self, record_id: int | None, payload: object = None) -> None:
        """`payload` {"by": "task" | "unit", "unit_ids": [...]}: what another page wants printed."""
        if not isinstance(payload, dict):
            return
        values: dict[str, Any] = {}
        if payload.get("by") in [view.value for view in View]:
            values["view"] = payload["by"]
        if isinstance(payload.get("unit_ids"), list | tuple):
            values["unit_ids"] = tuple(payload["unit_ids"])
        if values:
            self._keep(replace(self.panel.choices, **values))
            self.reload()

    @property
    def made(self) -> Print | None:
        """The finished print on the desk; None while it is being drawn."""
        return self._print

    def _campaign_id(self) -> int:
        campaign_id = self.context.campaign_id
        assert campaign_id is not None, "the page needs a campaign"
        return campaign_id

    def _campaign_layout(self) -> str:
        return f"{_CAMPAIGN_LAYOUT}.{self.context.campaign_id}"

    def _keep(self, choices: Choices) -> None:
        paper, of_campaign = choices.to_layouts()
        self.settings.set_layout(_PAPER_LAYOUT, paper)
        self.settings.set_layout(self._campaign_layout(), of_campaign)

    def _read_units(self) -> None:
        found = self.store.read(queries.by_unit, campaign_id=self._campaign_id())
        self.panel.set_units([Entry(unit.id, unit.unit.label, True, f"{len(unit.duties)} 项") for unit in found])

    def _read_sheets(self, choices: Choices) -> tuple[Sheet, ...]:
        campaign_id, options = self._campaign_id(), choices.options()
        if choices.view == View.TASK.value:
            return (self.store.read(papers.breakdown, campaign_id=campaign_id, options=options),)
        sheets: tuple[Sheet, ...] = self.store.read(
            papers.unit_breakdowns, campaign_id=campaign_id, unit_ids=choices.unit_ids, options=options
        )
        return sheets

    def _draw(self) -> None:
        choices = self.panel.choices
        self._print = None
        self._allow(False)
        by_unit = choices.view == View.UNIT.value
        for key in ("each_pdf", "each_xlsx"):
            self.export_actions[key].setVisible(by_unit)
        try:
            self._sheets = self._read_sheets(choices)
        except Condition as condition:
            self._nothing(condition)
            return
        if not any(sheet.rows for sheet in self._sheets):
            self._nothing(Condition("还没有任务，没有可打印的内容。", "请先导入工作方案或新建任务。"))
            return
        self.show_body()
        if not self.artist.pages.total:
            self.head.set_count("正在排版…")
        self.preview.draw(self._sheets, self._cover() if by_unit else None)

    def _cover(self) -> Cover | None:
        """The index that goes before the sheets of the units."""
        choices = self.panel.choices
        if not choices.cover or len(self._sheets) < 2:
            return None
        title = choices.title or usual_title(self.context.campaign_name)
        return partial(cover_of, self._sheets, title=f"{title}分发目录")

    def _nothing(self, condition: Condition) -> None:
        """Nothing to print: the settings stay, the desk is bare."""
        self.preview.stop()
        self._sheets = ()
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
        choices = self.panel.choices
        way = "横向" if choices.landscape else "纵向"
        units = f"{len(self._sheets)} 个单位 · " if choices.view == View.UNIT.value else ""
        self.head.set_count(f"{units}共 {self.artist.pages.total} 页 · {choices.paper} {way}")

    def _allow(self, ready: bool) -> None:
        self.print_button.setEnabled(ready)
        self.export_button.setEnabled(ready)

    # ---- slots: preview ---------------------------------------------------------------------------------------

    def _on_panel_changed(self, choices: Choices) -> None:
        self._keep(choices)
        self._redraw.start()

    def _on_redraw_timeout(self) -> None:
        if self.store.is_open and self.context.campaign_id is not None:
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
        self._print = made
        self._show_page_number(self.desk.current)
        self._show_count()
        self._allow(True)
        if self.panel.choices.view == View.UNIT.value:
            chosen = self.panel.units.ticked()
            if len(chosen) == len(made.page_counts):
                self.panel.set_page_counts(dict(zip(chosen, made.page_counts, strict=True)))
        note = letters_note(self._sheets)
        if note:
            messages.say(self, note, kind="warning")

    def _on_preview_failed(self, condition: Condition) -> None:
        self._nothing(condition)

    # ---- slots: walking and zooming ---------------------------------------------------------------------------

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

    # ---- slots: printer and files -----------------------------------------------------------------------------

    def _name(self) -> str:
        choices = self.panel.choices
        words = choices.title or usual_title(self.context.campaign_name)
        return export.file_name(f"{words}（分单位）" if choices.view == View.UNIT.value else words)

    def _on_print_clicked(self) -> None:
        if self._print is not None:
            choices = self.panel.choices
            self.machine.print_pdf(self._print.pdf, self._name(), Paper(choices.paper), is_landscape=choices.landscape)

    def _on_export_pdf(self) -> None:
        messages.choose_save(
            self, "导出PDF", "PDF文件 (*.pdf)", self._save_pdf, name=f"{self._name()}.pdf", suffix="pdf"
        )

    def _save_pdf(self, path: Path) -> None:
        made = self._print
        if made is None:
            return

        def work(report: background.Report) -> Path:
            write_atomically(path, made.pdf)
            return path

        background.run(self, "导出PDF", work, self._say_saved)

    def _on_export_xlsx(self) -> None:
        name = f"{self._name()}.xlsx"
        messages.choose_save(self, "导出Excel", "Excel文件 (*.xlsx)", self._save_xlsx, name=name, suffix="xlsx")

    def _save_xlsx(self, path: Path) -> None:
        sheets = self._sheets

        def work(report: background.Report) -> Path:
            return export.write_book(sheets, path, report)

        background.run(self, "导出Excel", work, self._say_saved)

    def _on_export_each_pdf(self) -> None:
        messages.choose_folder(self, "每个单位一个PDF：选择文件夹", self._save_each_pdf)

    def _on_export_each_xlsx(self) -> None:
        messages.choose_folder(self, "每个单位一个Excel：选择文件夹", self._save_each_xlsx)

    def _save_each_pdf(self, folder: Path) -> None:
        self._save_each(folder, "pdf")

    def _save_each_xlsx(self, folder: Path) -> None:
        self._save_each(folder, "xlsx")

    def _save_each(self, folder: Path, form: str) -> None:
        sheets = self._sheets
        target = folder / self._name()

        def work(report: background.Report) -> list[Path]:
            return export.write_each(sheets, target, form, report)

        def done(paths: list[Path]) -> None:
            export.say_where(self, f"已导出 {len(paths)} 个文件到“{target}”。", target)

        background.run(self, "分单位导出", work, done)

    def _say_saved(self, path: Path) -> None:
        export.say_where(self, f"已导出“{path}”。", path.parent)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._redraw.stop()
