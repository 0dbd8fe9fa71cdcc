"""The page before a document is in hand: drop files here, choose some, paste, or take a recent one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from ui.icons import icon
from ui.style import color, px
from ui.widgets.rowlist import ListRow, RowList

FORMS_READ = (
    "可以读 Word（.docx）、表格（.xlsx、.csv）、有文字的 PDF、网页（.html）和纯文本（各种中文编码），一次可以选几份。"
    "旧版 .doc、.xls 和 .wps、.et：本机装有 LibreOffice 时直接读，没有时请先“另存为”新格式。"
)
PROMISE = "读出的单位、席位、任务、时限、台账、评分项目先列出来逐行核对，点“确认导入”之前什么也不写入。"


class DropCard(QFrame):
    """The place to drop files on; dashed, lit while they are over the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lit = False
        self.setMinimumHeight(px(220))

    def set_lit(self, lit: bool) -> None:
        """A file is held over the page."""
        self._lit = lit
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(color("accent" if self._lit else "grey_line"), 2 if self._lit else 1)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(color("hover" if self._lit else "tint"))
        painter.drawRoundedRect(QRect(1, 1, self.width() - 2, self.height() - 2), px(8), px(8))
        painter.end()


class StartView(QWidget):
    """`file_wanted`, `text_wanted`, `sample_wanted`, `ledger_wanted`, `path_chosen(Path)`."""

    file_wanted = Signal()
    text_wanted = Signal()
    sample_wanted = Signal()
    ledger_wanted = Signal()
    back_wanted = Signal()
    path_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = DropCard(self)
        mark = QLabel(self.card)
        mark.setPixmap(icon("file-import-outline", "secondary").pixmap(QSize(px(40), px(40))))
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        sentence = _label("把方案、名单、分工表、台账、评分表拖到这里", "section")
        self.file_button = QPushButton("选择文件…", self.card)
        self.file_button.setProperty("primary", True)
        self.file_button.clicked.connect(self.file_wanted)
        self.text_button = QPushButton("粘贴文字或表格…", self.card)
        self.text_button.clicked.connect(self.text_wanted)
        buttons = QHBoxLayout()
        buttons.setSpacing(px(12))
        buttons.addStretch(1)
        buttons.addWidget(self.file_button)
        buttons.addWidget(self.text_button)
        buttons.addStretch(1)
        inside = QVBoxLayout(self.card)
        inside.setContentsMargins(px(24), px(24), px(24), px(24))
        inside.setSpacing(px(12))
        inside.addStretch(1)
        inside.addWidget(mark)
        inside.addWidget(sentence)
        inside.addLayout(buttons)
        inside.addWidget(_label(FORMS_READ, "caption"))
        inside.addStretch(1)
        self.back_button = QPushButton("返回核对", self)
        self.back_button.setProperty("link", True)
        self.back_button.clicked.connect(self.back_wanted)
        self.sample_button = QPushButton("用示例方案试一试", self)
        self.sample_button.setProperty("link", True)
        self.sample_button.clicked.connect(self.sample_wanted)
        self.ledger_button = QPushButton("用示例台账试一试", self)
        self.ledger_button.setProperty("link", True)
        self.ledger_button.clicked.connect(self.ledger_wanted)
        links = QHBoxLayout()
        links.setSpacing(px(16))
        links.addStretch(1)
        links.addWidget(self.back_button)
        links.addWidget(self.sample_button)
        links.addWidget(self.ledger_button)
        links.addStretch(1)
        self._recent_title = _label("最近读过的文件", "muted")
        self._recent_title.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.recent = RowList(parent=self)
        self.recent.row_activated.connect(self.path_chosen)
        column = QWidget(self)
        column.setMaximumWidth(px(720))
        stack = QVBoxLayout(column)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(px(12))
        stack.addWidget(self.card)
        stack.addWidget(_label(PROMISE, "muted"))
        stack.addLayout(links)
        stack.addWidget(self._recent_title)
        stack.addWidget(self.recent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(px(24), px(32), px(24), px(24))
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(column, 8)
        across.addStretch(1)
        layout.addLayout(across)
        layout.addStretch(1)
        self.show_recent(())
        self.show_back("")

    def show_recent(self, paths: Sequence[Path]) -> None:
        """Documents read lately that are still there."""
        self.recent.set_rows(
            [ListRow(path, path.name, str(path.parent), icon="file-document-outline") for path in paths]
        )
        for widget in (self._recent_title, self.recent):
            widget.setVisible(bool(paths))

    def show_back(self, title: str) -> None:
        """Offer the way back to the draft in hand (empty: there is none)."""
        self.back_button.setText(f"继续核对“{title}”")
        self.back_button.setVisible(bool(title))


def _label(text: str, look: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setWordWrap(True)
    label.setProperty(look, True)
    return label
