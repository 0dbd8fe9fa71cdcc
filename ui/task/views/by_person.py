"""人员: everyone with what they answer for (责任领导, 责任人, 联系人, what units settled on them)."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtGui import QAction
from typing_extensions import override

from models.errors import Refusal
from models.task import actions, queries
from models.task.queries import PersonLoad
from models.task.queries.people import OF_UNIT
from models.task.rules.handing import why_not_to_person
from models.task.rules.load import Burden
from ui import messages
from ui.task.naming import step_of
from ui.task.reverse.forms import TakerForm
from ui.task.reverse.matching import wanted_by
from ui.task.reverse.person_lines import PersonLine, TaskLine, line_columns, owner_columns, person_lines, task_lines
from ui.task.reverse.two_lists import TwoLists
from ui.task.rows import Fresh
from ui.task.views.base import Room, Scope, TaskView


class ByPerson(TaskView):
    """Reads and shows when it is first switched to."""

    key = "people"
    word = "人员"
    tooltip = "每个人负责哪些任务，谁没有任务、谁偏多；任务可以移交给另一个人"
    has_outline = False

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.lists: TwoLists | None = None
        self._is_stale = True
        self._loads: tuple[PersonLoad, ...] = ()
        self._people: dict[str, PersonLine] = {}
        self._wanted: set[int] = set()
        self._named: set[str] = set()  # people whom the words of the filter name
        self._words = 0

    def _build(self) -> None:
        self.lists = lists = TwoLists(
            "task.people", owner_columns(), line_columns(self._today), words=("人员", "人员的任务"), parent=self
        )
        self.fill(lists)
        lists.add_button("移交…", "account-arrow-right-outline", self.hand_over, "把选中的任务交给另一个人")
        lists.add_button("打印", "printer-outline", self._on_print_clicked, "打印这个人的任务（Ctrl+P）")
        over = QAction("移交给另一个人…", self)
        over.triggered.connect(self.hand_over)
        lists.set_menu((over,))
        lists.owner_changed.connect(self._on_owner_changed)
        lists.line_changed.connect(self._on_line_changed)
        lists.kept_changed.connect(self._show)
        lists.whole_requested.connect(self.whole_requested)
        lists.lines.activated_id.connect(self._on_line_activated)

    # ---- what is shown ----------------------------------------------------------------------------------------

    @override
    def show_rows(self, fresh: Fresh, areas: frozenset[str]) -> None:
        self._is_stale = True
        if self.isVisible():
            self.refresh()

    @override
    def refresh(self) -> None:
        page = self.room.page
        if self.lists is None:
            self._build()
        if not self._is_stale or page.context.campaign_id is None or not page.store.is_open:
            return
        self._is_stale = False
        self._loads = page.store.read(queries.person_loads, campaign_id=page.context.campaign_id, on=page.context.today)
        self._show()

    @override
    def set_scope(self, scope: Scope) -> None:
        if scope == self.scope:
            return
        self.scope = scope
        if self.isVisible() and not self._is_stale:
            self._show()
        else:
            self._is_stale = True

    def _show(self) -> None:
        if self.lists is None:
            return
        is_wanted = wanted_by(self.scope)
        self._wanted = {row.id for row in self.room.rows.all if is_wanted(row)}
        part = self.scope.ids
        words = self.scope.text.lower().split()
        named = {load.id for load in self._loads if words and _is_named(load, words)}

        def is_in_part(task_id: int) -> bool:
            return part is None or task_id in part

        every = {line.id: line for line in person_lines(self._loads, self._wanted.__contains__)}
        if named:
            every |= {line.id: line for line in person_lines(self._loads, is_in_part) if line.id in named}
        people = list(every.values())
        heavy = [line for line in people if line.burden is Burden.HEAVY]
        idle = [line for line in people if line.burden is Burden.NONE]
        kept = heavy if self.lists.heavy.isChecked() else idle if self.lists.idle.isChecked() else people
        if words:
            kept = [line for line in kept if line.tasks or line.id in named]
        elif part is not None and not self.lists.idle.isChecked():
            kept = [line for line in kept if line.tasks]
        self._people = every
        self._words = len(kept)
        self._named = named
        self.lists.show_owners(kept, heavy=len(heavy), idle=len(idle), words=f"{len(kept)} 人", part=self.scope.part)
        self._show_person()
        self.count_changed.emit()

    def _show_person(self) -> None:
        assert self.lists is not None
        line = self._people.get(self.lists.owners.current_id() or "")
        if line is None:
            nothing = (
                "没有符合条件的人员。" if self._loads else "还没有人员。可以在“组织”里添加，或在任务里写上责任人。"
            )
            self.lists.show_lines("", "", (), nothing)
            return
        duties = [
            duty
            for duty in line.load.duties
            if duty.task_id in self._wanted
            or (line.id in self._named and (self.scope.ids is None or duty.task_id in self.scope.ids))
        ]
        nothing = "筛选后没有任务。" if line.load.duties else "还没有任务。"
        words = " · ".join(part for part in (f"{line.tasks} 项任务", line.load.posts) if part)
        self.lists.show_lines(line.load.name, words, task_lines(duties, self.room.rows.get), nothing)

    @property
    def person_id(self) -> int | None:
        """The person chosen; None for a vacant post."""
        line = self._people.get(self.lists.owners.current_id() or "") if self.lists is not None else None
        return line.load.person_id if line is not None else None

    @override
    def current_id(self) -> int | None:
        line = self.lists.line_model.row(self.lists.lines.current_id()) if self.lists is not None else None
        return line.row.id if isinstance(line, TaskLine) and line.row is not None else None

    @override
    def select(self, task_id: int) -> bool:
        """With the person chosen when the task is theirs, else with the first whose task it is."""
        if self.lists is None:
            return False
        current = self.lists.owners.current_id()
        owners = sorted(self.lists.owner_model.visible_rows(), key=lambda line: line.id != current)
        for line in owners:
            own = next((duty for duty in line.load.duties if duty.task_id == task_id), None)
            if own is not None and self.lists.owners.select_id(line.id):
                return self.lists.lines.select_id(own.id, "title")
        return False

    @override
    def take_keys(self) -> None:
        if self.lists is not None:
            self.lists.owners.setFocus()

    @override
    def count_words(self) -> str:
        return f"{self._words} 人"

    def _on_owner_changed(self, owner_id: object) -> None:
        self._show_person()
        self.current_changed.emit(self.current_id())

    def _on_line_changed(self, line_id: object) -> None:
        self.current_changed.emit(self.current_id())

    def _on_line_activated(self, line_id: object) -> None:
        task_id = self.current_id()
        if task_id is not None:
            self.task_activated.emit(task_id)

    def _today(self) -> date:
        return self.room.page.context.today

    # ---- steps ------------------------------------------------------------------------------------------------

    def hand_over(self) -> None:
        """Ask who takes the selected tasks."""
        lines = self.lists.selected_lines() if self.lists is not None else []
        if not lines or self.lists is None:
            messages.refuse(self, Refusal("没有选中任务。", "请先在右边选中要移交的任务，可以用 Shift 或 Ctrl 多选。"))
            return
        person_id = self.person_id

        def why_not(to_person_id: int | None) -> Refusal | None:
            return why_not_to_person(person_id, to_person_id)

        name = self.lists.title.text()
        sentence = f"把“{name}”的 {len(lines)} 项交给另一个人。"
        if any(line.duty.kind == OF_UNIT for line in lines):
            sentence += "其中落实到岗位的，改为直接落实到接手的人。"
        people, hint = self.room.choices.people, "姓名或拼音首字母"
        form = TakerForm(self.window(), "移交任务", sentence, "接手人", people, why_not, hint)
        messages.open_form(self, form, partial(self._on_taker_chosen, lines))

    def _on_taker_chosen(self, lines: list[TaskLine], person_id: int) -> None:
        name = next((option.text for option in self.room.choices.people() if option.value == person_id), "")
        duties = [line.duty for line in lines if line.duty is not None]
        title = f"任务移交给“{name}”"
        self.room.page.do(
            step_of(title, lines[0].title) if len(lines) == 1 else f"{title}：{len(lines)} 项",
            actions.hand_to_person,
            said=f"已把 {len(lines)} 项移交给“{name}”。",
            to_person_id=person_id,
            named_ids=[duty.row_id for duty in duties if duty.kind != OF_UNIT],
            assignment_ids=[duty.row_id for duty in duties if duty.kind == OF_UNIT],
        )

    # ---- paper ------------------------------------------------------------------------------------------------

    @override
    def print_payload(self) -> object | None:
        """The sheet of the person chosen, of everyone when they have no task."""
        line = self._people.get(self.lists.owners.current_id() or "") if self.lists is not None else None
        if line is None or not line.load.duties:
            return {"by": "person", "split": "whole"}
        return {"by": "person", "split": "part", "parts": [line.id]}

    def _on_print_clicked(self) -> None:
        self.room.page.go("printing", None, self.print_payload())


def _is_named(load: PersonLoad, words: list[str]) -> bool:
    text = f"{load.name} {load.initials} {load.posts}".lower()
    return all(word in text for word in words)
