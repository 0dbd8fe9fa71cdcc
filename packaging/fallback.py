"""Linux libraries shipped with the frozen program, used only where the system has none: its own come first.

A library that is already loaded satisfies every later request for its soname, so loading by path is enough.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import MutableMapping

import libraries


def restore_environment(environ: MutableMapping[str, str]) -> None:
    """Give programs that we start (lp, xdg-open) the user's library path instead of ours."""
    before = environ.pop("LD_LIBRARY_PATH_ORIG", None)
    if before:
        environ["LD_LIBRARY_PATH"] = before
    else:
        environ.pop("LD_LIBRARY_PATH", None)


def settle_fonts(folder: str, environ: MutableMapping[str, str], system: str = "/etc/fonts/fonts.conf") -> None:
    """Point fontconfig to our description of the usual font folders when the system has none."""
    ours = os.path.join(folder, "fonts.conf")
    if not os.path.exists(system) and os.path.exists(ours):
        environ.setdefault("FONTCONFIG_FILE", ours)


def load(folder: str, need: str) -> str:
    """Load what the system lacks for ``need`` from ``folder``; returns the sentence for the user when that fails."""
    missing = libraries.missing(need)
    if missing and os.path.isdir(folder):
        load_all(folder)
        missing = libraries.missing(need)
    return libraries.explain(missing) if missing else ""


def load_all(folder: str) -> None:
    """Load every library of the folder that the system does not have, dependencies before dependents."""
    waiting = [name for name in sorted(os.listdir(folder)) if ".so" in name and not libraries.loads(name)]
    while waiting:
        left = [name for name in waiting if not loads_globally(os.path.join(folder, name))]
        if len(left) == len(waiting):
            return
        waiting = left


def loads_globally(path: str) -> bool:
    """Load a library so that later ones find its symbols; False when something it needs is not loaded yet."""
    try:
        ctypes.CDLL(path, mode=ctypes.RTLD_GLOBAL)
    except OSError:
        return False
    return True
