"""The pages of imports: sending a file, looking at what it would bring, taking it, and undoing that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from babel.numbers import format_decimal
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import snapshot
from ticc.accounts.queries import names_of
from ticc.attachments.sending import allow_large_upload, store
from ticc.catalogue.words import Role
from ticc.foundation.access import only
from ticc.foundation.database import db
from ticc.foundation.errors import ChangedMeanwhile, Refusal
from ticc.foundation.i18n import day, language, number
from ticc.foundation.paging import page_of
from ticc.imports import labels, service
from ticc.imports.barriers import BARRIERS
from ticc.imports.blank import blank_csv, blank_xlsx, separator_in
from ticc.imports.forms import FileForm, TakeForm
from ticc.imports.kinds import KINDS
from ticc.imports.look_alikes import alike_in, propose_look_alikes
from ticc.imports.measurements import MEASUREMENTS
from ticc.imports.models import Batch
from ticc.imports.preview import RowData, State, counts_of, in_order, rows_with_problems
from ticc.imports.queries import get_batch, list_batches
from ticc.imports.sending import CSV, XLSX, hand_out, read_sent

blueprint = Blueprint("imports", __name__)

ON_A_PAGE = 50


@blueprint.route("/outcomes/import", methods=["GET", "POST"])
@allow_large_upload
@only(Role.MEMBER, Role.LEAD)
def new_measurements() -> str | Response | tuple[str, int]:
    """Send a file with figures; what it would bring is shown before anything is taken."""
    viewer = current_viewer()
    form = FileForm()
    cards = snapshot().cards
    partners = [code for code in MEASUREMENTS.partners(db(), viewer) if code in cards]
    named = sorted(((code, cards[code].title_in(language())) for code in partners), key=lambda one: one[1])
    form.offer(named, may_keep_private=bool(viewer.partners))
    if form.validate_on_submit() and (batch := read_sent(form, MEASUREMENTS)):
        return redirect(url_for("imports.show", key=batch.key), 303)
    page = render_template("imports/new.html", form=form, columns=MEASUREMENTS.columns, example=_example(partners), largest=store().largest)
    return (page, 422) if request.method == "POST" else page


def _example(partners: Sequence[str]) -> dict[str, str]:
    """A row that could stand in the person's own file, by the names of the columns."""
    seen = snapshot()
    own = [edge.object for partner in partners for edge in seen.edges_from(partner, "works-at")]
    sites = own or [card.code for card in seen.of_kind("site")]
    indicators = [card.code for card in seen.of_kind("indicator")]
    said = {
        "indicator_code": indicators[:1],
        "site_code": sites[:1],
        "value": [number(12.5)],
        "measured_on": ["2026-03-31"],
        "source": [_("Yearly survey")],
    }
    return {name: next(iter(words), "–") for name, words in said.items()}


@blueprint.get("/outcomes/import/template.<any(csv, xlsx):wanted>")
@only(Role.MEMBER, Role.LEAD)
def template(wanted: str) -> Response:
    """An empty table with headings in the language of the page."""
    here = language()
    if wanted == "csv":
        return hand_out(blank_csv(MEASUREMENTS.columns, here), CSV, "figures.csv")
    seen = snapshot()
    listed = [(title, [(card.code, card.title_in(here)) for card in seen.of_kind(kind)]) for kind, title in _lists()]
    made = blank_xlsx(MEASUREMENTS.columns, here, listed, (_("Figures"), _("Explanations")))
    return hand_out(made, XLSX, "figures.xlsx")


def _lists() -> tuple[tuple[str, str], ...]:
    return ("indicator", _("Outcomes")), ("site", _("Sites"))


@blueprint.get("/imports")
@only(Role.MEMBER, Role.LEAD)
def index() -> str:
    """The files that were read in for one's organisation."""
    batches = list_batches(db(), current_viewer())
    names = names_of(db(), {batch.account_id for batch in batches if batch.account_id})
    return render_template("imports/index.html", batches=batches, names=names, snapshot=snapshot())


@blueprint.get("/imports/<key>")
@only(Role.MEMBER, Role.LEAD)
def show(key: str) -> str:
    """What a file would bring, or brought: problems first, fifty rows a page."""
    batch = get_batch(db(), key, current_viewer())
    chosen = request.args.get("show", "")
    chosen = chosen if chosen in labels.SHOWN else "all"
    asked = request.args.get("page", "")
    rows = in_order(batch.rows, labels.SHOWN[chosen])
    return render_template(
        "imports/show.html",
        batch=batch,
        counts=_counts(batch),
        page=page_of(rows, int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 7 else 1, ON_A_PAGE),
        chosen=chosen,
        columns={column.name: column.title(language()) for column in KINDS[batch.kind].columns},
        shown=KINDS[batch.kind].shown,
        understood=_understood(batch),
        form=TakeForm(formdata=None),
        alike=0 if batch.taken_at else alike_in(batch),
        words=labels,
        names=names_of(db(), {batch.account_id} if batch.account_id else set()),
        snapshot=snapshot(),
    )


def _counts(batch: Batch) -> dict[str, int]:
    by_state = counts_of(batch.rows)
    return {name: sum(by_state.get(state, 0) for state in states) for name, states in labels.SHOWN.items()} | by_state


def _understood(batch: Batch) -> Callable[[RowData, Sequence[str]], str]:
    """Says fields of a row as they were understood, or where they were not, as they were written."""
    places, cards, kind = batch.choices["places"], snapshot().cards, KINDS[batch.kind]

    def one(row: RowData, name: str) -> str:
        said: Any = row["data"].get(name)
        if said is None:
            place = places.get(name, -1)
            return str(row["cells"][place]) if 0 <= place < len(row["cells"]) and name not in row["data"] else ""
        if name in kind.words:
            return str(kind.words[name].get(said, said))
        if isinstance(said, int | float):
            return str(format_decimal(said, locale=get_locale(), decimal_quantization=False))
        if name in kind.days:
            return day(date.fromisoformat(said))
        return cards[said].title_in(language()) if said in cards else str(said)

    def words(row: RowData, names: Sequence[str]) -> str:
        said = [words for name in names if (words := one(row, name))]
        return (" – " if set(names) <= set(kind.days) else " ").join(said)

    return words


@blueprint.get("/imports/<key>/problems.csv")
@only(Role.MEMBER, Role.LEAD)
def problems(key: str) -> Response:
    """The rows with problems, to be mended and sent again."""
    batch = get_batch(db(), key, current_viewer())
    separator = batch.choices.get("separator") or separator_in(language())
    made = rows_with_problems(batch.choices["headings"], batch.rows, separator, _("What is the matter"))
    return hand_out(made, CSV, "problems.csv")


@blueprint.post("/imports/<key>/take")
@only(Role.MEMBER, Role.LEAD)
def take(key: str) -> Response:
    """Take the sound rows, all in one act."""
    form = TakeForm()
    batch = get_batch(db(), key, current_viewer())

    def act() -> str:
        if form.proposes.data and batch.kind == BARRIERS.name and batch.taken_at is None:
            propose_look_alikes(db(), batch)
        counts = service.take(db(), batch, current_viewer(), KINDS[batch.kind], form.version.data or 0, whole=form.whole.data)
        return str(ngettext("%(num)s row was taken.", "%(num)s rows were taken.", counts[State.TAKEN]))

    return _after(key, act)


@blueprint.post("/imports/<key>/undo")
@only(Role.MEMBER, Role.LEAD)
def undo(key: str) -> Response:
    """Undo what was taken."""
    form = TakeForm()
    batch = get_batch(db(), key, current_viewer())

    def act() -> str:
        undone = service.undo(db(), batch, current_viewer(), KINDS[batch.kind], form.version.data or 0)
        return labels.gone_again(batch.kind, undone.removed)

    return _after(key, act)


def _after(key: str, act: Callable[[], str]) -> Response:
    """Do it and say so, or say why not; then back to the page of the import."""
    try:
        said = act()
    except Refusal as refusal:
        db().rollback()
        said = refusal.message
    except ChangedMeanwhile:
        db().rollback()
        said = _("Somebody else was quicker: this is how it stands now.")
    flash(said)
    return redirect(url_for("imports.show", key=key), 303)


@blueprint.post("/imports/<key>/forget")
@only(Role.MEMBER, Role.LEAD)
def forget(key: str) -> Response:
    """Forget a file that was not taken."""
    try:
        service.forget(db(), get_batch(db(), key, current_viewer()))
        flash(_("The file is forgotten. Nothing of it was taken."))
    except Refusal as refusal:
        flash(refusal.message)
        return redirect(url_for("imports.show", key=key), 303)
    return redirect(url_for("imports.index"), 303)
