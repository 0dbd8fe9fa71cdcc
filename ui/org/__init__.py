"""The page 组织: campaigns, units, people, posts, groups and their seats."""
