"""Named papers, templates and Word files on the page 打印, by clicks, with the real file and real folders."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from models.papers.own import VARIABLE
from models.printing.queries import profiles
from tests.ui.printing.conftest import WAIT_MS, Drawn
from ui import background, messages
from ui.printing.notice_form import NoticeForm
from ui.printing.page import PrintingPage
from ui.widgets.question import TextQuestion


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "模板"))
    return tmp_path / "模板"


@pytest.fixture
def opened_dialogs(monkeypatch: pytest.MonkeyPatch) -> list[QDialog]:
    found: list[QDialog] = []
    monkeypatch.setattr(messages.Hook, "on_prompt", found.append)
    return found


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    monkeypatch.setattr(messages.Hook, "on_message", lambda kind, text: found.append(text))
    return found


def choose(page: PrintingPage, name: str) -> None:
    field = page.panel.paper_section.named
    field.box.setCurrentIndex(field.box.findText(name))
    field.box.activated.emit(field.box.currentIndex())


def names(page: PrintingPage) -> list[str]:
    box = page.panel.paper_section.named.box
    return [box.itemText(at) for at in range(box.count())]


def test_a_preset_is_laid_on_the_paper(page: PrintingPage, drawn: Drawn) -> None:
    assert names(page) == ["自定", "公文附表（GB/T 9704）", "紧凑", "大字"]
    drawn(lambda: choose(page, "大字"))
    assert "A3 横向" in page.head.count.text()
    section = page.panel.paper_section
    assert not section.rename_action.isEnabled() and section.rename_action.toolTip()
    drawn(lambda: page.reload())
    assert page.panel.paper_section.named.value() == "大字"


def test_saved_renamed_used_elsewhere_and_deleted(
    page: PrintingPage, drawn: Drawn, opened_dialogs: list[QDialog], qtbot: QtBot
) -> None:
    section = page.panel.paper_section
    drawn(lambda: choose(page, "紧凑"))
    section.margins[0].line.setText("25")
    drawn(lambda: section.margins[0].line.editingFinished.emit())
    assert section.named.value() == ""
    section.save_action.trigger()
    dialog = opened_dialogs.pop()
    assert isinstance(dialog, TextQuestion)
    dialog.line.setText("紧凑")
    dialog.accept()
    assert dialog.isVisible()  # the name of a preset
    dialog.line.setText("常委会材料")
    dialog.accept()
    assert [row.name for row in page.store.read(profiles) if not row.is_preset] == ["常委会材料"]
    assert page.panel.paper_section.named.value() == "常委会材料"
    page.panel.paper_section.rename_action.trigger()
    dialog = opened_dialogs.pop()
    assert isinstance(dialog, TextQuestion)
    dialog.line.setText("上会材料")
    dialog.accept()
    with qtbot.waitSignal(page.preview.done, timeout=WAIT_MS):
        page.chooser.chosen.emit("members")
    assert "上会材料" in names(page)
    drawn(lambda: choose(page, "上会材料"))
    assert page.panel.paper_section.choice.margins[0] == 25
    drawn(lambda: page.panel.paper_section.delete_action.trigger())
    assert "上会材料" not in names(page)
    assert page.panel.paper_section.choice.margins[0] == 25
    page.store.undo()
    assert "上会材料" in [row.name for row in page.store.read(profiles)]


def test_title_letter_and_font_are_laid_on_the_paper(page: PrintingPage, drawn: Drawn) -> None:
    letters = page.panel.paper_section.letters
    size = letters.sizes["title"].box
    size.setCurrentIndex(size.findData(28.0))
    drawn(lambda: size.activated.emit(size.currentIndex()))
    font = letters.fonts["body"]
    page.panel.paper_section.letters.show()
    font.showEvent(None)
    assert font.box.itemText(0) == "自动（仿宋）"
    at = font.box.findText("Noto Sans CJK SC")
    font.box.setCurrentIndex(at)
    drawn(lambda: font.box.activated.emit(at))
    profile = page.panel.choices.profile()
    assert (profile.title_size, dict(profile.fonts)) == (28.0, {"body": "Noto Sans CJK SC"})


def test_the_layout_is_copied_used_named_when_broken_and_reset(
    page: PrintingPage, drawn: Drawn, folder: Path, heard: list[str]
) -> None:
    section = page.panel.template_section
    assert section.page_words.text() == "页面：程序自带的版式"
    section.copy_button.click()
    file = folder / "breakdown.typ"
    assert "还没有改动" in section.page_words.text() and not section.copy_button.isVisibleTo(section)
    file.write_text("#nonsense\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    drawn(page.reload)
    assert any("第 1 行，不认识名称“nonsense”" in text and "程序自带" in text for text in heard)
    assert "我改过的版式" in section.page_words.text()
    drawn(lambda: section.reset_button.click())
    assert (folder / "breakdown.typ.旧").exists() and not file.exists()
    assert section.page_words.text() == "页面：程序自带的版式"


def test_a_layout_saved_in_another_program_is_drawn_on_the_way_back(
    page: PrintingPage, drawn: Drawn, folder: Path, heard: list[str]
) -> None:
    section = page.panel.template_section
    section.copy_button.click()
    file = folder / "breakdown.typ"
    file.write_text("#nonsense\n" + file.read_text(encoding="utf-8"), encoding="utf-8")
    program = QGuiApplication.instance()
    assert isinstance(program, QGuiApplication)
    drawn(lambda: program.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive))
    assert "我改过的版式" in section.page_words.text()
    assert any("不认识名称“nonsense”" in text for text in heard)


def saved(page: PrintingPage, monkeypatch: pytest.MonkeyPatch, path: Path, act: Callable[[], object]) -> None:
    def choose_save(widget: Any, title: str, filters: str, chosen: Callable[[Path], Any], **more: Any) -> None:
        chosen(path)

    monkeypatch.setattr(messages, "choose_save", choose_save)
    act()
    background.wait_all()


def test_a_sample_is_saved_chosen_and_filled(
    page: PrintingPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot, heard: list[str]
) -> None:
    section = page.panel.template_section
    sample, out = tmp_path / "样板.xlsx", tmp_path / "填好.xlsx"
    saved(page, monkeypatch, sample, section.sample_button.click)
    qtbot.waitUntil(sample.exists, timeout=WAIT_MS)
    book = openpyxl.load_workbook(sample)
    book.active["A1"].value = "我们的{{标题}}"
    book.save(sample)
    monkeypatch.setattr(messages, "choose_file", lambda widget, title, filters, chosen, **more: chosen(sample))
    section.book_button.click()
    assert "样板.xlsx" in section.book_words.text()
    saved(page, monkeypatch, out, page.exports.actions["xlsx"].trigger)
    qtbot.waitUntil(out.exists, timeout=WAIT_MS)
    assert str(openpyxl.load_workbook(out).active["A1"].value).startswith("我们的创建国家卫生城市")
    sample.unlink()
    saved(page, monkeypatch, tmp_path / "b.xlsx", page.exports.actions["xlsx"].trigger)
    qtbot.waitUntil(lambda: any("不在了" in text for text in heard), timeout=WAIT_MS)
    section.no_book_button.click()
    assert section.book_words.text() == "Excel：与打印的一样"


def test_a_word_file_with_its_notice(
    page: PrintingPage,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    qtbot: QtBot,
    opened_dialogs: list[QDialog],
) -> None:
    page.exports.actions["docx"].trigger()
    form = opened_dialogs.pop()
    assert isinstance(form, NoticeForm)
    assert form.with_notice.isChecked()
    assert "责任分解表" in form.title_edit.toPlainText()
    form.addressee.setText("各区人民政府")
    form.body.setPlainText("")
    form.accept()
    assert form.isVisible()
    form.body.setPlainText("现予印发。")
    out = tmp_path / "通知.docx"
    saved(page, monkeypatch, out, form.accept)
    qtbot.waitUntil(out.exists, timeout=WAIT_MS)
    texts = [paragraph.text for paragraph in docx.Document(str(out)).paragraphs]
    assert "各区人民政府：" in texts and "现予印发。" in texts
    page.exports.actions["docx"].trigger()
    again = opened_dialogs.pop()
    assert isinstance(again, NoticeForm)
    assert again.addressee.text() == "各区人民政府"
    again.with_notice.setChecked(False)
    assert not again.unit.isEnabled()
    assert again.value().notice is None
    again.reject()


def test_papers_that_are_no_tables_have_neither_notice_nor_workbook(
    page: PrintingPage, qtbot: QtBot, opened_dialogs: list[QDialog]
) -> None:
    for key, page_words in (("pledge", "breakdown.typ"), ("chart", "drawing.typ")):
        with qtbot.waitSignal(page.preview.done, timeout=WAIT_MS):
            page.chooser.chosen.emit(key)
        section = page.panel.template_section
        assert section.book_words.isHidden()
        section.copy_button.click()
        assert section.page_words.toolTip().endswith(page_words)
    with qtbot.waitSignal(page.preview.done, timeout=WAIT_MS):
        page.chooser.chosen.emit("pledge")
    page.exports.actions["docx"].trigger()
    (dialog,) = opened_dialogs
    assert not isinstance(dialog, NoticeForm)
    dialog.close()
