"""What the register knows of barriers."""

from flask_babel import lazy_gettext as _

from ticc.barriers.labels import SEVERITY_SHORT, STATE
from ticc.barriers.models import Barrier, State
from ticc.catalogue.kinds import Kind

BARRIER = Kind(
    name="barrier",
    prefix="BAR",
    table=Barrier,
    endpoint="barriers.show",
    one=_("barrier"),
    many=_("barriers"),
    value_labels={"state": STATE, "severity": SEVERITY_SHORT},
    facets=("site_code", "state", "severity", "since", "language"),
    # A draft is its writer's business until it is logged.
    is_listed_where=lambda barrier: barrier.state.not_in([State.DRAFT.value, State.WITHDRAWN.value]),
    more_words=lambda barrier: " ".join([barrier.because, barrier.so_that]),
)
