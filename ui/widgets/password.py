"""The form that sets, changes or removes the password of the open file."""

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from models.errors import Refusal
from ui.widgets.form import FormDialog

SHORTEST = 6


class PasswordForm(FormDialog):
    """`value()` is the new password, empty to remove it."""

    def __init__(self, present: str | None, parent: QWidget | None = None) -> None:
        super().__init__("修改密码" if present else "设置密码", parent)
        self._present = present
        self.old = self._line() if present else None
        self.new = self._line()
        self.again = self._line()
        self.new.setPlaceholderText(f"至少 {SHORTEST} 个字符")
        if self.old is not None:
            self.add("现在的密码", self.old)
        self.add("新密码", self.new, "留空表示去掉密码。" if present else "打开文件时要输入；忘记后无法找回。")
        self.add("再输一遍", self.again)

    def _line(self) -> QLineEdit:
        line = QLineEdit(self)
        line.setEchoMode(QLineEdit.EchoMode.Password)
        return line

    @override
    def value(self) -> str:
        return self.new.text()

    @override
    def why_not(self) -> Refusal | None:
        if self.old is not None and self.old.text() != self._present:
            return Refusal("现在的密码不对。", "请重新输入。")
        if self.new.text() != self.again.text():
            return Refusal("两次输入的新密码不一样。", "请重新输入。")
        if not self.new.text() and not self._present:
            return Refusal("还没有输入新密码。")
        if self.new.text() and len(self.new.text()) < SHORTEST:
            return Refusal("密码太短。", f"至少 {SHORTEST} 个字符。")
        return None
