"""The page 考核."""
