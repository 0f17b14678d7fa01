"""The history of an entry: who changed what, when."""

from __future__ import annotations

from flask import Blueprint, render_template

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import snapshot
from ticc.accounts.queries import names_of
from ticc.foundation.access import signed_in
from ticc.foundation.database import db
from ticc.foundation.errors import NotThere
from ticc.history.models import Change
from ticc.history.queries import list_changes_told_to

blueprint = Blueprint("history", __name__)


@blueprint.get("/history/<code>")
@signed_in
def show(code: str) -> str:
    """What happened to an entry, as far as the person may see the other end of each link too."""
    seen = snapshot()
    if code not in seen.cards:
        raise NotThere(code)
    changes = [one for one in list_changes_told_to(db(), code, current_viewer()) if _ends(one) <= seen.cards.keys()]
    names = names_of(db(), {one.account_id for one in changes if one.account_id})
    return render_template("history/show.html", card=seen.cards[code], changes=changes, names=names)


def _ends(one: Change) -> set[str]:
    """Every entry that a change tells of; a try made against a barrier is as private as the barrier."""
    barriers = (one.before.get("barrier_code"), one.after.get("barrier_code"))
    return {code for code in (one.code, one.other_code, *barriers) if code}
