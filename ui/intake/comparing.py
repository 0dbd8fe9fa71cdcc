"""What a draft would change in the campaign it goes to: a column beside its rows, a filter, the choice for each row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from models.acceptance.differences import Differences, RowChange
from models.acceptance.terms import Choice, Part, State
from models.intake.draft import Group
from models.intake.naming import campaign_name_of
from models.intake.review import Block, Item, Review
from models.org.queries import CampaignRow, campaigns
from ui.style import Tone, px
from ui.tables.cells import Column

if TYPE_CHECKING:
    from ui.page import Page

COMPARED = "compared"
NOTHING = Differences()
PARTS: Mapping[Block, Part] = {
    Block.TASKS: Part.TASKS,
    Block.PHASES: Part.PHASES,
    Block.TARGETS: Part.TARGETS,
    Block.REPORTING: Part.REPORTING,
    Block.CONTACTS: Part.CONTACTS,
    Block.CRITERIA: Part.CRITERIA,
}
TONES = {State.NEW: Tone.OK, State.CHANGED: Tone.REMINDER, State.CONFLICT: Tone.NEAR}
ORDER = (State.CONFLICT, State.CHANGED, State.NEW, State.SAME)


class Comparing(QWidget):
    """`changed` when other rows are to be shown, or compared with another campaign. `target` stands elsewhere."""

    changed = Signal()

    def __init__(self, page: Page, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = page
        self._review: Review | None = None
        self._campaigns: tuple[CampaignRow, ...] | None = None
        self._found: dict[int, RowChange] = {}
        self.differences = NOTHING
        self.choices: dict[str, Choice] = {}
        self.target = QComboBox(parent)
        self.target.setProperty("frameless", True)
        self.target.setAccessibleName("写入到")
        self.target.setToolTip("写入到哪一项专项工作；与它现有的数据比较")
        self.target.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.target.setMinimumContentsLength(9)
        self.filter = QComboBox(self)
        self.filter.setProperty("frameless", True)
        self.filter.setAccessibleName("与现有数据")
        self.filter.setToolTip("只看新增的、有变化的、两边都改过的，或相同的")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(4))
        row.addWidget(self.filter)
        self.target.activated.connect(self._on_target_activated)
        self.filter.activated.connect(self._on_filter_activated)
        self._show_filter()

    # ---- with which campaign --------------------------------------------------------------------------------------

    @property
    def campaign_id(self) -> int | None:
        """The campaign the draft goes to; None for a new one."""
        found: int | None = self.target.currentData()
        return found

    def forget_campaigns(self) -> None:
        """Read the campaigns again when next needed."""
        self._campaigns = None

    def compare(self, review: Review) -> None:
        """Take a review up: into the campaign that bears its name, else into a new one."""
        if review is not self._review:
            self.choices = {}
        self._review = review
        self._fill_target(review)
        self.compare_again()

    def compare_again(self) -> None:
        """Hold the draft as it is now against the campaign."""
        review = self._review
        self.differences = NOTHING if review is None else self.with_campaign(review, self.campaign_id)
        self._found = {}
        if review is not None and self.differences.rows:
            by_key = {(row.part, row.at): row for row in self.differences.rows if row.at is not None}
            self._found = {item_id: by_key[place] for item_id, place in places_of(review) if place in by_key}
        self._show_filter()

    def with_campaign(self, review: Review, campaign_id: int | None) -> Differences:
        """What the draft would change in a campaign."""
        return NOTHING

    def _fill_target(self, review: Review) -> None:
        if self._campaigns is None:
            self._campaigns = self._page.store.read(campaigns) if self._page.store.is_open else ()
        before = self.campaign_id if self.target.count() else None
        self.target.clear()
        self.target.addItem("写入：新建专项工作", None)
        for row in self._campaigns:
            self.target.addItem(f"写入：{row.name}", row.id)
        wanted = home_of(review, self._campaigns, self._page.context.campaign_id)
        at = self.target.findData(wanted if wanted is not None else before)
        self.target.setCurrentIndex(max(0, at) if wanted is not None else 0)
        self.target.setVisible(bool(self._campaigns))

    # ---- rows -----------------------------------------------------------------------------------------------------

    def change_of(self, item: Item | None) -> RowChange | None:
        """What a row would change; None where nothing is compared."""
        return self._found.get(item.id) if item is not None else None

    def choice_of(self, change: RowChange) -> Choice:
        """What is done with a row: as chosen, else the usual."""
        return self.choices.get(change.key, change.choices[0])

    def choose(self, change: RowChange, choice: Choice) -> None:
        """Do something else with a row."""
        self.choices[change.key] = choice
        if choice is change.choices[0]:
            del self.choices[change.key]
        self.changed.emit()

    def column(self) -> Column:
        """与现有数据, the last column of each block."""

        def text(item: Item) -> str:
            change = self.change_of(item)
            return change.state.label if change is not None else ""

        def tone(item: Item) -> Tone | None:
            change = self.change_of(item)
            return TONES.get(change.state) if change is not None else None

        def tooltip(item: Item) -> str:
            change = self.change_of(item)
            return change.words.replace("；", "\n") if change is not None else ""

        return Column(COMPARED, "与现有数据", text, width=92, tone=tone, tooltip=tooltip, muted=True, sort=text)

    def predicate(self) -> Callable[[Item], bool]:
        """Which rows the filter lets through."""
        wanted = self.filter.currentData()

        def fits(item: Item) -> bool:
            if wanted is None:
                return True
            change = self.change_of(item)
            return change is not None and change.state is wanted

        return fits

    def show_all(self) -> None:
        """Let every row through."""
        self.filter.setCurrentIndex(0)

    def gone(self) -> tuple[RowChange, ...]:
        """Rows of the file that this issue of the document holds no more."""
        return tuple(row for row in self.differences.rows if row.state is State.GONE)

    def _show_filter(self) -> None:
        kept = self.filter.currentData()
        self.filter.clear()
        self.filter.addItem("与现有数据：全部", None)
        for state in ORDER:
            count = sum(change.state is state for change in self._found.values())
            if count:
                self.filter.addItem(f"{state.label} {count}", state)
        self.filter.setCurrentIndex(max(0, self.filter.findData(kept)) if kept is not None else 0)
        self.setVisible(bool(self._found))

    def _on_target_activated(self, at: int) -> None:
        self.choices = {}
        self.compare_again()
        self.changed.emit()

    def _on_filter_activated(self, at: int) -> None:
        self.changed.emit()


def home_of(review: Review, rows: tuple[CampaignRow, ...], current: int | None) -> int | None:
    """The campaign that bears the name of the paper, or the only one while it is empty; None for a new one."""
    name = campaign_name_of(review.title)
    named = next((row.id for row in rows if row.name == name), None)
    empty = next((row.id for row in rows if row.id == current and not row.groups and not row.seats), None)
    return named or (empty if len(rows) == 1 else None)


def places_of(review: Review) -> Iterator[tuple[int, tuple[Part, int]]]:
    """Rows of the review with their part and place in `to_draft()`."""
    groups = seats = 0
    for item in review.rows(Block.SEATS):
        if item.is_kept and isinstance(item.value, Group):
            yield item.id, (Part.GROUPS, groups)
            groups += 1
        elif item.is_kept:
            yield item.id, (Part.SEATS, seats)
            seats += 1
    for block, part in PARTS.items():
        for at, item in enumerate(one for one in review.rows(block) if one.is_kept):
            yield item.id, (part, at)
    areas: dict[str, list[int]] = {}
    for item in review.rows(Block.PLACES):
        if item.is_kept:
            own = areas.setdefault(item.value.area, [])
            if item.value.name:
                own.append(item.id)
    for at, item_id in enumerate(item_id for ids in areas.values() for item_id in ids):
        yield item_id, (Part.PLACES, at)
