"""Builds PDFs: typeset ones, and raw ones part by part."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

_FONTS = Path(__file__).parents[2] / "resources" / "fonts"


@cache
def typeset(source: str) -> bytes:
    """A PDF of typst markup in the font that the program brings along."""
    import typst

    compiled: Any = typst.compile

    head = '#set text(font: "LXGW WenKai", size: 12pt, lang: "zh")\n#set par(justify: true)\n'
    return bytes(compiled((head + source).encode(), font_paths=[str(_FONTS)]))


def raw(objects: Sequence[str], trailer: str = "") -> bytes:
    """A PDF of ready-made objects numbered from 1; the first is the catalogue."""
    data = b"%PDF-1.4\n"
    offsets: list[int] = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    start = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    size = len(objects) + 1
    return data + f"trailer\n<</Size {size} /Root 1 0 R {trailer}>>\nstartxref\n{start}\n%%EOF".encode("latin-1")


def pages(count: int) -> bytes:
    """A PDF of empty pages."""
    kids = " ".join(["3 0 R"] * count)
    return raw(
        [
            "<</Type /Catalog /Pages 2 0 R>>",
            f"<</Type /Pages /Count {count} /Kids [{kids}]>>",
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]>>",
        ]
    )


def locked() -> bytes:
    """A PDF that asks for a password."""
    key = "00" * 32
    return raw(
        [
            "<</Type /Catalog /Pages 2 0 R>>",
            "<</Type /Pages /Count 0 /Kids []>>",
            f"<</Filter /Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -4>>",
        ],
        f"/Encrypt 3 0 R /ID [<{key}> <{key}>]",
    )
