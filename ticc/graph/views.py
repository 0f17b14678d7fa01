"""The pages of the graph."""

from __future__ import annotations

from flask import Blueprint, render_template

from ticc.accounts.looking import snapshot
from ticc.catalogue.relate import sentences
from ticc.foundation.access import public
from ticc.foundation.errors import NotThere
from ticc.foundation.i18n import language
from ticc.graph.picture import neighbourhood

blueprint = Blueprint("graph", __name__)


@blueprint.get("/graph/<code>")
@public
def show(code: str) -> str:
    """The neighbourhood of an entry: as a drawing, as sentences, as a table."""
    seen = snapshot()
    card = seen.cards.get(code.upper()) or seen.cards.get(code)
    if card is None:
        raise NotThere(code)
    return render_template(
        "graph/show.html", card=card, snapshot=seen, picture=neighbourhood(seen, card.code, language()), linked=sentences(seen, card.code)
    )
