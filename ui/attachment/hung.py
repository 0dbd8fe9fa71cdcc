"""What hangs on the record shown: files with their state in the folder, then links, as lines of one list."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models.attachment import queries
from models.attachment.queries import FileRow, LinkRow
from models.attachment.rules import size_words, suffix_of
from models.attachment.store import Presence, files_folder, glance
from models.attachment.terms import Holder
from ui.store import Store

_ICONS = (
    ("file-word-outline", (".doc", ".docx", ".wps", ".rtf", ".odt")),
    ("file-excel-outline", (".xls", ".xlsx", ".et", ".ods", ".csv")),
    ("file-powerpoint-outline", (".ppt", ".pptx", ".dps", ".odp")),
    ("file-pdf-box", (".pdf", ".ofd")),
    ("file-image-outline", (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic")),
    ("file-video-outline", (".mp4", ".avi", ".mov", ".wmv", ".mkv")),
    ("file-music-outline", (".mp3", ".wav", ".m4a", ".amr", ".aac")),
    ("folder-zip-outline", (".zip", ".rar", ".7z")),
    ("file-document-outline", (".txt", ".md")),
)


@dataclass(frozen=True, slots=True)
class Hung:
    """One line: a file (`file` is set) or a link (`link` is set); `presence` is not SOUND when its file is lost."""

    id: int
    file: FileRow | None
    link: LinkRow | None
    presence: Presence = Presence.SOUND

    @property
    def name(self) -> str:
        row = self.file or self.link
        assert row is not None
        return row.name

    @property
    def is_lost(self) -> bool:
        return self.presence is not Presence.SOUND

    @property
    def detail(self) -> str:
        """The grey words under the name."""
        if self.link is not None:
            return self.link.target if self.link.name != self.link.target else "链接"
        assert self.file is not None
        state = {Presence.MISSING: "文件不在了", Presence.DAMAGED: "文件损坏了"}.get(self.presence, "")
        return " · ".join(filter(None, (state, size_words(self.file.size), f"{self.file.added}", self.file.note)))

    @property
    def icon(self) -> str:
        if self.link is not None:
            return "folder-network-outline" if self.link.is_share else "link-variant"
        kind = suffix_of(self.name)
        return next((icon for icon, kinds in _ICONS if kind in kinds), "file-outline")


def hung_on(store: Store, holder: Holder, row_id: int) -> tuple[Hung, ...]:
    """Files and links of a record; whether each file is there in its size is looked at, contents are not read."""
    folder = files_folder(store.path or Path())
    files = store.read(queries.files_of, of_table=holder.value, row_ids=[row_id])
    links = store.read(queries.links_of, of_table=holder.value, row_ids=[row_id])
    found = [Hung(row.id, row, None, glance(folder, row.sha256, row.size)) for row in files]
    return (*found, *(Hung(row.id, None, row) for row in links))
