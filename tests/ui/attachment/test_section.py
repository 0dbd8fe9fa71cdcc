"""附件 in an inspector by clicking: add, drop, paste, look, save, order, rename, take away, bring back."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QWidget

from models.attachment.store import digests_in, discard
from tests.ui.attachment.conftest import Desk, of_files
from tests.ui.conftest import Prompts
from ui.attachment.link_form import LinkForm
from ui.widgets.inspector import TextField


def written(folder: Path, name: str, content: bytes = b"content") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.fixture
def three(desk: Desk, tmp_path: Path, prompts: Prompts) -> Desk:
    """Three files on the task, added by the button."""
    prompts.answer([written(tmp_path, name, name.encode()) for name in ("甲.pdf", "乙.docx", "丙.zip")])
    desk.section.file_button.click()
    desk.wait()
    return desk


def test_files_are_added_by_the_button_as_one_step(three: Desk, prompts: Prompts) -> None:
    assert three.names() == ["甲.pdf", "乙.docx", "丙.zip"] and not three.section.hint.isVisible()
    assert prompts.said[-1] == "已添加 3 个附件。"
    assert three.store.undo() == "添加附件：整治占道经营"
    assert three.names() == [] and three.section.hint.isVisible() and not three.section.list.isVisible()
    three.store.redo()
    assert len(three.names()) == 3


def test_files_are_dropped_anywhere_on_the_panel(desk: Desk, tmp_path: Path, prompts: Prompts) -> None:
    path = written(tmp_path, "照片.jpg")
    assert desk.drop(of_files(path)) and desk.names() == ["照片.jpg"]
    assert desk.drop(of_files(path)) and desk.names() == ["照片.jpg"]
    assert "原来就有" in prompts.said[-1]
    assert desk.drop(of_files(written(tmp_path, "坏.exe"), written(tmp_path, "好.pdf")))
    assert desk.names() == ["照片.jpg"] and "坏.exe" in prompts.said[-1]
    assert not desk.drop(QMimeData()), "nothing is offered"
    desk.section.show_record(None)
    assert not desk.drop(of_files(path)), "no record is shown"


def test_what_was_copied_is_pasted(desk: Desk, tmp_path: Path, prompts: Prompts) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setMimeData(of_files(written(tmp_path, "纪要.docx")))
    desk.section.paste_button.click()
    desk.wait()
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    clipboard.setImage(image)
    desk.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    desk.wait()
    first, second = desk.names()
    assert first == "纪要.docx" and second.startswith("图片 ") and second.endswith(".png")
    clipboard.setText("没有意义的话")
    desk.section.paste_button.click()
    assert "没有可作附件的" in prompts.said[-1] and len(desk.names()) == 2
    clipboard.setText("https://www.gov.cn/a")
    prompts.answer(lambda form: form.name.setText("文件原文"))
    desk.section.paste_button.click()
    assert desk.names()[-1] == "文件原文"


def test_a_file_is_looked_at_as_a_read_only_copy(three: Desk, prompts: Prompts) -> None:
    three.double_click("甲.pdf")
    three.wait()
    path = Path(QUrl(three.opened[-1]).toLocalFile())
    assert path.name == "甲.pdf" and path.read_bytes() == "甲.pdf".encode()
    assert not path.stat().st_mode & stat.S_IWUSR and path.parent.parent != three.folder
    assert "只读副本" in prompts.said[-1] and "不会存回来" in prompts.said[-1]
    three.click("丙.zip")
    three.key(Qt.Key.Key_Return)
    assert len(three.opened) == 1 and "另存为" in prompts.said[-1]


def test_a_file_is_saved_elsewhere(three: Desk, tmp_path: Path, prompts: Prompts) -> None:
    target = tmp_path / "存到这里.zip"
    prompts.answer(target)
    three.choose("丙.zip", "另存为…")
    three.wait()
    assert target.read_bytes() == "丙.zip".encode() and target.stat().st_mode & stat.S_IWUSR
    prompts.answer(tmp_path)
    three.section._on_save_all_triggered()
    three.wait()
    assert (tmp_path / "整治占道经营 附件" / "乙.docx").read_bytes() == "乙.docx".encode()


def test_names_notes_and_order(three: Desk, prompts: Prompts) -> None:
    three.click("甲.pdf")
    prompts.answer("责任书")
    three.key(Qt.Key.Key_F2)
    assert three.names() == ["责任书.pdf", "乙.docx", "丙.zip"]
    prompts.answer("已盖章")
    three.choose("责任书.pdf", "写说明…")
    assert three.section.list.rows[0].detail.endswith("已盖章")
    three.key(Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert three.names() == ["乙.docx", "责任书.pdf", "丙.zip"]
    assert three.section.list.current is not None and three.section.list.current.name == "责任书.pdf"
    assert "上移" not in three.menu("乙.docx")
    three.choose("丙.zip", "上移")
    assert three.names() == ["乙.docx", "丙.zip", "责任书.pdf"]
    prompts.answer("乙.docx")
    three.choose("责任书.pdf", "重命名…")
    assert three.names()[2] == "乙.docx.pdf"


def test_a_file_is_taken_away_and_comes_back(three: Desk, prompts: Prompts) -> None:
    three.click("乙.docx")
    three.key(Qt.Key.Key_Delete)
    assert three.names() == ["甲.pdf", "丙.zip"] and len(list(digests_in(three.folder))) == 3
    assert "撤销可以恢复" in prompts.said[-1]
    three.store.undo()
    assert three.names() == ["甲.pdf", "乙.docx", "丙.zip"]


def test_a_lost_file_comes_back_with_the_same_content_only(three: Desk, tmp_path: Path, prompts: Prompts) -> None:
    for path in digests_in(three.folder):
        if path.read_bytes() == "甲.pdf".encode():
            discard(path)
    three.section.show_record(three.task, "整治占道经营")
    assert three.section.list.rows[0].detail.startswith("文件不在了")
    assert "找回…" in three.menu("甲.pdf")
    prompts.answer(written(tmp_path, "别的.pdf", b"other"))
    three.choose("甲.pdf", "找回…")
    three.wait()
    assert "没有采用" in prompts.said[-1] and three.section.list.rows[0].is_lost
    prompts.answer(tmp_path / "甲.pdf")
    three.click("甲.pdf")
    three.key(Qt.Key.Key_Return)
    three.wait()
    assert "已找回" in prompts.said[-1] and not three.section.list.rows[0].is_lost


def test_links(desk: Desk, prompts: Prompts) -> None:
    def wrong_then_right(form: LinkForm) -> None:
        form.target.setText(r"C:\方案.docx")
        form.accept()
        assert form.isVisible() and "不是网址" in form._why.text()
        form.target.setText(r"\\server\创卫\方案.exe")
        form.accept()
        assert form.isVisible()
        form.target.setText(r"\\server\创卫\台账.bin.xlsm")

    prompts.answer(wrong_then_right)
    desk.section.link_button.click()
    (row,) = desk.section.list.rows
    assert row.icon == "folder-network-outline" and row.name == r"\\server\创卫\台账.bin.xlsm"
    desk.double_click(row.name)
    assert desk.opened == ["smb://server/创卫"] or desk.opened == ["file://server/创卫"], "the folder, nothing is run"
    desk.choose(row.name, "复制地址")
    assert QGuiApplication.clipboard().text() == r"\\server\创卫\台账.bin.xlsm"

    def change(form: LinkForm) -> None:
        form.target.setText("www.gov.cn")
        form.name.setText("政府网")

    prompts.answer(change)
    desk.key(Qt.Key.Key_F2)
    assert desk.names() == ["政府网"]
    desk.double_click("政府网")
    assert desk.opened[-1] == "http://www.gov.cn"
    desk.choose("政府网", "去掉")
    assert desk.names() == []
    desk.store.undo()
    assert desk.names() == ["政府网"]


def test_all_is_exported_with_the_numbers_of_the_tasks(three: Desk, tmp_path: Path, prompts: Prompts) -> None:
    prompts.answer(tmp_path / "全部.zip")
    three.section._on_export_zip_triggered()
    three.wait()
    assert (tmp_path / "全部.zip").is_file() and "已导出 3 个文件" in prompts.said[-1]
    discard(next(digests_in(three.folder)))
    out = tmp_path / "导出"
    out.mkdir()
    prompts.answer(out)
    three.section._on_export_folder_triggered()
    three.wait()
    assert "有 1 个文件不在了" in prompts.said[-1]
    assert len([path for path in out.rglob("*") if path.suffix in (".pdf", ".docx", ".zip")]) == 2


def test_nothing_to_export_is_said(desk: Desk, prompts: Prompts) -> None:
    desk.section._on_export_zip_triggered()
    assert "没有可导出的资料" in prompts.said[-1]


def test_a_file_dropped_on_a_text_field_is_attached_and_text_stays_text(desk: Desk, tmp_path: Path) -> None:
    field = TextField("内容")
    desk.page.panel.add_section("内容").add("body", "内容", field)
    desk.section.show_record(desk.task, "整治占道经营")
    editor = next(widget for widget in field.findChildren(QWidget) if widget.acceptDrops())
    assert desk.drop(of_files(written(tmp_path, "甲.pdf")), editor) and desk.names() == ["甲.pdf"]
    text = QMimeData()
    text.setText("一段文字")
    desk.drop(text, editor)
    assert desk.names() == ["甲.pdf"]
