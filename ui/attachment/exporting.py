"""All attachments into a folder or a zip, in the background; those of one record into a folder."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from models.attachment.export import Exported, Plan, export_folder, export_zip, plan_export
from models.attachment.rules import clean_name
from models.attachment.terms import Holder
from models.errors import Condition
from ui import background, messages
from ui.page import Page


def ask_export(page: Page, *, packed: bool) -> None:
    """Ask where all attachments of the campaign and of the grid go; refused when there are none."""
    plan = _planned(page)
    if plan is None:
        return
    name = clean_name(f"{page.context.campaign_name or '责任田'} 全部资料 {date.today()}")
    if packed:
        write = partial(_export, page, plan, True)
        messages.choose_save(page, "导出全部资料", "压缩包 (*.zip)", write, name=f"{name}.zip", suffix=".zip")
    else:
        messages.choose_folder(page, "导出全部资料到", partial(_export_below, page, plan, name))


def save_all(page: Page, holder: Holder, row_id: int, title: str) -> None:
    """Ask for a folder; the files of one record go into a new one below it."""
    plan = _planned(page, holder, row_id)
    if plan is not None:
        name = clean_name(title)[:40].rstrip(" .")
        messages.choose_folder(page, "附件另存到", partial(_export_below, page, plan, f"{name} 附件"))


def _planned(page: Page, holder: Holder | None = None, row_id: int | None = None) -> Plan | None:
    ids = None if row_id is None else [row_id]
    try:
        return page.store.read(plan_export, campaign_id=page.context.campaign_id, holder=holder, row_ids=ids)
    except Condition as condition:
        messages.refuse(page, condition)
        return None


def _export_below(page: Page, plan: Plan, name: str, folder: Path) -> None:
    number, out = 1, folder / name
    while out.exists():
        number += 1
        out = folder / f"{name} {number}"
    _export(page, plan, False, out)


def _export(page: Page, plan: Plan, packed: bool, out: Path) -> None:
    database = page.store.database.path

    def work(report: background.Report) -> Exported:
        return (export_zip if packed else export_folder)(database, plan, out, report)

    background.run(page, "导出资料", work, partial(_on_exported, page))


def _on_exported(page: Page, made: Exported) -> None:
    said = f"已导出 {made.files} 个文件到“{made.path.name}”，附有清单。"
    if made.lacking:
        said += f"有 {len(made.lacking)} 个文件不在了或已损坏，没有导出，已写在清单末尾。"
    place = made.path if made.path.is_dir() else made.path.parent
    messages.say(page, said, kind="warning" if made.lacking else "ok", action=("打开文件夹", partial(_show, place)))


def _show(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
