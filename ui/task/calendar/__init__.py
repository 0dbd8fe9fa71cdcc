"""The breakdown by deadline: a list under months and a calendar of one month."""
