"""Units renamed, merged and split from a day on: what is current moves, what is past stays as it was."""
