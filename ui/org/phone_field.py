"""A phone in the inspector: hidden, and then not to be typed over, until somebody asks to see phones."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.context import Context
from ui.org.columns import PHONE_HIDDEN
from ui.widgets.fields import LineField


class PhoneField(LineField):
    """Keeps the number behind what it shows."""

    def __init__(self, context: Context, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(hint, parent=parent)
        self._context = context
        self._number = ""

    @override
    def set_value(self, value: Any) -> None:
        self._number = "" if value is None else str(value)
        words = self._context.phone(self._number)
        hidden = words != self._number
        self.line.setReadOnly(hidden)
        self.line.setToolTip(PHONE_HIDDEN if hidden else "")
        super().set_value(words)
        self._shown = self._number

    @override
    def value(self) -> Any:
        return self._number if self.line.isReadOnly() else super().value()
