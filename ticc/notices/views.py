"""The pages of notices: what one should hear of, how often mail comes, and ending all mail from a link in one."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import snapshot
from ticc.accounts.queries import get_account
from ticc.catalogue.web import page_in_address
from ticc.foundation.access import public, signed_in
from ticc.foundation.database import db
from ticc.foundation.errors import Refusal
from ticc.foundation.paging import page_of
from ticc.foundation.security import csrf
from ticc.notices import service
from ticc.notices.forms import RhythmForm
from ticc.notices.kinds import Rhythm
from ticc.notices.looking import desk_for, mail_server
from ticc.notices.queries import find_choice, get_choice, list_notices, rhythm_of
from ticc.notices.telling import tell_all

blueprint = Blueprint("notices", __name__)


@blueprint.get("/account/notices")
@signed_in
def index() -> str:
    """What the person should hear of, unread first, and how often mail comes."""
    form = RhythmForm()
    form.rhythm.data = rhythm_of(find_choice(db(), _reader())).value
    return _page(form)


def _reader() -> int:
    return current_viewer().account_id or 0


def _page(form: RhythmForm) -> str:
    notices = list_notices(db(), _reader())
    told = tell_all(notices, desk_for(db(), current_viewer(), snapshot(), notices))
    choice = find_choice(db(), _reader())
    return render_template(
        "notices/index.html",
        page=page_of(told, page_in_address()),
        unread=sum(one.notice.read_at is None for one in told),
        to_mail=sum(one.notice.read_at is None and one.notice.mailed_at is None for one in told),
        rhythm=rhythm_of(choice),
        rhythms=Rhythm,
        choice=choice,
        account=get_account(db(), _reader()),
        has_mail=mail_server() is not None,
        form=form,
    )


@blueprint.post("/account/notices/read")
@signed_in
def read() -> Response:
    """Mark one notice as read, or all that the page showed."""
    keys = request.form.getlist("shown") if "all" in request.form else [request.form.get("one", "")]
    count = service.mark_read(db(), _reader(), keys)
    flash(ngettext("%(num)s notice is marked as read.", "%(num)s notices are marked as read.", count))
    return redirect(url_for("notices.index"), 303)


@blueprint.post("/account/notices/rhythm")
@signed_in
def choose() -> Response | tuple[str, int]:
    """Say how often mail is to come."""
    form = RhythmForm()
    try:
        service.choose_rhythm(db(), _reader(), form.rhythm.data or "")
    except Refusal as refusal:
        form.validate()
        form.take_refusal(refusal)
        db().rollback()
        return _page(form), 422
    flash(_("Saved."))
    return redirect(url_for("notices.index", _anchor="mail"), 303)


# The mail program itself sends the click, without a session and so without a token; the key in the address says whose mail it is.
@blueprint.route("/account/mail/<key>", methods=["GET", "POST"])
@public
@csrf.exempt
def leave(key: str) -> str:
    """End all mail to the person in whose mail this address stood; asking shows a button, for programs follow links too."""
    get_choice(db(), key)
    has_left = request.method == "POST"
    if has_left:
        service.leave(db(), key)
    return render_template("notices/leave.html", key=key, has_left=has_left)
