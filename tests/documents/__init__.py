"""Documents of our own in the forms of real ones, all names invented, and a builder of Word files."""
