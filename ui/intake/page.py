"""导入: choose, drop or paste documents, check each reading beside its source, write it as one step."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from models.errors import Refusal
from models.intake.review import Review
from ui import messages
from ui.intake.batch import Batch, Entry
from ui.intake.choices import UnitChoices
from ui.intake.desk import ReviewDesk
from ui.intake.dropping import dropped_paths
from ui.intake.export import LedgerExport
from ui.intake.finishing import Finishing
from ui.intake.matching import matcher
from ui.intake.moving import JOIN_KEY, SPLIT_KEY
from ui.intake.panel import RowPanel
from ui.intake.paste_view import PasteView
from ui.intake.reader import Reader, entries_of
from ui.intake.reading import Reading, Refused
from ui.intake.recent import RecentFiles
from ui.intake.source_pane import SourcePane
from ui.intake.start_view import StartView
from ui.intake.tables import ALL, DOUBTFUL, DROPPED
from ui.page import Page
from ui.style import RESOURCES, px
from ui.widgets.empty import EmptyState

SAMPLE, LEDGER = RESOURCES / "sample" / "plan.docx", RESOURCES / "sample" / "ledger.xlsx"
NOTHING = Refusal("没有要写入的内容。", "至少保留一行。")
TEXT_WIDTH, SHEET_WIDTH = 320, 440


class IntakePage(Page):
    """Nothing is written before 确认导入; the drafts in hand stay, also once written, until others are read."""

    key = "intake"
    title = "导入"
    areas: ClassVar[frozenset[str]] = frozenset(("unit", "unit_alias", "person", "post", "tenure", "campaign"))

    @override
    def _build(self) -> None:
        self.batch = Batch()
        self.choices = UnitChoices(self.store)
        self.recent = RecentFiles(self.settings)
        self.source = SourcePane()
        self.panel = RowPanel(self.choices)
        self.start = StartView()
        self.paste = PasteView()
        self.refused = EmptyState(self)
        self.desk = ReviewDesk(self, self.choices, self.source, self.panel)
        self.reader = Reader(self, self.batch, self.choices)
        self.finishing = Finishing(self)
        self.export = LedgerExport(self)
        self._views = QStackedWidget(self)
        for view in (self.start, self.paste, self.refused, self.desk):
            self._views.addWidget(view)
        self.set_tree(self.source)
        self.set_body(self._views)
        self.set_inspector(self.panel)
        self._splitter.setSizes([px(TEXT_WIDTH), px(660), px(314)])
        self.setAcceptDrops(True)
        self._build_head()
        self._build_actions()
        self.show_start()

    def _build_head(self) -> None:
        self.filter = self.head.add_filter("筛选这一栏…")
        self.doubtful = self.head.add_notice("doubtful", "存疑", "near")
        self.dropped = self.head.add_notice("dropped", "已舍去", "reminder")
        self.export_button = self.head.add_menu(
            "导出台账", "file-export-outline", self.export.actions, "整改台账连同照片导出"
        )
        self.other_button = self.head.add_button("换一份…", "folder-open-outline", self.show_start, "读另一份材料")
        self.primary = self.head.set_primary("确认导入", "check-all", self.ask_import, "核对后写入（Ctrl+Shift+Enter）")

    def _build_actions(self) -> None:
        add, desk = self.add_action, self.desk
        add("intake.open", "选择文件", "Ctrl+Shift+O", self.reader.ask_file, "folder-open-outline")
        add("intake.paste", "粘贴文字或表格", "Ctrl+V", self._on_paste_requested, "content-paste", self.start)
        add("intake.confirm_block", "确认整栏", "Ctrl+Return", desk.confirm_block, "check-all", desk)
        add("intake.split", "拆分", SPLIT_KEY, desk.split_current, "call-split", desk)
        add("intake.join", "合并", JOIN_KEY, desk.join_selected, "call-merge", desk)
        add("intake.next_doubt", "下一处存疑", "F8", self._on_next_doubt, "alert-outline")
        add("intake.next_block", "下一栏", "Ctrl+PgDown", partial(desk.step_block, 1))
        add("intake.previous_block", "上一栏", "Ctrl+PgUp", partial(desk.step_block, -1))
        add("intake.next", "下一份材料", "Alt+PgDown", partial(self.step, 1))
        add("intake.previous", "上一份材料", "Alt+PgUp", partial(self.step, -1))
        add("intake.source", "到左边原文", "Shift+F6", self._on_source_requested, "file-document-outline")
        add("intake.fields", "到右边修改", "F6", self.panel.focus_first, "form-textbox")
        add("intake.import", "确认导入", "Ctrl+Shift+Return", self.ask_import, "check-all")

    @override
    def _wire(self) -> None:
        self.start.file_wanted.connect(self.reader.ask_file)
        self.start.text_wanted.connect(self.show_paste)
        self.start.sample_wanted.connect(partial(self.read_file, SAMPLE))
        self.start.ledger_wanted.connect(partial(self.read_file, LEDGER))
        self.start.back_wanted.connect(self.show_desk)
        self.start.path_chosen.connect(self.read_file)
        self.paste.text_given.connect(self.reader.read_text)
        self.paste.table_given.connect(self.reader.read_table)
        self.paste.back_wanted.connect(self.show_start)
        self.reader.read.connect(self.show_read)
        self.reader.read_anew.connect(self._on_reader_read_anew)
        self.desk.changed.connect(self._on_desk_changed)
        self.desk.kind_wanted.connect(self.reader.read_as)
        self.source.meaning_chosen.connect(self.reader.set_meaning)
        self.source.meaning_moved.connect(self.reader.move_meaning)
        self.source.bar.chosen.connect(self.show_entry)
        self.head.filter_changed.connect(self.desk.set_filter)
        self.doubtful.clicked.connect(self._on_notice_clicked)
        self.dropped.clicked.connect(self._on_notice_clicked)
        self.store.stepped.connect(self.finishing.on_store_stepped)

    # ---- what is shown ----------------------------------------------------------------------------------------

    @override
    def reload(self) -> None:
        self.choices.forget()
        for entry in self.batch.entries:
            if entry.review is not None:
                entry.review.known_people = self.choices.people()
                entry.review.rematch(matcher(self.choices.dictionary()))
        self.desk.comparing.forget_campaigns()
        self.desk.refresh()

    @override
    def goto(self, record_id: int | None, payload: object = None) -> None:
        """A path as payload (or several) is read at once."""
        if isinstance(payload, Path):
            self.read_file(payload)
        elif isinstance(payload, list):
            self.reader.read_paths([path for path in payload if isinstance(path, Path)])

    @property
    def review(self) -> Review | None:
        """The draft in hand."""
        return self.batch.current.review if self.batch.current is not None else None

    @property
    def reading(self) -> Reading | None:
        """The document in hand."""
        return self.batch.current.reading if self.batch.current is not None else None

    @property
    @override
    def inspector_visible(self) -> bool:
        return self._inspector.isVisibleTo(self)

    @inspector_visible.setter
    def inspector_visible(self, visible: bool) -> None:
        self._inspector.setVisible(visible and self._views.currentWidget() is self.desk)

    def show_start(self) -> None:
        """Choose a document; drafts in hand are kept and can be gone back to."""
        if self._views.currentWidget() is not self.paste:  # back from the box: what stands there is not yet read
            self.paste.edit.clear()
        self.start.show_recent(self.recent.paths())
        entry = self.batch.current
        title = entry.review.title or entry.origin.name if entry is not None and entry.review is not None else ""
        more = f"等 {len(self.batch.entries)} 份" if len(self.batch.entries) > 1 else ""
        self.start.show_back(title + more if title else "")
        self._show(self.start)

    def show_paste(self) -> None:
        """The box for pasted text."""
        self._show(self.paste)
        self.paste.edit.setFocus()

    def show_desk(self) -> None:
        """The draft in hand."""
        if self.review is not None:
            self._show(self.desk)
            self.desk.table.setFocus()

    def _show(self, view: QWidget) -> None:
        self._views.setCurrentWidget(view)
        checking = view is self.desk
        self._tree.setVisible(checking or (view is self.refused and len(self.batch.entries) > 1))
        self._inspector.setVisible(checking and self.settings.get("inspector"))
        for widget in (self.filter, self.primary):
            widget.setVisible(checking)
        self.other_button.setVisible(checking or view is self.refused)
        self._on_desk_changed()

    def _on_desk_changed(self) -> None:
        review = self.review
        if review is None or self._views.currentWidget() is not self.desk:
            self.head.set_count("")
            self.doubtful.set_count(0)
            self.dropped.set_count(0)
            self.export_button.hide()
            return
        self.finishing.remember()
        count = review.count()
        done = "已导入 · " if self.is_imported else ""
        self.head.set_count(f"{done}已确认 {count.confirmed} / {count.kept}")
        self.doubtful.set_count(count.doubtful)
        self.dropped.set_count(count.dropped)
        self.doubtful.setChecked(self.desk.shown == DOUBTFUL and count.doubtful > 0)
        self.dropped.setChecked(self.desk.shown == DROPPED and count.dropped > 0)
        self.export_button.setVisible(self.export.is_offered)
        self.source.bar.show_batch(self.batch, self.finishing.source_name)
        self.head.allow_primary(self.finishing.why_not())

    # ---- reading ----------------------------------------------------------------------------------------------

    def read_file(self, path: Path) -> None:
        """Read a document in the background, then show its draft."""
        self.reader.read_paths([path])

    def show_read(self, found: Sequence[Reading | Refused]) -> None:
        """Take up the documents that were read; the drafts in hand give way. A single refusal is only said."""
        if len(found) == 1 and isinstance(found[0], Refused):
            messages.refuse(self, found[0].condition)
            return
        self.choices.forget()
        dictionary, people, wishes = self.choices.dictionary(), self.choices.people(), self.choices.wishes()
        entries = entries_of(found)
        for entry in entries:
            if entry.reading is not None:
                entry.review = Review(entry.reading.draft, matcher(dictionary), wishes)
                entry.review.known_people = people
                entry.columns = frozenset(wishes.columns)
                if entry.origin.path not in (None, SAMPLE, LEDGER):
                    self.recent.remember(entry.origin.path)
        self.batch.take(entries)
        self.show_entry(self.batch.at)
        bad = sum(entry.refusal is not None for entry in entries)
        if len(entries) > 1:
            words = f"读了 {len(entries) - bad} 份材料" + (f"，{bad} 份没有读出，列表里写着原因" if bad else "")
            messages.say(self, f"{words}。Alt+PgDown 到下一份。", kind="warning" if bad else "ok")

    def show_entry(self, at: int) -> None:
        """Another document of those in hand, where the clerk left it."""
        self._leave()
        self.batch.at = at
        entry = self.batch.current
        if entry is None:
            return
        self.source.bar.show_batch(self.batch, self.finishing.source_name)
        if entry.review is None or entry.reading is None:
            self._show_refused(entry)
            return
        self.source.show_source(entry.reading.source)
        self.panel.set_pictures(self.source.pictures)
        self._widen(SHEET_WIDTH if entry.reading.draft.tables else TEXT_WIDTH)
        self._show(self.desk)
        self.desk.show_review(entry.review, entry.origin.name, entry.reading.digest, entry.block, entry.row)

    def step(self, delta: int) -> None:
        """The next or previous document of those in hand."""
        at = self.batch.beside(delta)
        if at is not None and self._views.currentWidget() in (self.desk, self.refused):
            self.show_entry(at)

    def _show_refused(self, entry: Entry) -> None:
        assert entry.refusal is not None
        buttons = (("下一份", partial(self.step, 1)),) if self.batch.beside(1) is not None else ()
        note = entry.refusal.next_step
        self.refused.show_state(entry.refusal.sentence, icon="file-alert-outline", note=note, buttons=buttons)
        self.source.show_nothing()
        self._show(self.refused)

    def _leave(self) -> None:
        """Remember where the clerk is in the document in hand."""
        entry, item = self.batch.current, self.desk.current_item()
        if entry is not None and entry.review is not None and entry.review is self.desk.review and item is not None:
            entry.block, entry.row = item.block, item.id

    def _widen(self, least: int) -> None:
        """A sheet needs more room than text; a width that the user set stays."""
        if not self.settings.layout(f"page.{self.key}").get("sizes"):
            self._splitter.setSizes([px(least), px(980 - least), px(314)])

    def _on_reader_read_anew(self, entry: Entry, words: str) -> None:
        if entry is not self.batch.current or entry.review is None:
            return
        before = entry.columns
        self.desk.show_anew(entry.review)
        more = "，已记住这种表样" if entry.columns != before else ""
        messages.say(self, f"{words.rstrip('。')}{more}。", kind="ok", action=("改回去", self.finishing.take_back))

    def _on_paste_requested(self) -> None:
        self.show_paste()
        self.paste.paste()

    # ---- checking ---------------------------------------------------------------------------------------------

    def _on_notice_clicked(self) -> None:
        if self.doubtful.isChecked() and self.desk.shown != DOUBTFUL:
            self.desk.show_only(DOUBTFUL)
        elif self.dropped.isChecked() and self.desk.shown != DROPPED:
            self.desk.show_only(DROPPED)
        else:
            self.desk.show_only(ALL)

    def _on_next_doubt(self) -> None:
        if not self.desk.next_doubtful():
            messages.say(self, "没有存疑的行了。", kind="ok")

    def _on_source_requested(self) -> None:
        self.source.take_focus()

    # ---- writing ----------------------------------------------------------------------------------------------

    def ask_import(self) -> None:
        """Into which campaign, which rows; then write."""
        if self.review is not None and self._views.currentWidget() is self.desk:
            self.finishing.ask()

    @property
    def is_imported(self) -> bool:
        """Whether the draft in hand is written (and that step was not taken back)."""
        return self.batch.current is not None and self.batch.current.imported is not None

    # ---- drag and drop ----------------------------------------------------------------------------------------

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event):
            self.start.card.set_lit(True)
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.start.card.set_lit(False)
        super().dragLeaveEvent(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        self.start.card.set_lit(False)
        paths = dropped_paths(event)
        if paths:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.reader.read_paths(paths)
