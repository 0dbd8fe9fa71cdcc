"""The bar over a chart: the way to the branch shown, what boxes show, how they stand, folding, zoom, files, print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from models.org.chart import Direction, Show
from ui.icons import icon
from ui.style import px

DEPTHS = ((1, "只看第一层"), (2, "展开两层"), (3, "展开三层"))
FORMS = (("png", "图片（PNG）…"), ("svg", "矢量图（SVG）…"), ("pdf", "PDF文件…"))


class ChartBar(QFrame):
    """`look()` are the settings as the paper takes them; `look_changed` after each change by the user."""

    look_changed = Signal()
    zoom_requested = Signal(int)  # 1 in, -1 out, 0 fitted, 100 full size
    depth_requested = Signal(object)  # how many levels to unfold; None: all
    export_requested = Signal(str)
    print_requested = Signal()
    whole_requested = Signal()

    def __init__(
        self,
        shows: Sequence[tuple[Show, str]],
        options: Sequence[tuple[str, str, bool]],
        kept: Mapping[str, Any],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._groups: list[QActionGroup] = []
        self.options: dict[str, QAction] = {}
        self.whole = QPushButton("全部", self)
        self.whole.setProperty("link", True)
        self.whole.setToolTip("画出全部")
        self.here = QLabel(self)
        self.here.setTextFormat(Qt.TextFormat.PlainText)
        self.here.setProperty("section", True)
        self.here.setMinimumWidth(px(40))
        self.found = QLabel(self)
        self.found.setProperty("muted", True)
        self.show_menu = QMenu(self)
        chosen = kept.get("show")
        self._shows = self._choice(self.show_menu, [(show.value, word) for show, word in shows], chosen)
        self.show_menu.addSeparator()
        for key, word, default in options:
            action = self.show_menu.addAction(word)
            action.setCheckable(True)
            value = kept.get(key)
            action.setChecked(value if isinstance(value, bool) else default)
            action.triggered.connect(self.look_changed)
            self.options[key] = action
        self.way_menu = QMenu(self)
        self._ways = self._choice(self.way_menu, [(way.value, way.label) for way in Direction], kept.get("direction"))
        self.depth_menu = QMenu(self)
        for depth, word in DEPTHS:
            self.depth_menu.addAction(word).setData(depth)
        self.depth_menu.addAction("全部展开").setData(None)
        self.depth_menu.triggered.connect(self._on_depth_menu_triggered)
        self.export_menu = QMenu(self)
        for form, word in FORMS:
            self.export_menu.addAction(word).setData(form)
        self.export_menu.triggered.connect(self._on_export_menu_triggered)
        self._build()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        row.setContentsMargins(px(12), px(4), px(8), px(4))
        row.setSpacing(px(4))
        row.addWidget(self.whole)
        row.addWidget(self.here)
        row.addWidget(self.found)
        row.addStretch(1)
        row.addWidget(self._menu_button("内容", self.show_menu, "每个框里写什么"))
        row.addWidget(self._menu_button("排列", self.way_menu, "下级横排、竖排，还是窄框竖写"))
        depths = self._menu_button("展开", self.depth_menu, "展开到第几层；点框下的小圆点展开或收起一支")
        row.addWidget(depths)
        row.addSpacing(px(8))
        smaller = self._icon_button("magnify-minus-outline", "缩小（−）", -1)
        row.addWidget(smaller)
        self.size_button = QPushButton("100%", self)
        self.size_button.setProperty("quiet", True)
        self.size_button.setToolTip("原大（1）")
        self.size_button.setAccessibleName("原大")
        self.size_button.setFixedWidth(px(60))
        self.size_button.clicked.connect(self._on_size_button_clicked)
        row.addWidget(self.size_button)
        larger = self._icon_button("magnify-plus-outline", "放大（+）", 1)
        row.addWidget(larger)
        fitted = self._icon_button("fit-to-page-outline", "看全图（0）", 0)
        row.addWidget(fitted)
        row.addSpacing(px(8))
        row.addWidget(self._menu_button("导出", self.export_menu, "把看到的这张图存成文件"))
        self.print_button = QPushButton(self)
        self.print_button.setIcon(icon("printer-outline"))
        self.print_button.setIconSize(QSize(px(18), px(18)))
        self.print_button.setProperty("quiet", True)
        self.print_button.setToolTip("打印组织架构图（Ctrl+P）")
        self.print_button.setAccessibleName("打印组织架构图")
        self.print_button.clicked.connect(self.print_requested)
        row.addWidget(self.print_button)
        self.whole.clicked.connect(self.whole_requested)
        self._spare = (smaller, larger, self.size_button, depths, fitted)
        self.show_root("")

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(px(200), super().minimumSizeHint().height())

    def _make_room(self) -> None:
        """In a narrow bar what keys, wheel and the small handles do as well gives way."""
        layout = self.layout()
        if layout is None:
            return
        for widget in self._spare:
            widget.setVisible(True)
        for widget in self._spare:
            if layout.minimumSize().width() <= self.width():
                return
            widget.setVisible(False)

    def _menu_button(self, text: str, menu: QMenu, tooltip: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(f"{text} ▾")
        button.setAccessibleName(text)
        button.setToolTip(tooltip)
        button.setMenu(menu)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _icon_button(self, name: str, tooltip: str, what: int) -> QPushButton:
        button = QPushButton(self)
        button.setIcon(icon(name))
        button.setIconSize(QSize(px(18), px(18)))
        button.setProperty("quiet", True)
        button.setProperty("what", what)
        button.setToolTip(tooltip)
        button.setAccessibleName(tooltip)
        button.clicked.connect(self._on_zoom_button_clicked)
        return button

    def _choice(self, menu: QMenu, entries: Sequence[tuple[str, str]], chosen: object) -> QActionGroup:
        """Entries of which one is on."""
        group = QActionGroup(self)
        values = [value for value, _ in entries]
        for value, word in entries:
            action = menu.addAction(word)
            action.setCheckable(True)
            action.setData(value)
            action.setChecked(value == (chosen if chosen in values else entries[0][0]))
            group.addAction(action)
        group.triggered.connect(self._on_group_triggered)
        return group

    # ---- what the view asks -----------------------------------------------------------------------------------

    def look(self) -> dict[str, Any]:
        """The settings by the keys of the paper 组织架构图."""
        shown, way = self._shows.checkedAction(), self._ways.checkedAction()
        return {
            "show": shown.data() if shown is not None else Show.HEADS.value,
            "direction": way.data() if way is not None else Direction.AUTO.value,
            **{key: action.isChecked() for key, action in self.options.items()},
        }

    def show_root(self, name: str) -> None:
        """Name the branch shown; empty for the whole."""
        self.whole.setVisible(bool(name))
        self.here.setVisible(bool(name))
        self.here.setText(f"›　{name}")
        self.here.setToolTip(name)
        self._make_room()

    def show_found(self, words: str) -> None:
        """How many the search found."""
        self.found.setText(words)

    def show_zoom(self, zoom: float) -> None:
        """The size in percent."""
        self.size_button.setText(f"{round(zoom * 100)}%")

    # ---- slots ------------------------------------------------------------------------------------------------

    def _on_group_triggered(self, action: QAction) -> None:
        self.look_changed.emit()

    def _on_depth_menu_triggered(self, action: QAction) -> None:
        self.depth_requested.emit(action.data())

    def _on_export_menu_triggered(self, action: QAction) -> None:
        self.export_requested.emit(action.data())

    def _on_zoom_button_clicked(self) -> None:
        button = self.sender()
        assert button is not None
        self.zoom_requested.emit(button.property("what"))

    def _on_size_button_clicked(self) -> None:
        self.zoom_requested.emit(100)
