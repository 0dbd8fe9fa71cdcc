"""The matrix task × unit: model and view."""

from ui.tables.matrix_model import ROLE_KEYS, ROLE_WORDS, MatrixColumn, MatrixModel, MatrixRow
from ui.tables.matrix_view import MatrixView

__all__ = ["ROLE_KEYS", "ROLE_WORDS", "MatrixColumn", "MatrixModel", "MatrixRow", "MatrixView"]
