"""What can be done with files: new, open, save as, backup, restore, password, sample; each with its questions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from platformdirs import user_documents_path
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from models.errors import Condition, FileBusy, PasswordNeeded, Refusal
from ui import background, messages
from ui.attachment.lost import LostFiles
from ui.context import Context

if TYPE_CHECKING:
    from models.database import Database
    from models.held_file import HeldFile

SUFFIX = ".zrt"
FILTER = "责任田文件 (*.zrt)"
SAMPLE_NAME = "责任田示例.zrt"
BACKUP_AFTER_MS = 2_000  # after a file is open
BACKUP_EVERY_MS = 30 * 60_000


class FileDesk(QObject):
    """Works for one window. `opened(path)` after a file is open and the store holds it."""

    opened = Signal(object)
    failed = Signal(object)  # path that could not be opened
    held_elsewhere = Signal()  # the file is open in another window, which has come to the front

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._store = context.store
        self._settings = context.settings
        self._window = window
        self._then: Callable[[], Any] | None = None
        self._opening = Path()
        self._password_tried = False
        self._source = Path()
        self._backup_timer = QTimer(self)
        self._backup_timer.timeout.connect(self._on_backup_timer_timeout)
        self._store.closed.connect(self._backup_timer.stop)
        self._lost = LostFiles(context, window)

    # ---- new and open -----------------------------------------------------------------------------------------

    def ask_new(self, then: Callable[[], Any] | None = None) -> None:
        """Ask where the new file goes; `then()` once it is open."""
        self._then = then
        name = str(_free_name(Path(user_documents_path()) / "责任田.zrt"))
        messages.choose_save(self._window, "新建文件", FILTER, self.create, name=name, suffix=SUFFIX)

    def ask_open(self) -> None:
        """Ask which file to open."""
        folder = self._store.path.parent if self._store.path else None
        messages.choose_file(self._window, "打开", FILTER, self.open, folder=folder)

    def make_in_documents(self, then: Callable[[], Any]) -> None:
        """A new file with a free name in the user's documents, without a question; `then()`, then where it lies."""
        path = _free_name(Path(user_documents_path()) / "责任田.zrt")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            condition = Condition(f"建不了文件夹“{path.parent}”：{error.strerror}。", "请选“空白开始”换一个位置。")
            messages.refuse(self._window, condition)
            return

        def made() -> None:
            then()
            messages.say(self._window, f"已新建数据文件，内容都保存在“{path}”。", kind="ok")

        self._then = made
        self.create(path)

    def create(self, path: Path) -> None:
        """Make a new file and hold it; an existing one of that name is opened instead of replaced."""
        if path.exists():
            self._then = None
            messages.refuse(
                self._window, Refusal(f"“{path.name}”已经存在，没有覆盖。", "请换一个文件名，或直接打开它。")
            )
            return

        def work(report: background.Report) -> Database:
            from models.database import create_database

            return create_database(path)

        background.run(self._window, "新建文件", work, self._on_opened, self._on_create_failed)

    def open(
        self,
        path: Path,
        password: str | None = None,
        then: Callable[[], Any] | None = None,
        look: Callable[[HeldFile], None] | None = None,
    ) -> None:
        """Open a file and hold it; asks for a password when it needs one. `then()` once it is open.

        `look(file)` is called in the worker when the file is held and the database library is not loaded yet.
        """
        self._then = then
        if self._store.path is not None and _is_same(path, self._store.path):
            self._then = None
            if then is not None:
                then()
            messages.say(self._window, f"“{path.name}”已经打开。")
            return
        self._opening = path
        self._password_tried = password is not None

        def work(report: background.Report) -> Database | bool:
            from models.remote import ask

            if ask(path, {"raise": True}) is not None:
                return True
            from models.held_file import hold

            try:
                file = hold(path, password)
            except FileBusy:
                if ask(path, {"raise": True}) is not None:  # it was just opening the file itself
                    return True
                raise
            try:
                if look is not None:
                    look(file)
                report(0, 1)
                import models.overview.queries  # noqa: F401 - in this thread rather than in the window's
                from models.database import open_held
            except BaseException:
                file.close()
                raise
            return open_held(file, report)

        title = f"打开“{path.name}”"
        background.run(self._window, title, work, self._on_opened, self._on_open_failed, modal=self._is_in_the_way)

    def _is_in_the_way(self) -> bool:
        """Opening is waited for, unless the first page is shown already: what is clicked on it waits by itself."""
        return not self._store.is_awaited

    def open_sample(self, then: Callable[[], Any] | None = None) -> None:
        """The demo campaign in a file of its own; made the first time. `then()` once it is open."""
        path = Path(user_documents_path()) / SAMPLE_NAME
        if path.exists():
            self.open(path, then=then)
            return
        self._then = then

        def work(report: background.Report) -> Database:
            from models.database import create_database
            from models.sample.actions import make_sample

            path.parent.mkdir(parents=True, exist_ok=True)
            database = create_database(path)
            try:
                make_sample(database, report=report)
            except BaseException:
                database.close()
                path.unlink(missing_ok=True)
                raise
            return database

        background.run(self._window, "建立示例", work, self._on_opened, self._on_create_failed)

    def _on_opened(self, database: Database | bool) -> None:
        if isinstance(database, bool):
            messages.say(self._window, "这个文件已经在另一个窗口打开，已切换过去。")
            self.failed.emit(None)
            self.held_elsewhere.emit()
            return
        self._store.attach(database)
        self._settings.remember_file(database.path)
        self._backup_timer.start(BACKUP_AFTER_MS)
        self.opened.emit(database.path)
        then, self._then = self._then, None
        if then is not None:
            then()

    def _on_open_failed(self, condition: Condition) -> None:
        path = self._opening
        self.failed.emit(path)
        if isinstance(condition, PasswordNeeded):
            ours = path.suffix.lower() == SUFFIX or path in self._settings.recent_files()
            plain = ours and not self._password_tried
            hint = "这个文件设有密码，请输入密码。" if plain else str(condition)
            messages.ask_text(self._window, "输入密码", "密码", self._on_password_entered, password=True, hint=hint)
            return
        self._then = None
        if not path.exists():
            from models.held_file import kept_place

            self._settings.forget_file(path)
            kept_place(path).unlink(missing_ok=True)
        messages.refuse(self._window, condition)

    def _on_password_entered(self, password: str) -> None:
        self.open(self._opening, password, self._then)

    def _on_create_failed(self, condition: Condition) -> None:
        self._then = None
        messages.refuse(self._window, condition)

    # ---- copies -----------------------------------------------------------------------------------------------

    def ask_save_as(self) -> None:
        """Ask where a copy goes; work goes on in the copy."""
        path = self._store.path
        if path is not None:
            name = str(_free_name(path.with_name(f"{path.stem} 副本{SUFFIX}")))
            messages.choose_save(self._window, "另存为", FILTER, self.save_as, name=name, suffix=SUFFIX)

    def save_as(self, path: Path) -> None:
        """Copy the open file to `path`, verify it and go on there."""
        database = self._store.database
        password = database.password

        def work(report: background.Report) -> Path:
            from models.backup import backup

            return backup(database, path, report)

        def done(copy: Path) -> None:
            self._store.detach()
            words = f"已另存为“{copy.name}”，现在在新文件里工作。"
            self.open(copy, password, partial(messages.say, self._window, words, kind="ok"))

        background.run(self._window, "另存为", work, done)

    def backup_now(self) -> None:
        """A verified backup in the file's backup folder."""
        database = self._store.database

        def work(report: background.Report) -> Path:
            from models.backup import backup

            return backup(database, report=report)

        background.run(self._window, "备份", work, self._on_backed_up)

    def _on_backed_up(self, path: Path) -> None:
        messages.say(self._window, f"已备份并核验：{path.name}", kind="ok")

    def _on_backup_timer_timeout(self) -> None:
        self._backup_timer.start(BACKUP_AFTER_MS if background.is_busy() else BACKUP_EVERY_MS)
        self.backup_when_changed()

    def backup_when_changed(self) -> None:
        """The automatic backup; a failure is said but stops nothing."""
        if not self._store.is_open or background.is_busy():
            return
        database = self._store.database

        def work(report: background.Report) -> Path | None:
            from models.backup import backup_if_changed

            return backup_if_changed(database, report)

        background.run(self._window, "自动备份", work, None, self._on_backup_failed, modal=False)

    def _on_backup_failed(self, condition: Condition) -> None:
        messages.say(self._window, f"自动备份没有成功：{condition}", kind="warning")

    def ask_restore(self) -> None:
        """Ask for a backup, then put it in the place of the open file (or of the one it came from)."""
        path = self._store.path
        folder = None
        if path is not None:
            from models.backup import backup_folder

            folder = backup_folder(path)
        messages.choose_file(self._window, "选择要恢复的备份", FILTER, self.restore, folder=folder)

    def restore(self, source: Path) -> None:
        """Restore over the open file; asks first. Without an open file it asks where to."""
        self._source = source
        target = self._store.path
        if target is None:
            name = str(_free_name(Path(user_documents_path()) / f"恢复 {source.stem}{SUFFIX}"))
            messages.choose_save(self._window, "恢复到", FILTER, self._restore_to, name=name, suffix=SUFFIX)
            return
        messages.ask(
            self._window,
            "恢复备份",
            f"用“{source.name}”替换现在打开的“{target.name}”。现有数据会先另存在同一文件夹，不会丢失。",
            (messages.Choice("restore", "恢复", primary=True),),
            self._on_restore_answered,
        )

    def _on_restore_answered(self, key: str) -> None:
        target = self._store.path
        if target is not None:
            self._restore_to(target)

    def _restore_to(self, target: Path) -> None:
        password = self._store.database.password if self._store.is_open else None
        self._store.detach()
        source = self._source

        def work(report: background.Report) -> Path | None:
            from models.backup import restore

            return restore(source, target, password, report)

        def done(former: Path | None) -> None:
            kept = f"原来的数据在“{former.name}”。" if former else ""
            words = f"已恢复“{source.name}”。{kept}"
            self.open(target, password, partial(messages.say, self._window, words, kind="ok"))

        def failed(condition: Condition) -> None:
            refuse = partial(messages.refuse, self._window, condition)
            if target.exists():
                self.open(target, password, refuse)
            else:
                refuse()

        background.run(self._window, "恢复备份", work, done, failed)

    # ---- password ---------------------------------------------------------------------------------------------

    def ask_password(self) -> None:
        """Set, change or remove the password of the open file."""
        from ui.widgets.password import PasswordForm

        database = self._store.database
        dialog = PasswordForm(database.password, self._window)
        messages.open_form(self._window, dialog, self._on_password_submitted)

    def _on_password_submitted(self, new: str) -> None:
        database = self._store.database
        path, old = database.path, database.password
        self._store.detach()

        def work(report: background.Report) -> None:
            from models.database import set_password

            set_password(path, old, new or None)

        def done(_: None) -> None:
            words = "已设置密码。" if new else "已去掉密码。"
            self.open(
                path,
                new or None,
                partial(
                    messages.say,
                    self._window,
                    f"{words}以前的备份仍用原来的密码，可以再备份一次；附件不加密。",
                    kind="ok",
                    action=("立即备份", self.backup_now),
                ),
            )

        def failed(condition: Condition) -> None:
            self.open(path, old, partial(messages.refuse, self._window, condition))

        background.run(self._window, "修改密码", work, done, failed)


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return one.absolute() == other.absolute()


def _free_name(path: Path) -> Path:
    """`path`, or the first of “name 2”, “name 3” … that is free."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem} {number}{path.suffix}")
    return free
