"""What a draft would change in the campaign it goes to: a column beside its rows, a filter, the choice for each row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from models.acceptance.differences import Differences, RowChange
from models.acceptance.queries.changes import changes_of
from models.acceptance.queries.documents import campaign_for
from models.acceptance.terms import Choice, State
from models.intake.draft import Draft, Kind
from models.intake.review import Item, Review
from models.intake.review import State as ItemState
from models.org.queries import CampaignRow, campaigns
from ui import background, messages
from ui.background import Report
from ui.intake.gone_form import GoneForm
from ui.intake.placing import places_of
from ui.style import Tone, px
from ui.tables.cells import Column
from ui.widgets.quiet import Combo

if TYPE_CHECKING:
    from ui.page import Page
    from ui.store import Store

COMPARED = "compared"
NOTHING = Differences()
PAUSE_MS = 600
MANY = 400  # rows from which on the comparison runs in the background
# Papers that go with a plan: without an earlier issue they belong to the campaign at hand.
BELONGING = frozenset((Kind.MEMBERS, Kind.SITES, Kind.SCORE_TABLE, Kind.RULES, Kind.CONTACTS, Kind.LEDGER))
TONES = {State.NEW: Tone.OK, State.CHANGED: Tone.REMINDER, State.CONFLICT: Tone.NEAR}
ORDER = (State.CONFLICT, State.CHANGED, State.NEW, State.OURS, State.LEFT, State.SAME)


_Asked = tuple[Draft, dict[str, int], int | None]  # the draft, the units it is linked to, the campaign


@dataclass
class _Chosen:
    """What the clerk chose for one document: where it goes, what is done with its rows and with those it lost."""

    campaign_id: int | None
    choices: dict[int, Choice] = field(default_factory=dict)
    removed: frozenset[int] = frozenset()


class Comparing(QWidget):
    """`changed` when other rows are to be shown, or compared with another campaign. `target` stands elsewhere."""

    changed = Signal()
    compared = Signal()  # rows are found to be otherwise than before

    def __init__(self, page: Page, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = page
        self._review: Review | None = None
        self._name = self._digest = ""
        self._campaigns: tuple[CampaignRow, ...] | None = None
        self._found: dict[int, RowChange] = {}
        self._compared: _Asked | None = None  # what `differences` are of
        self.differences = NOTHING
        self._chosen: WeakKeyDictionary[Review, _Chosen] = WeakKeyDictionary()
        self.target = Combo(parent)
        self.target.setProperty("frameless", True)
        self.target.setAccessibleName("写入到")
        self.target.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.target.setMinimumContentsLength(13)
        self.filter = Combo(self)
        self.filter.setProperty("frameless", True)
        self.filter.setAccessibleName("与现有数据")
        self.filter.setToolTip("只看新增的、有变化的、两边都改过的，或相同的")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(4))
        self.gone_button = QPushButton(self)
        self.gone_button.setProperty("link", True)
        row.addWidget(self.filter)
        row.addWidget(self.gone_button)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._on_pause_timeout)
        page.store.changed.connect(self._on_store_changed)
        self.gone_button.clicked.connect(self._on_gone_button_clicked)
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

    def compare(self, review: Review, name: str, digest: str) -> None:
        """Take a review up: into the campaign its earlier issue went to, or that bears its name, else a new one.

        What was chosen for it before stays.
        """
        if review is not self._review:
            self._review, self._name, self._digest, self._compared = review, name, digest, None
            known = self._chosen.get(review)
            self._fill_target(review, None if known is None else known.campaign_id, is_known=known is not None)
            self._chosen.setdefault(review, _Chosen(self.campaign_id))
        asked = self._asked()
        if asked is not None and len(asked[0].tasks) + len(asked[0].criteria) > MANY:
            self._begin(asked)
        else:
            self.compare_again()

    def touch(self) -> None:
        """Something was decided: compare again when the clerk pauses."""
        self._pause.start()

    def compare_again(self) -> None:
        """Hold the draft as it is now against the campaign."""
        self._pause.stop()
        asked = self._asked()
        if asked is not None and asked != self._compared:
            self._take(asked, self.with_campaign(self.campaign_id))

    def _asked(self) -> _Asked | None:
        review = self._review
        return None if review is None else (review.to_draft(), review.links(), self.campaign_id)

    def _on_pause_timeout(self) -> None:
        asked = self._asked()
        if asked is None or asked == self._compared:
            return
        if len(asked[0].tasks) + len(asked[0].criteria) > MANY:
            self._begin(asked)
        else:
            self.compare_again()

    def _begin(self, asked: _Asked) -> None:
        """Many rows: compare beside the clerk's work; an answer that came too late is left out."""
        if asked != self._compared and self._page.store.is_open:
            work = partial(_compared, self._page.store, asked, self._name, self._digest)
            background.run(self._page, "与现有数据比较", work, partial(self._on_compared, asked), modal=False)

    def _on_compared(self, asked: _Asked, found: Differences) -> None:
        if asked == self._asked():
            self._take(asked, found)

    def _take(self, asked: _Asked, differences: Differences) -> None:
        review = self._review
        assert review is not None
        self._compared, self.differences = asked, differences
        by_place = differences.places()
        found = {item_id: by_place[place] for item_id, place in places_of(review) if place in by_place}
        if all(change.state is State.NEW for change in found.values()):
            found = {}  # nothing to choose between
        if found != self._found:
            self._found = found
            self._show_filter()
            self.compared.emit()
            self.changed.emit()
        self._show_gone()

    @property
    def choices(self) -> dict[int, Choice]:
        """What was chosen for rows of the review in hand."""
        return self._chosen[self._review].choices if self._review is not None else {}

    @property
    def removed(self) -> frozenset[int]:
        """Rows of the file that the document holds no more, to be deleted."""
        return self._chosen[self._review].removed if self._review is not None else frozenset()

    def with_campaign(
        self, campaign_id: int | None, *, confirmed_only: bool = False, sure_only: bool = False
    ) -> Differences:
        """What the draft would change in a campaign (None: a new one)."""
        review = self._review
        if review is None or not self._page.store.is_open:
            return NOTHING
        draft = review.to_draft(confirmed_only=confirmed_only, sure_only=sure_only)
        asked = (draft, review.links(), campaign_id)
        return _compared(self._page.store, asked, self._name, self._digest)

    def aim(self, review: Review, campaign_id: int | None) -> None:
        """The document was written into this campaign: what is left of it goes there too."""
        self._chosen[review] = _Chosen(campaign_id)
        if review is self._review:
            self._campaigns = self._compared = None
            self._fill_target(review, campaign_id, is_known=True)
            self.touch()

    def _fill_target(self, review: Review, known: int | None, *, is_known: bool) -> None:
        store = self._page.store
        if self._campaigns is None:
            self._campaigns = store.read(campaigns) if store.is_open else ()
        self.target.clear()
        self.target.addItem("写入：新建专项工作", None)
        for row in self._campaigns:
            self.target.addItem(f"写入：{row.name}", row.id)
        wanted = known
        if self._campaigns and not is_known:
            wanted = store.read(campaign_for, draft=review.draft, source=self._name, digest=self._digest)
            current = self._page.context.campaign_id
            wanted = wanted or (current if review.draft.kind in BELONGING else only_empty(self._campaigns, current))
        at = self.target.findData(wanted) if wanted is not None else 0
        self.target.setCurrentIndex(max(0, at))
        self.target.setVisible(bool(self._campaigns))
        self._tell_target()

    def _tell_target(self) -> None:
        self.target.setToolTip(f"{self.target.currentText()}；与它现有的数据比较")

    # ---- rows -----------------------------------------------------------------------------------------------------

    def change_of(self, item: Item | None) -> RowChange | None:
        """What a row would change; None where nothing is compared."""
        return self._found.get(item.id) if item is not None else None

    def is_conflict(self, item: Item) -> bool:
        """Whether the file and the document both changed a row that is still to be checked."""
        change = self.change_of(item)
        return change is not None and change.state is State.CONFLICT and item.state is ItemState.PROPOSED

    def choice_of(self, item: Item | None) -> Choice | None:
        """What is done with a row: as chosen, else the usual; None where there is nothing to choose."""
        change = self.change_of(item)
        return None if change is None or item is None else self.choices.get(item.id, change.choices[0])

    def choose(self, item: Item, choice: Choice) -> None:
        """Do something else with a row."""
        change = self.change_of(item)
        if change is None:
            return
        self.choices[item.id] = choice
        if choice is change.choices[0]:
            del self.choices[item.id]
        self.changed.emit()

    def choices_for(
        self, review: Review, differences: Differences, *, confirmed_only: bool, sure_only: bool = False
    ) -> dict[str, Choice]:
        """What the clerk chose, by the keys of these differences."""
        by_place = differences.places()
        chosen = {
            by_place[place].key: self.choices[item_id]
            for item_id, place in places_of(review, confirmed_only=confirmed_only, sure_only=sure_only)
            if item_id in self.choices and place in by_place and self.choices[item_id] in by_place[place].choices
        }
        gone = {row.key: Choice.REMOVE for row in differences.rows if row.at is None and row.row_id in self.removed}
        return chosen | gone

    def column(self) -> Column:
        """与现有数据, right behind the state in each block."""

        def text(item: Item) -> str:
            change, choice = self.change_of(item), self.choices.get(item.id)
            if change is None:
                return ""
            return f"{change.state.label}，{choice.label}" if choice is not None else change.state.label

        def tone(item: Item) -> Tone | None:
            change = self.change_of(item)
            return TONES.get(change.state) if change is not None else None

        def tooltip(item: Item) -> str:
            change = self.change_of(item)
            return change.words.replace("；", "\n") if change is not None else ""

        return Column(COMPARED, "与现有数据", text, width=92, tone=tone, tooltip=tooltip, muted=True, sort=text)

    def predicate(self) -> Callable[[Item], bool]:
        """Which rows the filter lets through."""
        data = self.filter.currentData()
        wanted = State.of(data) if data is not None else None  # Qt keeps the text of a StrEnum

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

    def _show_gone(self) -> None:
        gone = self.gone()
        self.gone_button.setText(f"这次没有了 {len(gone)}")
        self.gone_button.setToolTip(f"上次导入过、这份材料里不再有的 {len(gone)} 行；不动它们，或选出要删除的")
        self.gone_button.setVisible(bool(gone))
        self.setVisible(bool(self._found or gone))

    def _on_gone_button_clicked(self) -> None:
        form = GoneForm(self.gone(), self.removed, self._page.window())
        messages.open_form(self._page, form, self._on_gone_form_submitted)

    def _on_gone_form_submitted(self, removed: frozenset[int]) -> None:
        assert self._review is not None
        self._chosen[self._review].removed = removed
        self.changed.emit()

    def _show_filter(self) -> None:
        kept = self.filter.currentData()
        self.filter.clear()
        self.filter.addItem("与现有数据：全部", None)
        for state in ORDER:
            count = sum(change.state is state for change in self._found.values())
            if count:
                self.filter.addItem(f"{state.label} {count}", state)
        self.filter.setCurrentIndex(max(0, self.filter.findData(kept)) if kept is not None else 0)
        self.filter.setVisible(bool(self._found))
        self._show_gone()

    def _on_target_activated(self, at: int) -> None:
        if self._review is not None:
            self._chosen[self._review] = _Chosen(self.campaign_id)
        self._tell_target()
        self.compare_again()

    def _on_store_changed(self, areas: object) -> None:
        self._compared = None  # the campaign may hold something else now
        if self._review is not None:
            self._pause.start()

    def _on_filter_activated(self, at: int) -> None:
        self.changed.emit()


def _compared(store: Store, asked: _Asked, name: str, digest: str, report: Report | None = None) -> Differences:
    draft, links, campaign_id = asked
    found: Differences = store.read(
        changes_of, draft=draft, campaign_id=campaign_id, links=links, source=name, digest=digest
    )
    return found


def only_empty(rows: tuple[CampaignRow, ...], current: int | None) -> int | None:
    """The only campaign, when it is in hand and still empty."""
    empty = next((row.id for row in rows if row.id == current and not row.groups and not row.seats), None)
    return empty if len(rows) == 1 else None
