"""Posts with their holders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from typing_extensions import override

from models.errors import Refusal
from models.org import actions, queries
from models.org.queries import PostRow, TenureRow
from models.org.rules import STANDING_IN
from ui import messages
from ui.org.books import PeopleBook, UnitBook, with_person
from ui.org.columns import POST_READINGS, Readings, post_columns
from ui.org.people_forms import AppointmentForm, AppointmentValue, PostForm, PostValue
from ui.org.person_inspector import PostInspector
from ui.org.tenure_forms import ReturnForm, StandIn, StandInForm, TenureDates, TenureForm
from ui.page import Page
from ui.tables.rows import RowsModel
from ui.widgets.inspector import Inspector
from ui.widgets.record_view import RecordView


class PostsView(RecordView):
    """Posts with their holders; a post outlives who holds it."""

    noun = "岗位"
    add_text = "新岗位"
    filter_hint = "筛选单位、职务、现任…"

    def __init__(self, page: Page) -> None:
        self.units = UnitBook()
        self.people = PeopleBook()
        self._tenure: TenureRow | None = None  # the one whose dates are being edited
        super().__init__(page, RowsModel(post_columns(self._people)), "org.posts")

    def _people(self, row: Any) -> Sequence[Any]:
        return self.people.options()

    @override
    def make_inspector(self) -> Inspector:
        panel = PostInspector(self.page)
        panel.hand_over_requested.connect(self._on_inspector_hand_over_requested)
        panel.stand_in_requested.connect(self.stand_in)
        panel.return_requested.connect(self.come_back)
        panel.tenure_opened.connect(self._on_inspector_tenure_opened)
        return panel

    @override
    def reload(self) -> None:
        self.units = UnitBook(self.page.store.read(queries.units))
        self.people = PeopleBook(self.page.store.read(queries.people, day=self.page.context.today))
        rows = self.page.store.read(queries.posts, day=self.page.context.today)
        self.show_rows(rows)
        if not rows:
            self.empty.show_state(
                "还没有岗位。",
                icon="badge-account-outline",
                note="岗位比任职的人长久：换了人，席位和任务跟着岗位走。",
                buttons=(("添加岗位", self.new),),
            )

    @override
    def count_words(self) -> str:
        vacant = sum(1 for row in self.model.rows if row.holder_id is None)
        return f"{len(self.model.rows)} 个岗位" + (f"，空缺 {vacant}" if vacant else "")

    @override
    def readings(self) -> Readings:
        return POST_READINGS

    @override
    def show_row(self, row: Any | None) -> None:
        panel = self.inspector
        assert isinstance(panel, PostInspector)
        if isinstance(row, PostRow):
            panel.show_post(row, self.page.store.read(queries.tenures_of_post, post_id=row.id))
        else:
            panel.clear("选中一个岗位，在这里查看历任和换人。")

    @override
    def new(self, after: object = None) -> None:
        row = self.model.row(after) if after is not None else None
        form = PostForm(self.window(), self.units, self.people, row.unit if row else "")
        messages.open_form(self, form, self._on_form_accepted)

    def _on_form_accepted(self, value: PostValue) -> None:
        def found(person_id: int | None, new_name: str) -> None:
            done = self.do(
                f"新岗位“{value.title}”",
                actions.add_post,
                said=f"已添加岗位“{value.unit}{value.title}”。",
                unit_id=self.units.find(value.unit) if value.unit else None,
                title=value.title,
                person_id=person_id,
                new_name=new_name,
            )
            if done is not None:
                self.select(done.value)

        with_person(self.page, self.people, value.holder, found)

    @override
    def edit(self, row_id: Any, key: str, value: Any) -> None:
        row = self.model.row(row_id)
        if row is None:
            return
        if key == "holder":
            self._hand_over(row, str(value), None)
        else:
            self.do(f"修改岗位“{row.title}”", actions.update_post, post_id=row_id, **{key: value})

    def _hand_over(self, row: PostRow, text: str, on: Any) -> None:
        if on is None and row.holder_id is not None:
            on = self.page.context.today

        def found(person_id: int | None, new_name: str) -> None:
            self.do(
                f"{row.unit}{row.title}换人",
                actions.hand_over,
                said=f"{row.unit}{row.title}已换人。",
                post_id=row.id,
                person_id=person_id,
                new_name=new_name,
                on=on,
            )

        with_person(self.page, self.people, text, found)

    def _on_inspector_hand_over_requested(self) -> None:
        row = self.current_row()
        if row is None:
            return
        form = AppointmentForm(self.window(), f"{row.unit}{row.title}换人", self.units, people=self.people)
        form.on.setText(self.page.context.today.isoformat())
        messages.open_form(self, form, self._on_hand_over_accepted)

    def _on_hand_over_accepted(self, value: AppointmentValue) -> None:
        row = self.current_row()
        if row is not None:
            self._hand_over(row, value.person, value.on)

    # ---- for a time -------------------------------------------------------------------------------------------

    def stand_in(self) -> None:
        """Somebody stands in for the holder of the current post, from a day to a day."""
        row = self.current_row()
        if row is not None:
            holder = row.away or (row.holder if row.kind not in STANDING_IN else "")
            form = StandInForm(self.window(), f"{row.unit}{row.title}", holder, self.people, self.page.context.today)
            messages.open_form(self, form, self._on_stand_in_accepted)

    def _on_stand_in_accepted(self, value: StandIn) -> None:
        row = self.current_row()
        if row is None:
            return

        def found(person_id: int | None, new_name: str) -> None:
            self.do(
                f"{row.unit}{row.title}{value.kind.label}",
                actions.second,
                said=f"{row.unit}{row.title}从 {value.valid_from} 起由代替的人签字，期满自动恢复。",
                post_id=row.id,
                person_id=person_id,
                new_name=new_name,
                kind=value.kind,
                valid_from=value.valid_from,
                valid_to=value.valid_to,
            )

        with_person(self.page, self.people, value.person, found)

    def come_back(self) -> None:
        """Who stands in ends, the regular holder signs again."""
        row = self.current_row()
        if row is None:
            return
        if row.kind not in STANDING_IN:
            messages.refuse(self, Refusal(f"“{row.title}”今天没有人挂职或主持工作。", "正式换人请用“换人”。"))
            return
        form = ReturnForm(self.window(), f"{row.unit}{row.title}", row.holder, row.away, self.page.context.today)
        messages.open_form(self, form, self._on_return_accepted)

    def _on_return_accepted(self, on: date) -> None:
        row = self.current_row()
        if row is not None:
            back = f"由“{row.away}”签字" if row.away else "空缺"
            self.do(
                f"{row.unit}{row.title}返岗",
                actions.come_back,
                said=f"{row.unit}{row.title}从 {on} 起{back}。",
                post_id=row.id,
                on=on,
            )

    def _on_inspector_tenure_opened(self, tenure_id: object) -> None:
        row = self.current_row()
        if row is None:
            return
        tenures = self.page.store.read(queries.tenures_of_post, post_id=row.id)
        self._tenure = next((tenure for tenure in tenures if tenure.id == tenure_id), None)
        if self._tenure is not None:
            form = TenureForm(self.window(), self._tenure, f"{row.unit}{row.title}")
            messages.open_form(self, form, self._on_tenure_accepted)

    def _on_tenure_accepted(self, value: TenureDates) -> None:
        if self._tenure is not None:
            self.do(
                f"修改“{self._tenure.person}”的任职",
                actions.update_tenure,
                tenure_id=self._tenure.id,
                kind=value.kind,
                valid_from=value.valid_from,
                valid_to=value.valid_to,
            )

    @override
    def delete(self, ids: Sequence[Any]) -> None:
        self.do("删除岗位", actions.delete_posts, said=f"已删除 {len(ids)} 个岗位。", post_ids=list(ids))

    @override
    def shift(self, ids: Sequence[Any], by: int) -> None:
        self.do("调整岗位次序", actions.shift_posts, post_ids=list(ids), by=by)

    @override
    def change_many(self, title: str, changes: Mapping[int, Mapping[str, Any]]) -> None:
        self.do(title, actions.update_posts, said=f"{title}：{len(changes)} 行。", changes=changes)
