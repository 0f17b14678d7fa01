"""Work on barriers, made through the services of the application."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from factories import viewer_of
from flask import Flask

from ticc.barriers import tries, working
from ticc.barriers.models import Barrier
from ticc.barriers.tries import Tried
from ticc.foundation.clock import today
from ticc.history.record import say_who

# Words that nothing else in the tests says.
SECRET = "Kingfisher"


def work(app: Flask, code: str, name: str = "rose", words: str = SECRET, *, solution: str = "SOL-001") -> dict[str, str]:
    """One of everything that can be done about a barrier, by somebody of its partner; returns what stands in the addresses."""
    with app.test_request_context(), app.extensions["database"].act() as session:
        viewer = viewer_of(session, name)
        say_who(session, viewer.account_id)
        barrier = session.get_one(Barrier, code)
        found = {
            "note": working.add_note(session, barrier, viewer, f"{words} note", []).key,
            "step": working.add_step(session, barrier, viewer, f"{words} step", viewer.account_id, today() - timedelta(days=3)).key,
            "cost": working.note_cost(session, barrier, viewer, date(2025, 1, 1), {"hours": {"likely": 7531}}).key,
            "stance": working.add_stance(
                session, barrier, viewer, {"who": f"{words} council", "position": "against", "last_contact": None, "words": f"{words} no"}
            ).key,
        }
        if barrier.visibility != "private":
            found["escalation"] = working.escalate(session, barrier, viewer, f"{words} ministry", f"{words} please").key
        tries.record_try(session, barrier, viewer, tried(f"{words} tried", solution=solution))
        return found


def tried(happened: str, **said: Any) -> Tried:
    """What a partner tells of a try."""
    return Tried(**{"solution": "SOL-001", "result": "did-not-work", "happened": happened, **said})


def tell_try(app: Flask, code: str, happened: str, name: str = "rose", **said: Any) -> None:
    """A partner tells of a try in an act of its own."""
    with app.test_request_context(), app.extensions["database"].act() as session:
        viewer = viewer_of(session, name)
        say_who(session, viewer.account_id)
        tries.record_try(session, session.get_one(Barrier, code), viewer, tried(happened, **said))
