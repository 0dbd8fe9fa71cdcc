"""A text PDF set by typst, as a program would export it: pages, cut lines, page numbers."""

import json
import tempfile
from pathlib import Path

from tests.corpus.content.dice import Dice
from tests.corpus.paper import Grid, Paper

FONTS = Path(__file__).resolve().parents[3] / "resources" / "fonts"


def write_pdf(paper: Paper, dice: Dice) -> bytes:
    """Lines of text as pages; tables with their borders."""
    import typst

    size = dice.pick((12, 14, 16))
    parts = [
        f'#set text(font: "LXGW WenKai", size: {size}pt, lang: "zh")',
        '#set page(paper: "a4", margin: 2.6cm, numbering: "— 1 —")',
        "#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 0.9em)",
    ]
    for block in paper.blocks:
        if isinstance(block, Grid):
            cells = ", ".join(f"[#{json.dumps(cell, ensure_ascii=False)}]" for row in block.rows for cell in row)
            parts.append(f"#table(columns: {len(block.rows[0])}, {cells})")
            continue
        text = json.dumps(block.full, ensure_ascii=False)
        if block.kind == "title":
            parts.append(f"#align(center)[#text(size: 20pt)[#par(first-line-indent: 0em)[#{text}]]]")
        elif not block.indent:
            parts.append(f"#par(first-line-indent: 0em)[#{text}]")
        else:
            parts.append(f"#par[#{text}]")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "paper.typ"
        source.write_text("\n\n".join(parts), "utf-8")
        return bytes(typst.compile(str(source), format="pdf", font_paths=[str(FONTS)]))
