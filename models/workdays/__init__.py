"""Working days: the official calendar with its 调休, and the days the office has set itself."""
