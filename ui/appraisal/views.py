"""The views of the page 考核, in the order of its switch."""

from ui.appraisal.base import AppraisalView
from ui.appraisal.scheme.view import SchemeView

VIEWS: tuple[type[AppraisalView], ...] = (SchemeView,)
