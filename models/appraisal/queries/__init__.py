"""What is read of the appraisal."""

from models.appraisal.queries.criteria import criteria
from models.appraisal.queries.schemes import scheme, schemes

__all__ = ["criteria", "scheme", "schemes"]
