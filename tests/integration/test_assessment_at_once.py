"""Two people do something with an assessment at the same moment: one is served, the other told, and nothing is lost or double."""

from __future__ import annotations

import threading
from collections.abc import Callable

from assessing import (
    Begun,
    acting,
    add_invitation,
    answer,
    answers_at,
    begin,
    finish,
    group,
    reveal,
    revealed,
    the_assessment,
)
from factories import rows
from flask import Flask

from ticc.assessment import facilitation, service
from ticc.assessment.models import Agreement, Rater
from ticc.assessment.queries import find_seat, list_agreements, list_own_answers
from ticc.assessment.service import AnswerSaid
from ticc.catalogue.visibility import VISITOR
from ticc.foundation.database import Database
from ticc.foundation.errors import ChangedMeanwhile, NotThere, Refusal


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What comes of acts that several people do at the same moment: a result or the error of each."""
    start, done = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        start.wait(timeout=20)
        try:
            done[place] = act()  # type: ignore[call-overload]
        except Exception as error:
            done[place] = error  # type: ignore[call-overload]

    threads = [threading.Thread(target=run, args=one) for one in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads)
    unexpected = [one for one in done if isinstance(one, Exception) and not isinstance(one, NotThere | Refusal | ChangedMeanwhile)]
    assert unexpected == []
    return list(done)


def test_one_gets_the_seat_when_two_join_at_once(app: Flask) -> None:
    link = add_invitation(app, group(app, raters=()).key)

    def join() -> str:
        with acting(app) as session:
            return facilitation.join(session, link, VISITOR).seat or ""

    came = at_once(join, join, join)
    seats = [one for one in came if isinstance(one, str)]
    assert [one.seat for one in rows(app, Rater)] == seats
    assert sum(isinstance(one, NotThere) for one in came) == 2


def test_late_answer_is_counted_or_refused_when_the_reveal_comes_at_the_same_moment(app: Flask, database: Database) -> None:
    for _ in range(3):
        begun = group(app, raters=("Ann", "Ben"))
        finish(app, *begun.seats)

        def late(begun: Begun = begun) -> str:
            answer(app, begun.seat, {"G-1": 5})
            return "taken"

        came, _none = at_once(late, lambda begun=begun: reveal(app, begun.key))  # type: ignore[misc]
        given = answers_at(app, begun.seat)
        with database.ask() as session:
            shown = facilitation.last_revealed(session, the_assessment(session, begun.key))
        assert shown is not None
        assert shown.revealed_at is not None
        if came == "taken":
            assert given[0].answered_at <= shown.revealed_at
        else:
            assert isinstance(came, Refusal)
            assert given == []


def test_one_answer_is_kept_and_the_other_told_when_two_windows_send_at_once(app: Flask, database: Database) -> None:
    begun = group(app, raters=("Ann",))
    answer(app, begun.seat, {"G-1": 0})
    both_looked = threading.Barrier(2)

    def window(step: int) -> Callable[[], str]:
        def send() -> str:
            with database.acting() as session, app.test_request_context():
                assessment, rater = find_seat(session, begun.seat) or (None, None)
                assert assessment is not None
                assert rater is not None
                known = list_own_answers(session, rater, 1)["G-1"]
                if database.engine.dialect.name != "sqlite":
                    # There the second would wait for the first from its first word on.
                    both_looked.wait(timeout=20)
                service.give_answer(session, assessment, rater, "G-1", AnswerSaid("step", step), 1)
                session.commit()
            return f"{known.version} and {step}"

        return send

    came = at_once(window(3), window(5))
    (kept,) = answers_at(app, begun.seat)
    assert kept.version == 2
    assert sum(isinstance(one, ChangedMeanwhile) for one in came) == 1
    assert any(one in (f"1 and {kept.step}", f"2 and {kept.step}") for one in came)


def test_one_agreement_is_kept_when_two_windows_write_at_once(app: Flask, database: Database) -> None:
    key = revealed(app, (1, 2)).key
    both_looked = threading.Barrier(2)
    with acting(app) as session:
        facilitation.write_agreement(session, the_assessment(session, key), "G-1", {"said": "step", "step": 0, "reasons": "x"}, 0)

    def window(step: int) -> Callable[[], int]:
        def send() -> int:
            with database.acting() as session, app.test_request_context():
                found = the_assessment(session, key)
                known = list_agreements(session, found)["G-1"]
                if database.engine.dialect.name != "sqlite":
                    both_looked.wait(timeout=20)
                facilitation.write_agreement(session, found, "G-1", {"said": "step", "step": step, "reasons": "x"}, 1)
                session.commit()
            return known.version

        return send

    came = at_once(window(3), window(5))
    assert sum(isinstance(one, ChangedMeanwhile) for one in came) == 1
    assert [one.version for one in rows(app, Agreement)] == [2]


def test_both_begin_when_two_are_the_first_with_an_instrument(app: Flask) -> None:
    came = at_once(lambda: begin(app), lambda: begin(app), lambda: begin(app))
    assert len({str(one) for one in came}) == 3
    assert all(isinstance(one, Begun) for one in came)
