"""Where a round stands: 试算 → 公示 → 锁定 with their days, painted; beside it what can be done next."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from models.appraisal.rows import RoundRow
from models.appraisal.terms import RoundState
from ui.icons import icon, paint_icon
from ui.style import announcer, color, font, px
from ui.tables.layout import measure

ORDER = (RoundState.TRIAL, RoundState.POSTED, RoundState.LOCKED)


def days_of(row: RoundRow) -> tuple[str, str, str]:
    """The days under each step."""

    def short(value: object) -> str:
        return f"{value:%m-%d}" if value is not None else ""

    trial = f"{short(row.starts)}—{short(row.ends)}" if row.starts or row.ends else ""
    posted = short(row.posted_on)
    if posted and row.posted_until:
        posted += f"—{short(row.posted_until)}"
    return trial, posted, short(row.locked_on)


class StepPicture(QWidget):
    """Three dots on a line; those passed are ticked, the present one is filled."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row: RoundRow | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        announcer().restyled.connect(self.updateGeometry)

    def show_round(self, row: RoundRow) -> None:
        """Another round."""
        self._row = row
        self.setAccessibleName(f"状态：{row.state.label}")
        self.updateGeometry()
        self.update()

    def _widths(self) -> list[int]:
        days = days_of(self._row) if self._row is not None else ("", "", "")
        found = []
        for state, day in zip(ORDER, days, strict=True):
            words = measure(13, bold=True).horizontalAdvance(state.label) + px(6) + measure(12).horizontalAdvance(day)
            found.append(px(26) + words)
        return found

    @override
    def sizeHint(self) -> QSize:
        return QSize(sum(self._widths()) + 2 * px(36) + px(8), px(30))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._row is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        now = ORDER.index(self._row.state) if self._row.state in ORDER else -1
        days, left, middle = days_of(self._row), 0, self.height() / 2
        for at, (state, day, width) in enumerate(zip(ORDER, days, self._widths(), strict=True)):
            passed = at < now or (at == now == len(ORDER) - 1)
            tint = "accent" if at <= now else "grey_line"
            size = px(18)
            dot = QRectF(left + 1, middle - size / 2, size, size)
            painter.setPen(QPen(color(tint), 1.5))
            painter.setBrush(color("accent") if at <= now else color("surface"))
            painter.drawEllipse(dot)
            if passed:
                paint_icon(painter, dot.toRect().adjusted(3, 3, -3, -3), "check-bold", "on_accent")
            elif at == now:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(color("on_accent"))
                painter.drawEllipse(dot.center(), px(3), px(3))
            painter.setFont(font(13, bold=at == now))
            painter.setPen(color("text" if at <= now else "secondary"))
            words = measure(13, bold=True).horizontalAdvance(state.label)
            flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(QRect(left + px(24), 0, words + px(4), self.height()), flags, state.label)
            painter.setFont(font(12, tabular=True))
            painter.setPen(color("secondary"))
            painter.drawText(QRect(left + px(30) + words, 0, width, self.height()), flags, day)
            left += width + px(6)
            if at < len(ORDER) - 1:
                painter.setPen(QPen(color("accent" if at < now else "grey_line"), 1.5))
                painter.drawLine(QPointF(left, middle), QPointF(left + px(22), middle))
                left += px(30)
        painter.end()


class StepBar(QFrame):
    """The picture, a remark, and the buttons that go on or back."""

    on_requested = Signal()
    withdraw_requested = Signal()
    what_if_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.picture = StepPicture(self)
        self.remark = QLabel(self)
        self.remark.setProperty("caption", True)
        self.what_if = self._button("假设…", "flask-outline", "改一笔或改一条规则，看名次怎么变；什么也不保存")
        self.withdraw = self._button("撤回…", "undo-variant", "写明原因，生成新的一版，在新版里更正")
        self.on = QPushButton(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(8), px(16), px(6))
        row.setSpacing(px(8))
        row.addWidget(self.picture)
        row.addWidget(self.remark, 1)
        for button in (self.what_if, self.withdraw, self.on):
            row.addWidget(button)
        self.what_if.clicked.connect(self.what_if_requested)
        self.withdraw.clicked.connect(self.withdraw_requested)
        self.on.clicked.connect(self.on_requested)

    def _button(self, text: str, name: str, tip: str) -> QPushButton:
        made = QPushButton(text, self)
        made.setIcon(icon(name))
        made.setProperty("quiet", True)
        made.setToolTip(tip)
        return made

    def show_round(self, row: RoundRow) -> None:
        """The state of a round and what may follow."""
        self.picture.show_round(row)
        state = row.state
        self.on.setVisible(state in (RoundState.TRIAL, RoundState.POSTED))
        trial = state is RoundState.TRIAL
        self.on.setText("公示…" if trial else "锁定…")
        self.on.setIcon(icon("bullhorn-outline" if trial else "lock-outline"))
        self.on.setToolTip("结果定下来给各单位看" if trial else "异议处理完以后定稿")
        self.withdraw.setVisible(state in (RoundState.POSTED, RoundState.LOCKED))
        self.what_if.setVisible(trial)
        remark = ""
        if state is RoundState.WITHDRAWN:
            day = f"{row.withdrawn_on.isoformat()} " if row.withdrawn_on is not None else ""
            remark = f"{day}已撤回：{row.reason}"
        elif row.number > 1:
            remark = f"第 {row.number} 版"
        self.remark.setText(remark)
        self.remark.setToolTip(remark)
