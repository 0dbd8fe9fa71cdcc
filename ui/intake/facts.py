"""The strip above the blocks: kind and title of the paper, what the reader noticed about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from models.intake.draft import KIND_LABELS, Kind
from models.intake.review import Review
from ui.intake.panel import Doubts
from ui.style import px
from ui.widgets.quiet import Combo

FEW = 2  # warnings shown before "more"
FEW_DUTIES = {
    Kind.SPEECH: "这是一篇讲话，含任务很少：只列出写明了单位和要求的事项，不会替它编出任务。",
    Kind.UNKNOWN: "没有认出这是哪种材料，只列出有把握的内容；只写入您确认、改过或补上的行。",
    Kind.LEDGER: "整改台账现在还没有自己的页面：可以在这里核对，再“导出台账”为 Excel（连同照片）或 JSON。",
}


class Facts(QFrame):
    """`kind_chosen(Kind)`, `title_edited(str)`."""

    kind_chosen = Signal(object)
    title_edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all = False
        self._warnings: tuple[str, ...] = ()
        self.kind = Combo(self)
        self.kind.setProperty("frameless", True)
        self.kind.setAccessibleName("材料种类")
        self.kind.setToolTip("程序认出的种类，可以改")
        for kind, label in KIND_LABELS.items():
            self.kind.addItem(label, kind)
        self.kind.activated.connect(self._on_kind_activated)
        self.title = QLineEdit(self)
        self.title.setProperty("frameless", True)
        self.title.setAccessibleName("标题")
        self.title.setPlaceholderText("没有读到标题，可以在这里写")
        self.title.setToolTip("标题；新建专项工作时用它作名称")
        self.title.editingFinished.connect(self._on_title_editing_finished)
        self._row = row = QHBoxLayout()
        row.setContentsMargins(px(4), 0, px(12), 0)
        row.setSpacing(px(4))
        row.addWidget(self.kind)
        row.addWidget(self.title, 1)
        self.warnings = Doubts(self)
        self.more = QPushButton(self)
        self.more.setProperty("link", True)
        self.more.clicked.connect(self._on_more_clicked)
        self.note = QLabel(self)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.note.setProperty("muted", True)
        self.note.setContentsMargins(px(12), 0, px(12), px(2))
        below = QHBoxLayout()
        below.setContentsMargins(px(12), 0, px(12), 0)
        below.addWidget(self.warnings, 1)
        below.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, px(6), 0, 0)
        layout.setSpacing(px(4))
        layout.addLayout(row)
        layout.addWidget(self.note)
        layout.addLayout(below)

    def add_widget(self, widget: QWidget) -> None:
        """Something more behind the title."""
        self._row.addWidget(widget)

    def show_review(self, review: Review) -> None:
        """Kind, title and warnings of the paper."""
        self.kind.setCurrentIndex(list(KIND_LABELS).index(review.kind))
        if not self.title.hasFocus():
            self.title.setText(review.title)
            self.title.setCursorPosition(0)
        said = FEW_DUTIES.get(review.kind, "")
        if any("讲话" in warning for warning in review.warnings):
            said = ""  # the reader said so itself
        self.note.setText(said)
        self.note.setVisible(bool(said))
        self._warnings = review.warnings
        self._show_warnings()

    def _show_warnings(self) -> None:
        shown = self._warnings if self._all else self._warnings[:FEW]
        self.warnings.show_reasons(shown)
        hidden = len(self._warnings) - FEW
        self.more.setText("收起" if self._all else f"还有 {hidden} 条")
        self.more.setVisible(hidden > 0)

    def _on_more_clicked(self) -> None:
        self._all = not self._all
        self._show_warnings()

    def _on_kind_activated(self, at: int) -> None:
        self.kind_chosen.emit(Kind(self.kind.itemData(at)))

    def _on_title_editing_finished(self) -> None:
        if self.title.isModified():
            self.title.setModified(False)
            self.title_edited.emit(self.title.text())
