"""The page of the sieve: which words of a barrier wait for a decision, and the form in which a person decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import render_template
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlmodel import col, select
from werkzeug.datastructures import MultiDict
from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from ticc.accounts.looking import kinds
from ticc.barriers.deciding import FIELDS, LOOKS_LIKE, Decision, Sieved, sift
from ticc.barriers.forms import WhatForm
from ticc.barriers.models import Barrier
from ticc.catalogue.words import Visibility
from ticc.foundation.acting import show_theirs
from ticc.foundation.database import db

# Kinds whose names stand in the catalogue anyway.
KNOWN_KINDS = ("site", "partner")


def words_of(barrier: Barrier | WhatForm) -> dict[str, str]:
    """The words of a barrier that others see when it is shared: those that it has, or those that were typed."""
    if isinstance(barrier, WhatForm):
        return {name: barrier[name].data or "" for name in FIELDS}
    return {name: getattr(barrier, name) for name in FIELDS}


def is_shared(barrier: Barrier) -> bool:
    """Whether others than its own partner see the barrier; a draft never is."""
    return barrier.visibility != Visibility.PRIVATE


def sifted(barrier: Barrier, texts: Mapping[str, str]) -> Sieved:
    """The words that others shall see, with what has to be decided before; what they see already is not asked again."""
    return sift(texts, barrier.language, _known_names(), words_of(barrier) if is_shared(barrier) else None)


def waits(barrier: Barrier, texts: Mapping[str, str] | None = None) -> bool:
    """Whether something has to be decided before others may see the barrier with these words, or with its own."""
    return bool(sifted(barrier, texts or words_of(barrier)).asked)


def decision_form(sieved: Sieved, typed: Mapping[str, Any] | None = None) -> WhatForm:
    """A form that carries the words unseen and asks about each finding; filled from the request, or with `typed` alone."""
    fields = {f"decide_{one.key}": _question(number, one.words) for number, one in enumerate(sieved.asked, 1)}
    return type("DecisionForm", (WhatForm,), fields)(**({} if typed is None else {"formdata": None, "data": typed}))  # type: ignore[no-any-return]


def decisions_in(form: WhatForm, sieved: Sieved) -> dict[str, str]:
    """What was decided about each finding."""
    return {one.key: form[f"decide_{one.key}"].data or "" for one in sieved.asked}


def words_form(texts: Mapping[str, str], version: int | None) -> WhatForm:
    """The form of step 1, as if these words had just been typed: neutral words can be longer than the field is."""
    return WhatForm(formdata=MultiDict({**texts, "version": "" if version is None else str(version)}), meta={"csrf": False})


def decision_page(barrier: Barrier, sieved: Sieved, form: WhatForm) -> str:
    """The words with the findings marked, and the two choices for each."""
    return render_template("barriers/sieve.html", barrier=barrier, sieved=sieved, form=form, is_shared=is_shared(barrier), looks_like=LOOKS_LIKE)


def first_page(barrier: Barrier, texts: Mapping[str, str], version: int | None) -> str:
    """The page before anything is decided."""
    sieved = sifted(barrier, texts)
    return decision_page(barrier, sieved, decision_form(sieved, {**texts, "version": version}))


def show_both(barrier: Barrier, form: Any) -> None:
    """Somebody else was quicker: the form shows both versions, and sending it again replaces theirs."""
    words = gettext("Somebody changed this barrier since you opened it. Their version is shown below yours; send yours again to replace it.")
    show_theirs(form, barrier, words)


def _question(number: int, words: str) -> RadioField:
    return RadioField(
        words,
        choices=[SelectChoice(Decision.NEUTRAL.value, ""), SelectChoice(Decision.KEEP.value, "")],
        validators=[InputRequired(_("Decide about finding %(number)s: use the proposed words, or keep yours", number=number))],
    )


def _known_names() -> set[str]:
    """The names of the programme's own sites and partners: they stand in the catalogue and identify nobody.

    Asked of the tables and not of the snapshot, so that it can be asked within an act that has written already.
    """
    names: set[str] = set()
    for table in (kind.table for kind in kinds() if kind.name in KNOWN_KINDS):
        open_to_members = select(table.title, table.translations).where(col(table.visibility) != Visibility.PRIVATE)
        for title, translations in db().exec(open_to_members):
            names |= {title, *(said["title"] for said in translations.values() if said.get("title"))}
    return names
