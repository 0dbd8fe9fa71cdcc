"""What every file dialog needs: Chinese words, and a folder to start in (the one used last, else the documents)."""

from pathlib import Path

from platformdirs import user_documents_path
from PySide6.QtWidgets import QFileDialog, QWidget

from ui.settings import Settings

LAYOUT = "files"  # the name under which the settings remember the folder


def prepare(dialog: QFileDialog, widget: QWidget, folder: Path | None) -> None:
    """Chinese labels (Qt's own translation has gaps), and `folder` or the start folder of this user."""
    is_save = dialog.acceptMode() is QFileDialog.AcceptMode.AcceptSave
    is_folder = dialog.fileMode() is QFileDialog.FileMode.Directory
    accept = "保存" if is_save else "选择" if is_folder else "打开"
    for label, text in (
        (QFileDialog.DialogLabel.LookIn, "位置："),
        (QFileDialog.DialogLabel.FileName, "文件夹：" if is_folder else "文件名："),
        (QFileDialog.DialogLabel.FileType, "文件类型："),
        (QFileDialog.DialogLabel.Accept, accept),
        (QFileDialog.DialogLabel.Reject, "取消"),
    ):
        dialog.setLabelText(label, text)
    dialog.setDirectory(str(folder or start_folder(widget)))


def start_folder(widget: QWidget) -> Path:
    """The folder used last, else the user's documents, else the home folder."""
    settings = _settings(widget)
    kept = settings.layout(LAYOUT).get("folder") if settings is not None else None
    candidates = ([Path(kept)] if isinstance(kept, str) else []) + [Path(user_documents_path())]
    return next((path for path in candidates if path.is_dir()), Path.home())


def remember_folder(widget: QWidget, path: Path) -> None:
    """The folder of what was chosen is where the next dialog starts."""
    settings = _settings(widget)
    if settings is not None:
        settings.set_layout(LAYOUT, {"folder": str(path if path.is_dir() else path.parent)})


def _settings(widget: QWidget) -> Settings | None:
    found = getattr(widget.window(), "settings", None)
    return found if isinstance(found, Settings) else None
