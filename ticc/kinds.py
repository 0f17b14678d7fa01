"""The register: one line for each kind of entry, in the order in which pages show them."""

from ticc.assessment.instrument import check_instruments
from ticc.barriers.kind import BARRIER
from ticc.blueprint.kind import PRINCIPLE
from ticc.catalogue.kinds import Kinds
from ticc.home.glossary import check_glossary
from ticc.home.pages import check_pages
from ticc.methodology.kind import STEP
from ticc.obstacles.kind import OBSTACLE
from ticc.outcomes.kind import INDICATOR
from ticc.sites.kind import PARTNER, SITE
from ticc.solutions.kind import SOLUTION
from ticc.sources.kind import SOURCE

KINDS = Kinds(
    OBSTACLE, SOLUTION, PRINCIPLE, STEP, SITE, PARTNER, BARRIER, INDICATOR, SOURCE, also_checked=(check_instruments, check_pages, check_glossary)
)
