"""How large the window is before anybody has drawn it: as on paper, or all of a screen that has no room for it."""

from PySide6.QtCore import QSize

WISHED = QSize(1366, 768)
SMALLEST = QSize(960, 600)
FRAME = QSize(16, 48)  # what the desktop draws around a window, generously


def first_size(room: QSize) -> tuple[QSize, bool]:
    """The size, and whether the window fills the screen; `room` is what the desktop leaves of it. On a screen too small
    for the program at all nothing is tried."""
    inner = room - FRAME
    if room.width() < SMALLEST.width() or room.height() < SMALLEST.height():
        return WISHED, False
    if inner.width() >= WISHED.width() and inner.height() >= WISHED.height():
        return WISHED, False
    return WISHED.boundedTo(inner).expandedTo(SMALLEST), True
