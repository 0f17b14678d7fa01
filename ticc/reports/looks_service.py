"""Changing looks: adding, changing and removing one. Copies of reports that are kept have their look with them and never change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlmodel import Session, col, select, update

from ticc.accounts.tokens import new_key
from ticc.attachments.models import Attachment
from ticc.attachments.service import attach, remove
from ticc.attachments.store import Store
from ticc.foundation.clock import now
from ticc.foundation.errors import Refusal
from ticc.foundation.versioned import write_over
from ticc.reports.looks_logo import ENDINGS, checked_logo
from ticc.reports.looks_queries import find_logo
from ticc.reports.models import ReportDefinition, ReportLook


@dataclass(frozen=True)
class NewLogo:
    """What a form says of the logo: the bytes of another one, or that there shall be none; neither leaves it as it is."""

    data: bytes | None = None
    goes: bool = False


def add_look(session: Session, store: Store, said: Mapping[str, Any], logo: NewLogo, account_id: int | None) -> ReportLook:
    """Add a look; raises Refusal."""
    _check(session, said, None, has_logo=logo.data is not None)
    look = ReportLook(key=new_key(), **said)
    look.logo_id = _kept(session, store, logo, account_id)
    session.add(look)
    session.flush()
    return look


def change_look(
    session: Session, store: Store, look: ReportLook, said: Mapping[str, Any], logo: NewLogo, version: int, account_id: int | None
) -> None:
    """Change a look for every report in it; raises Refusal, and ChangedMeanwhile where another window was quicker."""
    before = find_logo(session, look)
    stays = before is not None and logo.data is None and not logo.goes
    _check(session, said, look, has_logo=stays or logo.data is not None)
    added = _kept(session, store, logo, account_id)
    write_over(session, look, {**said, "logo_id": look.logo_id if stays else added, "changed_at": now()}, version)
    if before is not None and not stays:
        remove(session, store, before)


def remove_look(session: Session, store: Store, look: ReportLook) -> None:
    """Remove a look and its logo; every report that was defined in it falls back to the look of the house."""
    logo = find_logo(session, look)
    session.exec(update(ReportDefinition).where(col(ReportDefinition.look_key) == look.key).values(look_key=""))
    session.delete(look)
    session.flush()
    if logo is not None:
        remove(session, store, logo)


def _check(session: Session, said: Mapping[str, Any], look: ReportLook | None, *, has_logo: bool) -> None:
    if has_logo and not said["logo_alt"]:
        raise Refusal(str(_("Say in words what the logo shows, for people who do not see it")), "logo_alt")
    same = select(ReportLook).where(ReportLook.name == said["name"], ReportLook.partner_code == said["partner_code"])
    if any(look is None or one.id != look.id for one in session.exec(same)):
        raise Refusal(str(_("This partner has a look of this name already")), "name")


def _kept(session: Session, store: Store, logo: NewLogo, account_id: int | None) -> int | None:
    """The attachment of another logo, checked and without what a camera added."""
    if logo.data is None:
        return None
    data, kind = checked_logo(logo.data)
    added: Attachment = attach(session, store, ENDINGS[kind], data, account_id)
    return added.id
