"""The page a clerk sees first: what needs you today, the figures, what was done last with undo."""

from functools import partial
from typing import ClassVar

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from models.errors import Condition
from models.overview.rows import FirstFacts, Overview, Todo
from ui import messages
from ui.overview.figures import FigureStrip
from ui.overview.recent import RecentCard
from ui.overview.todo import TodoCard
from ui.page import ANY_TABLE, Page
from ui.style import px

FIGURES = (
    ("tasks", "任务"),
    ("leads", "牵头单位落实"),
    ("deadlines", "完成时限落实"),
    ("units", "承担任务的单位"),
    ("assignments", "责任分解（条）"),
    ("points", "总分值"),
    ("sites", "完工的点位"),
)
_WEEKDAYS = "一二三四五六日"
_PAGES = {"units": "org", "sites": "grid"}
_FILTERS = {"leads": "gaps", "deadlines": "gaps"}  # what the page 任务 shows of it


class OverviewPage(Page):
    """Three rows: 今天要办, the figures, 最近操作."""

    key: ClassVar[str] = "overview"
    title: ClassVar[str] = "总览"
    areas: ClassVar[frozenset[str]] = ANY_TABLE  # every step is among 最近操作
    needs_campaign: ClassVar[bool] = True

    shown: FirstFacts | None = None  # what is on the page

    @override
    def _build(self) -> None:
        self.todo = TodoCard(self)
        self.figures = FigureStrip(FIGURES, self)
        self.recent = RecentCard(self)
        body = QWidget(self)
        body.setObjectName("desk")
        column = QVBoxLayout(body)
        column.setContentsMargins(px(16), px(12), px(16), px(16))
        column.setSpacing(px(12))
        column.addWidget(self.todo, 5)
        column.addWidget(self.figures)
        column.addWidget(self.recent, 3)
        area = QScrollArea(self)  # scrolls only where a large type meets a small screen
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(body)
        self.set_body(area)
        self.head.add_button("打印分解表", "printer-outline", self._on_print_requested)
        self.head.set_primary("导入工作方案", "file-import-outline", self._on_import_requested)

    @override
    def _wire(self) -> None:
        self.todo.opened.connect(self._on_todo_opened)
        self.figures.chosen.connect(self._on_figures_chosen)
        self.recent.opened.connect(self._on_recent_opened)
        self.recent.undo_requested.connect(self._on_recent_undo_requested)
        self.recent.redo_requested.connect(self._on_recent_redo_requested)

    @override
    def reload(self) -> None:
        from models.overview.queries import first_facts  # after the first page is shown

        campaign_id, today = self.context.campaign_id, self.context.today
        facts = self.store.read(first_facts, campaign_id=campaign_id, today=today, operator=self.store.operator)
        if facts is None:
            self.shown = None
            self._show_no_tasks()
        else:
            self.show_facts(facts)

    def show_facts(self, facts: FirstFacts) -> None:
        """Fill the page; the same facts again leave it as it is."""
        if facts == self.shown:
            return
        self.shown, today = facts, facts.today
        self.head.set_count(f"{today.month}月{today.day}日 星期{_WEEKDAYS[today.weekday()]}")
        if not facts.overview.tasks:
            self._show_no_tasks()
            return
        self.show_body()
        self.todo.show_todo(facts.overview.todo)
        self._show_figures(facts.overview)
        self.recent.show_steps(facts.steps, today, facts.turn.undo, facts.turn.redo)

    def _show_no_tasks(self) -> None:
        self.show_empty(
            "这项专项工作还没有任务。",
            "导入工作方案",
            self._on_import_requested,
            "自己添加任务",
            self._on_tasks_requested,
            icon="clipboard-text-outline",
            note="打开 Word 方案或粘贴文字，程序读出任务、单位和时限，逐项核对后导入。",
        )

    def _show_figures(self, found: Overview) -> None:
        show = self.figures.figure
        show("tasks").set_value(f"{found.tasks:,}", label=f"任务（{found.big_items:,} 大项）")
        for key, done in (("leads", found.leaves_with_lead), ("deadlines", found.leaves_with_deadline)):
            self._show_share(key, done, found.leaves)
        self._show_share("units", found.units_with_tasks, found.units)
        show("assignments").set_value(f"{found.assignments:,}")
        show("points").set_value(f"{found.points / 100:,g}")
        self._show_share("sites", found.sites_done, found.sites)
        show("points").setVisible(found.points > 0)
        show("sites").setVisible(found.sites > 0)

    def _show_share(self, key: str, part: int, whole: int) -> None:
        self.figures.figure(key).set_value(f"{part:,} / {whole:,}", part / whole if whole else 0.0)

    # ---- slots ------------------------------------------------------------------------------------------------

    def _on_todo_opened(self, todo: Todo) -> None:
        if todo.is_unit:
            self.go("org", todo.id, "unit")
        else:
            self.go("task", todo.id, "task")

    def _on_figures_chosen(self, key: str) -> None:
        self.go(_PAGES.get(key, "task"), None, _FILTERS.get(key))

    def _on_recent_opened(self, seq: int | None) -> None:
        self.go("history", seq, None)

    def _on_recent_undo_requested(self) -> None:
        self._turn(back=True)

    def _on_recent_redo_requested(self) -> None:
        self._turn(back=False)

    def _turn(self, *, back: bool) -> None:
        if self.store.waits(partial(self._turn, back=back)):
            return
        try:
            title = self.store.undo() if back else self.store.redo()
        except Condition as condition:
            messages.refuse(self, condition)
            return
        word = "撤销" if back else "重做"
        messages.say(self, f"已{word}：{title}", kind="ok")

    def _on_print_requested(self) -> None:
        self.go("printing")

    def _on_import_requested(self) -> None:
        self.context.start_requested.emit("import")

    def _on_tasks_requested(self) -> None:
        self.go("task")
