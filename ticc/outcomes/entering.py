"""What the pages on which figures and targets are entered share: who may enter what, and how a form is answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import flash, render_template, request

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import snapshot
from ticc.catalogue.snapshot import Card
from ticc.catalogue.words import Role, Visibility
from ticc.foundation.database import db
from ticc.foundation.i18n import language
from ticc.outcomes.figures import remarks, written
from ticc.outcomes.forms import FigureForm, TargetForm
from ticc.outcomes.models import Indicator, SiteMeasurement, Target
from ticc.outcomes.queries import get_indicator, partners_to_enter_for, works_at


@dataclass(frozen=True)
class Room:
    """The organisations and sites that a person may enter figures for, as choices of a form."""

    partners: list[tuple[str, str]]
    sites: list[tuple[str, str]]


def room_here() -> Room:
    """What the person of this request may enter figures for; a project lead sees every site."""
    viewer, seen = current_viewer(), snapshot()
    partners = [code for code in partners_to_enter_for(db(), viewer) if code in seen.cards]
    if viewer.has(Role.LEAD):
        sites = [card.code for card in seen.of_kind("site")]
    else:
        sites = sorted({site for partner in partners for site in works_at(db(), partner) if site in seen.cards})
    return Room(_choices(partners), _choices(sites))


def _choices(codes: list[str]) -> list[tuple[str, str]]:
    cards = snapshot().cards
    told = [(code, cards[code].title_in(language()) if code in cards else code) for code in codes]
    return sorted(told, key=lambda one: (one[1].casefold(), one[0]))


def offer(form: FigureForm | TargetForm, row: SiteMeasurement | Target | None = None) -> Room:
    """Offer the person's room in a form; a figure that is there keeps its organisation, and may keep its site."""
    room = room_here()
    if row is not None:
        sites = {code for code, _title in room.sites} | {row.site_code}
        room = Room(_choices([row.partner_code]), _choices(sorted(sites)))
    form.offer(room.partners, room.sites)
    own = current_viewer().partners
    if not any(code in own for code, _title in room.partners):
        # Nobody can keep to an organisation what they could not see themselves.
        form.visibility.choices = [choice for choice in form.visibility.choices if choice.value != Visibility.PRIVATE]
        form.visibility.data = form.visibility.data if request.method == "POST" or row else Visibility.PROGRAMME.value
    for field, choices in ((form.partner_code, room.partners), (form.site_code, room.sites)):
        if len(choices) == 1 and request.method == "GET":
            field.data = choices[0][0]
    return room


def indicator_in_address() -> Indicator | None:
    """The indicator that the address names; raises NotThere for one that does not exist."""
    code = request.args.get("indicator", "")
    return get_indicator(db(), code, current_viewer()) if code else None


def indicators() -> list[Card]:
    """All indicators to choose from."""
    return snapshot().of_kind("indicator")


def typed_number(value: float) -> str:
    """A number for a field, as the reader's language writes it."""
    return written(value, decimal_comma=language() != "en")


def say_remarks(value: float, unit: str, indicator: Indicator) -> None:
    """Say on the next page what looks odd about a figure that was taken."""
    for remark in remarks(value, unit, indicator.unit):
        flash(remark)


def answer(template: str, **context: Any) -> str | tuple[str, int]:
    """A page; a form that was sent and is shown again was refused."""
    page = render_template(template, snapshot=snapshot(), **context)
    return (page, 422) if request.method == "POST" else page
