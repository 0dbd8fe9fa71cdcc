"""What is done with a round as a whole: new, changed, deleted; 公示, 锁定, 撤回."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from models.appraisal import actions, queries
from models.appraisal.rows import RoundRow, SchemeRow
from models.appraisal.rules.limits import why_round_closed
from models.appraisal.terms import RoundState, SchemeState
from models.errors import Refusal
from ui import messages
from ui.appraisal.round.book import RoundBook
from ui.appraisal.round.forms import LockForm, PostForm, RoundForm, RoundValue, WithdrawForm
from ui.messages import Choice
from ui.page import Page
from ui.widgets.empty import EmptyState


def unfilled_words(book: RoundBook) -> str:
    """还有3个单位12项没有填…; empty when all is filled that waits for a value or a mark."""
    by_unit = [
        sum(
            book.applies(unit, item) and book.exemption(unit, item.id) is None and book.score_of(unit, item.id) is None
            for item in book.items
        )
        for unit in book.results
    ]
    units, items = sum(count > 0 for count in by_unit), sum(by_unit)
    if not items:
        return ""
    return f"还有 {units} 个单位共 {items} 项没有填，这些项不计分，分值由各单位的其他项目分担。"


class RoundSteps(QObject):
    """Each asks what it needs and does one step; `made(round id)` when there is another round to show."""

    made = Signal(object)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page

    def why_not_new(self) -> Refusal | None:
        """Why no round can be begun."""
        if self._in_force():
            return None
        return Refusal("还没有施行的考核办法。", "先到“办法”里建立或导入一份，核对后点“施行”。")

    def _in_force(self) -> list[SchemeRow]:
        campaign = self._page.context.campaign_id
        rows = self._page.store.read(queries.schemes, campaign_id=campaign) if campaign is not None else ()
        found = [row for row in rows if row.state is SchemeState.IN_FORCE]
        return sorted(found, key=lambda row: row.in_force_from or date.min, reverse=True)  # the newest first

    def show_none(self, empty: EmptyState, to_schemes: Callable[[], None]) -> None:
        """What stands where the rounds would be, with the way to the first one."""
        if self.why_not_new() is None:
            empty.show_state(
                "还没有考核期。",
                icon="calendar-check-outline",
                note="考核期是一个月、一个季度或一年；名单和办法在建立时定下，以后不变。",
                buttons=(("新考核期…", self.new),),
            )
            return
        empty.show_state(
            "还没有施行的考核办法。",
            icon="calendar-check-outline",
            note="先在“办法”里建立或导入评分表，分好考核组，点“施行”；然后才能建立考核期。",
            buttons=(("到“办法”", to_schemes),),
        )

    def new(self) -> None:
        """Ask for a new round."""
        refusal = self.why_not_new()
        if refusal is not None:
            messages.refuse(self._page, refusal)
            return
        messages.open_form(self._page, RoundForm(self._page, self._in_force()), self._create)

    def _create(self, value: RoundValue) -> None:
        done = self._page.do(
            f"新考核期 {value.fields['name']}",
            actions.create_round,
            said=f"已建立“{value.fields['name']}”，现在可以评分。",
            campaign_id=self._page.context.campaign_id,
            scheme_id=value.scheme_id,
            **value.fields,
        )
        if done is not None:
            self.made.emit(done.value)

    def edit(self, row: RoundRow) -> None:
        """Name, days and weight of a round on trial."""
        refusal = why_round_closed(row.state)
        if refusal is not None:
            messages.refuse(self._page, refusal)
            return
        rows = self._page.store.read(queries.schemes, campaign_id=self._page.context.campaign_id)
        others = self._page.store.read(queries.other_versions, round_id=row.id)
        form = RoundForm(self._page, [*(one for one in rows if one.id == row.scheme_id), *others], row)
        messages.open_form(self._page, form, partial(self._update, row))

    def _update(self, row: RoundRow, value: RoundValue) -> None:
        if value.scheme_id == row.scheme_id:
            self._change(row, value, "")
            return
        change = self._page.store.read(queries.scheme_change, round_id=row.id, scheme_id=value.scheme_id)
        if not change.lost:
            self._change(row, value, "")
            return
        items = "、".join(dict.fromkeys(f"“{one.criterion}”" for one in change.lost))
        messages.ask(
            self._page,
            "改用另一版办法",
            f"{len(change.kept)} 笔记分照旧；{items[:60]}的 {len(change.lost)} 笔在这一版里没有对应的项目或规则，"
            "或数值不合规则，会删除。改用后可以撤销。",
            (Choice("change", "改用"),),
            partial(self._change, row, value),
        )

    def _change(self, row: RoundRow, value: RoundValue, key: str) -> None:
        is_other = value.scheme_id != row.scheme_id
        title = f"{row.name} 改用另一版办法" if is_other else "修改考核期"
        done = self._page.do(title, actions.change_round, round_id=row.id, scheme_id=value.scheme_id, **value.fields)
        if done and is_other:
            gone = f"，删除了 {done.value} 笔没有对应项目的记分" if done.value else "，记分都照旧"
            messages.say(self._page, f"“{row.name}”已改用另一版办法{gone}。", kind="ok")

    def delete(self, row: RoundRow) -> None:
        """Delete a round on trial; undo brings it back."""
        refusal = why_round_closed(row.state)
        if refusal is not None:
            messages.refuse(self._page, Refusal(refusal.sentence, "公示过的考核期不能删除，只能撤回。"))
            return
        if not row.entries and not row.proposed:
            self._delete(row, "delete")
            return
        messages.ask(
            self._page,
            "删除考核期",
            f"“{row.name}”里有 {row.entries + row.proposed} 笔记分，会一起删除。删除后可以撤销。",
            (Choice("delete", "删除", danger=True),),
            partial(self._delete, row),
        )

    def _delete(self, row: RoundRow, key: str) -> None:
        self._page.do(f"删除考核期 {row.name}", actions.delete_round, said=f"已删除“{row.name}”。", round_id=row.id)

    # ---- the steps of publishing ------------------------------------------------------------------------------

    def go_on(self, book: RoundBook) -> None:
        """The next step: 公示 while on trial, 锁定 while posted."""
        if book.row.state is RoundState.TRIAL:
            self.post(book)
        elif book.row.state is RoundState.POSTED:
            self.lock(book)

    def post(self, book: RoundBook) -> None:
        """Ask for the days of 公示."""
        if book.row.proposed:
            messages.refuse(
                self._page,
                Refusal(f"还有 {book.row.proposed} 条记分建议没有确认。", "请先到“待确认”里采纳或不采纳，再公示。"),
            )
            return
        unscored = sum(one.score is None for one in book.results.values())
        form = PostForm(self._page, book.row, unscored, unfilled_words(book))
        messages.open_form(self._page, form, partial(self._post, book.row))

    def _post(self, row: RoundRow, value: tuple[object, object]) -> None:
        on, until = value
        done = self._page.do(f"公示 {row.name}", actions.post_round, round_id=row.id, on=on, until=until, wall=True)
        if done:
            messages.say(self._page, f"“{row.name}”已公示，结果已定下。", kind="ok")

    def lock(self, book: RoundBook) -> None:
        """Ask before it is final."""
        row = book.row
        if row.objections:
            messages.refuse(
                self._page, Refusal(f"还有 {row.objections} 条异议没有答复。", "请先到“异议”里答复，再锁定。")
            )
            return
        messages.open_form(self._page, LockForm(self._page, row, unfilled_words(book)), partial(self._lock, row))

    def _lock(self, row: RoundRow, on: object) -> None:
        today = self._page.context.today
        if self._page.do(f"锁定 {row.name}", actions.lock_round, round_id=row.id, on=on, today=today, wall=True):
            messages.say(self._page, f"“{row.name}”已锁定，结果不再变动。", kind="ok")

    def withdraw(self, row: RoundRow) -> None:
        """Ask for the reason."""
        messages.open_form(self._page, WithdrawForm(self._page, row), partial(self._withdraw, row))

    def _withdraw(self, row: RoundRow, value: tuple[str, object]) -> None:
        reason, on = value
        made = self._page.do(
            f"撤回 {row.name}",
            actions.withdraw_round,
            round_id=row.id,
            reason=reason,
            on=on,
            today=self._page.context.today,
            wall=True,
        )
        if made:
            newer = self._page.store.read(queries.other_versions, round_id=made.value)
            more = f"办法已有“{newer[0].label}”，要改用的，在“名称和日期”里选。" if newer else ""
            messages.say(self._page, f"“{row.name}”已撤回，新的一版可以修改。{more}", kind="ok")
            self.made.emit(made.value)
