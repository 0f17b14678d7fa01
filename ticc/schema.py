"""Imports every table, so that migrations and tests see the whole schema."""

import ticc.accounts.models
import ticc.assessment.models
import ticc.attachments.models
import ticc.barriers.models
import ticc.blueprint.models
import ticc.catalogue.codes
import ticc.catalogue.links
import ticc.catalogue.revision
import ticc.history.models
import ticc.history.record
import ticc.imports.models
import ticc.methodology.models
import ticc.notices.models
import ticc.obstacles.models
import ticc.outcomes.models
import ticc.releases.models
import ticc.reports.models
import ticc.sites.models
import ticc.solutions.models
import ticc.sources.models  # noqa: F401
from ticc.foundation.table import Table

METADATA = Table.metadata
