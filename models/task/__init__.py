"""What: tasks, phases, targets, deadlines, and which unit carries each task in which role."""
