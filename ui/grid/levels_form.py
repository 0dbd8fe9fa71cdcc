"""The form of the grid's levels: a usual set to begin with, names, order, and whether the last level holds places."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from models.errors import Refusal
from models.grid.queries import LevelRow
from models.grid.queries.watch_rows import WatchRoleRow
from models.grid.rules import MOST_LEVELS, TEMPLATES, LevelForm, RoleForm, why_no_levels, why_no_roles
from ui.grid.roles_box import RolesBox, quiet_button
from ui.icons import icon
from ui.style import px
from ui.widgets.form import FormDialog
from ui.widgets.quiet import Combo

WIDE = 820  # pixels; a sign per level beside each role needs more than a usual form


class _Line(QWidget):
    """One level: its number, name, how many cells stand on it, up, down, remove."""

    def __init__(self, parent: QWidget, level_id: int | None, name: str, cells: int) -> None:
        super().__init__(parent)
        self.level_id = level_id
        self.cells = cells
        self.number = QLabel(self)
        self.number.setFixedWidth(px(48))
        self.number.setProperty("muted", True)
        self.name = QLineEdit(name, self)
        self.name.setPlaceholderText("例如：街道办事处")
        self.count = QLabel(f"{cells} 个" if cells else "", self)
        self.count.setProperty("caption", True)
        self.count.setFixedWidth(px(48))
        self.up = quiet_button(self, "arrow-up", "上移")
        self.down = quiet_button(self, "arrow-down", "下移")
        self.remove = quiet_button(self, "close", "删去这一级")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(4))
        row.addWidget(self.number)
        row.addWidget(self.name, 1)
        row.addWidget(self.count)
        for button in (self.up, self.down, self.remove):
            row.addWidget(button)


@dataclass(frozen=True, slots=True)
class LevelsValue:
    """What the form was filled with: levels top first, roles in their order."""

    levels: tuple[LevelForm, ...]
    roles: tuple[RoleForm, ...]


class LevelsForm(FormDialog):
    """Levels top first, and the roles that watch over their cells; `uses` counts the watches in each role."""

    def __init__(
        self,
        parent: QWidget,
        levels: Sequence[LevelRow],
        roles: Sequence[WatchRoleRow] = (),
        uses: Mapping[int, int] | None = None,
        *,
        propose_roles: bool = False,
    ) -> None:
        super().__init__("网格层级与角色", parent, accept_text="保存")
        self.setMaximumWidth(px(WIDE))
        self.setMinimumWidth(px(720))
        self.roles = RolesBox(self, uses or {})
        self.template = Combo(self)
        self.template.addItem("换用常用的一套…", None)
        for number, template in enumerate(TEMPLATES):
            self.template.addItem(template.name, number)
        self.template.activated.connect(self._on_template_activated)
        self.lines: list[_Line] = []
        self._box = QWidget(self)
        self._column = QVBoxLayout(self._box)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(4))
        self.more = QPushButton("添加一级", self)
        self.more.setIcon(icon("plus"))
        self.more.setAutoDefault(False)
        self.more.clicked.connect(self._on_more_clicked)
        self.sites = QCheckBox("最下一级是点位（市场、工地等），有批次、阶段和经营单位", self)
        self.add("常用", self.template)
        self.add("", self._box)
        self.add("", self.more)
        self.add("", self.sites)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setWidget(self.roles)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setMinimumHeight(px(232))
        self.add("", area)
        for row in levels:
            self._append(row.id, row.name, row.cells)
        self.roles.set_levels(self._tokens())
        self.roles.take_roles(roles, {line.level_id: line for line in self.lines if line.level_id is not None})
        if propose_roles and not roles:
            self._propose_roles()
        self.sites.setChecked(levels[-1].is_site if levels else True)
        if not levels:
            self._take(0)
        self._number()

    @override
    def value(self) -> LevelsValue:
        last = len(self.lines) - 1
        levels = tuple(
            LevelForm(line.level_id, line.name.text(), self.sites.isChecked() and place == last)
            for place, line in enumerate(self.lines)
        )
        return LevelsValue(levels, self.roles.value())

    @override
    def why_not(self) -> Refusal | None:
        value = self.value()
        return why_no_levels(value.levels) or why_no_roles(value.roles, len(value.levels))

    def _tokens(self) -> list[tuple[Hashable, str]]:
        return [(line, line.name.text().strip() or f"第 {at} 级") for at, line in enumerate(self.lines, 1)]

    def _on_name_edited(self) -> None:
        self.roles.set_levels(self._tokens())

    def _propose_roles(self) -> None:
        """The roles of the usual set with these levels, else with as many."""
        names = tuple(line.name.text().strip() for line in self.lines)
        fitting = [template for template in TEMPLATES if template.levels == names]
        fitting += [template for template in TEMPLATES if len(template.levels) == len(names)]
        if fitting:
            self.roles.take_template(fitting[0].roles)

    def _take(self, number: int) -> None:
        """Levels that carry cells keep their ids by place; the names become those of the template."""
        template = TEMPLATES[number]
        kept = [line for line in self.lines if line.cells]
        if len(kept) > len(template.levels):
            self.show_reason(f"现在有 {len(kept)} 级已经有网格，这一套只有 {len(template.levels)} 级。")
            return
        self.show_reason("")
        before = list(self.lines)
        ids = [line.level_id for line in self.lines]
        cells = [line.cells for line in self.lines]
        for line in list(self.lines):
            self._drop(line)
        for place, name in enumerate(template.levels):
            same = place < len(ids)
            self._append(ids[place] if same else None, name, cells[place] if same else 0)
        self.sites.setChecked(template.has_sites)
        self.roles.carry(dict(zip(before, self.lines, strict=False)))
        self._number()
        self.roles.take_template(template.roles)

    def _append(self, level_id: int | None, name: str, cells: int) -> None:
        line = _Line(self._box, level_id, name, cells)
        line.up.clicked.connect(partial(self._on_line_moved, line, -1))
        line.down.clicked.connect(partial(self._on_line_moved, line, 1))
        line.remove.clicked.connect(partial(self._on_line_removed, line))
        line.name.editingFinished.connect(self._on_name_edited)
        self.lines.append(line)
        self._column.addWidget(line)

    def _drop(self, line: _Line) -> None:
        self.lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _number(self) -> None:
        last = len(self.lines) - 1
        for place, line in enumerate(self.lines):
            line.number.setText(f"第 {place + 1} 级")
            line.name.setAccessibleName(f"第 {place + 1} 级的名称")
            line.up.setEnabled(place > 0)
            line.down.setEnabled(place < last)
            line.remove.setEnabled(not line.cells)
            line.remove.setToolTip("这一级已有网格，先移走或删除它们" if line.cells else "删去这一级")
        self.more.setEnabled(len(self.lines) < MOST_LEVELS)
        self.roles.set_levels(self._tokens())

    def _on_template_activated(self, at: int) -> None:
        number = self.template.itemData(at)
        if number is not None:
            self._take(int(number))
        self.template.setCurrentIndex(0)

    def _on_more_clicked(self) -> None:
        self._append(None, "", 0)
        self._number()
        self.lines[-1].name.setFocus()

    def _on_line_moved(self, line: _Line, by: int, checked: bool = False) -> None:
        place = self.lines.index(line)
        self.lines.insert(place + by, self.lines.pop(place))
        self._column.removeWidget(line)
        self._column.insertWidget(place + by, line)
        self._number()

    def _on_line_removed(self, line: _Line, checked: bool = False) -> None:
        self._drop(line)
        self._number()
