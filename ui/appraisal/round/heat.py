"""The ground of a cell by what it lost: nothing, then ever warmer."""

from __future__ import annotations

from PySide6.QtGui import QColor

from ui.style import color, tokens


def heat(lost: float) -> QColor:
    """0 is the surface, 1 a clear red that black (or white) figures still stand out on."""
    strength = (0.0 if lost <= 0 else 0.06 + 0.44 * min(1.0, lost) ** 0.6) * (0.8 if tokens().dark else 1.0)
    ground, warm = color("surface"), color("overdue")
    mixed = (
        round(cold + (hot - cold) * strength)
        for cold, hot in (
            (ground.red(), warm.red()),
            (ground.green(), warm.green()),
            (ground.blue(), warm.blue()),
        )
    )
    return QColor(*mixed)
