"""Every page and paper with realistic data, as pictures to be judged by eye: `python3 tests/gallery.py [--out DIR]`.

1366×768 and 1920×1080, light and dark, over the sample campaign; papers page by page at 96 dpi.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SIZES = ((1366, 768), (1920, 1080))
PAPER_PAGES = 4
VARIANTS: tuple[tuple[str, str, dict[str, object]], ...] = (
    ("breakdown-by-unit", "breakdown", {"by": "unit"}),
    ("breakdown-by-person", "breakdown", {"by": "person"}),
    ("breakdown-by-cell", "breakdown", {"by": "cell"}),
    ("breakdown-by-deadline", "breakdown", {"by": "deadline"}),
    ("breakdown-by-deadline-each-unit", "breakdown", {"by": "deadline", "split": "unit"}),
    ("edition-by-cell", "edition", {"by": "cell"}),
    ("members-table", "members", {"lines": True, "phone_column": True, "duty": True}),
    ("members-apart", "members", {"way": "apart", "mark": "附件1"}),
    ("contacts-blank", "contacts", {"blank": True, "email": True}),
    ("scoresheet-blank", "scoresheet", {"way": "group"}),
    ("ranking-told", "ranking", {"ranks": "yes", "parts": "raw"}),
    ("bulletin-lists", "bulletin", {"ranks": "yes", "lists": True}),
    ("yearly-ranks", "yearly", {"ranks": "yes", "each_rank": True}),
)
"""Papers with settings of their own: name of the picture, key, settings."""


def main() -> int:
    """Write the pictures; 0 when every page could be shown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "gallery")
    out: Path = parser.parse_args().out.absolute()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.path = [str(ROOT), *(entry for entry in sys.path if Path(entry or ".").resolve() != ROOT / "tests")]
    with tempfile.TemporaryDirectory() as folder:
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "APPDATA", "LOCALAPPDATA"):
            os.environ[name] = folder
        return _pages(Path(folder), out) or _papers(Path(folder), out)


def _pages(scratch: Path, out: Path) -> int:
    from PySide6.QtCore import QSize

    import models.schema  # noqa: F401
    from models.database import create_database, open_database
    from models.sample.actions import make_sample
    from ui.application import prepare
    from ui.tour import Log
    from ui.tour.pictures import take_pictures

    prepare()
    database = create_database(scratch / "示例.zrt")
    database.operator = "办公室"
    make_sample(database)
    database.close()
    log = Log()
    for width, height in SIZES:
        folder = out / f"{width}x{height}"
        folder.mkdir(parents=True, exist_ok=True)
        opened = open_database(scratch / "示例.zrt")
        opened.operator = "办公室"
        take_pictures(opened, ROOT / "resources/sample/plan.docx", folder, scratch, log, QSize(width, height))
        opened.close()
    return 1 if log.failures else 0


def _papers(scratch: Path, out: Path) -> int:
    """The first pages of every paper of the catalogue, and of some with other settings."""
    from datetime import date

    from PySide6.QtGui import QImage

    from models.database import open_database
    from models.org.queries import campaigns
    from models.papers.offer import Asked, Offer
    from models.papers.pdf import page_count, page_image
    from models.printing.catalogue import offer, offers
    from models.printing.produce import make, print_of

    folder = out / "papers"
    folder.mkdir(parents=True, exist_ok=True)
    database = open_database(scratch / "示例.zrt")
    (campaign,) = database.read(campaigns)
    wanted: list[tuple[str, Offer, dict[str, object]]] = [(found.key, found, {}) for found in offers()]
    wanted += [(name, offer(key), settings) for name, key, settings in VARIANTS]
    for name, found, settings in wanted:
        asked = Asked(campaign.id, date.today(), settings, found.profile)
        pdf = print_of(database.read(make, found, asked)).pdf
        for index in range(min(PAPER_PAGES, page_count(pdf))):
            width, height, pixels = page_image(pdf, index, 96)
            image = QImage(pixels, width, height, 4 * width, QImage.Format.Format_RGB32)
            image.save(str(folder / f"{name}-{index + 1}.png"))
    database.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
