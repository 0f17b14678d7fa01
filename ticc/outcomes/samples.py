"""Sample figures: what the sample members' organisations might have measured, made up, marked as samples, removed with the sample accounts."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col, select

from ticc.accounts.models import Account
from ticc.accounts.queries import viewer_for
from ticc.catalogue.words import Role, Visibility
from ticc.outcomes.figures import Aim, Measured
from ticc.outcomes.models import Indicator, SiteMeasurement
from ticc.outcomes.queries import works_at
from ticc.outcomes.service import add_measurement, set_target

DAYS = (date(2024, 12, 31), date(2025, 6, 30), date(2025, 12, 31))
AIMED_BY = date(2027, 6, 30)
COUNTED = 24
# What sample members wrote, in the language of the samples.
MADE_UP = "Made up, to show how it looks"
# For the first and the second sample member: what was measured on DAYS, and what is aimed for. Low numbers, as shares of working time are.
VALUES = (((6.8, 6.1, 5.2), 4.5), ((5.4, 5.9, 5.6), 5.0))
# The outcome that these numbers could be of; where an installation has none that is counted in working time, its first.
COUNTED_IN = "per cent of working time"


def add_samples(session: Session) -> int:
    """Enter sample figures for the sample members, once; returns how many were entered."""
    indicator = _indicator(session)
    samples = session.exec(select(Account).where(col(Account.is_sample)).order_by(col(Account.id)))
    members = [viewer for account in samples if (viewer := viewer_for(session, account)).has(Role.MEMBER)]
    known = session.exec(select(SiteMeasurement.id).where(col(SiteMeasurement.account_id).in_([viewer.account_id for viewer in members]))).first()
    if indicator is None or known is not None:
        return 0
    added = 0
    for viewer, (values, aim) in zip(members, VALUES, strict=False):
        partner = min(viewer.partners)
        for site in works_at(session, partner)[:1]:
            # Only for those who sign in: nobody outside should take made-up numbers for real ones.
            shown = Visibility.PROGRAMME.value
            for number, (day, value) in enumerate(zip(DAYS, values, strict=True)):
                source = "" if number == 0 else MADE_UP
                figure = Measured(indicator.code, site, value, day, day.replace(month=day.month - 5, day=1), "", COUNTED, source, visibility=shown)
                add_measurement(session, viewer, partner, figure)
                added += 1
            set_target(session, viewer, partner, Aim(indicator.code, site, aim, AIMED_BY, "", MADE_UP, shown))
    return added


def _indicator(session: Session) -> Indicator | None:
    found = list(session.exec(select(Indicator).where(col(Indicator.is_retired).is_(False)).order_by(Indicator.code)))
    return next((one for one in found if one.unit == COUNTED_IN and one.direction == "lower-is-better"), found[0] if found else None)
