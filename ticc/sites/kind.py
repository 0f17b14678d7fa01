"""What the register knows of sites and partners."""

from flask_babel import lazy_gettext as _

from ticc.catalogue.kinds import Kind, LinkField
from ticc.catalogue.links import REPORTED_BY, WorksAt
from ticc.sites.models import Partner, Site
from ticc.sites.sheet import PartnerSheet, SiteSheet

SITE = Kind(
    name="site",
    prefix="SIT",
    table=Site,
    endpoint="sites.show",
    one=_("site"),
    many=_("sites"),
    folder="sites",
    sheet=SiteSheet,
    links=(REPORTED_BY,),
    facets=("country", "role"),
    more_words=lambda site: site.scale or "",
)

PARTNER = Kind(
    name="partner",
    prefix="PAR",
    table=Partner,
    endpoint="sites.partner",
    one=_("partner"),
    many=_("partners"),
    folder="partners",
    sheet=PartnerSheet,
    links=(
        REPORTED_BY,
        LinkField("works_at", WorksAt, "site"),
    ),
    facets=("country", "role"),
)
