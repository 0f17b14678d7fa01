"""What the register knows of sources."""

from flask_babel import lazy_gettext as _

from ticc.catalogue.kinds import Kind
from ticc.sources.models import Source
from ticc.sources.sheet import SourceSheet

SOURCE = Kind(
    name="source",
    prefix="SRC",
    table=Source,
    endpoint="sources.show",
    one=_("source"),
    many=_("sources"),
    folder="sources",
    sheet=SourceSheet,
    facets=("type_of_text", "language", "year"),
    more_words=lambda source: " ".join(filter(None, [source.publisher, source.authors])),
)
