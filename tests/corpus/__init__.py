"""A corpus of invented official papers with their exact readings, made from seeds: half to tune on, half to report."""
