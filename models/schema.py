"""All tables in one metadata: import this before comparing the schema or reading images of rows."""

import models.grid.tables
import models.journal
import models.org.tables
import models.task.tables  # noqa: F401
from models.base import Base

metadata = Base.metadata
