"""The chart as seen, written to a file: one page made for it, as PNG, SVG or PDF."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from models.org.chart import ChartLayout
from ui import background, messages
from ui.page import Page

_SAVE = {"png": "导出图片", "svg": "导出矢量图", "pdf": "导出PDF"}
_FILTERS = {"png": "PNG图片 (*.png)", "svg": "SVG矢量图 (*.svg)", "pdf": "PDF文件 (*.pdf)"}


def save_chart(page: Page, layout: ChartLayout, title: str, form: str) -> None:
    """Ask where to, then write."""
    from ui.printing.export import file_name

    save = partial(_save, page, layout, title, form)
    name = f"{file_name(title)}.{form}"
    messages.choose_save(page, _SAVE[form], _FILTERS[form], save, name=name, suffix=form)


def _save(page: Page, layout: ChartLayout, title: str, form: str, path: Path) -> None:
    def work(report: background.Report) -> str:
        from models.files import write_atomically
        from models.org.chart.drawing import one_picture
        from models.papers.drawn import render_drawing
        from models.papers.letters import letters_note

        drawing = one_picture(layout, title=title)
        (file,) = render_drawing(drawing, "png" if form == "png" else "svg" if form == "svg" else "pdf", report=report)
        write_atomically(path, file)
        return letters_note(drawing)

    def done(note: str) -> None:
        from ui.printing.export import say_where

        if note:
            messages.say(page, f"已导出“{path}”。{note}", kind="warning")
        else:
            say_where(page, f"已导出“{path}”。", path.parent)

    background.run(page, _SAVE[form], work, done)
