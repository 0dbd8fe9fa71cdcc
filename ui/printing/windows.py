"""Printing on Windows: page images at the printer's fineness, drawn into QPrinter (there is no CUPS there)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from models.errors import Condition
from models.papers.pdf import page_count, page_image, page_sizes
from models.papers.printers import Printer, PrintOptions, Sides, page_numbers

DPI = 300
_PT_PER_INCH = 72.0
_DUPLEX = {
    Sides.ONE: QPrinter.DuplexMode.DuplexNone,
    Sides.LONG_EDGE: QPrinter.DuplexMode.DuplexLongSide,
    Sides.SHORT_EDGE: QPrinter.DuplexMode.DuplexShortSide,
}


def printers() -> tuple[Printer, ...]:
    """The printers Windows knows, the default one first."""
    default = QPrinterInfo.defaultPrinterName()
    names = sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != default, name))
    return tuple(Printer(name, name == default, True) for name in names)


def print_pdf(
    pdf: bytes, name: str, title: str, options: PrintOptions, report: Callable[..., None], *, to_file: str = ""
) -> None:
    """Draw the pages of `pdf` on printer `name`. Raises Condition when it is gone or breaks off, Cancelled by report.

    `to_file` writes a PDF instead of printing (used by tests).
    """
    numbers = page_numbers(options.pages, page_count(pdf))
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if to_file:
        printer.setOutputFileName(to_file)
    elif QPrinterInfo.printerInfo(name).isNull():
        raise Condition(f"找不到打印机“{name}”。", "它可能已被移除：请另选一台打印机。")
    else:
        printer.setPrinterName(name)
    printer.setResolution(DPI)
    printer.setDocName(title)
    printer.setCopyCount(options.copies)
    printer.setDuplex(_DUPLEX[options.sides])
    printer.setFullPage(True)
    sizes = page_sizes(pdf)
    _set_page(printer, sizes[numbers[0]])
    painter = QPainter()
    if not painter.begin(printer):
        raise Condition(f"打印机“{name}”没有接收这份文件。", "请查看打印机是否打开、接好，再试一次。")
    try:
        for done, number in enumerate(numbers):
            report(done, len(numbers), f"正在打印第 {number + 1} 页")
            if done and not (_set_page(printer, sizes[number]) and printer.newPage()):
                raise Condition(f"打印机“{name}”中途停止，没有打完。", "请查看是否缺纸、卡纸，再打印余下的页。")
            width, height, pixels = page_image(pdf, number, DPI)
            image = QImage(pixels, width, height, width * 4, QImage.Format.Format_RGB32)
            painter.drawImage(QRectF(0, 0, width, height), image)
        if printer.printerState() is QPrinter.PrinterState.Error:
            raise Condition(f"打印机“{name}”报告出错，没有记为已打印。", "请查看打印机后重新打印。")
        report(len(numbers), len(numbers), "")
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()


def _set_page(printer: QPrinter, size: tuple[float, float]) -> bool:
    width, height = size
    is_landscape = width > height
    upright = QSizeF(min(width, height), max(width, height))
    page = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    printer.setPageSize(page)
    way = QPageLayout.Orientation.Landscape if is_landscape else QPageLayout.Orientation.Portrait
    return printer.setPageOrientation(way)
