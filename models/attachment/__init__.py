"""What hangs on a record: files kept by their content, and links."""
