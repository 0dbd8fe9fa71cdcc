"""Pictures of every page with the sample campaign: `python tests/gallery.py [--out DIR] [--page KEY …]`.

Two sizes, light and dark, offscreen; made to be looked at before a change of the look is kept.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SIZES = ((1366, 768), (1920, 1080))
SETTLE_MS = 400


def main(argv: list[str] | None = None) -> int:
    """Make the pictures; answers 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "gallery")
    parser.add_argument("--page", action="append", default=[])
    args = parser.parse_args(argv)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    args.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"):
            os.environ[name] = folder
        for path in draw(home, args.out, set(args.page)):
            print(path)
    return 0


def draw(home: Path, out: Path, wanted: set[str]) -> list[Path]:
    """Pictures of the pages wanted (all without any) into `out`; answers their paths."""
    from PySide6.QtTest import QTest

    from models.database import create_database
    from models.sample.actions import TITLE, build_sample
    from ui import background, icons, style
    from ui.application import prepare
    from ui.main_window import MainWindow
    from ui.pages import PAGES
    from ui.settings import Settings
    from ui.store import Store

    app = prepare()
    icons.enable()
    store = Store()
    style.apply(app, theme=style.Theme.LIGHT)
    window = MainWindow(store, Settings(home / "settings.json"))
    window.commands.complete()
    made: list[Path] = []

    def settle() -> None:
        QTest.qWait(SETTLE_MS)
        while background.is_busy():
            QTest.qWait(50)
        QTest.qWait(50)

    def picture(name: str) -> None:
        settle()
        path = out / f"{name}.png"
        window.grab().save(str(path))
        made.append(path)

    for theme in (style.Theme.LIGHT, style.Theme.DARK):
        style.apply(app, theme=theme)
        for width, height in SIZES:
            window.resize(width, height)
            window.show()
            suffix = f"{theme.value}-{width}"
            if not store.is_open:
                if not wanted or "welcome" in wanted:
                    picture(f"welcome-{suffix}")
                database = create_database(home / "创卫2026.zrt")
                database.do(TITLE, build_sample)
                store.operator = "创卫办"
                store.attach(database)
            for spec in PAGES:
                if wanted and spec.key not in wanted:
                    continue
                window.show_page(spec.key)
                picture(f"{spec.key}-{suffix}")
                if spec.key == "task":
                    window.show_page("task", None, "matrix")
                    picture(f"matrix-{suffix}")
                    window.show_page("task", None, "plan")
                    picture(f"plan-{suffix}")
    window.close()
    return made


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    if str(ROOT / "tests") in sys.path:
        sys.path.remove(str(ROOT / "tests"))
    sys.exit(main())
