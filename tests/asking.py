"""What advisers ask about barriers, made through the services of the application."""

from __future__ import annotations

from factories import viewer_of
from flask import Flask

from ticc.barriers import advising
from ticc.barriers.models import Barrier


def ask_partner(app: Flask, code: str, words: str = "Who holds the key to the tap?", name: str = "adviser") -> str:
    """An adviser asks about a barrier; returns the key of the question."""
    with app.test_request_context(), app.extensions["database"].act() as session:
        return advising.ask(session, session.get_one(Barrier, code), viewer_of(session, name), words).key


def answer_adviser(app: Flask, code: str, key: str, words: str, name: str = "rose") -> None:
    """The partner answers."""
    with app.test_request_context(), app.extensions["database"].act() as session:
        barrier = session.get_one(Barrier, code)
        question = advising.get_question(session, barrier, key)
        advising.answer(session, barrier, question, viewer_of(session, name), words, question.version)
