"""Forms of the page 版次: issuing an edition and withdrawing one; both say what cannot be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from typing_extensions import override

from models.edition.queries import EditionRow
from models.edition.rules import next_number, why_no_edition, why_not_withdrawn
from models.errors import Refusal
from ui.edition.facts import IssueFacts
from ui.style import px
from ui.tables.editors import parse_day
from ui.widgets.form import FormDialog


@dataclass(frozen=True, slots=True)
class IssueValue:
    """What an edition is issued with."""

    number: int
    document_no: str
    title: str
    issued_on: date
    note: str


@dataclass(frozen=True, slots=True)
class WithdrawValue:
    """Why and from which day an edition does not hold any more."""

    reason: str
    day: date


class IssueForm(FormDialog):
    """The words of a new edition; number and title are proposed. `checkup_requested`, `tasks_requested`: looks
    there first."""

    checkup_requested = Signal()
    tasks_requested = Signal()

    def __init__(self, parent: QWidget, facts: IssueFacts, today: date) -> None:
        super().__init__("印发新版", parent, accept_text="印发")
        self._draft = draft = facts.draft
        self.number = _line(self, str(next_number(draft.issued)))
        self.number.setMaximumWidth(px(96))
        self.document_no = _line(self, "", "例如：云创卫办〔2026〕5号；没有时不填")
        self.title = _line(self, draft.title)
        self.title.setCursorPosition(0)
        self.issued_on = _line(self, today.isoformat(), "2026-05-31")
        self.note = QPlainTextEdit(self)
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(px(56))
        self.note.setPlaceholderText("例如：经第二次联席会议审议通过")
        self.frozen = _words(
            self,
            f"将冻结 {draft.tasks:,} 项任务、{draft.units:,} 个单位。{facts.changes}"
            "以后改名、删除都不影响这一版，可以随时原样重印。",
        )
        self.final = _words(
            self, "印发后不能撤销或修改，只能撤回；印发之前的步骤也不能再撤销。撤回的版次仍可查看和重印。", "near"
        )
        self.gaps = _words(self, facts.gaps, "near")
        self.gaps.setVisible(bool(facts.gaps))
        self.look = QPushButton("先去体检看看", self)
        self.look.setProperty("link", True)
        self.look.setAutoDefault(False)
        self.look.setVisible(bool(facts.gaps))
        self.look.clicked.connect(self._on_look_clicked)
        self.bare = _words(self, facts.bare, "near")
        self.bare.setVisible(bool(facts.bare))
        self.bare_link = QPushButton("去补这些任务", self)
        self.bare_link.setProperty("link", True)
        self.bare_link.setAutoDefault(False)
        self.bare_link.setVisible(bool(facts.bare))
        self.bare_link.clicked.connect(self._on_bare_link_clicked)
        self.add("版次", self.number)
        self.add("文号", self.document_no)
        self.add("印发日期", self.issued_on, "单位名称和责任按这一天")
        self.add("标题", self.title)
        self.add("备注", self.note)
        left = QWidget(self)
        row = QHBoxLayout(left)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.bare_link)
        row.addWidget(self.look)
        row.addStretch(1)
        for words in (self.frozen, self.final, self.bare, self.gaps, left):
            self.add("", words)

    @override
    def value(self) -> IssueValue:
        day, number = parse_day(self.issued_on.text()), self._number()
        assert isinstance(day, date) and number is not None
        return IssueValue(
            number,
            self.document_no.text().strip(),
            self.title.text().strip(),
            day,
            self.note.toPlainText().strip(),
        )

    @override
    def why_not(self) -> Refusal | None:
        day = parse_day(self.issued_on.text())
        return why_no_edition(
            self._draft.issued,
            number=self._number(),
            document_no=self.document_no.text().strip(),
            title=self.title.text(),
            issued_on=day if isinstance(day, date) else None,
            tasks=self._draft.tasks,
        )

    def _on_look_clicked(self) -> None:
        self.reject()
        self.checkup_requested.emit()

    def _on_bare_link_clicked(self) -> None:
        self.reject()
        self.tasks_requested.emit()

    def _number(self) -> int | None:
        text = self.number.text().strip()
        return int(text) if text.isdecimal() else None


class WithdrawForm(FormDialog):
    """Reason and day of a withdrawal."""

    def __init__(self, parent: QWidget, row: EditionRow, today: date) -> None:
        super().__init__(f"撤回{row.words}", parent, accept_text="撤回")
        self._row = row
        self.reason = _line(self, "", "例如：第三项责任单位有误，另行印发")
        self.day = _line(self, today.isoformat(), "2026-05-31")
        self.add("撤回原因", self.reason)
        self.add("撤回日期", self.day)
        self.add(
            "",
            _words(
                self,
                "撤回不能撤销，撤回之前的步骤也不能再撤销；这一版的内容仍可查看、比较和重印，重印时页脚注明已撤回。",
                "near",
            ),
        )

    @override
    def value(self) -> WithdrawValue:
        day = parse_day(self.day.text())
        assert isinstance(day, date)
        return WithdrawValue(self.reason.text().strip(), day)

    @override
    def why_not(self) -> Refusal | None:
        day = parse_day(self.day.text())
        return why_not_withdrawn(
            self._row.number,
            withdrawn_on=self._row.withdrawn_on,
            issued_on=self._row.issued_on,
            reason=self.reason.text(),
            day=day if isinstance(day, date) else None,
        )


def _line(parent: QWidget, text: str, hint: str = "") -> QLineEdit:
    line = QLineEdit(text, parent)
    line.setPlaceholderText(hint)
    return line


def _words(parent: QWidget, text: str, tone: str = "") -> QLabel:
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("caption", not tone)
    if tone:
        label.setProperty("tone", tone)
    return label
