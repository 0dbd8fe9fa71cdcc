"""Sections 操作员 and 外观: kept by the settings at once, applied by the window."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from ui.preferences.section import Choices, Section, beside
from ui.settings import Settings
from ui.style import SCALES, Theme, px

LONGEST_NAME = 60


class OperatorSection(Section):
    """The name under which every step is recorded."""

    renamed = Signal(str)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__("操作员", parent)
        self._settings = settings
        self.name = QLineEdit(self)
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setFixedWidth(px(240))
        self.name.setAccessibleName("操作员姓名")
        self.add("姓名", beside(self.name))
        self.add_note("记在历史的每一步里；各人只能撤销自己的步骤。留空则用系统用户名。")
        self.name.editingFinished.connect(self._on_name_editing_finished)

    def show_values(self, system_name: str) -> None:
        """The name in the settings; the system's name as a hint."""
        self.name.setText(self._settings.get("operator"))
        self.name.setPlaceholderText(system_name)

    def _on_name_editing_finished(self) -> None:
        name = self.name.text().strip()
        if name != self._settings.get("operator"):
            self.renamed.emit(name)


class LookSection(Section):
    """Theme, size of type, height of rows; whether the last file opens at start."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__("外观", parent)
        self._settings = settings
        themes = ((Theme.SYSTEM.value, "跟随系统"), (Theme.LIGHT.value, "浅色"), (Theme.DARK.value, "深色"))
        self.theme = Choices(themes, self._on_theme_changed, self)
        self.scale = Choices(tuple((scale, f"{scale}%") for scale in SCALES), self._on_scale_changed, self)
        self.density = Choices(((False, "标准"), (True, "紧凑")), self._on_density_changed, self)
        self.reopen = QCheckBox("启动时打开上次的文件", self)
        self.add("主题", beside(self.theme))
        self.add("字号", beside(self.scale))
        self.add("表格行距", beside(self.density))
        self.add("启动", self.reopen)
        self.reopen.toggled.connect(self._on_reopen_toggled)

    def show_values(self) -> None:
        """What the settings hold."""
        self.theme.show_value(self._settings.get("theme"))
        self.scale.show_value(self._settings.get("scale"))
        self.density.show_value(self._settings.get("dense"))
        self.reopen.blockSignals(True)
        self.reopen.setChecked(self._settings.get("reopen_last"))
        self.reopen.blockSignals(False)

    def _on_theme_changed(self, theme: str) -> None:
        self._settings.set("theme", theme)

    def _on_scale_changed(self, scale: int) -> None:
        self._settings.set("scale", scale)

    def _on_density_changed(self, dense: bool) -> None:
        self._settings.set("dense", dense)

    def _on_reopen_toggled(self, on: bool) -> None:
        self._settings.set("reopen_last", on)
