"""What a clerk sees first and looks up later: the overview of a campaign, the history of one record."""
