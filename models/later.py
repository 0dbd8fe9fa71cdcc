"""Two libraries that SQLAlchemy imports and this program never uses are loaded at their first use.

asyncio (with ssl and sockets) and importlib.metadata (with the e-mail package) are a fifth of SQLAlchemy's import.
The real module takes the place of its stand-in as soon as anything is asked of it.
"""

import importlib
import inspect
import sys
from types import ModuleType
from typing import Any


class _StandIn(ModuleType):
    """Loads the module of its name when an attribute is asked for that was not given to it."""

    def __getattr__(self, attribute: str) -> Any:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), attribute)


def put_off(name: str, **known: Any) -> None:
    """Import `name` at its first use; `known` attributes are answered without it. Nothing to do when it is loaded."""
    if name in sys.modules:
        return
    module = _StandIn(name)
    module.__dict__.update(known)
    sys.modules[name] = module
    parent, _, child = name.rpartition(".")
    if parent:
        setattr(importlib.import_module(parent), child, module)


def put_off_unused() -> None:
    """Before the first import of SQLAlchemy."""
    put_off("asyncio", iscoroutine=inspect.iscoroutine)
    put_off("importlib.metadata")
