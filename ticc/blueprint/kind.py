"""What the register knows of principles."""

from flask_babel import lazy_gettext as _

from ticc.blueprint.models import Principle
from ticc.blueprint.sheet import PrincipleSheet
from ticc.catalogue.kinds import Kind
from ticc.catalogue.links import REPORTED_BY

PRINCIPLE = Kind(
    name="principle",
    prefix="PRI",
    table=Principle,
    endpoint="blueprint.show",
    one=_("principle"),
    many=_("principles"),
    folder="blueprint",
    sheet=PrincipleSheet,
    links=(REPORTED_BY,),
    facets=("provenance", "position", "short"),
    more_words=lambda principle: " ".join([principle.asks, *principle.signs, *principle.counter_signs]),
)
