"""A definition at work: its form, what its buttons move, the preview of what is typed, and how two versions differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import request
from flask_babel import gettext as _
from markupsafe import Markup

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import vocabularies
from ticc.catalogue import labels
from ticc.catalogue.snapshot import Snapshot
from ticc.catalogue.words import Visibility
from ticc.documents.document import Document, Heading
from ticc.documents.html import to_html
from ticc.documents.tidy import tidied
from ticc.foundation.database import db
from ticc.foundation.errors import Refusal
from ticc.foundation.i18n import LANGUAGES, language
from ticc.reports.arranging import Arrangement
from ticc.reports.forms import DEPTHS, READERS, TICKED, YEARS, ReportForm
from ticc.reports.left import Left, obstacles_left, what_is_left
from ticc.reports.length import about_pages
from ticc.reports.looking import link_for, report_now, seen_by
from ticc.reports.looks_queries import list_looks
from ticc.reports.models import ReportDefinition, ReportLook
from ticc.reports.register import BY_NAME
from ticc.reports.scope import Scope, known

# What a definition says that the form shows as it stands; scope and sections have fields of another shape.
AS_THEY_STAND = ("title", "depth", "readers", "foreword", "look_key", "refuses_unchecked", "is_shared", "version")
# The highest version that a form may claim to know.
MOST_DIGITS = 9


def report_language() -> str:
    """The language that a report is asked for in: that of the page unless the address names another one."""
    asked = request.args.get("report_language", "")
    return asked if asked in LANGUAGES else language()


def open_form(definition: ReportDefinition | None) -> ReportForm:
    """The form as it was sent, or as a definition fills it."""
    if request.method == "POST":
        form = ReportForm()
        form.offer(choices_for(_seen(form)))
        form.take_rows(request.form)
        return form
    form = ReportForm(data={name: getattr(definition, name) for name in AS_THEY_STAND} if definition else None)
    form.offer(choices_for(_seen(form)))
    form.fill(*((definition.scope, definition.sections, definition.comments) if definition else ([], [], {})))
    form.report_language.data = report_language()
    return form


def choices_for(seen: Snapshot) -> dict[str, list[tuple[str, str]]]:
    """What can be chosen of a catalogue: keys with their words in the reader's language."""
    words = {
        name: [(key, one.in_language(language())) for key, one in vocabularies()[vocabulary].items() if key in known(seen, name)]
        for name, vocabulary in (("theme", "themes"), ("level", "levels"))
    }
    return {
        **words,
        "site": [(card.code, card.title_in(language())) for card in seen.of_kind("site")],
        "country": [(key, vocabularies()["countries"].label(key, language())) for key in sorted(known(seen, "country"))],
        "provenance": [(value, str(label)) for value, label in labels.PROVENANCE.items() if value in known(seen, "provenance")],
        "look": [(one.key, _name_of_look(one, seen)) for one in list_looks(db(), current_viewer())],
    }


def _name_of_look(look: ReportLook, seen: Snapshot) -> str:
    partner = seen.cards.get(look.partner_code)
    return f"{look.name} ({partner.title_in(language()) if partner else look.partner_code})"


def _seen(form: ReportForm) -> Snapshot:
    return seen_by(form.readers.data or Visibility.PUBLIC)


def overwrites() -> int | None:
    """The version that a person knowingly writes over, after having seen it."""
    asked = request.form.get("over", "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) <= MOST_DIGITS else None


@dataclass(frozen=True)
class Moved:
    """What a button did to the form, in words, and the control that the person goes on with."""

    says: str
    focus: str


def rearranged(form: ReportForm) -> Moved | None:
    """Do what a button among the sections or the choices asks for; None if none was pressed. Nothing is saved."""
    if "move" in request.form:
        return _moved(form, request.form["move"])
    choice = request.form.get("drop")
    if choice is None:
        return None
    was_there = form.drop(choice)
    says = _("Taken out of the scope. The report is renewed.") if was_there else _("Nothing was changed.")
    rest = chips(form)
    return Moved(says, f"chip-{rest[0].choice.replace('=', '-')}" if rest else "chips-none")


def _moved(form: ReportForm, said: str) -> Moved:
    name, _colon, way = said.partition(":")
    if name == "back":
        form.arrangement = Arrangement.usual(form.said_depth)
        return Moved(_("These are again the sections of the depth, in their order."), "move-back")
    form.arrangement = form.arrangement.moved(name, way)
    if name not in BY_NAME or way not in ("up", "down"):
        return Moved(_("Nothing was changed."), "move-back")
    order = form.arrangement.order
    says = _("%(section)s is now %(place)s of %(count)s.", section=BY_NAME[name].title, place=order.index(name) + 1, count=len(order))
    return Moved(says, f"{way}-{name}")


@dataclass(frozen=True)
class Chip:
    """One choice of the scope, to be seen and taken out."""

    choice: str
    label: str
    group: str


def chips(form: ReportForm) -> list[Chip]:
    """The choices of the scope one by one, with their words."""
    found = []
    for name in TICKED:
        words = {choice.value: str(choice.label) for choice in form[name].choices}
        found += [Chip(f"{name}={key}", words[key], str(form[name].label.text)) for key in form[name].data or [] if key in words]
    return found + [Chip(f"{name}={form[name].data}", form[name].data, str(form[name].label.text)) for name in YEARS if form[name].data.isdecimal()]


@dataclass(frozen=True)
class Standing:
    """What the scope that is typed leaves: in it, and with each further choice; nothing where it cannot be read."""

    left: Left | None
    by_choice: Mapping[str, Mapping[str, int]]


def standing(form: ReportForm) -> Standing:
    """Count what the scope leaves, as the readers of the report may see it."""
    seen = _seen(form)
    try:
        scope = Scope.read(seen, form.scope())
    except Refusal:
        return Standing(None, obstacles_left(seen, Scope()))
    return Standing(what_is_left(seen, scope), obstacles_left(seen, scope))


@dataclass(frozen=True)
class Preview:
    """A report as it would be, on the page where it is defined."""

    document: Document
    pages: int

    @property
    def body(self) -> Markup:
        """The body of the page, with anchors that meet none of the form's."""
        fit = tidied(self.document, tables_follow=False)
        blocks = tuple(replace(one, anchor=f"preview-{one.anchor}") if isinstance(one, Heading) else one for one in fit.blocks)
        return Markup(to_html(replace(fit, blocks=blocks), link_for, radars="numbers"))


def make_preview(form: ReportForm) -> Preview:
    """The report that the form describes; raises Refusal where it cannot be made."""
    document, _revision = report_now(form.said(), in_language=form.wanted_language)
    return Preview(document, about_pages(document))


@dataclass(frozen=True)
class Difference:
    """A part of a definition that two versions say otherwise."""

    label: str
    typed: str
    theirs: str


def differences(form: ReportForm, definition: ReportDefinition) -> list[Difference]:
    """Where what is typed differs from what was saved meanwhile."""
    typed = form.said()
    theirs = {name: getattr(definition, name) for name in typed}
    first, second = _in_words(form, typed), _in_words(form, theirs)
    return [Difference(label, first[label] or "–", second[label] or "–") for label in first if first[label] != second[label]]


def _in_words(form: ReportForm, said: Mapping[str, Any]) -> dict[str, str]:
    """A definition as words, by what each part is called."""
    words = {f"{name}={choice.value}": str(choice.label) for name in TICKED for choice in form[name].choices}
    told = {
        str(form.title.label.text): said["title"],
        str(form.depth.label.text): str(DEPTHS.get(said["depth"], said["depth"])),
        str(form.readers.label.text): str(READERS.get(said["readers"], said["readers"])),
        _("Scope"): ", ".join(sorted(words.get(one, one.partition("=")[2]) for one in said["scope"])) or _("Everything in the catalogue"),
        str(form.order.label.text): ", ".join(str(BY_NAME[name].title) for name in said["sections"] if name in BY_NAME) or _("those of the depth"),
        str(form.foreword.label.text): said["foreword"],
        str(form.look_key.label.text): {one.value: str(one.label) for one in form.look_key.choices}.get(said["look_key"], ""),
    }
    told |= {_("Your words in “%(section)s”", section=one.title): said["comments"].get(name, "") for name, one in BY_NAME.items()}
    for name in ("refuses_unchecked", "is_shared"):
        told[str(form[name].label.text)] = _("Yes") if said[name] else _("No")
    return told
