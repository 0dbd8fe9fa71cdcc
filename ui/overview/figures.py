"""The figures of the campaign side by side; each leads to the page where the number comes from."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.overview.card import Card
from ui.style import px
from ui.widgets.figure import Figure


class FigureStrip(Card):
    """One Figure per entry (key, label); `chosen(key)` when one is clicked."""

    chosen = Signal(str)

    def __init__(self, entries: tuple[tuple[str, str], ...], parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.heading.hide()
        self.head.setContentsMargins(0, 0, 0, 0)
        body = QWidget(self)
        row = QHBoxLayout(body)
        row.setContentsMargins(0, px(4), 0, 0)
        row.setSpacing(px(4))
        self._figures: dict[str, Figure] = {}
        for key, label in entries:
            figure = Figure(label, on_click=self._on_figure_clicked, parent=body)
            figure.setProperty("key", key)
            row.addWidget(figure, 1)
            self._figures[key] = figure
        self.put(body)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def figure(self, key: str) -> Figure:
        """The Figure with that key."""
        return self._figures[key]

    def _on_figure_clicked(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.chosen.emit(str(sender.property("key")))
