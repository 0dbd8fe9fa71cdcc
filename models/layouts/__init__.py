"""Named layouts of tables: which columns, in what order and width, sorted and filtered how."""
