"""Files dragged over the page, and dropped on it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDropEvent

SUFFIXES = (
    ".docx", ".xlsx", ".xlsm", ".csv", ".tsv", ".html", ".htm", ".mht", ".pdf", ".txt",
    ".doc", ".xls", ".xlsb", ".wps", ".et", ".rtf", ".odt", ".ods",
)  # fmt: skip


def dropped_paths(event: QDropEvent) -> list[Path]:
    """The local files of a drag, folders opened; what kind of files they are, reading tells."""
    found: list[Path] = []
    for url in event.mimeData().urls():
        if not url.isLocalFile():
            continue
        path = Path(url.toLocalFile())
        found += sorted(one for one in path.iterdir() if _is_wanted(one)) if path.is_dir() else [path]
    return list(dict.fromkeys(found))


def _is_wanted(path: Path) -> bool:
    """Whether a file of a dropped folder is read: documents, but no hidden ones and no lock files of Word and WPS."""
    return path.is_file() and path.suffix.lower() in SUFFIXES and not path.name.startswith((".", "~$"))
