"""What the register knows of indicators."""

from flask_babel import lazy_gettext as _

from ticc.catalogue.kinds import Kind, LinkField
from ticc.catalogue.links import Measurement
from ticc.outcomes.models import Indicator
from ticc.outcomes.sheet import IndicatorSheet

INDICATOR = Kind(
    name="indicator",
    prefix="IND",
    table=Indicator,
    endpoint="outcomes.show",
    one=_("outcome"),
    many=_("outcomes"),
    folder="outcomes",
    sheet=IndicatorSheet,
    links=(LinkField("measurements", Measurement, "source", entry_is="object", renamed={"says": "reason", "site": "site_code"}),),
    facets=("unit", "direction"),
    more_words=lambda indicator: indicator.definition,
)
