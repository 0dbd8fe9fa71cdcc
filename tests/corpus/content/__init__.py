"""What the papers of the corpus say: an invented world drawn from a seed, with the wordings it is told in."""
