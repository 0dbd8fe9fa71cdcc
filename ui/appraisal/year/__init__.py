"""年度: the rounds of a year as one."""
