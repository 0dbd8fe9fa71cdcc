"""What another page wants printed: `page.go("printing", None, PrintWish("members", {"group": 7}))`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class PrintWish:
    """The key of an offer of models.printing.catalogue and settings of it, which replace those remembered."""

    key: str
    settings: Mapping[str, Any] = field(default_factory=dict)
