"""Score tables out of files.

API: `reading.read_scheme(path, worker) → SchemeReading` (child process); `ruled.ruled(reading) → RuledRow…` with the
rules of their wording; `actions.importing.import_scheme(…, rows=…)`, one step; `ruled.as_scheme(…)` for the check.
"""
