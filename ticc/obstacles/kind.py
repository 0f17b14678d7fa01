"""What the register knows of obstacles."""

from flask_babel import lazy_gettext as _

from ticc.catalogue.kinds import Kind, LinkField
from ticc.catalogue.links import REPORTED_BY, LeadsTo, Undermines
from ticc.obstacles.models import Obstacle
from ticc.obstacles.sheet import ObstacleSheet

OBSTACLE = Kind(
    name="obstacle",
    prefix="OBS",
    table=Obstacle,
    endpoint="obstacles.show",
    one=_("obstacle"),
    many=_("obstacles"),
    folder="obstacles",
    sheet=ObstacleSheet,
    links=(
        REPORTED_BY,
        LinkField("undermines", Undermines, "principle"),
        LinkField("leads_to", LeadsTo, "obstacle"),
    ),
    facets=("theme", "level", "provenance"),
    more_words=lambda obstacle: " ".join([*obstacle.signs, *obstacle.expressions.values(), obstacle.unanswered]),
)
