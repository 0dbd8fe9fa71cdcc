"""Section 关于: versions, licences, fonts in use, where the log lies."""

import platform
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal, qVersion
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication, QWidget

from models.papers.fonts import FontSet
from ui.preferences.section import Section, ShortTable
from ui.tables.cells import Column
from ui.tables.rows import RowsModel

# Name of the package, what it does here, its licence.
LIBRARIES = (
    ("PySide6-Essentials", "界面（Qt）", "LGPL-3.0"),
    ("SQLAlchemy", "数据存取", "MIT"),
    ("sqlcipher3", "数据文件（SQLite、SQLCipher）", "Zlib / BSD-3-Clause"),
    ("alembic", "数据升级", "MIT"),
    ("typst", "排版", "Apache-2.0"),
    ("pypdfium2", "PDF 预览", "Apache-2.0 / BSD-3-Clause"),
    ("XlsxWriter", "写表格", "BSD-2-Clause"),
    ("openpyxl", "读表格", "MIT"),
    ("defusedxml", "读 XML 的防护", "PSF-2.0"),
    ("qtawesome", "图标（Material Design Icons）", "MIT / Apache-2.0"),
    ("pypinyin", "拼音", "MIT"),
    ("platformdirs", "系统文件夹", "MIT"),
    ("python-docx", "写 Word 文件", "MIT"),
    ("python-dateutil", "重复的时限", "Apache-2.0 / BSD-3-Clause"),
    ("chinesecalendar", "放假与调休", "MIT"),
)
_VOICES = {"title": "标题", "body": "正文", "heading": "小标题", "note": "说明"}


@dataclass(frozen=True, slots=True)
class Library:
    """One library as a table row."""

    id: str
    purpose: str
    version: str
    licence: str


def libraries() -> tuple[Library, ...]:
    """What the program is made of, with the versions in use."""
    return tuple(Library(name, purpose, _version(name), licence) for name, purpose, licence in LIBRARIES)


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "随程序"


class AboutSection(Section):
    """Fonts of papers are looked up in the background: `fonts_wanted` when the section is first seen."""

    folder_requested = Signal(object)

    def __init__(self, log: Path, parent: QWidget | None = None) -> None:
        super().__init__("关于", parent)
        self._log = log
        self.program = self.add_text("程序")
        self.screen_font = self.add_text("界面字体")
        self.paper_fonts = self.add_text("公文字体")
        self.log = self.add_text("运行日志")
        self.add_top_button("日志文件夹", "folder-outline", self._on_folder)
        columns = (
            Column("name", "组成部分", lambda row: row.id, width=136),
            Column("purpose", "用处", lambda row: row.purpose, width=184, muted=True),
            Column("version", "版本", lambda row: row.version, width=64),
            Column("licence", "许可", lambda row: row.licence, width=140, stretch=True),
        )
        self.model = RowsModel(columns, parent=self)
        self.table = ShortTable(self.model, name="preferences.libraries", whole_rows=True)
        self.table.setAccessibleName("组成部分和许可")
        self.add("", self.table, grows=True)
        self.add_note("责任田以 MIT 许可发布；字体依 SIL OFL，许可文本在 resources/fonts。")

    def show_values(self) -> None:
        """Versions and the font of the window."""
        if not self.model.rows:
            self.model.set_rows(libraries())
        number = QCoreApplication.applicationVersion()
        system = f"Python {platform.python_version()}，Qt {qVersion()}，{platform.system()} {platform.release()}"
        self.program.setText(f"责任田 {number}（{system}）".replace("责任田 （", "责任田（"))
        self.screen_font.setText(QFontInfo(QApplication.font()).family())
        self.log.setText(str(self._log))
        if not self.paper_fonts.text():
            self.paper_fonts.setText("正在查看本机字体…")

    def show_fonts(self, fonts: FontSet) -> None:
        """Which font speaks which voice of a paper, and what stands in."""
        words = "；".join(
            f"{_VOICES.get(name, name)} {voice.shipped or voice.families[0]}" for name, voice in fonts.voices.items()
        )
        self.paper_fonts.setText(f"{words}。{fonts.stand_in_note()}")

    def _on_folder(self) -> None:
        self.folder_requested.emit(self._log.parent)
