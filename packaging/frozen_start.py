"""Entry of the frozen program: shared libraries the system lacks are taken from the folder, then app.main runs."""

from __future__ import annotations

import os
import sys

import app

if sys.platform.startswith("linux"):
    import fallback

    fallback.restore_environment(os.environ)
    need = app.needs(app.mode_of(sys.argv[1:]))
    folder = os.path.join(sys._MEIPASS, "fallback")  # type: ignore[attr-defined]
    fallback.settle_fonts(folder, os.environ)
    trouble = fallback.load(folder, need)
    if trouble:
        app.complain(trouble)
        sys.exit(1)

sys.exit(app.main())
