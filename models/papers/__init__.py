"""The print engine: one plain description of a paper, drawn as PDF (typst) and as xlsx; knows no feature."""
