"""What the program remembers about this user: one JSON file, checked by a schema, written atomically.

A file that cannot be read or does not fit is set aside (kept as *.unreadable.json) and defaults are taken.
"""

import json
import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

from platformdirs import user_config_path
from PySide6.QtCore import QObject, QTimer, Signal

from models.errors import Condition
from models.files import write_atomically

RECENT_FILES = 10
SAVE_DELAY_MS = 800

log = logging.getLogger(__name__)


def _is_numbers(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, int) and not isinstance(item, bool) for item in value)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_layouts(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(key, str) for key in value)


@dataclass
class Values:
    """The settings with their defaults. `layouts` holds what pages and tables remember, by their names."""

    theme: str = "system"
    scale: int = 100
    dense: bool = False
    operator: str = ""
    last_page: str = ""
    recent: list[str] = field(default_factory=list)
    campaigns: dict[str, int] = field(default_factory=dict)
    window: str = ""
    layouts: dict[str, Any] = field(default_factory=dict)
    inspector: bool = True
    reopen_last: bool = True
    most_cells: int = 10


SCHEMA: dict[str, Callable[[Any], bool]] = {
    "theme": lambda value: value in ("system", "light", "dark"),
    "scale": lambda value: type(value) is int and 90 <= value <= 150,
    "dense": lambda value: isinstance(value, bool),
    "operator": lambda value: isinstance(value, str) and len(value) <= 60,
    "last_page": lambda value: isinstance(value, str),
    "recent": _is_texts,
    "campaigns": lambda value: isinstance(value, dict) and all(type(item) is int for item in value.values()),
    "window": lambda value: isinstance(value, str),
    "layouts": _is_layouts,
    "inspector": lambda value: isinstance(value, bool),
    "reopen_last": lambda value: isinstance(value, bool),
    "most_cells": lambda value: type(value) is int and 1 <= value <= 999,
}


def settings_path() -> Path:
    """Where the settings of this user lie."""
    return Path(user_config_path("zerentian", appauthor=False)) / "settings.json"


class Settings(QObject):
    """The settings in use. `set` stores soon after; `changed` names the key."""

    changed = Signal(str)

    def __init__(self, path: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path or settings_path()
        self.values = load(self.path)
        self._saved = asdict(self.values)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAVE_DELAY_MS)
        self._timer.timeout.connect(self.save)

    def get(self, key: str) -> Any:
        """The value of a setting."""
        return getattr(self.values, key)

    def set(self, key: str, value: Any) -> None:
        """Change a setting. Raises ValueError when it does not fit the schema."""
        if not SCHEMA[key](value):
            raise ValueError(f"{key}={value!r}")
        if getattr(self.values, key) == value:
            return
        setattr(self.values, key, value)
        self._timer.start()
        self.changed.emit(key)

    def layout(self, name: str) -> dict[str, Any]:
        """What the widget `name` remembered; empty for nothing."""
        found = self.values.layouts.get(name)
        return dict(found) if isinstance(found, dict) else {}

    def set_layout(self, name: str, layout: dict[str, Any]) -> None:
        """Remember the layout of the widget `name` (plain JSON values)."""
        if self.values.layouts.get(name) != layout:
            self.values.layouts[name] = layout
            self._timer.start()

    def remember_file(self, path: Path) -> None:
        """Put a file at the head of the recent ones."""
        text = str(path.absolute())
        self.set("recent", [text, *(old for old in self.values.recent if old != text)][:RECENT_FILES])

    def forget_file(self, path: Path) -> None:
        """Take a file that is gone off the recent ones."""
        self.set("recent", [old for old in self.values.recent if old != str(path)])

    def recent_files(self) -> list[Path]:
        """Recent files that still exist, newest first."""
        return [path for path in map(Path, self.values.recent) if path.is_file()]

    def save(self) -> None:
        """Write now if anything changed. A failure to write is logged: it never stops work."""
        self._timer.stop()
        values = asdict(self.values)
        if values == self._saved:
            return
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(self.path, json.dumps(values, ensure_ascii=False, indent=1).encode())
        except (Condition, OSError):
            log.info("settings were not written", exc_info=True)
            return
        self._saved = json.loads(json.dumps(values))


def load(path: Path) -> Values:
    """The settings in `path`; single values that do not fit give way to defaults, a broken file is set aside."""
    values = Values()
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(stored, dict):
            raise ValueError("not an object")
    except FileNotFoundError:
        return values
    except (OSError, ValueError) as error:
        log.info("settings set aside: %s", error)
        _set_aside(path)
        return values
    for entry in fields(Values):
        if entry.name in stored and SCHEMA[entry.name](stored[entry.name]):
            setattr(values, entry.name, stored[entry.name])
    return values


def _set_aside(path: Path) -> None:
    try:
        path.replace(path.with_suffix(".unreadable.json"))
    except OSError as error:
        log.info("settings could not be set aside: %s", error)
