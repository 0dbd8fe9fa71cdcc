"""The top bar: campaign switch left, search in the middle, undo, redo, history and help right."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from ui.icons import icon
from ui.style import announcer, px
from ui.tables.layout import measure

HEIGHT = 48


class TopBar(QFrame):
    """The window connects the signals and gives the actions."""

    campaign_chosen = Signal(object)  # id
    campaign_new_requested = Signal()
    campaign_manage_requested = Signal()
    search_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.campaign = QToolButton(self)
        self.campaign.setObjectName("campaignSwitch")
        self.campaign.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.campaign.setAccessibleName("专项工作")
        self._menu = QMenu(self.campaign)
        self._menu.triggered.connect(self._on_menu_triggered)
        self.campaign.setMenu(self._menu)
        self.search = QPushButton("搜索任务、单位、人员、点位", self)
        self.search.setObjectName("searchBox")
        self.search.setIcon(icon("magnify"))
        self.search.setToolTip("搜索（Ctrl+K）")
        self.search.setAccessibleName("搜索任务、单位、人员、点位")
        self.search.clicked.connect(self.search_requested)
        self.buttons: dict[str, QToolButton] = {}
        self._right = QHBoxLayout()
        self._right.setSpacing(px(2))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(px(8), 0, px(12), 0)
        layout.setSpacing(px(12))
        layout.addWidget(self.campaign)
        layout.addStretch(1)
        layout.addWidget(self.search)
        layout.addStretch(1)
        layout.addLayout(self._right)
        announcer().restyled.connect(self._restyle)
        self._restyle()
        self.set_campaigns((), None)

    def add_action_button(self, action: QAction, text: str = "") -> QToolButton:
        """A button for an action of the window: icon only, or with words."""
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(action.text())
        if text:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        else:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setIconSize(QSize(px(18), px(18)))
        self._right.addWidget(button)
        self.buttons[action.objectName()] = button
        return button

    def set_campaigns(self, campaigns: tuple[tuple[int, str], ...], current: int | None) -> None:
        """(id, name) of all campaigns and the one in hand."""
        self._menu.clear()
        names = dict(campaigns)
        for campaign_id, name in campaigns:
            action = self._menu.addAction(name.replace("&", "&&"))
            action.setData(campaign_id)
            action.setCheckable(True)
            action.setChecked(campaign_id == current)
        if campaigns:
            self._menu.addSeparator()
        self._menu.addAction("新建专项工作…").setData("new")
        self._menu.addAction("管理专项工作…").setData("manage")
        name = names.get(current, "") if current is not None else ""
        shown = measure(14, bold=True).elidedText(name, Qt.TextElideMode.ElideMiddle, px(340))
        self.campaign.setText(f"{shown} ▾" if name else "选择专项工作 ▾" if campaigns else "还没有专项工作 ▾")
        self.campaign.setToolTip(name)

    def _on_menu_triggered(self, action: QAction) -> None:
        if action.data() == "new":
            self.campaign_new_requested.emit()
        elif action.data() == "manage":
            self.campaign_manage_requested.emit()
        else:
            self.campaign_chosen.emit(action.data())

    def _restyle(self) -> None:
        self.setFixedHeight(px(HEIGHT))
        self.search.setFixedWidth(px(340))
