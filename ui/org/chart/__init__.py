"""架构图 of groups and units: one painted, editable chart over the records of a table."""
