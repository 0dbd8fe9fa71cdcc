"""What stands in the page area while there is no page: the three ways in, recent files, no campaign yet."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.empty import EmptyState

RECENT_SHOWN = 3


class Welcome(QWidget):
    """`start_requested(kind)` with "import", "blank", "sample" or "open"; `recent_chosen(path)`."""

    start_requested = Signal(str)
    recent_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = EmptyState(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.state, 1)

    def show_start(self, recent: list[Path]) -> None:
        """No file is open: three ways in, and the files used last."""
        self.state.show_state(
            "从一份工作方案开始，得到一张能打印的责任分解表",
            icon="file-document-edit-outline",
            note="数据保存在这台电脑的一个文件里，不联网。",
            buttons=(
                ("导入工作方案", partial(self.start_requested.emit, "import")),
                ("空白开始", partial(self.start_requested.emit, "blank")),
                ("打开示例", partial(self.start_requested.emit, "sample")),
            ),
            links=(
                ("打开已有文件…", partial(self.start_requested.emit, "open")),
                *((path.name, partial(self.recent_chosen.emit, path)) for path in recent[:RECENT_SHOWN]),
            ),
        )

    def show_opening(self, path: Path) -> None:
        """A file is being opened."""
        self.state.show_state(f"正在打开“{path.name}”…")

    def show_no_campaign(self) -> None:
        """The file has no campaign."""
        self.state.show_state(
            "还没有专项工作",
            icon="clipboard-text-outline",
            note="一项专项工作（例如“创建国家卫生城市 2026”）下面放它的任务、专班和阶段。",
            buttons=(
                ("导入工作方案", partial(self.start_requested.emit, "import")),
                ("新建专项工作", partial(self.start_requested.emit, "blank")),
            ),
        )
