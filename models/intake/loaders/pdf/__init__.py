"""Text PDFs: characters by position, put together to lines, tables and paragraphs."""
