"""What can be printed, of all features, and how an offered paper becomes bytes."""
