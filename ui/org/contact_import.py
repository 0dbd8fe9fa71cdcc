"""What a contact list from elsewhere would do, checked by the clerk before it is written as one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton
from typing_extensions import override

from models.errors import Refusal
from models.org.contact_entries import NEW_PERSON, ContactEntry, ContactState, Pin, Proposal
from models.org.contact_matching import NO_PIN, ContactBook, propose
from models.org.rules import clean_name
from models.org.terms import ContactRole
from ui.context import Context
from ui.org.columns import word_of
from ui.org.contact_columns import ProposalLine, proposal_columns
from ui.page import Page
from ui.style import px
from ui.tables.editors import Option
from ui.tables.rows import RowsModel
from ui.tables.view import TableView
from ui.widgets.wide_dialog import WideDialog

WORDS = "核对后再导入。同名的人不会自动合并：系统先提出一位，由您决定。点“导入”一列可以勾选或去掉。"


class _Proposals(TableView):
    """The blank takes or leaves the selected rows."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.activated_id.emit(self.current_id())
            return
        super().keyPressEvent(event)


class ContactImport(WideDialog):
    """`value()` answers the proposals to be written. Each decision proposes everything anew."""

    _proposals: tuple[Proposal, ...]

    def __init__(self, page: Page, title: str, entries: Sequence[ContactEntry], book: ContactBook) -> None:
        super().__init__(title, WORDS, page.window(), accept_text="导入")
        self._context: Context = page.context
        self._entries = tuple(entries)
        self._book = book
        self._pins: dict[int, Pin] = {}
        self._chosen: dict[int, bool] = {}  # what the clerk ticked or unticked
        self._units = tuple(
            Option(unit.id, unit.name, unit.all_names[1:], unit.short_name)
            for unit in book.units
            if unit.valid_to is None
        )
        self.model = RowsModel(proposal_columns(self._unit_options, self._people_of, page.context.phone))
        self.table = _Proposals(self.model, name="org.contact_import")
        self.table.setAccessibleName("要导入的联系人")
        self.model.edit_requested.connect(self._on_model_edit_requested)
        self.table.clicked.connect(self._on_table_clicked)
        self.table.activated_id.connect(self._on_table_activated)
        self.table.current_changed.connect(self._on_table_current_changed)
        self.only_open = QCheckBox("只看待定的", self)
        self.only_open.toggled.connect(self._on_only_open_toggled)
        self.all_button = QPushButton("全选可导入的", self)
        self.all_button.setProperty("quiet", True)
        self.all_button.setAutoDefault(False)
        self.all_button.clicked.connect(self._on_all_button_clicked)
        self.counts = QLabel("", self)
        self.counts.setTextFormat(Qt.TextFormat.PlainText)
        bar = QHBoxLayout()
        bar.setSpacing(px(12))
        bar.addWidget(self.counts)
        bar.addStretch(1)
        bar.addWidget(self.only_open)
        bar.addWidget(self.all_button)
        self.about = QLabel("", self)
        self.about.setTextFormat(Qt.TextFormat.PlainText)
        self.about.setWordWrap(True)
        self.about.setProperty("caption", True)
        self.about.setMinimumHeight(px(34))
        self.new_unit = QPushButton("", self)
        self.new_unit.setProperty("link", True)
        self.new_unit.setAutoDefault(False)
        self.new_unit.clicked.connect(self._on_new_unit_clicked)
        below = QHBoxLayout()
        below.addWidget(self.about, 1)
        below.addWidget(self.new_unit)
        self.body.addLayout(bar)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(below)
        self._propose()
        first = next((one for one in self._proposals if one.state is ContactState.DOUBTFUL), self._proposals[0])
        self.table.select_id(first.id, "person")
        self.table.setFocus()

    @override
    def value(self) -> tuple[Proposal, ...]:
        return tuple(line.proposal for line in self.model.rows if line.taken)

    @override
    def why_not(self) -> Refusal | None:
        if any(line.taken for line in self.model.rows):
            return None
        return Refusal("没有勾选要导入的联系人。", "点“导入”一列勾选，或取消。")

    # ---- proposals --------------------------------------------------------------------------------------------

    def _propose(self) -> None:
        self._proposals = propose(self._entries, self._book, self._pins)
        self.model.set_rows(ProposalLine(one.id, one, self._is_taken(one)) for one in self._proposals)
        counted = [(state, sum(one.state is state for one in self._proposals)) for state in ContactState]
        self.counts.setText("，".join(f"{state.label} {count}" for state, count in counted if count))
        taken = sum(line.taken for line in self.model.rows)
        self.accept_button.setText(f"导入 {taken} 条" if taken else "导入")
        self.only_open.setVisible(bool(dict(counted)[ContactState.DOUBTFUL]) or self.only_open.isChecked())
        self._show_about()
        self.show_state()

    def _is_taken(self, proposal: Proposal) -> bool:
        if not proposal.can_be_taken or proposal.state is ContactState.SAME:
            return False
        return self._chosen.get(proposal.id, proposal.is_sure)

    def _pin(self, entry_id: int, **parts: Any) -> None:
        self._pins[entry_id] = replace(self._pins.get(entry_id, NO_PIN), **parts)
        self._propose()

    def _unit_options(self, row: Any) -> Sequence[Option]:
        return self._units

    def _people_of(self, line: ProposalLine) -> tuple[Option, ...]:
        """Who this entry may be: people of the name, an earlier entry of the name, somebody new."""
        proposal = line.proposal
        found = [Option(one.id, f"是{one.words}") for one in proposal.namesakes]
        name = clean_name(proposal.entry.name)
        for other in self._proposals:
            if other.id == proposal.id:
                break
            if clean_name(other.entry.name) == name and other.person_id is None and other.same_as is None:
                found.append(Option(-other.id, f"和{other.entry.place}是同一人"))
        return (*found, Option(NEW_PERSON, f"新人员“{name}”"))

    # ---- slots ------------------------------------------------------------------------------------------------

    def _on_model_edit_requested(self, entry_id: Any, key: str, value: Any) -> None:
        if key == "role":
            self._pin(entry_id, role=word_of(ContactRole, value))
        elif key == "person":
            self._pin(entry_id, person=value)
        elif key == "unit":
            name = clean_name(str(value))
            found = [option.value for option in self._units if name in (option.text, *option.keys)]
            if len(found) != 1:
                self.why.setText(f"没有叫“{name}”的单位，请从提示里选。" if name else "请选择单位。")
                return
            self.why.setText("")
            self._pin(entry_id, unit_id=found[0], new_unit=False)

    def _on_table_clicked(self, index: QModelIndex) -> None:
        if self.model.columns[index.column()].key == "taken":
            self._turn(self.model.id_at(index))

    def _on_table_activated(self, entry_id: object) -> None:
        if self.table.current_key() == "taken" or self.table.hasFocus():
            self._turn(entry_id)

    def _turn(self, entry_id: Any) -> None:
        line = self.model.row(entry_id)
        if line is None:
            return
        proposal = line.proposal
        if proposal.state is ContactState.SAME:
            self.why.setText(f"{proposal.entry.name}和通讯录里的一样，不必导入。")
        elif not proposal.can_be_taken:
            self.why.setText("先选好单位，再勾选这一条。" if proposal.entry.name else "没有姓名，不能导入。")
        else:
            self.why.setText("")
            self._chosen[entry_id] = not line.taken
            self._propose()

    def _on_only_open_toggled(self, only: bool) -> None:
        self.model.set_predicate(_is_open if only else None)

    def _on_all_button_clicked(self) -> None:
        self._chosen.update({one.id: True for one in self._proposals})
        self._propose()

    def _on_table_current_changed(self, entry_id: object) -> None:
        self._show_about()

    def _on_new_unit_clicked(self) -> None:
        line = self.model.row(self.table.current_id())
        if line is not None:
            same = [one.id for one in self._proposals if one.unit == line.proposal.unit and one.unit_id is None]
            for entry_id in same:
                self._pins[entry_id] = replace(self._pins.get(entry_id, NO_PIN), new_unit=True, unit_id=None)
            self._propose()

    def _show_about(self) -> None:
        """The doubts of the current row in full, and what could be done about them."""
        line = self.model.row(self.table.current_id())
        proposal = line.proposal if line is not None else None
        words = [*proposal.doubts, *proposal.remarks] if proposal is not None else []
        entry = proposal.entry if proposal is not None else None
        said = " ".join(words)
        self.about.setText(f"{entry.place} {entry.name}：{said}" if entry is not None and said else "")
        unknown = proposal is not None and proposal.unit_id is None and not proposal.new_unit and bool(proposal.unit)
        self.new_unit.setVisible(unknown and "没有叫" in said)
        if unknown and proposal is not None:
            self.new_unit.setText(f"新增单位“{proposal.unit}”")


def _is_open(line: ProposalLine) -> bool:
    return line.proposal.state is ContactState.DOUBTFUL
