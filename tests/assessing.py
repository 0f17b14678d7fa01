"""Assessments that a test needs, made through the services that the application itself uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, NamedTuple

from factories import viewer_of
from flask import Flask
from sqlmodel import Session, select

from ticc.assessment import exchange, facilitation, planning, queries, service
from ticc.assessment.looking import instruments
from ticc.assessment.models import Answer, Assessment, Consent, Mode, Rater, Said
from ticc.assessment.service import AnswerSaid
from ticc.attachments.sending import store
from ticc.catalogue.visibility import VISITOR
from ticc.foundation.clock import today
from ticc.foundation.database import Database

SETTINGS = {"stage": "growing", "place": "school", "size": "many-beds"}
# What the gardens ask somebody with these settings, in garden@2.
ASKED = ("G-1", "G-2", "G-3", "G-4", "G-5", "G-7")
# What a form sends for the profile above.
PROFILE = {"country": "portugal", **SETTINGS, "depth": "full", "mode": "alone", "title": "Our garden"}
NEWEST = "garden@2"


class Begun(NamedTuple):
    """An assessment: its address, and the secret addresses of its raters."""

    key: str
    seats: tuple[str, ...]

    @property
    def seat(self) -> str:
        """The first seat: the only one of somebody who works alone."""
        return self.seats[0]


@contextmanager
def acting(app: Flask) -> Iterator[Session]:
    """A session of one act, within the application."""
    database: Database = app.extensions["database"]
    with app.test_request_context(), database.act() as session:
        yield session


def begin(app: Flask, name: str = "", *, mode: Mode = Mode.ALONE, instrument: str = NEWEST, **said: Any) -> Begun:
    """Begin an assessment for a person of PEOPLE, or for a visitor."""
    with acting(app) as session:
        viewer = viewer_of(session, name) if name else VISITOR
        profile = {"title": "Our garden", "country": "portugal", "settings": SETTINGS, "undertakings": [], "is_short": False, **said}
        begun = service.begin_assessment(session, viewer, instruments()[instrument], profile, mode=mode, language="en")
        return Begun(begun.key, tuple(one.seat or "" for one in queries.list_raters(session, begun)))


def answer(app: Flask, seat: str, marks: Mapping[str, int | str], **more: Any) -> None:
    """Say a step (or do-not-know, does-not-apply) of each of some statements, on top of what was said before."""
    with acting(app) as session:
        found = queries.find_seat(session, seat)
        assert found is not None
        for statement, mark in marks.items():
            known = queries.list_own_answers(session, found[1], found[0].round).get(statement)
            said = AnswerSaid(Said.STEP, mark, **more) if isinstance(mark, int) else AnswerSaid(mark, **more)
            service.give_answer(session, *found, statement, said, known.version if known and known.round == found[0].round else 0)


def alone(app: Flask, name: str = "", mark: int | str = 3, **said: Any) -> Begun:
    """An assessment of one person in which every statement has the same mark."""
    begun = begin(app, name, **said)
    answer(app, begun.seat, dict.fromkeys(ASKED, mark))
    return begun


def group(app: Flask, name: str = "rose", raters: Sequence[str] = ("Ann", "Ben", "Cleo"), **said: Any) -> Begun:
    """A group whose raters have taken their seats and have not answered."""
    begun = begin(app, name, mode=Mode.GROUP, **said)
    return Begun(begun.key, tuple(add_seat(app, begun.key, one) for one in raters))


def add_seat(app: Flask, key: str, name: str, *, is_on_paper: bool = False) -> str:
    """Somebody of this name sits down in a group."""
    with acting(app) as session:
        rater = facilitation.invite_rater(session, the_assessment(session, key), name, is_on_paper=is_on_paper)
        if rater.invitation:
            facilitation.join(session, rater.invitation, VISITOR)
        return rater.seat or ""


def add_invitation(app: Flask, key: str, name: str = "Emil") -> str:
    """Somebody of this name is invited and has not come yet."""
    with acting(app) as session:
        return facilitation.invite_rater(session, the_assessment(session, key), name).invitation or ""


def finish(app: Flask, *seats: str) -> None:
    """Raters say that their marks may be shown."""
    with acting(app) as session:
        for seat in seats:
            found = queries.find_seat(session, seat)
            assert found is not None
            facilitation.finish_rating(session, *found)


def reveal(app: Flask, key: str) -> None:
    """The facilitator shows all marks."""
    with acting(app) as session:
        facilitation.reveal(session, the_assessment(session, key))


def revealed(app: Flask, marks: Sequence[int] = (1, 2, 5), name: str = "rose", **said: Any) -> Begun:
    """A group that looks at its marks: each rater gave every statement the same one."""
    begun = group(app, name, [f"Rater {number}" for number, _ in enumerate(marks, 1)], **said)
    for seat, mark in zip(begun.seats, marks, strict=True):
        answer(app, seat, dict.fromkeys(ASKED, mark))
    finish(app, *begun.seats)
    reveal(app, begun.key)
    return begun


def close(app: Flask, key: str, site: str | None = None, consent: Consent = Consent.NOTHING) -> None:
    """The result is kept as it is, for a site whose people agreed to something."""
    with acting(app) as session:
        found = the_assessment(session, key)
        found.site_code = site
        if found.is_group:
            facilitation.conclude(session, found, today() + timedelta(days=180))
        else:
            service.close(session, found)
        exchange.give_consent(session, found, consent)


def add_step(app: Flask, key: str, what: str = "Ask the neighbours") -> None:
    """A step of the plan."""
    with acting(app) as session:
        planning.add_action(session, the_assessment(session, key), {"what": what})


def discard(app: Flask, key: str) -> None:
    """An assessment is deleted."""
    with acting(app) as session:
        service.discard(session, store(), [the_assessment(session, key)])


def the_assessment(session: Session, key: str) -> Assessment:
    """The row at an address, whoever asks."""
    return session.exec(select(Assessment).where(Assessment.key == key)).one()


def assessment_row(app: Flask, key: str) -> Assessment:
    """An assessment as it is in the database now."""
    with app.extensions["database"].ask() as session:
        return the_assessment(session, key)


def answers_at(app: Flask, seat: str) -> list[Answer]:
    """Every answer that was given at a seat, in all rounds."""
    with app.extensions["database"].ask() as session:
        rater = session.exec(select(Rater).where(Rater.seat == seat)).one()
        return list(session.exec(select(Answer).where(Answer.rater_id == rater.id).order_by(Answer.round, Answer.statement)))  # type: ignore[arg-type]
