"""Documents read lately, remembered in the settings."""

from __future__ import annotations

from pathlib import Path

from ui.settings import Settings

KEY = "intake.recent"
SHOWN = 6


class RecentFiles:
    """Those that are still there, the newest first."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def paths(self) -> list[Path]:
        """The documents."""
        stored = self._settings.layout(KEY).get("paths")
        paths = stored if isinstance(stored, list) else []
        return [path for path in (Path(text) for text in paths if isinstance(text, str)) if path.is_file()]

    def remember(self, path: Path) -> None:
        """A document was read."""
        kept = [path, *(old for old in self.paths() if old != path)][:SHOWN]
        self._settings.set_layout(KEY, {"paths": [str(one.absolute()) for one in kept]})
