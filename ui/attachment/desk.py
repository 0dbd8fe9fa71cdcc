"""What can be done with the files and links of a record; each change is one step, copying runs in the background."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage

from models.attachment import actions
from models.attachment.carrying import bring_back
from models.attachment.queries import FileRow, LinkRow
from models.attachment.rules import why_not_openable
from models.attachment.store import Stored, copy_verified, files_folder, put_all
from models.attachment.terms import Holder
from models.errors import Refusal
from ui import background, messages
from ui.attachment.hung import Hung
from ui.attachment.incoming import Incoming, written_picture
from ui.attachment.link_form import LinkForm
from ui.attachment.opening import open_copy, open_link
from ui.page import Page

_LONGEST = 20


class AttachmentDesk(QObject):
    """Works for one page. `healed` after a lost file came back (no step tells of it)."""

    healed = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page

    # ---- adding -----------------------------------------------------------------------------------------------

    def take(self, holder: Holder, row_id: int, title: str, found: Incoming) -> None:
        """Attach what was dropped or pasted."""
        if found.files:
            self.add_files(holder, row_id, title, found.files)
        elif found.picture is not None:
            self._put(holder, row_id, title, partial(_put_picture, found.picture))
        elif found.address:
            self.ask_link(holder, row_id, title, found.address)
        else:
            messages.say(
                self._page,
                "没有可作附件的文件、图片或网址。可以在文件夹里复制文件，再到这里粘贴。",
                kind="warning",
            )

    def ask_files(self, holder: Holder, row_id: int, title: str) -> None:
        """Ask which files to attach."""
        taken = partial(self.add_files, holder, row_id, title)
        messages.choose_file(self._page, "添加附件", "所有文件 (*)", taken, several=True)

    def add_files(self, holder: Holder, row_id: int, title: str, paths: Sequence[Path]) -> None:
        """Copy files beside the database (all or none), then hang them on the record as one step."""
        self._put(holder, row_id, title, partial(_put_files, tuple(paths)))

    def _put(self, holder: Holder, row_id: int, title: str, put: Callable[..., tuple[Stored, ...]]) -> None:
        database = self._page.store.database.path

        def done(files: tuple[Stored, ...]) -> None:
            if self._page.store.path == database:
                self._hang(holder, row_id, title, files)

        background.run(self._page, "添加附件", partial(put, database), done)

    def _hang(self, holder: Holder, row_id: int, title: str, files: tuple[Stored, ...]) -> None:
        made = self._do("添加附件", title, actions.attach, of_table=holder.value, row_id=row_id, files=files)
        if made is None:
            return
        count, known = len(made.ids), made.known
        said = f"已添加 {count} 个附件。" if count else ""
        if known:
            more = f"等 {len(known)} 个" if len(known) > 1 else ""
            said += f"“{known[0]}”{more}原来就有，没有重复添加。"
        messages.say(self._page, said, kind="ok", undo=bool(count))

    def ask_link(self, holder: Holder, row_id: int, title: str, address: str = "") -> None:
        """Ask for the address of a link."""
        form = LinkForm(self._page.window(), address=address)
        messages.open_form(self._page, form, partial(self._add_link, holder, row_id, title))

    def _add_link(self, holder: Holder, row_id: int, title: str, value: tuple[str, str]) -> None:
        target, name = value
        link = {"of_table": holder.value, "row_id": row_id, "target": target, "name": name}
        self._do("添加链接", title, actions.add_link, said="已添加链接。", **link)

    # ---- looking ----------------------------------------------------------------------------------------------

    def open(self, row: Hung) -> None:
        """A file as a read-only copy, a link in its program. What is not opened is offered to be saved."""
        if row.link is not None:
            open_link(self._page, row.link)
            return
        assert row.file is not None
        refusal = why_not_openable(row.name)
        if row.is_lost:
            self.ask_lost(row)
        elif refusal is not None:
            messages.say(self._page, str(refusal), kind="warning", action=("另存为…", partial(self.ask_save, row)))
        else:
            open_copy(self._page, row.file)

    def copy_address(self, row: Hung) -> None:
        """The address of a link into the clipboard."""
        assert row.link is not None
        QGuiApplication.clipboard().setText(row.link.target)
        messages.say(self._page, "已复制地址。", kind="ok")

    def ask_save(self, row: Hung) -> None:
        """Ask where a file is saved."""
        assert row.file is not None
        messages.choose_save(self._page, "另存附件", "所有文件 (*)", partial(self._save, row.file), name=row.file.name)

    def _save(self, row: FileRow, target: Path) -> None:
        folder = files_folder(self._page.store.database.path)

        def work(report: background.Report) -> Path:
            return copy_verified(folder, row.sha256, target, report)

        background.run(self._page, "另存附件", work, self._on_saved)

    def _on_saved(self, path: Path) -> None:
        messages.say(self._page, f"已存到“{path}”。改过后要换掉附件，请把它再添加一次，去掉旧的。", kind="ok")

    # ---- lost files -------------------------------------------------------------------------------------------

    def ask_lost(self, row: Hung) -> None:
        """Ask where a lost file can be had from; only the very same content is taken."""
        assert row.file is not None
        messages.say(self._page, f"“{row.name}”{row.presence.value}。请选出原来的那个文件，内容相同才会采用。")
        messages.choose_file(self._page, f"找回“{row.name}”", "所有文件 (*)", partial(self._bring_back, row.file))

    def _bring_back(self, row: FileRow, path: Path) -> None:
        database = self._page.store.database.path

        def work(report: background.Report) -> int:
            return bring_back(database, {row.sha256: row.size}, [path], report)

        background.run(self._page, "找回附件", work, partial(self._on_brought_back, row, path))

    def _on_brought_back(self, row: FileRow, path: Path, came: int) -> None:
        if came:
            messages.say(self._page, f"已找回“{row.name}”，内容与添加时相同。", kind="ok")
            self.healed.emit()
            return
        refusal = Refusal(
            f"“{path.name}”的内容与添加时不同，没有采用。",
            "请再找一找；确实找不到时，可以去掉这个附件，添加现在的文件。",
        )
        messages.refuse(self._page, refusal)

    # ---- changing ---------------------------------------------------------------------------------------------

    def ask_name(self, row: Hung) -> None:
        """Ask for another name of a file; for a link its whole form."""
        if row.link is not None:
            form = LinkForm(self._page.window(), row.link)
            messages.open_form(self._page, form, partial(self._change_link, row.link))
            return
        messages.ask_text(self._page, "重命名附件", "名称", partial(self._rename, row), value=row.name)

    def _rename(self, row: Hung, name: str) -> None:
        self._do("重命名附件", row.name, actions.rename_file, file_id=row.id, name=name)

    def _change_link(self, row: LinkRow, value: tuple[str, str]) -> None:
        target, name = value
        self._do("修改链接", row.name, actions.change_link, link_id=row.id, target=target, name=name)

    def ask_note(self, row: Hung) -> None:
        """Ask for the 说明 of a file."""
        assert row.file is not None
        messages.ask_text(self._page, f"“{row.name}”的说明", "说明", partial(self._set_note, row), value=row.file.note)

    def _set_note(self, row: Hung, note: str) -> None:
        self._do("填写附件说明", row.name, actions.set_note, file_id=row.id, note=note)

    def move(self, row: Hung, by: int) -> None:
        """One place up or down among the files, or among the links."""
        if row.file is not None:
            self._do("调整附件次序", row.name, actions.shift_files, file_ids=[row.id], by=by)
        else:
            self._do("调整链接次序", row.name, actions.shift_links, link_ids=[row.id], by=by)

    def remove(self, row: Hung) -> None:
        """Take a file or link off the record; undo brings it back."""
        if row.file is not None:
            said = f"已去掉“{row.name}”。撤销可以恢复，文件还留着。"
            self._do("去掉附件", row.name, actions.detach, said=said, file_ids=[row.id])
        else:
            self._do("去掉链接", row.name, actions.remove_links, said=f"已去掉“{row.name}”。", link_ids=[row.id])

    def _do(self, title: str, of: str, action: Callable[..., Any], /, *, said: str = "", **kw: Any) -> Any:
        short = of if len(of) <= _LONGEST else f"{of[:_LONGEST]}…"
        made = self._page.do(f"{title}：{short}" if short else title, action, said=said, **kw)
        return made.value if made is not None else None


def _put_files(paths: tuple[Path, ...], database: Path, report: background.Report) -> tuple[Stored, ...]:
    return put_all(database, paths, report)


def _put_picture(picture: QImage, database: Path, report: background.Report) -> tuple[Stored, ...]:
    with TemporaryDirectory() as folder:
        return put_all(database, [written_picture(picture, Path(folder))], report)
