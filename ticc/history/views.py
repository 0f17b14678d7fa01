"""The history of an entry: who changed what, when."""

from __future__ import annotations

from flask import Blueprint, render_template

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import snapshot
from ticc.accounts.queries import names_of
from ticc.catalogue.codes import find_successor
from ticc.foundation.access import signed_in
from ticc.foundation.database import db
from ticc.foundation.errors import Moved, NotThere
from ticc.history.queries import list_changes_told_to

blueprint = Blueprint("history", __name__)


@blueprint.get("/history/<code>")
@signed_in
def show(code: str) -> str:
    """What happened to an entry, as far as the person may see the other end of each link too."""
    seen = snapshot()
    if code not in seen.cards:
        successor = find_successor(db(), code)
        raise Moved(successor) if successor else NotThere(code)
    changes = list_changes_told_to(db(), code, current_viewer(), seen.cards)
    names = names_of(db(), {one.account_id for one in changes if one.account_id})
    return render_template("history/show.html", card=seen.cards[code], changes=changes, names=names)
