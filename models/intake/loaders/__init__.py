"""From bytes of a known kind to a Source: paragraphs and tables with their positions."""
