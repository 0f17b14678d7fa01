"""Asking about looks: which there are, who uses one, and how one is drawn."""

from __future__ import annotations

import logging

from flask_babel import gettext as _
from sqlmodel import Session, col, select

from ticc.attachments.models import Attachment
from ticc.attachments.queries import read_content
from ticc.attachments.store import Gone, Store
from ticc.catalogue.visibility import Viewer
from ticc.catalogue.words import Role
from ticc.documents.look import DEFAULT, Cover, Look
from ticc.foundation.errors import NotThere, Refusal
from ticc.reports.models import ReportDefinition, ReportLook
from ticc.reports.queries import list_definitions

log = logging.getLogger(__name__)


def list_looks(session: Session, viewer: Viewer) -> list[ReportLook]:
    """The looks that a person may see, by name: leads see all, members those of their own partners."""
    chosen = select(ReportLook).order_by(col(ReportLook.name), col(ReportLook.id))
    if not viewer.has(Role.LEAD):
        chosen = chosen.where(col(ReportLook.partner_code).in_(viewer.partners))
    return list(session.exec(chosen))


def get_look(session: Session, key: str, viewer: Viewer) -> ReportLook:
    """A look that the person may see; raises NotThere."""
    found = session.exec(select(ReportLook).where(ReportLook.key == key)).one_or_none()
    if found is None or not (viewer.has(Role.LEAD) or found.partner_code in viewer.partners):
        raise NotThere(key)
    return found


def find_look(session: Session, said: str) -> ReportLook:
    """The look with this key or name; raises Refusal where there is none, or several of the name."""
    everything = list(session.exec(select(ReportLook).order_by(col(ReportLook.name))))
    found = [one for one in everything if one.key == said] or [one for one in everything if one.name.casefold() == said.casefold()]
    if len(found) == 1:
        return found[0]
    if found:
        raise Refusal(
            _("Several looks are called '%(name)s': say which by its key, %(keys)s", name=said, keys=", ".join(one.key for one in found)), "look"
        )
    known = ", ".join(one.name for one in everything) or "–"
    raise Refusal(_("There is no look '%(name)s': choose among %(known)s", name=said, known=known), "look")


def definitions_in(session: Session, look: ReportLook, viewer: Viewer) -> list[ReportDefinition]:
    """The definitions in this look, of those that the person may see."""
    return [one for one in list_definitions(session, viewer) if one.look_key == look.key]


def find_logo(session: Session, look: ReportLook) -> Attachment | None:
    """The attachment that is the logo of a look, if it has one."""
    return session.get(Attachment, look.logo_id) if look.logo_id else None


def drawn_look(session: Session, look: ReportLook, store: Store) -> Look:
    """A look as documents take it; without its logo where the bytes of that are gone."""
    logo = find_logo(session, look)
    data = None
    if logo is not None:
        try:
            data = read_content(logo, store)
        except Gone:
            log.error("the logo of the look %s is gone or changed", look.key)
    return Look(
        colour=look.colour,
        cover=Cover(look.cover),
        cover_words=look.cover_words,
        footer_words=look.footer_words,
        logo=data,
        logo_type=logo.media_type if logo and data else "",
        logo_alt=look.logo_alt if data else "",
    )


def name_of_look(session: Session, key: str) -> str:
    """What the look is called that a definition names; empty for the house's."""
    found = session.exec(select(ReportLook).where(ReportLook.key == key)).one_or_none() if key else None
    return found.name if found else ""


def look_of(session: Session, key: str, store: Store) -> Look:
    """The look that a definition names; the house's where it names none, or one that was removed."""
    found = session.exec(select(ReportLook).where(ReportLook.key == key)).one_or_none() if key else None
    return drawn_look(session, found, store) if found else DEFAULT
