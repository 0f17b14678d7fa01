"""The pages of releases: the list, one with what changed, its entries as they were, and making the next one."""

from __future__ import annotations

import json
from collections.abc import Iterator

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import kinds
from ticc.catalogue.takeaway import to_csv
from ticc.catalogue.web import FORMATS, PLACE_OF_CODE, address_of, page_in_address
from ticc.catalogue.words import Role
from ticc.foundation.access import only, public
from ticc.foundation.database import Database, database, db
from ticc.foundation.errors import ChangedMeanwhile, NotThere, Refusal
from ticc.foundation.i18n import language
from ticc.releases import labels, service
from ticc.releases.differences import MERGED, Change, standing
from ticc.releases.forms import ReleaseForm
from ticc.releases.freezing import AT_ONCE
from ticc.releases.listing import ChangeList, changes_between, list_changes, rows_of
from ticc.releases.looking import Holder, as_visitors_see, entry_page, public_catalogue, telling
from ticc.releases.models import Release
from ticc.releases.queries import get_release, list_releases, read_frozen, release_before, versions_of

blueprint = Blueprint("releases", __name__)

COLUMNS = ("code", "kind", "what", "title", "language", "fields", "into", "url")


@blueprint.get("/releases")
@public
def index() -> str:
    """Every release, the newest first."""
    return render_template("releases/index.html", releases=list_releases(db()), leads=current_viewer().has(Role.LEAD))


@blueprint.get("/releases/<int:number>")
@public
def show(number: int) -> str:
    """A release: what it is, how to cite it, and what changed."""
    release, earlier = _release_and_earlier(number)
    listed = _listed(changes_between(db(), earlier, release.entries))
    return render_template(
        "releases/show.html",
        release=release,
        earlier=earlier,
        others=[one for one in list_releases(db()) if one.number != number],
        stands=len(standing(release.entries)),
        listed=listed,
        rows=rows_of(db(), listed.page.items, kinds(), telling(), {}),
        link_for=_holder(release).address_of,
        kinds=kinds(),
        what=labels.WHAT,
    )


def _release_and_earlier(number: int) -> tuple[Release, Release | None]:
    """A release, and the one that the address compares it with: another one, or the one before."""
    release = get_release(db(), number)
    since = request.args.get("since", "")
    if since.isdecimal() and since.isascii() and len(since) < 7 and int(since) != number:
        return release, get_release(db(), int(since))
    return release, release_before(db(), number)


def _listed(changes: list[Change]) -> ChangeList:
    return list_changes(changes, kinds(), kind=request.args.get("kind", ""), what=request.args.get("what", ""), number=page_in_address())


@blueprint.get("/releases/<int:number>/changes.<any(csv, json):wanted>")
@public
def changes(number: int, wanted: str) -> Response:
    """The whole change list to take away."""
    release, earlier = _release_and_earlier(number)
    found = changes_between(db(), earlier, release.entries)
    rows = [{**row.as_data(), "url": _address(release, row.change)} for row in rows_of(db(), found, kinds(), telling(), {})]
    since = earlier.number if earlier else None
    if wanted == "json":
        return jsonify({"release": number, "since": since, "total": len(rows), "items": rows})
    name = f"release-{number}-since-{since or 0}.csv"
    return Response(to_csv(COLUMNS, rows), content_type=FORMATS["csv"], headers={"Content-Disposition": f"attachment; filename={name}"})


def _address(release: Release, change: Change) -> str:
    """Where a file leads for a change: to the entry as it was in the release, or to where the living catalogue leads."""
    return url_for("releases.entry", number=release.number, code=change.code) if change.after else address_of(change.code)


@blueprint.get("/releases/<int:number>.json")
@public
def whole(number: int) -> Response:
    """Everything that a release holds, sent as it is read."""
    release = get_release(db(), number)
    stands = standing(release.entries)
    gone = {code: kept for code, kept in release.entries.items() if code not in stands}
    said = {"number": number, "title": release.title, "released_on": release.released_on.isoformat(), "notes": release.notes}
    head = json.dumps({**said, "fingerprint": release.fingerprint, "gone": gone}, ensure_ascii=False)
    headers = {"Content-Disposition": f"attachment; filename=release-{number}.json"}
    return Response(_told(head, stands, database()), content_type=FORMATS["json"], headers=headers)


def _told(head: str, stands: dict[str, str], base: Database) -> Iterator[str]:
    yield head[:-1] + ', "entries": [\n'
    codes = sorted(stands)
    # The request is over while this is sent: it looks with a session of its own.
    with base.ask() as session:
        for start in range(0, len(codes), AT_ONCE):
            part = sorted(read_frozen(session, (stands[code] for code in codes[start : start + AT_ONCE])), key=lambda pair: pair[1].code)
            rows = [{"code": one.code, "kind": one.kind, "fingerprint": key, "content": one.content} for key, one in part]
            yield (",\n" if start else "") + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    yield "\n]}\n"


@blueprint.get("/releases/<int:number>/<code>")
@public
def entry(number: int, code: str) -> str | Response:
    """An entry as it was in a release."""
    release = get_release(db(), number)
    if code not in release.entries and code.upper() in release.entries:
        return redirect(url_for("releases.entry", number=number, code=code.upper()), 308)  # type: ignore[return-value]
    kept = release.entries.get(code, "")
    if kept.startswith(MERGED):
        return redirect(url_for("releases.entry", number=number, code=kept.removeprefix(MERGED)), 308)  # type: ignore[return-value]
    if not kept:
        raise NotThere(code)
    versions = [(one, said) for one, said in versions_of(db(), code) if one.number != number]
    return entry_page(code, _holder(release), public_catalogue(), kept=kept, versions=versions)


def _holder(release: Release) -> Holder:
    name, address = _("Catalogue release %(number)s", number=release.number), url_for("releases.show", number=release.number)
    return Holder(
        name=name,
        address=address,
        day=release.released_on,
        language=language(),
        crumbs=((url_for("releases.index"), _("Releases")), (address, name)),
        entries=release.entries,
        pattern=url_for("releases.entry", number=release.number, code=PLACE_OF_CODE),
    )


@blueprint.route("/releases/new", methods=["GET", "POST"])
@only(Role.LEAD)
def new() -> str | Response | tuple[str, int]:
    """See what changed since the last release, and make the next one."""
    form = ReleaseForm()
    if form.validate_on_submit():
        try:
            release = _made(form)
            flash(_("Release %(number)s is made. It has an address of its own and never changes.", number=release.number))
            return redirect(url_for("releases.show", number=release.number), 303)  # type: ignore[return-value]
        except Refusal as refusal:
            form.take_refusal(refusal)
        except ChangedMeanwhile:
            form.take_refusal(Refusal(_("The catalogue changed since you looked at it. What would be released now stands below; send it again.")))
        db().rollback()
    page = _new_page(form)
    return (page, 422) if request.method == "POST" else page


def _made(form: ReleaseForm) -> Release:
    said = {"title": form.title.data, "notes": form.notes.data, "is_forced": form.is_forced.data, "expected": form.expected.data}
    return service.make_release(db(), kinds(), as_visitors_see(), account_id=current_viewer().account_id, **said)


def _new_page(form: ReleaseForm) -> str:
    plan = service.plan_release(db(), kinds(), as_visitors_see())
    at_hand = {one.fingerprint: one for one in plan.frozen.values()}
    listed = _listed(changes_between(db(), plan.previous, plan.entries, at_hand))
    return render_template(
        "releases/new.html",
        form=form,
        plan=plan,
        listed=listed,
        rows=rows_of(db(), listed.page.items, kinds(), telling(), at_hand),
        link_for=lambda code: address_of(code) if code in plan.frozen else None,
        kinds=kinds(),
        what=labels.WHAT,
    )
