"""Table papers as Word files: the tables on their own pages, a 通知 before them if wished. Written with python-docx."""

from models.papers.docx.document import render_docx

__all__ = ["render_docx"]
