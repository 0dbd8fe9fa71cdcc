"""粘贴名单: a member list as text on the left, the seats read from it on the right, checked before they are added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from models.errors import Refusal
from models.intake.seat_list import SeatEntry, read_seat_list
from models.org.contact_entries import NEW_PERSON
from models.org.seat_matching import NewSeat, SeatBook, SeatMatching, SeatProposal, decisions, open_rows
from ui.org.columns import Choices, role_words
from ui.style import Tone, px
from ui.tables.cells import Column
from ui.tables.editors import ChoiceEditor, CompleterEditor, Option, TextEditor
from ui.tables.rows import RowsModel
from ui.tables.view import TableView
from ui.widgets.wide_dialog import WideDialog

WAIT_MS = 250
WORDS = "左边粘贴名单的文字，右边是读出的席位，可以直接改。改左边的文字会重新读。"
EXAMPLE = "\n".join(
    (
        "组　长：张三　市政府副市长",
        "副组长：李四（市商务局局长）、王五（市公安局副局长）",
        "成　员：",
        "赵六　市财政局副局长",
    )
)
FIELDS = ("role", "name", "post", "unit")


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat as read and as the clerk left it."""

    id: int
    entry: SeatEntry
    proposal: SeatProposal
    taken: bool

    @property
    def is_doubtful(self) -> bool:
        return bool(self.entry.doubts) or self.proposal.is_open

    @property
    def words(self) -> str:
        return "".join((*self.entry.doubts, *self.proposal.remarks))


def line_columns(units: Choices, people: Choices) -> tuple[Column, ...]:
    """Taken or not, role, name, post, unit, who is meant, doubts."""
    return (
        Column("taken", "添加", lambda line: "✓" if line.taken else "", width=44, align="center"),
        Column("role", "角色", lambda line: line.entry.role, width=96, editor=CompleterEditor(role_words)),
        Column(
            "name",
            "姓名",
            lambda line: line.entry.name or ("" if line.entry.unit or line.entry.post else "待定"),
            width=72,
            editor=TextEditor(),
            value=lambda line: line.entry.name,
        ),
        Column("post", "职务", lambda line: line.entry.post, width=120, stretch=True, editor=TextEditor()),
        Column("unit", "单位", lambda line: line.entry.unit, width=88, editor=CompleterEditor(units)),
        Column(
            "person",
            "认作",
            _person_words,
            width=110,
            editor=ChoiceEditor(people),
            value=lambda line: line.proposal.seat.person_id or NEW_PERSON,
            can_edit=lambda line: bool(line.proposal.namesakes),
            tone=lambda line: Tone.NEAR if line.proposal.is_open else None,
        ),
        Column("words", "说明", lambda line: line.words, width=110, stretch=True, tone=_tone, tooltip=_tooltip),
    )


class SeatListForm(WideDialog):
    """`value()` answers the seats to be added, in order."""

    def __init__(self, parent: QWidget, group: str, text: str, book: SeatBook) -> None:
        super().__init__(f"粘贴名单到“{group}”", WORDS, parent, accept_text="添加席位")
        self._matching = SeatMatching(book)
        self._people: dict[int, int] = {}  # what the clerk decided about namesakes
        self._entries: tuple[SeatEntry, ...] = ()
        self._left: set[int] = set()  # rows not to be added
        self._units = tuple(
            Option(unit.id, unit.name, unit.all_names[1:], unit.short_name)
            for unit in book.units
            if unit.valid_to is None
        )
        self.text = QPlainTextEdit(self)
        self.text.setAccessibleName("名单的文字")
        self.text.setPlaceholderText(EXAMPLE)
        self.text.setTabChangesFocus(True)
        self.model = RowsModel(line_columns(self._unit_options, self._options))
        self.table = TableView(self.model, name="org.seat_list")
        self.table.setAccessibleName("读出的席位")
        self.counts = QLabel("", self)
        self.counts.setTextFormat(Qt.TextFormat.PlainText)
        self.same_button = QPushButton("同名的都是已有的人", self)
        self.new_button = QPushButton("都是新的人", self)
        for button in (self.same_button, self.new_button):
            button.setAutoDefault(False)
        self.follow = QCheckBox("现任本人的席位随岗位（换人后席位自动换）", self)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._lay_out()
        self._connect()
        self.text.setPlainText(text)
        self._wait.stop()
        self.read()
        (self.table if self._entries else self.text).setFocus()

    def _lay_out(self) -> None:
        right = QWidget(self)
        column = QVBoxLayout(right)
        column.setContentsMargins(px(8), 0, 0, 0)
        column.setSpacing(px(8))
        bar = QHBoxLayout()
        bar.addWidget(self.counts, 1)
        bar.addWidget(self.same_button)
        bar.addWidget(self.new_button)
        column.addLayout(bar)
        column.addWidget(self.table, 1)
        column.addWidget(self.follow)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        splitter.addWidget(self.text)
        splitter.addWidget(right)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([px(300), px(740)])
        self.text.setMinimumWidth(px(160))
        self.body.addWidget(splitter, 1)

    def _connect(self) -> None:
        self.text.textChanged.connect(self._wait.start)
        self._wait.timeout.connect(self.read)
        self.model.edit_requested.connect(self._on_model_edit_requested)
        self.table.clicked.connect(self._on_table_clicked)
        self.table.delete_requested.connect(self._on_table_delete_requested)
        self.table.current_changed.connect(self._on_table_current_changed)
        self.same_button.clicked.connect(self._on_same_button_clicked)
        self.new_button.clicked.connect(self._on_new_button_clicked)
        self.follow.toggled.connect(self._on_follow_toggled)

    @override
    def value(self) -> tuple[NewSeat, ...]:
        return tuple(line.proposal.seat for line in self.model.rows if line.taken)

    @override
    def why_not(self) -> Refusal | None:
        taken = [line for line in self.model.rows if line.taken]
        if not taken:
            return Refusal("还没有读到席位。", "在左边粘贴名单。")
        waiting = open_rows([line.proposal for line in taken])
        if waiting:
            return Refusal(f"还有 {waiting} 人和已有人员同名，没有确定。", "在“认作”一列选择，或用上面的按钮一次确定。")
        return None

    # ---- reading ----------------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the text again; decisions about rows begin anew."""
        self._entries = read_seat_list(self.text.toPlainText())
        self._people.clear()
        self._left.clear()
        self._show()

    def _show(self) -> None:
        lines = [self._line(entry) for entry in self._entries]
        self.model.set_rows(lines)
        taken = [line for line in lines if line.taken]
        doubtful = sum(line.is_doubtful for line in taken)
        self.counts.setText(
            f"读出 {len(lines)} 个席位" + (f"，{doubtful} 个待核对" if doubtful else "") if lines else ""
        )
        waiting = bool(open_rows([line.proposal for line in lines]))
        self.same_button.setVisible(waiting)
        self.new_button.setVisible(waiting)
        self.accept_button.setText(f"添加 {len(taken)} 个席位" if taken else "添加席位")
        refusal = self.why_not() if lines else None
        self.why.setText(str(refusal) if refusal is not None else "")
        self.show_state()

    def _line(self, entry: SeatEntry) -> SeatLine:
        proposal = self._matching.propose(
            entry.id,
            role=entry.role,
            name=entry.name,
            post=entry.post,
            unit=entry.unit,
            person=self._people.get(entry.id),
            follow=self.follow.isChecked(),
        )
        return SeatLine(entry.id, entry, proposal, entry.id not in self._left)

    def _unit_options(self, row: Any) -> Sequence[Option]:
        return self._units

    def _options(self, line: SeatLine) -> Sequence[Option]:
        found = [Option(one.id, f"是{one.words}") for one in line.proposal.namesakes]
        return (*found, Option(NEW_PERSON, f"新人员“{line.entry.name}”"))

    # ---- slots ------------------------------------------------------------------------------------------------

    def _on_model_edit_requested(self, row_id: Any, key: str, value: Any) -> None:
        if key == "person":
            self._people[row_id] = value
        elif key in FIELDS:
            changed = {key: str(value).strip(), "doubts": ()}
            self._entries = tuple(
                replace(entry, **changed) if entry.id == row_id else entry  # type: ignore[arg-type]
                for entry in self._entries
            )
            if key == "name":
                self._people.pop(row_id, None)
        self._show()

    def _on_table_clicked(self, index: QModelIndex) -> None:
        if self.model.columns[index.column()].key == "taken":
            row_id = self.model.id_at(index)
            if row_id is not None:
                self._left ^= {row_id}
                self._show()

    def _on_table_delete_requested(self, ids: tuple[Any, ...]) -> None:
        self._left |= set(ids)
        self._show()

    def _on_table_current_changed(self, row_id: object) -> None:
        """Mark the line on the left that the row was read from."""
        line = self.model.row(row_id)
        if line is None or line.entry.line < 1:
            return
        block = self.text.document().findBlockByNumber(line.entry.line - 1)
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        self.text.setTextCursor(cursor)

    def _on_same_button_clicked(self) -> None:
        self._decide(same=True)

    def _on_new_button_clicked(self) -> None:
        self._decide(same=False)

    def _decide(self, *, same: bool) -> None:
        self._people.update(decisions([line.proposal for line in self.model.rows], same=same))
        self._show()

    def _on_follow_toggled(self, follow: bool) -> None:
        self._show()


def _person_words(line: SeatLine) -> str:
    if line.proposal.seat.post_id is not None:
        return "随岗位"
    if not line.entry.name:
        return ""
    if line.proposal.seat.person_id is None:
        return "新人员"
    return "待定" if line.proposal.is_open else "已有人员"


def _tone(line: SeatLine) -> Tone | None:
    return Tone.NEAR if line.is_doubtful else None


def _tooltip(line: SeatLine) -> str:
    return line.words.replace("。", "。\n").strip()
