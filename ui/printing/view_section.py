"""The first settings of the 责任分解表: its view, into which sheets it is cut, and to whom these go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.task.papers import Piece, Split, View, Who
from ui.printing.choices import Choices
from ui.printing.handouts import Handout
from ui.printing.handouts_box import HandoutsBox
from ui.tables.editors import Option
from ui.widgets.fields import BoolField, ChoiceField
from ui.widgets.inspector import Section

_PARTS = {View.PERSON.value: "人", View.CELL.value: "网格", View.DEADLINE.value: "月份"}
_EACH = {"单位": "每个单位一份", "人": "每人一份", "网格": "每个网格一份", "月份": "每月一份"}


def kind_of(choices: Choices) -> str:
    """What each sheet is for: 单位, 人, 网格, 月份; empty where there is one for all."""
    return {Split.WHOLE: "", Split.UNIT: "单位"}.get(choices.cut, _PARTS.get(choices.view, ""))


class ViewSection(Section):
    """`set_choices` and `set_pieces` show; `chosen(dict)` tells which fields of Choices the user changed to what."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("内容", False, parent)
        self._choices = Choices()
        self._pieces: tuple[Piece, ...] = ()
        self.view = ChoiceField([Option(view.value, view.label) for view in View])
        self.split = ChoiceField(self._splits)
        self.add("view", "编排", self.view)
        self.add("split", "分份", self.split)
        self.who = ChoiceField([Option(who.value, who.label) for who in Who])
        self.add("who", "人员", self.who)
        self.handouts = HandoutsBox(self)
        self.add_widget(self.handouts)
        self.cover = BoolField("前面加分发目录和签收栏", self)
        self.cover.setToolTip("加在一起打印、导出的PDF前面；每份一个文件时另存一个目录文件")
        self.add_across("cover", self.cover)
        self.post_first = BoolField("岗位在前，姓名在后", self)
        self.add_across("post_first", self.post_first)
        self.gaps = BoolField("缺人、缺单位、未定时限的也列出", self)
        self.add_across("gaps", self.gaps)
        self.list_cells = BoolField("列出网格名称", self)
        self.list_cells.setToolTip("不列时只写几处，如“（30处）”")
        self.add_across("list_cells", self.list_cells)
        self.edited.connect(self._on_edited)
        self.handouts.ticked_changed.connect(self._on_handouts_ticked_changed)
        self.handouts.copies_changed.connect(self._on_handouts_copies_changed)

    # ---- showing ----------------------------------------------------------------------------------------------

    def set_choices(self, choices: Choices) -> None:
        """Show these; tells nobody. Settings that the view does not have are hidden."""
        self._choices = choices
        is_split = choices.cut is not Split.WHOLE
        self.view.set_value(choices.view)
        self.split.set_value(choices.split)
        self.set_shown("split", choices.view in _PARTS)
        self.who.set_value(choices.who)
        self.set_shown("who", choices.view == View.PERSON.value)
        self.handouts.setVisible(is_split)
        for key in ("cover", "post_first", "gaps", "list_cells"):
            self.fields[key].set_value(getattr(choices, key))
        self.cover.setVisible(is_split)
        self.post_first.setVisible(choices.view == View.PERSON.value)
        self.gaps.setVisible(choices.view in _PARTS)
        self.list_cells.setVisible(choices.view != View.CELL.value)
        self._show_pieces()

    def set_pieces(self, pieces: Sequence[Piece]) -> None:
        """The sheets there are to choose among."""
        self._pieces = tuple(pieces)
        self._show_pieces()

    def set_pages(self, pages: Mapping[object, int]) -> None:
        """The pages of each sheet by its key."""
        self.handouts.set_pages(pages)

    def _show_pieces(self) -> None:
        choices = self._choices
        wanted = choices.unit_ids if choices.cut is Split.UNIT else choices.parts
        copies = dict(choices.copies)

        def handout(piece: Piece) -> Handout:
            is_wanted = wanted is None or piece.key in wanted
            return Handout(piece.key, piece.name, piece.rows, is_wanted, copies.get(str(piece.key), 1))

        self.handouts.set_handouts([handout(piece) for piece in self._pieces], kind_of(choices))

    def _splits(self) -> list[Option]:
        part = _PARTS.get(self._choices.view, "")
        words = {Split.WHOLE: Split.WHOLE.label, Split.UNIT: _EACH["单位"], Split.PART: _EACH.get(part, "")}
        return [Option(split.value, text) for split, text in words.items() if text]

    # ---- slots ------------------------------------------------------------------------------------------------

    def _on_edited(self, key: str, value: object) -> None:
        self._tell(**{key: value})

    def _on_handouts_ticked_changed(self) -> None:
        ticked = tuple(self.handouts.ticked())
        key = "unit_ids" if self._choices.cut is Split.UNIT else "parts"
        self._tell(**{key: None if len(ticked) == len(self._pieces) else ticked})

    def _on_handouts_copies_changed(self) -> None:
        listed = {str(piece.key) for piece in self._pieces}
        kept = {key: copies for key, copies in self._choices.copies if key not in listed}
        now = {str(key): copies for key, copies in self.handouts.copies_of().items()}
        self._tell(copies=tuple((kept | now).items()))

    def _tell(self, **values: object) -> None:
        self._choices = replace(self._choices, **values)  # type: ignore[arg-type]
        self.chosen.emit(values)
