"""Figures: ratios of one run, never a test. `python3 tests/bench/NAME.py` from the project's .venv; see FIGURES.md."""
