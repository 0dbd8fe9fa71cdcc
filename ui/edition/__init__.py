"""The page 版次."""
