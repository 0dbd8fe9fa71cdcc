"""The page 标准: standards with their indicators, the tasks that serve them, and what two standards share."""
