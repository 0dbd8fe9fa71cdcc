"""Pages on the sample campaign."""

from tests.ui.sampled import context, opened, said, sample_file, store, went

__all__ = ["context", "opened", "said", "sample_file", "store", "went"]
