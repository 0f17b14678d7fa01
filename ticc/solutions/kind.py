"""What the register knows of solutions."""

from flask_babel import lazy_gettext as _

from ticc.catalogue.kinds import Kind, LinkField
from ticc.catalogue.links import REPORTED_BY, Answers, Needs, Try, Upholds
from ticc.solutions.models import Solution
from ticc.solutions.sheet import SolutionSheet

SOLUTION = Kind(
    name="solution",
    prefix="SOL",
    table=Solution,
    endpoint="solutions.show",
    one=_("solution"),
    many=_("solutions"),
    folder="solutions",
    sheet=SolutionSheet,
    links=(
        REPORTED_BY,
        LinkField("answers", Answers, "obstacle"),
        LinkField("upholds", Upholds, "principle"),
        LinkField("needs", Needs, "solution"),
        LinkField("tries", Try, "site", renamed={"what_happened": "reason", "source": "evidence", "obstacle": "obstacle_code"}),
    ),
    facets=("theme", "provenance", "who_acts", "effort", "lead_time", "effect", "certainty"),
    more_words=lambda solution: " ".join([solution.mechanism, *solution.first_steps, *solution.conditions, *solution.harms]),
)
