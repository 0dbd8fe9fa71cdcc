"""总览: what needs the clerk today, the figures of the campaign, what was done last."""
