"""All tables in one metadata: import this before comparing the schema or reading images of rows."""

import models.appraisal.tables
import models.attachment.tables
import models.edition.tables
import models.grid.tables
import models.intake.tables
import models.journal
import models.layouts.tables
import models.org.tables
import models.printing.tables
import models.standard.tables
import models.task.tables
import models.workdays.tables  # noqa: F401
from models.base import Base

metadata = Base.metadata
