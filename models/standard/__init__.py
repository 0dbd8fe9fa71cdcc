"""标准: what is measured, and which tasks serve it. Queries, actions, papers and the file reader are beside it."""
