"""The views of the page 考核, in the order of its switch."""

from ui.appraisal.base import AppraisalView
from ui.appraisal.round.view import RoundView
from ui.appraisal.scheme.view import SchemeView
from ui.appraisal.year.view import YearView

VIEWS: tuple[type[AppraisalView], ...] = (SchemeView, RoundView, YearView)
