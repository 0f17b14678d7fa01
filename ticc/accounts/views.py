"""The pages of accounts: signing in and out, setting a password, one's own account, and the administrator's list."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from ticc.accounts import service
from ticc.accounts.forms import ChangePasswordForm, PasswordForm, SignInForm
from ticc.accounts.login import current_viewer
from ticc.accounts.login import sign_in as begin_session
from ticc.accounts.login import sign_out as end_session
from ticc.accounts.looking import snapshot
from ticc.accounts.passwords import WeakPassword, is_right
from ticc.accounts.queries import find_invitation, get_account, list_accounts, list_roles
from ticc.catalogue import labels
from ticc.catalogue.words import Role
from ticc.foundation.access import only, public, signed_in
from ticc.foundation.database import db
from ticc.foundation.errors import NotThere, Refusal
from ticc.foundation.security import inside, limiter

blueprint = Blueprint("accounts", __name__)


def _login_limit() -> str:
    return str(current_app.extensions["settings"].login_limit)


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public
@limiter.limit(_login_limit, methods=["POST"])
def sign_in() -> str | Response | tuple[str, int]:
    """Sign in; a wrong address and a wrong password are answered alike, after the same time."""
    form = SignInForm()
    if request.method == "GET":
        form.next.data = inside(request.args.get("next")) or ""
    if form.validate_on_submit():
        account = service.recognise(db(), form.email.data or "", form.password.data or "")
        if account:
            begin_session(account)
            return redirect(inside(form.next.data) or url_for("home.index"), 303)
        form.take_refusal(
            Refusal(_("This address and password do not belong together. Check both, or ask your administrator for a new link."), "email")
        )
    page = render_template("accounts/sign_in.html", form=form)
    return (page, 422) if request.method == "POST" else page


@blueprint.post("/sign-out")
@public
def sign_out() -> Response:
    """End the session."""
    end_session()
    flash(_("You have signed out."))
    return redirect(url_for("home.index"), 303)


@blueprint.route("/account/set-password/<token>", methods=["GET", "POST"])
@public
@limiter.limit(_login_limit, methods=["POST"])
def set_password(token: str) -> str | Response | tuple[str, int]:
    """Set a password through an invitation link."""
    if find_invitation(db(), token) is None:
        raise NotThere(_("this link: it has been used or is too old. Ask your administrator for a new one"))
    form = PasswordForm()
    if form.validate_on_submit():
        try:
            begin_session(service.accept_invitation(db(), token, form.password.data or ""))
            flash(_("Welcome. Your password is set, and you are signed in."))
            return redirect(url_for("home.index"), 303)
        except WeakPassword as weak:
            form.take_refusal(_weak(weak))
            db().rollback()
    page = render_template("accounts/set_password.html", form=form)
    return (page, 422) if request.method == "POST" else page


@blueprint.route("/account", methods=["GET", "POST"])
@signed_in
@limiter.limit(_login_limit, methods=["POST"])
def show() -> str | Response | tuple[str, int]:
    """One's own account: who I am here, and changing the password."""
    form = ChangePasswordForm()
    viewer = current_viewer()
    account = get_account(db(), viewer.account_id or 0)
    if form.validate_on_submit():
        if not is_right(form.present.data or "", account.password_hash):
            form.take_refusal(Refusal(_("This is not your present password"), "present"))
        else:
            try:
                service.set_password(db(), account, form.password.data or "")
                begin_session(account)
                flash(_("Your password is changed. Other sessions have ended."))
                return redirect(url_for("accounts.show"), 303)
            except WeakPassword as weak:
                form.take_refusal(_weak(weak))
                db().rollback()
    page = render_template("accounts/show.html", form=form, account=current_user.account, viewer=viewer, cards=snapshot().cards, labels=labels)
    return (page, 422) if request.method == "POST" else page


@blueprint.get("/admin")
@only(Role.ADMIN)
def admin() -> str:
    """Everybody who may sign in."""
    rows = [(account, list_roles(db(), account.id or 0)) for account in list_accounts(db())]
    return render_template("accounts/admin.html", rows=rows, cards=snapshot().cards, labels=labels)


def _weak(weak: WeakPassword) -> Refusal:
    says = {
        "short": _("Use at least 12 characters; three words make a good password"),
        "long": _("Use at most 200 characters"),
        "common": _("This password is among the first that guessers try: choose another"),
        "personal": _("Your own name or address is among the first that guessers try: choose another"),
    }
    return Refusal(says[str(weak)], "password")
