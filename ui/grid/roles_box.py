"""The roles of the grid in the form of its levels: a line per role, a sign per level (—, ○, 必须), duty below."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from models.grid.queries.watch_rows import WatchRoleRow
from models.grid.rules import MOST_ROLES, RoleForm
from models.grid.terms import WatchHolder
from ui.icons import icon
from ui.style import px
from ui.widgets.quiet import Combo

NOT, MAY, MUST = "—", "○", "必须"
_NEXT = {NOT: MAY, MAY: MUST, MUST: NOT}
SIGN_WIDTH = 58
NAME_WIDTH = 108
HOLDER_WIDTH = 92
_HOLDERS = {
    WatchHolder.ANY: "不限",
    WatchHolder.PERSON: "人员",
    WatchHolder.POST: "岗位",
    WatchHolder.UNIT: "单位",
}

Levels = Sequence[tuple[Hashable, str]]  # a token that stays when a level moves or is renamed, and its name


class RoleLine(QWidget):
    """One role: name, by whom, a sign per level, buttons; under it the duty."""

    def __init__(self, parent: QWidget, role_id: int | None, name: str, holder: WatchHolder, duty: str) -> None:
        super().__init__(parent)
        self.role_id = role_id
        self.signs: dict[Hashable, str] = {}
        self.buttons: dict[Hashable, QPushButton] = {}
        self.name = QLineEdit(name, self)
        self.name.setPlaceholderText("例如：网格员")
        self.name.setAccessibleName("角色名称")
        self.name.setFixedWidth(px(NAME_WIDTH))
        self.holder = Combo(self)
        self.holder.setAccessibleName("由谁担任")
        self.holder.setFixedWidth(px(HOLDER_WIDTH))
        for kind, words in _HOLDERS.items():
            self.holder.addItem(words, kind)
        self.holder.setCurrentIndex(self.holder.findData(holder))
        self.duty = QLineEdit(duty, self)
        self.duty.setPlaceholderText("职责，印在公示牌上")
        self.duty.setAccessibleName("职责")
        self.duty.setCursorPosition(0)
        self.up = quiet_button(self, "arrow-up", "上移")
        self.down = quiet_button(self, "arrow-down", "下移")
        self.remove = quiet_button(self, "close", "删去这个角色")
        self._signs = QHBoxLayout()
        self._signs.setSpacing(px(2))
        top = QHBoxLayout()
        top.setSpacing(px(4))
        top.addWidget(self.name)
        top.addWidget(self.holder)
        top.addLayout(self._signs)
        top.addStretch(1)
        for button in (self.up, self.down, self.remove):
            top.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(2), 0, px(6))
        column.setSpacing(px(2))
        column.addLayout(top)
        column.addWidget(self.duty)

    def set_levels(self, levels: Levels) -> None:
        """A button per level; the signs of levels that are gone are forgotten."""
        tokens = [token for token, _ in levels]
        self.signs = {token: self.signs.get(token, NOT) for token in tokens}
        for button in self.buttons.values():
            self._signs.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = {}
        for token, name in levels:
            button = QPushButton(self.signs[token], self)
            button.setAutoDefault(False)
            button.setFixedWidth(px(SIGN_WIDTH))
            button.setProperty("quiet", True)
            button.setToolTip("— 没有这个角色，○ 可以有，必须：缺了会提示")
            button.setAccessibleName(f"{self.name.text()}在{name}：{self.signs[token]}")
            button.clicked.connect(partial(self._on_sign_clicked, token))
            self.buttons[token] = button
            self._signs.addWidget(button)

    def _on_sign_clicked(self, token: Hashable, checked: bool = False) -> None:
        self.signs[token] = _NEXT[self.signs[token]]
        self.buttons[token].setText(self.signs[token])

    def form(self, tokens: Sequence[Hashable]) -> RoleForm:
        """The role as it stands in the form."""
        stands = tuple((at, self.signs[token] == MUST) for at, token in enumerate(tokens) if self.signs[token] != NOT)
        return RoleForm(self.role_id, self.name.text(), self.holder.currentData(), self.duty.text(), stands)


class RolesBox(QWidget):
    """`value()` answers the roles as RoleForms. Roles in use cannot be removed."""

    def __init__(self, parent: QWidget, uses: Mapping[int, int]) -> None:
        super().__init__(parent)
        self._uses = uses
        self._levels: Levels = ()
        self.lines: list[RoleLine] = []
        self._heads = QWidget(self)
        self._head_row = QHBoxLayout(self._heads)
        self._head_row.setContentsMargins(0, 0, 0, 0)
        self._head_row.setSpacing(px(2))
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        self.more = QPushButton("添加角色", self)
        self.more.setIcon(icon("plus"))
        self.more.setAutoDefault(False)
        self.more.clicked.connect(self._on_more_clicked)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setVerticalSpacing(px(2))
        layout.addWidget(self._heads, 0, 0)
        layout.addLayout(self._column, 1, 0)
        layout.addWidget(self.more, 2, 0)

    def set_levels(self, levels: Levels) -> None:
        """The levels as they are now, top first."""
        self._levels = tuple(levels)
        while (item := self._head_row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for words, width in (("角色", NAME_WIDTH + 2), ("由谁担任", HOLDER_WIDTH + 2)):
            self._head_row.addWidget(self._heading(words, width))
        for _, name in self._levels:
            self._head_row.addWidget(self._heading(name, SIGN_WIDTH, center=True))
        self._head_row.addStretch(1)
        for line in self.lines:
            line.set_levels(self._levels)

    def take_roles(self, roles: Sequence[WatchRoleRow], places: Mapping[int, Hashable]) -> None:
        """The roles there are; `places` gives the token of a level by its id."""
        for role in roles:
            line = self._append(role.id, role.name, role.holder, role.duty)
            for level_id in role.level_ids:
                if level_id in places:
                    line.signs[places[level_id]] = MUST if level_id in role.required_ids else MAY
            line.set_levels(self._levels)
        self._number()

    def carry(self, places: Mapping[Hashable, Hashable]) -> None:
        """Levels got other tokens: the signs go along."""
        for line in self.lines:
            line.signs = {new: line.signs[old] for old, new in places.items() if old in line.signs}

    def take_template(self, roles: Sequence[RoleForm]) -> None:
        """The roles of a template; those of the same name and those in use stay what they are."""
        tokens = [token for token, _ in self._levels]
        named = {line.name.text().strip(): line for line in self.lines}
        wanted = {role.name for role in roles}
        for line in list(self.lines):
            if line.name.text().strip() not in wanted and not self._uses.get(line.role_id or 0):
                self._drop(line)
        for role in roles:
            found = named.get(role.name)
            line = found or self._append(None, role.name, role.holder, role.duty)
            signs = dict.fromkeys(tokens, NOT)
            for at, must in role.stands:
                if at < len(tokens):
                    signs[tokens[at]] = MUST if must else MAY
            if found is not None and self._uses.get(found.role_id or 0):
                signs = {token: sign if sign != NOT else found.signs.get(token, NOT) for token, sign in signs.items()}
            line.signs.update(signs)
            line.set_levels(self._levels)
        self._number()

    def value(self) -> tuple[RoleForm, ...]:
        """The roles in their order."""
        tokens = [token for token, _ in self._levels]
        return tuple(line.form(tokens) for line in self.lines)

    def _heading(self, words: str, width: int, *, center: bool = False) -> QLabel:
        label = QLabel(words, self._heads)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setProperty("caption", True)
        label.setFixedWidth(px(width))
        if center:
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setToolTip(words)
            label.setText(words if len(words) <= 4 else words[:3] + "…")
        return label

    def _append(self, role_id: int | None, name: str, holder: WatchHolder, duty: str) -> RoleLine:
        line = RoleLine(self, role_id, name, holder, duty)
        line.set_levels(self._levels)
        line.up.clicked.connect(partial(self._on_line_moved, line, -1))
        line.down.clicked.connect(partial(self._on_line_moved, line, 1))
        line.remove.clicked.connect(partial(self._on_line_removed, line))
        self.lines.append(line)
        self._column.addWidget(line)
        return line

    def _drop(self, line: RoleLine) -> None:
        self.lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _number(self) -> None:
        last = len(self.lines) - 1
        for place, line in enumerate(self.lines):
            used = self._uses.get(line.role_id or 0, 0)
            line.up.setEnabled(place > 0)
            line.down.setEnabled(place < last)
            line.remove.setEnabled(not used)
            line.remove.setToolTip(f"已有 {used} 条责任用这个角色，先清空它们" if used else "删去这个角色")
        self.more.setEnabled(len(self.lines) < MOST_ROLES)

    def _on_more_clicked(self) -> None:
        line = self._append(None, "", WatchHolder.ANY, "")
        if self._levels:
            line.signs[self._levels[-1][0]] = MAY
            line.set_levels(self._levels)
        self._number()
        line.name.setFocus()

    def _on_line_moved(self, line: RoleLine, by: int, checked: bool = False) -> None:
        place = self.lines.index(line)
        self.lines.insert(place + by, self.lines.pop(place))
        self._column.removeWidget(line)
        self._column.insertWidget(place + by, line)
        self._number()

    def _on_line_removed(self, line: RoleLine, checked: bool = False) -> None:
        self._drop(line)
        self._number()


def quiet_button(parent: QWidget, name: str, words: str) -> QPushButton:
    """A small button with an icon."""
    button = QPushButton(parent)
    button.setIcon(icon(name))
    button.setToolTip(words)
    button.setAccessibleName(words)
    button.setProperty("quiet", True)
    button.setAutoDefault(False)
    button.setFixedWidth(px(30))
    return button
