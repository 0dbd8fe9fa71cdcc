"""Named papers beside the paper in hand: read from the file, kept, renamed and deleted by the menu of the section."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject

from models.errors import Condition, Refusal
from models.papers.sheet import Profile
from models.printing.actions import delete_profile, rename_profile, save_profile
from models.printing.queries import ProfileRow, profiles
from models.printing.rules import tidy_name, why_not_named
from ui import messages
from ui.page import Page
from ui.printing.paper_choice import PaperChoice
from ui.printing.paper_section import PaperSection


class PaperProfiles(QObject):
    """Joins a section with the file; `base` is the paper's own profile, on which a choice is laid."""

    def __init__(self, page: Page, section: PaperSection, base: Profile) -> None:
        super().__init__(section)
        self._page = page
        self._section = section
        self._base = base
        self._rows: tuple[ProfileRow, ...] = ()
        section.save_wanted.connect(self._on_save_wanted)
        section.rename_wanted.connect(self._on_rename_wanted)
        section.delete_wanted.connect(self._on_delete_wanted)

    def followed(self, choice: PaperChoice) -> PaperChoice:
        """Read the named papers and show them; the choice as its named paper is now."""
        self._rows = self._page.store.read(profiles)
        self._section.set_profiles(self._rows)
        return choice.following(self._rows)

    # ---- slots ------------------------------------------------------------------------------------------------

    def _on_save_wanted(self) -> None:
        row = self._section.row_in_hand
        name = "" if row is None or row.is_preset else row.name
        hint = "同名的方案会被现在的设置代替。"
        messages.ask_text(
            self._page, "另存为版面方案", "名称", self._save, value=name, why_not=self._why_not_saved, hint=hint
        )

    def _why_not_saved(self, name: str) -> Refusal | None:
        return why_not_named(name, [row.name for row in self._rows if row.is_preset])

    def _save(self, name: str) -> None:
        profile = self._section.choice.on(self._base)
        try:
            self._page.store.do(f"保存版面方案“{tidy_name(name)}”", save_profile, name=name, profile=profile)
        except Condition as condition:
            messages.refuse(self._page, condition)
            return
        self._take(tidy_name(name))
        messages.say(self._page, f"版面方案“{tidy_name(name)}”已保存，各种材料都可以选用。", kind="ok", undo=True)

    def _take(self, name: str) -> None:
        """The paper in hand is the named one from now on."""
        choice = replace(self._section.choice, named=name)
        self._rows = self._page.store.read(profiles)
        self._section.set_profiles(self._rows)
        self._section.set_choice(choice.following(self._rows))
        self._section.chosen.emit(self._section.choice)

    def _on_rename_wanted(self) -> None:
        row = self._section.row_in_hand
        if row is not None and not row.is_preset:
            why_not = partial(_why_not_renamed, row, self._rows)
            rename = partial(self._rename, row)
            messages.ask_text(self._page, "版面方案改名", "名称", rename, value=row.name, why_not=why_not)

    def _rename(self, row: ProfileRow, name: str) -> None:
        try:
            title = f"版面方案“{row.name}”改名为“{tidy_name(name)}”"
            self._page.store.do(title, rename_profile, profile_id=row.id, name=name)
        except Condition as condition:
            messages.refuse(self._page, condition)
            return
        self._take(tidy_name(name))

    def _on_delete_wanted(self) -> None:
        row = self._section.row_in_hand
        if row is None or row.is_preset:
            return
        try:
            self._page.store.do(f"删除版面方案“{row.name}”", delete_profile, profile_id=row.id)
        except Condition as condition:
            messages.refuse(self._page, condition)
            return
        self._take("")
        messages.say(self._page, f"版面方案“{row.name}”已删除，用过它的材料保持现在的版面。", kind="ok", undo=True)


def _why_not_renamed(row: ProfileRow, rows: tuple[ProfileRow, ...], name: str) -> Refusal | None:
    return why_not_named(name, [other.name for other in rows if other.id != row.id])
