"""The only mouth of the window: the bar at the lower edge of the page, and dialogs for choices that cannot wait.

Every function takes any widget of the window first. Nothing blocks: answers come to the function given.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from models.errors import Condition, Refusal

if TYPE_CHECKING:  # dialogs are loaded when the first one opens: the start is measured
    from PySide6.QtWidgets import QDialog, QFileDialog

log = logging.getLogger(__name__)

Action = tuple[str, Callable[[], Any]]


@dataclass(frozen=True, slots=True)
class Choice:
    """One button of a question; `danger` is drawn in red because something goes away."""

    key: str
    text: str
    primary: bool = False
    danger: bool = False


@runtime_checkable
class Bar(Protocol):
    """What shows a sentence; the window has one."""

    def show_message(self, text: str, kind: str, action: Action | None) -> None: ...

    def take_back(self) -> None: ...


@runtime_checkable
class Speaking(Protocol):
    """A window with a message bar and an undo."""

    message_bar: Bar

    def undo_from_message(self) -> None: ...


class Hook:
    """Tests look at each prompt before it opens; None in the program."""

    on_prompt: Callable[[QDialog], None] | None = None
    on_message: Callable[[str, str], None] | None = None


def say(
    widget: QObject | None, text: str, *, kind: str = "info", action: Action | None = None, undo: bool = False
) -> None:
    """Show a sentence for 8 s; kind "info", "ok", "warning" or "error"; with `undo` it offers 撤销."""
    window = _window(widget)
    if Hook.on_message is not None:
        Hook.on_message(kind, text)
    if window is None:
        log.info("message without a window: %s", text)
        return
    if undo and action is None:
        action = ("撤销", window.undo_from_message)
    window.message_bar.show_message(text, kind, action)


def take_back(widget: QObject | None) -> None:
    """Something was done: a warning that still stands is over."""
    window = _window(widget)
    if window is not None:
        window.message_bar.take_back()


def refuse(widget: QObject | None, condition: Condition) -> None:
    """Show why something was not done and what to do next."""
    say(widget, str(condition), kind="warning" if isinstance(condition, Refusal) else "error")


def ask(widget: QWidget, title: str, text: str, choices: tuple[Choice, ...], answered: Callable[[str], Any]) -> QDialog:
    """A choice that cannot wait: `answered(key)`. Esc and 取消 do nothing at all."""
    from ui.widgets.question import Question

    dialog = Question(title, text, choices, widget.window())
    dialog.answered.connect(answered)
    return _open(dialog)


def ask_text(
    widget: QWidget,
    title: str,
    label: str,
    accepted: Callable[[str], Any],
    *,
    value: str = "",
    why_not: Callable[[str], Refusal | None] | None = None,
    password: bool = False,
    hint: str = "",
) -> QDialog:
    """One line of text: `accepted(text)`; `why_not(text)` keeps the dialog open with its sentence."""
    from ui.widgets.question import TextQuestion

    dialog = TextQuestion(title, label, widget.window(), value=value, why_not=why_not, password=password, hint=hint)
    dialog.entered.connect(accepted)
    return _open(dialog)


def open_form(widget: QWidget, dialog: QDialog, accepted: Callable[[Any], Any] | None = None) -> QDialog:
    """Open a form (ui.widgets.form.FormDialog); `accepted(value)` when it was accepted."""
    if accepted is not None:
        dialog.submitted.connect(accepted)  # type: ignore[attr-defined]
    return _open(dialog)


def choose_file(
    widget: QWidget,
    title: str,
    filters: str,
    chosen: Callable[[Any], Any],
    *,
    folder: Path | None = None,
    several: bool = False,
) -> QDialog:
    """An existing file: `chosen(path)`, or with `several` `chosen([paths])`. Filters as "方案 (*.docx *.txt)"."""
    from PySide6.QtWidgets import QFileDialog

    dialog = QFileDialog(widget.window(), title, "", filters)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles if several else QFileDialog.FileMode.ExistingFile)
    _prepare(dialog, widget, folder, chosen, several=several)
    return _open(dialog)


def choose_save(
    widget: QWidget, title: str, filters: str, chosen: Callable[[Path], Any], *, name: str = "", suffix: str = ""
) -> QDialog:
    """Where to write: `chosen(path)`. The dialog itself asks before an existing file is replaced."""
    from PySide6.QtWidgets import QFileDialog

    dialog = QFileDialog(widget.window(), title, "", filters)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    if suffix:
        dialog.setDefaultSuffix(suffix.lstrip("."))
    folder = Path(name).parent
    _prepare(dialog, widget, folder if folder.is_absolute() and folder.is_dir() else None, chosen)
    if name:
        dialog.selectFile(Path(name).name)
    return _open(dialog)


def choose_folder(widget: QWidget, title: str, chosen: Callable[[Path], Any]) -> QDialog:
    """A folder: `chosen(path)`."""
    from PySide6.QtWidgets import QFileDialog

    dialog = QFileDialog(widget.window(), title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    _prepare(dialog, widget, None, chosen)
    return _open(dialog)


class FileRelay(QObject):
    """Turns the accepted file dialog into paths for the caller."""

    def __init__(self, dialog: QFileDialog, widget: QWidget, chosen: Callable[[Any], Any], several: bool) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._widget = widget
        self._chosen = chosen
        self._several = several

    def on_accepted(self) -> None:
        self.take([Path(text) for text in self._dialog.selectedFiles()])

    def take(self, paths: list[Path]) -> None:
        """Hand on what was chosen; the next dialog starts in its folder."""
        from ui.widgets.file_dialog import remember_folder

        if paths:
            remember_folder(self._widget, paths[0])
            self._chosen(paths if self._several else paths[0])


def _prepare(
    dialog: QFileDialog, widget: QWidget, folder: Path | None, chosen: Callable[[Any], Any], *, several: bool = False
) -> None:
    from ui.widgets.file_dialog import prepare

    prepare(dialog, widget, folder)
    relay = FileRelay(dialog, widget, chosen, several)
    dialog.accepted.connect(relay.on_accepted)


def _open(dialog: QDialog) -> QDialog:
    from PySide6.QtCore import Qt

    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    if Hook.on_prompt is not None:
        Hook.on_prompt(dialog)
    return dialog


def _window(widget: QObject | None) -> Speaking | None:
    """The nearest window above `widget` that can speak (a dialog's parent window counts)."""
    seen: QObject | None = widget
    while seen is not None:
        if isinstance(seen, QWidget):
            window = seen.window()
            if isinstance(window, Speaking):
                return window
            seen = window.parent() if window is not seen or window.parent() else None
        else:
            seen = seen.parent()
    return None
