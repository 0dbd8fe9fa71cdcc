"""Two savings at the start, made on import (after PySide6, before everything else of `ui`).

PySide6 reads the source of every module imported after it, looking for `from __feature__ import …`, which nobody here
uses: with SQLAlchemy that is a third of its import. And the garbage collector rests until the first page is filled;
then ui.garbage runs it.
"""

import gc
import sys
from types import ModuleType

_READERS = ("shibokensupport.feature", "shibokensupport.signature.loader")


def _leave_unread(module: ModuleType) -> None:
    """In the place of PySide6's look into a module's source; a module not looked into has no features."""


def skip_source_reading() -> int:
    """Take the look away where this PySide6 has it; answers in how many places."""
    found = [module for name in _READERS if hasattr(module := sys.modules.get(name), "feature_imported")]
    for module in found:
        module.__dict__["feature_imported"] = _leave_unread
    return len(found)


def rest_collector() -> None:
    """No collection while modules are loaded (they make much and throw away little)."""
    gc.disable()


skip_source_reading()
rest_collector()
