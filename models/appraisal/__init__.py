"""Appraisal (考核): schemes with rules as written, rounds, entries, scores that explain themselves, rankings."""
