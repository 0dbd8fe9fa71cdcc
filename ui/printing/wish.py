"""What another page wants printed: `page.go("printing", None, PrintWish("members", {"group": 7}))`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class PrintWish:
    """The key of an offer of models.printing.catalogue and settings of it, which replace those remembered.

    `day` is the one the page shows; None is today.
    """

    key: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    day: date | None = None
