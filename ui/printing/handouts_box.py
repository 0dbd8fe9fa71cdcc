"""The list of a split print in the panel: find, tick, set copies; underneath how many sheets and pages it comes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.printing.handouts import COPIES, MOST_COPIES, NAME, Handout, HandoutModel
from ui.style import px
from ui.widgets.quiet import Spin

_ROWS, _FILTER_FROM = 8, 10
_NARROW = 38


class HandoutsBox(QWidget):
    """`ticked_changed` when other sheets are printed, `copies_changed` when others are wanted of them."""

    ticked_changed = Signal()
    copies_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = HandoutModel(self)
        self.filter = QLineEdit(self)
        self.filter.setPlaceholderText("筛选…")
        self.filter.setAccessibleName("筛选要打印的")
        self.filter.setClearButtonEnabled(True)
        self.table = _Table(self)
        self.table.setModel(self.model)
        self.table.set_widths()
        self.every, self.none = self._link("全选"), self._link("全不选")
        self.copies = Spin(self)
        self.copies.setRange(1, MOST_COPIES)
        self.copies.setPrefix("各 ")
        self.copies.setSuffix(" 份")
        self.copies.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.copies.setFixedWidth(px(84))
        self.copies.setToolTip("给清单里的每一行都设成这个份数；个别的在“份”一栏里改")
        self.copies.setAccessibleName("每份印几份")
        self.sum = QLabel(self)
        self.sum.setTextFormat(Qt.TextFormat.PlainText)
        self.sum.setProperty("caption", True)
        self.sum.setWordWrap(True)
        row = QHBoxLayout()
        row.addWidget(self.every)
        row.addWidget(self.none)
        row.addStretch(1)
        row.addWidget(self.copies)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(px(4))
        for widget in (self.filter, self.table):
            layout.addWidget(widget)
        layout.addLayout(row)
        layout.addWidget(self.sum)
        self.setFocusProxy(self.table)
        self.filter.textChanged.connect(self._on_filter_changed)
        self.every.clicked.connect(self._on_every_clicked)
        self.none.clicked.connect(self._on_none_clicked)
        self.copies.editingFinished.connect(self._on_copies_edited)
        self.copies.valueChanged.connect(self._on_copies_edited)
        self.model.ticks_changed.connect(self._on_model_ticks_changed)
        self.model.copies_changed.connect(self._on_model_copies_changed)

    def _link(self, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setProperty("link", True)
        return button

    # ---- showing ----------------------------------------------------------------------------------------------

    def set_handouts(self, found: Sequence[Handout], kind: str) -> None:
        """Show these; tells nobody. `kind` is what each is for: 单位, 人, 网格, 月份."""
        self.model.set_handouts(found)
        self.table.setAccessibleName(f"要打印的{kind}")
        self.filter.setVisible(len(found) > _FILTER_FROM)
        common = {row.copies for row in found}
        self.copies.blockSignals(True)
        self.copies.setValue(common.pop() if len(common) == 1 else self.copies.value())
        self.copies.blockSignals(False)
        self._on_filter_changed(self.filter.text())
        self._show_sum()

    def set_pages(self, pages: Mapping[object, int]) -> None:
        """The pages of each sheet, once they are known."""
        self.model.set_pages(pages)
        self._show_sum()

    def ticked(self) -> list[object]:
        """Keys of the sheets to print, in order."""
        return [row.key for row in self.model.handouts if row.ticked]

    def copies_of(self) -> dict[object, int]:
        """How many are wanted of each sheet, where it is not one."""
        return {row.key: row.copies for row in self.model.handouts if row.copies != 1}

    def _show_sum(self) -> None:
        chosen = [row for row in self.model.handouts if row.ticked]
        words = f"已选 {len(chosen)} / {len(self.model.handouts)}"
        pages = sum(row.pages for row in chosen)
        if chosen and all(row.pages for row in chosen):
            words += f"，{pages} 页"
            copies = sum(row.copies for row in chosen)
            if copies != len(chosen):
                words += f"；连份数 {copies} 份 {sum(row.pages * row.copies for row in chosen)} 页"
        self.sum.setText(words)

    # ---- slots ------------------------------------------------------------------------------------------------

    def _on_filter_changed(self, text: str) -> None:
        wanted = text.strip()
        for at, row in enumerate(self.model.handouts):
            self.table.setRowHidden(at, bool(wanted) and wanted not in row.name)

    def _shown(self) -> list[object]:
        return [row.key for at, row in enumerate(self.model.handouts) if not self.table.isRowHidden(at)]

    def _on_every_clicked(self) -> None:
        self.model.tick(self._shown(), True)

    def _on_none_clicked(self) -> None:
        self.model.tick(self._shown(), False)

    def _on_copies_edited(self) -> None:
        if any(row.copies != self.copies.value() for row in self.model.handouts):
            self.model.set_all_copies(self.copies.value())

    def _on_model_ticks_changed(self) -> None:
        self._show_sum()
        self.ticked_changed.emit()

    def _on_model_copies_changed(self) -> None:
        self._show_sum()
        self.copies_changed.emit()


class _Table(QTableView):
    """Space ticks the lines in hand; figures typed on a line are its copies."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setShowGrid(False)
        self.setProperty("boxed", True)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(px(26))
        self.horizontalHeader().setFixedHeight(px(26))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(px(26) * (_ROWS + 1) + px(4))

    def set_widths(self) -> None:
        """Names take the room, figures little."""
        head = self.horizontalHeader()
        head.setMinimumSectionSize(px(28))
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column in range(NAME + 1, COPIES + 1):
            self.setColumnWidth(column, px(_NARROW))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        model = self.model()
        index = self.currentIndex()
        if isinstance(model, HandoutModel) and index.isValid():
            if event.key() == Qt.Key.Key_Space:
                rows = sorted({found.row() for found in self.selectionModel().selectedIndexes()} or {index.row()})
                keys = [model.handouts[row].key for row in rows]
                model.tick(keys, not model.handouts[index.row()].ticked)
                return
            if event.text().isdecimal():
                self.selectionModel().setCurrentIndex(
                    model.index(index.row(), COPIES), QItemSelectionModel.SelectionFlag.NoUpdate
                )
        super().keyPressEvent(event)
