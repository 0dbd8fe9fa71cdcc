"""导入: choose or paste a document, check the reading beside its source, write it as one step."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override

from models.errors import Refusal
from models.intake.review import Block, Count, Review
from models.org.queries import campaigns
from ui import background, messages
from ui.intake.choices import UnitChoices
from ui.intake.desk import ReviewDesk
from ui.intake.import_form import ImportChoice, ImportForm
from ui.intake.matching import matcher
from ui.intake.panel import RowPanel
from ui.intake.reading import Reading, read_path, read_text
from ui.intake.source_pane import SourcePane
from ui.intake.start_view import PasteView, StartView
from ui.intake.tables import ALL, DOUBTFUL, DROPPED
from ui.intake.writing import Written, step_title, write
from ui.page import Page
from ui.style import RESOURCES, px

FILTER = "工作方案、名单、分工 (*.docx *.txt);;所有文件 (*)"
RECENT = "intake.recent"
SAMPLE = RESOURCES / "sample" / "plan.docx"
SUFFIXES = (".docx", ".txt")
RECENT_SHOWN = 6


class IntakePage(Page):
    """Nothing is written before 确认导入; a draft in hand stays, also once written, until another one is read."""

    key = "intake"
    title = "导入"
    areas: ClassVar[frozenset[str]] = frozenset(("unit", "unit_alias", "person", "post", "tenure", "campaign"))

    @override
    def _build(self) -> None:
        self.review: Review | None = None
        self.reading: Reading | None = None
        self._imported: Count | None = None  # how far the draft in hand was checked when it was written
        self.choices = UnitChoices(self.store)
        self.source = SourcePane()
        self.panel = RowPanel(self.choices)
        self.start = StartView()
        self.paste = PasteView()
        self.desk = ReviewDesk(self, self.choices, self.source.view, self.panel)
        self._views = QStackedWidget(self)
        for view in (self.start, self.paste, self.desk):
            self._views.addWidget(view)
        self.set_tree(self.source)
        self.set_body(self._views)
        self.set_inspector(self.panel)
        self._splitter.setSizes([px(320), px(660), px(314)])
        self.setAcceptDrops(True)
        self._build_head()
        self._build_actions()
        self.show_start()

    def _build_head(self) -> None:
        self.filter = self.head.add_filter("筛选这一栏…")
        self.doubtful = self.head.add_notice("doubtful", "存疑", "near")
        self.dropped = self.head.add_notice("dropped", "已舍去", "reminder")
        self.other_button = self.head.add_button("换一份…", "folder-open-outline", self.show_start, "读另一份材料")
        self.primary = self.head.set_primary("确认导入", "check-all", self.ask_import, "核对后写入（Ctrl+Shift+Enter）")

    def _build_actions(self) -> None:
        self.add_action("intake.open", "选择文件", "Ctrl+Shift+O", self.ask_file, "folder-open-outline")
        add, desk = self.add_action, self.desk
        add("intake.confirm_block", "确认整栏", "Ctrl+Return", desk.confirm_block, "check-all", desk)
        add("intake.next_doubt", "下一处存疑", "F8", self._on_next_doubt, "alert-outline")
        add("intake.next_block", "下一栏", "Ctrl+PgDown", partial(desk.step_block, 1))
        add("intake.previous_block", "上一栏", "Ctrl+PgUp", partial(desk.step_block, -1))
        add("intake.fields", "到右边修改", "F6", self.panel.focus_first, "form-textbox")
        add("intake.import", "确认导入", "Ctrl+Shift+Return", self.ask_import, "check-all")

    @override
    def _wire(self) -> None:
        self.start.file_wanted.connect(self.ask_file)
        self.start.text_wanted.connect(self.show_paste)
        self.start.sample_wanted.connect(self._on_start_sample_wanted)
        self.start.back_wanted.connect(self.show_desk)
        self.start.path_chosen.connect(self.read_file)
        self.paste.text_given.connect(self.read_pasted)
        self.paste.back_wanted.connect(self.show_start)
        self.desk.changed.connect(self._on_desk_changed)
        self.head.filter_changed.connect(self.desk.set_filter)
        self.doubtful.clicked.connect(self._on_notice_clicked)
        self.dropped.clicked.connect(self._on_notice_clicked)
        self.source.added.connect(self._on_source_added)
        self.store.stepped.connect(self._on_store_stepped)

    # ---- what is shown ----------------------------------------------------------------------------------------

    @override
    def reload(self) -> None:
        self.choices.forget()
        if self.review is not None:
            self.review.known_people = self.choices.people()
            self.review.rematch(matcher(self.choices.dictionary()))
            self.desk.refresh()

    @override
    def goto(self, record_id: int | None, payload: object = None) -> None:
        """A path as payload is read at once."""
        if isinstance(payload, Path):
            self.read_file(payload)

    @property
    @override
    def inspector_visible(self) -> bool:
        return self._inspector.isVisibleTo(self)

    @inspector_visible.setter
    def inspector_visible(self, visible: bool) -> None:
        self._inspector.setVisible(visible and self._views.currentWidget() is self.desk)

    def show_start(self) -> None:
        """Choose a document; a draft in hand is kept and can be gone back to."""
        self.start.show_recent(self._recent())
        self.start.show_back(self.review.title or "没有标题的材料" if self.review is not None else "")
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

    def _show(self, view: StartView | PasteView | ReviewDesk) -> None:
        self._views.setCurrentWidget(view)
        checking = view is self.desk
        self._tree.setVisible(checking)
        self._inspector.setVisible(checking and self.settings.get("inspector"))
        self.filter.setVisible(checking)
        self.other_button.setVisible(checking)
        self.primary.setVisible(checking)
        self._on_desk_changed()

    def _on_desk_changed(self) -> None:
        review = self.review
        if review is None or self._views.currentWidget() is not self.desk:
            self.head.set_count("")
            self.doubtful.set_count(0)
            self.dropped.set_count(0)
            return
        count = review.count()
        self.head.set_count(f"已确认 {count.confirmed} / {count.kept}")
        self.doubtful.set_count(count.doubtful)
        self.dropped.set_count(count.dropped)
        self.doubtful.setChecked(self.desk.shown == DOUBTFUL and count.doubtful > 0)
        self.dropped.setChecked(self.desk.shown == DROPPED and count.dropped > 0)
        empty = Refusal("没有要写入的内容。", "至少保留一行。") if not count.kept else None
        self.head.allow_primary(empty)

    # ---- reading ----------------------------------------------------------------------------------------------

    def ask_file(self) -> None:
        """Choose a document."""
        messages.choose_file(self, "选择要导入的材料", FILTER, self.read_file)

    def read_file(self, path: Path) -> None:
        """Read a document in the background, then show its draft."""
        self._instead(partial(background.run, self, f"读取“{path.name}”", partial(read_path, path), self.show_reading))

    def read_pasted(self, text: str) -> None:
        """Read pasted text."""
        self._instead(partial(background.run, self, "读取粘贴的文字", partial(read_text, text), self.show_reading))

    def _instead(self, begin: Callable[[], object]) -> None:
        """Read another document; asks first when decisions about the one in hand would be lost."""
        review = self.review
        if review is None or not review.can_undo or self._imported == review.count():
            begin()
            return
        name = review.title or "没有标题的材料"
        words = f"“{name}”已确认 {review.count().confirmed} 行，还没有导入。换一份材料，这些核对就没有了。"
        choice = messages.Choice("replace", "不要了，换一份", danger=True)
        messages.ask(self, "正在核对另一份材料", words, (choice,), partial(_begin, begin))

    def show_reading(self, reading: Reading) -> None:
        """Check this reading; a draft in hand gives way."""
        if reading.path is not None and reading.path != SAMPLE:
            self._remember(reading.path)
        self.reading = reading
        self._imported = None
        self.choices.forget()
        self.review = Review(reading.draft, matcher(self.choices.dictionary()))
        self.review.known_people = self.choices.people()
        self.source.show_document(reading.name, reading.lines)
        self._show(self.desk)
        self.desk.show_review(self.review)

    def _on_start_sample_wanted(self) -> None:
        self.read_file(SAMPLE)

    def _recent(self) -> list[Path]:
        stored = self.settings.layout(RECENT).get("paths")
        paths = stored if isinstance(stored, list) else []
        return [path for path in (Path(text) for text in paths if isinstance(text, str)) if path.is_file()]

    def _remember(self, path: Path) -> None:
        kept = [path, *(old for old in self._recent() if old != path)][:RECENT_SHOWN]
        self.settings.set_layout(RECENT, {"paths": [str(one.absolute()) for one in kept]})

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

    def _on_source_added(self, block: Block, number: int) -> None:
        if self.review is not None:
            self.desk.add_from(block, number, self.source.text_of(number))

    # ---- writing ----------------------------------------------------------------------------------------------

    def ask_import(self) -> None:
        """Into which campaign, which rows; then write."""
        review = self.review
        if review is None or self._views.currentWidget() is not self.desk:
            return
        if not review.count().kept:
            messages.refuse(self, Refusal("没有要写入的内容。", "至少保留一行。"))
            return
        rows = self.store.read(campaigns)
        name = Path(self._source_name()).stem
        form = ImportForm(review, rows, self.context.campaign_id, self.window(), name)
        messages.open_form(self, form, self.import_as)

    def import_as(self, choice: ImportChoice) -> None:
        """Write the draft as one undoable step, in the background."""
        assert self.review is not None
        write(self, self.store, self.review, choice, self._source_name(), partial(self._on_written, self.review))

    def _on_written(self, review: Review, written: Written) -> None:
        if self.review is review:
            self._imported = review.count()
            self.show_start()
        self.context.set_campaign(written.campaign_id, written.campaign)
        self.go("task")
        messages.say(self.window(), written.words, kind="ok", undo=True)

    def _source_name(self) -> str:
        return self.reading.name if self.reading is not None else ""

    @property
    def is_imported(self) -> bool:
        """Whether the draft in hand is written (and that step was not taken back)."""
        return self._imported is not None

    def _on_store_stepped(self, title: str) -> None:
        """The import taken back: its draft is under review again. Done again: it is put away again."""
        review = self.review
        if review is None:
            return
        step = step_title(review, self._source_name())
        if title == f"撤销：{step}" and self.is_imported:
            self._imported = None
            self.show_desk()
        elif title == f"重做：{step}" and not self.is_imported:
            self._imported = review.count()
            self.show_start()

    # ---- drag and drop ----------------------------------------------------------------------------------------

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped_path(event) is not None:
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
        path = _dropped_path(event)
        if path is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.read_file(path)


def _begin(begin: Callable[[], object], answer: str) -> None:
    begin()


def _dropped_path(event: QDropEvent) -> Path | None:
    """The first local file of a drag; what kind of file it is, reading tells."""
    for url in event.mimeData().urls():
        if url.isLocalFile():
            return Path(url.toLocalFile())
    return None
