"""Page 打印: the papers as they will come out of the printer, with their settings beside."""
