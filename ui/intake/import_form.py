"""确认导入: into which campaign, which rows, and what will be written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QComboBox, QLabel, QLineEdit, QRadioButton, QVBoxLayout, QWidget
from typing_extensions import override

from models.acceptance.actions import why_nothing_to_take
from models.acceptance.differences import Differences
from models.acceptance.score_table import home_of
from models.acceptance.terms import Choice, Home, State
from models.errors import Refusal
from models.intake.draft import Draft
from models.intake.naming import campaign_name_of
from models.intake.review import Block, Decision, Review
from models.org.queries import CampaignRow
from ui.intake.comparing import Comparing
from ui.intake.saying import what_is_written
from ui.style import px
from ui.widgets.form import FormDialog
from ui.widgets.quiet import Combo


@dataclass(frozen=True, slots=True)
class ImportChoice:
    """What the clerk chose: an existing campaign, or the name of a new one; all kept
    rows, those without doubt, or the confirmed ones."""

    campaign_id: int | None
    name: str
    confirmed_only: bool
    criteria_to: Home | None = None
    sure_only: bool = False


class ImportForm(FormDialog):
    """Opened with messages.open_form; `value()` is an ImportChoice."""

    def __init__(
        self,
        review: Review,
        campaigns: Sequence[CampaignRow],
        comparing: Comparing,
        parent: QWidget | None,
        name: str = "",
    ) -> None:
        super().__init__("确认导入", parent, accept_text="导入")
        self._review = review
        self._comparing = comparing
        self._known: tuple[object, Differences] | None = None
        self._taken = {row.name for row in campaigns}
        self.new_choice = QRadioButton("新建专项工作", self)
        self.name_line = QLineEdit(campaign_name_of(review.title or name), self)
        self.name_line.setMaxLength(120)
        self.name_line.setAccessibleName("新专项工作的名称")
        self.name_line.setCursorPosition(0)
        self.known_choice = QRadioButton("并入已有的专项工作", self)
        self.known = Combo(self)
        self.known.setAccessibleName("已有的专项工作")
        for row in campaigns:
            self.known.addItem(row.name, row.id)
        at = self.known.findData(comparing.campaign_id)
        self.known.setCurrentIndex(max(0, at))
        self.known.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        into = QWidget(self)
        stack = QVBoxLayout(into)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(px(4))
        for widget in (self.new_choice, self.name_line, self.known_choice, self.known):
            stack.addWidget(widget)
        self._into = QButtonGroup(self)
        self._into.addButton(self.new_choice)
        self._into.addButton(self.known_choice)
        for widget in (self.known_choice, self.known):
            widget.setVisible(bool(campaigns))
        (self.new_choice if comparing.campaign_id is None else self.known_choice).setChecked(True)
        self.add("写入到", into)
        count = review.count()
        doubts = f"，还有 {count.doubtful} 处存疑" if count.doubtful else ""
        self.all_choice = QRadioButton(f"全部 {count.kept} 行（其中 {count.open} 行还没有确认{doubts}）", self)
        self.confirmed_choice = QRadioButton(f"只导入已确认的 {count.confirmed} 行", self)
        sure = count.kept - count.doubtful
        self.sure_choice = QRadioButton(f"除存疑以外的 {sure} 行（存疑的 {count.doubtful} 行留在核对里）", self)
        has_third = 0 < count.doubtful < count.kept and count.doubtful < count.open
        self._range = QButtonGroup(self)
        for choice in (self.sure_choice, self.all_choice, self.confirmed_choice):
            self._range.addButton(choice)
        only_doubts_left = count.confirmed > 0 and 0 < count.open == count.doubtful
        usual = self.confirmed_choice if only_doubts_left else self.all_choice
        (self.sure_choice if has_third else usual).setChecked(True)
        if count.open:
            rows = QWidget(self)
            lines = QVBoxLayout(rows)
            lines.setContentsMargins(0, 0, 0, 0)
            lines.setSpacing(px(4))
            lines.addWidget(self.sure_choice)
            self.sure_choice.setVisible(has_third)
            lines.addWidget(self.all_choice)
            lines.addWidget(self.confirmed_choice)
            self.confirmed_choice.setEnabled(count.confirmed > 0)
            self.add("哪些行", rows)
        else:
            self.sure_choice.hide()
        self.criteria = Combo(self)
        for home in Home:
            self.criteria.addItem(home.label, home)
        self.criteria.setCurrentIndex(self.criteria.findData(home_of(review.draft)))
        self.criteria.setVisible(bool(review.count(Block.CRITERIA).kept))
        if review.count(Block.CRITERIA).kept:
            self.add("评分项目写成", self.criteria)
        self.summary = QLabel(self)
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setWordWrap(True)
        self.add("将写入", self.summary)
        self.note = QLabel(self)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.note.setWordWrap(True)
        self.note.setProperty("tone", "near")
        self.add("", self.note)
        for button in (self.sure_choice, self.all_choice, self.confirmed_choice, self.new_choice, self.known_choice):
            button.toggled.connect(self._show_summary)
        self.name_line.textEdited.connect(self._on_name_line_text_edited)
        self.known.activated.connect(self._on_known_activated)
        self._show_summary()

    @override
    def value(self) -> ImportChoice:
        new = self.new_choice.isChecked()
        return ImportChoice(
            campaign_id=None if new else self.known.currentData(),
            name=self.name_line.text().strip() if new else self.known.currentText(),
            confirmed_only=self.confirmed_choice.isChecked(),
            criteria_to=Home.of(self.criteria.currentData()) if self._draft().criteria else None,
            sure_only=self.sure_choice.isChecked(),
        )

    def choices(self) -> dict[str, Choice]:
        """What the clerk chose for rows that the campaign holds already."""
        only, sure = self.confirmed_choice.isChecked(), self.sure_choice.isChecked()
        if self.campaign_id != self._comparing.campaign_id:
            return {}
        return self._comparing.choices_for(self._review, self._differences(), confirmed_only=only, sure_only=sure)

    @property
    def campaign_id(self) -> int | None:
        """The campaign chosen; None for a new one."""
        found: int | None = None if self.new_choice.isChecked() else self.known.currentData()
        return found

    def _differences(self) -> Differences:
        only, sure = self.confirmed_choice.isChecked(), self.sure_choice.isChecked()
        asked = (self.campaign_id, only, sure, self.criteria.currentData())
        if self._known is None or self._known[0] != asked:
            found = self._comparing.with_campaign(self.campaign_id, confirmed_only=only, sure_only=sure)
            self._known = (asked, found)
        return self._known[1]

    @override
    def why_not(self) -> Refusal | None:
        refusal = why_nothing_to_take(self._draft(), self._differences())
        if refusal is not None:
            return refusal
        if self.new_choice.isChecked():
            name = self.name_line.text().strip()
            if not name:
                return Refusal("新专项工作没有名称。", "请写一个名称。")
            if name in self._taken:
                return Refusal(f"已有一项专项工作叫“{name}”。", "请换一个名称，或选择并入已有的专项工作。")
        return None

    def _draft(self) -> Draft:
        only, sure = self.confirmed_choice.isChecked(), self.sure_choice.isChecked()
        return self._review.to_draft(confirmed_only=only, sure_only=sure)

    def _show_summary(self) -> None:
        draft = self._draft()
        words = what_is_written(draft, self._review, self._differences(), self.choices())
        self.summary.setText(words or "没有内容")
        notes = self._notes(draft)
        self.note.setText("\n".join(notes))
        self.note.setVisible(bool(notes))

    def _notes(self, draft: Draft) -> list[str]:
        review, only = self._review, self.confirmed_choice.isChecked()
        notes: list[str] = []
        tasks = review.count(Block.TASKS).kept
        if tasks and not draft.tasks:
            notes.append(f"▲ 读出的 {tasks} 项任务都还没有确认，一项也不会写入。要写入请选“全部”。")
        if review.by_hand_only:
            notes.append("▲ 这份材料里很少写明任务，只写入您确认、改过或补上的行。")
        if draft.problems:
            notes.append(f"▲ 整改台账的 {len(draft.problems)} 行还没有存放的地方，不会写入；可以“导出台账”。")
        conflicts = self._differences().count(State.CONFLICT)
        if conflicts:
            notes.append(f"▲ {conflicts} 行两边都改过，冲突的几处留现有的，另有选择的照您选的。")
        units = [item for item in review.rows(Block.UNITS) if item.is_kept]
        named = frozenset(draft.units)
        waiting = [
            item.value.name for item in units if item.value.decision is Decision.OPEN and item.value.name in named
        ]
        if waiting:
            notes.append(f"▲ {len(waiting)} 个单位还没有选定对应，将新建：{_few(waiting)}。")
        doubtful = review.count().doubtful
        if self.sure_choice.isChecked():
            left = left_out(review)
            taken = f"另有 {doubtful - left} 行被写入的行用到，随着写入；" if doubtful > left else ""
            notes.append(f"{left} 行存疑的不写入，{taken}都留在这份材料里，以后还可以核对、再导入。")
        elif not only and doubtful:
            notes.append(f"▲ 有 {doubtful} 行存疑，将照现在的样子写入。")
        same = {
            item.value.name
            for item in review.rows(Block.SEATS)
            if item.is_kept and review.namesakes(item.id) and not review.is_apart(item.id)
        }
        if same:
            notes.append(f"同名的席位按同一个人写入：{_few(sorted(same))}。")
        known = {
            item.value.name
            for item in review.rows(Block.SEATS)
            if item.is_kept and review.known_person(item.id) and not review.is_apart(item.id)
        }
        if known:
            notes.append(f"与已有人员同名，按同一个人写入：{_few(sorted(known))}。")
        return notes

    def _on_name_line_text_edited(self, text: str) -> None:
        self.new_choice.setChecked(True)

    def _on_known_activated(self, at: int) -> None:
        self.known_choice.setChecked(True)
        self._show_summary()


def left_out(review: Review) -> int:
    """How many doubtful rows are not written when the doubtful ones are left out: what others need is."""
    written = {item.id for item in review.written(sure_only=True)}
    named = frozenset(review.to_draft(sure_only=True).units)
    doubtful = (item for block in Block for item in review.rows(block) if item.doubts)
    return sum(
        item.id not in written and not (item.block is Block.UNITS and item.value.name in named) for item in doubtful
    )


def _few(names: Sequence[str]) -> str:
    return "、".join(names[:4]) + (f"等 {len(names)} 个" if len(names) > 4 else "")
