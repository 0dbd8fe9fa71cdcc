"""设置: what a scheme is called, its full mark, how it is rounded, what bounds bonus, what equal totals do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from models.appraisal import actions
from models.appraisal.terms import Stage, Ties
from models.errors import Condition
from ui import messages
from ui.appraisal.figures import number_or_none, text_of
from ui.appraisal.scheme.book import Book
from ui.page import Page
from ui.style import px
from ui.tables.editors import Option
from ui.widgets.inspector import BoolField, ChoiceField, Inspector, LineField, TextField, UnitsField
from ui.widgets.record_history import RecordHistory

WIDEST = 640
RANKS_WORDS = (
    "默认不公布。国家和省里多次要求整治滥用排名、以排名代替工作：确有依据才公布，并且只公布组内名次。"
    "不公布时照样计算，只在本机查看，通报和公示里没有名次。"
)
DIGITS = tuple(Option(number, f"{number} 位" if number else "取整数") for number in range(5))
TIES = {Ties.SHARED: "并列", Ties.BREAKERS: "依次比较几个部分的得分"}


class SettingsPanel(QWidget):
    """Fields of the scheme in hand; only whether ranks are published, and the note, change while it is in force."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._book = Book()
        self.form = Inspector(self, empty="还没有办法。")
        self.form.setMaximumWidth(px(WIDEST))
        self._build()
        row = QHBoxLayout()
        row.setContentsMargins(px(4), 0, 0, 0)
        row.addWidget(self.form, 1)
        row.addStretch(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        self.form.edited.connect(self._on_form_edited)

    def _build(self) -> None:
        names = self.form.add_section("名称")
        names.add("name", "名称", TextField(lines=1))
        names.add("document_no", "文号", LineField("例如：云创卫办〔2026〕5号"))
        marks = self.form.add_section("分值")
        marks.add("full", "满分", LineField())
        marks.add("digits", "小数位", ChoiceField(DIGITS))
        for stage in Stage:
            label = "取舍环节" if stage is Stage.ITEM else ""
            marks.add(f"stage.{stage.value}", label, BoolField(f"{stage.label}四舍五入"))
        marks.add("bonus_ceiling", "加分上限", LineField("不限"))
        marks.add("bonus_beyond", "", BoolField("加分后可以超过满分"))
        ranking = self.form.add_section("名次")
        ranking.add("ties", "同分", ChoiceField([Option(kind, words) for kind, words in TIES.items()]))
        self.breakers = UnitsField(self._components)
        ranking.add("breakers", "依次比较", self.breakers)
        self.ranking = ranking
        ranking.add("shows_ranks", "公布名次", BoolField("在通报和公示里公布名次"))
        words = QLabel(RANKS_WORDS, self)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setProperty("caption", True)
        words.setWordWrap(True)
        words.setContentsMargins(px(84), 0, px(8), px(4))
        ranking.add_widget(words)
        more = self.form.add_section("备注")
        more.add("note", "备注", TextField(lines=1))
        self.history = RecordHistory(self._page, self.form)

    def show_book(self, book: Book) -> None:
        """The settings of the scheme in hand."""
        self._book = book
        details = book.details
        if details is None:
            self.form.clear()
            return
        values: dict[str, Any] = {
            "name": details.row.name,
            "document_no": details.row.document_no,
            "full": text_of(details.row.full),
            "digits": details.digits,
            "bonus_ceiling": text_of(details.bonus_ceiling),
            "bonus_beyond": details.bonus_beyond,
            "ties": details.ties,
            "breakers": details.breakers,
            "shows_ranks": details.shows_ranks,
            "note": details.row.note,
        } | {f"stage.{stage.value}": stage.value in details.stages for stage in Stage}
        since = details.row.in_force_from
        words = f"第{details.row.number}版 · {details.row.state.label}" + (f" · {since} 起施行" if since else "")
        self.form.set_values(details.row.label, values, words)
        self.ranking.set_shown("breakers", details.ties is Ties.BREAKERS)
        for section in self.form.sections:
            for key, field in section.fields.items():
                field.setEnabled(book.frozen is None or key in ("shows_ranks", "note"))
        self.history.show_record("scheme", details.row.id)

    def _components(self) -> Sequence[Option]:
        found = self._book.details.components if self._book.details is not None else ()
        return tuple(Option(one.key, one.name) for one in found)

    def _on_form_edited(self, key: str, value: object) -> None:
        details = self._book.details
        if details is None:
            return
        try:
            fields = self._fields(key, value)
        except Condition as condition:
            messages.refuse(self, condition)
            self.show_book(self._book)
            return
        title = f"修改办法“{details.row.name}”的设置"
        if self._page.do(title, actions.update_scheme, scheme_id=details.row.id, **fields) is None:
            self.show_book(self._book)

    def _fields(self, key: str, value: Any) -> dict[str, Any]:
        details = self._book.details
        assert details is not None
        if key.startswith("stage."):
            chosen = set(details.stages)
            (chosen.add if value else chosen.discard)(key.removeprefix("stage."))
            return {"stages": [stage for stage in Stage if stage.value in chosen]}
        if key == "full":
            return {"full": number_or_none(value, "满分")}
        if key == "bonus_ceiling":
            return {"bonus_ceiling": number_or_none(value, "加分上限")}
        return {key: value}
