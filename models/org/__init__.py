"""Who: campaigns, units, posts and people, groups and their seats."""
