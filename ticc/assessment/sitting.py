"""Somebody at a seat: what the pages of answering ask of it."""

from __future__ import annotations

from flask import url_for

from ticc.assessment import engine
from ticc.assessment.forms import AnswerForm
from ticc.assessment.instrument import Statement
from ticc.assessment.looking import seat_here, words_of
from ticc.assessment.models import Answer, Assessment, Rater
from ticc.assessment.queries import is_from_before_the_link, list_own_answers
from ticc.assessment.wording import InWords
from ticc.foundation.database import db
from ticc.foundation.errors import NotThere


class Sitting:
    """Somebody at a seat: the questions that come, and what was answered by now."""

    def __init__(self, seat: str) -> None:
        self.seat = seat
        self.assessment: Assessment
        self.rater: Rater
        self.assessment, self.rater = seat_here(seat)
        self.words: InWords = words_of(self.assessment)
        self.asked = self.words.instrument.applicable(self.assessment.settings, self.assessment.is_short)
        self.answers: dict[str, Answer] = list_own_answers(db(), self.rater, self.assessment.round)

    @property
    def progress(self) -> engine.Progress:
        """How far the rater has come."""
        return engine.progress(self.asked, self.answers)

    def statement(self, key: str) -> Statement:
        """A statement that comes; raises NotThere for one that the instrument has not."""
        for statement in self.asked:
            if statement.key == key:
                return statement
        raise NotThere(key)

    def hides(self, key: str) -> bool:
        """Whether the answer to a question is kept and not shown (see `queries.is_from_before_the_link`)."""
        return key in self.answers and is_from_before_the_link(self.assessment, self.rater, self.answers[key])

    def fill(self, form: AnswerForm, key: str) -> None:
        """Show in a form what was answered before; of a hidden answer only that it can be replaced."""
        known = self.answers.get(key)
        if known is not None and self.hides(key):
            form.version.data = known.version
        else:
            form.fill(known, self.assessment.round)

    def is_set_aside(self, key: str) -> bool:
        """Whether the instrument has the statement, but does not put it to this profile."""
        return key not in {one.key for one in self.asked} and key in {one.key for one in self.words.instrument.statements}

    def address_of(self, statement: Statement | None) -> str:
        """The page of a question, or of the review where there is none left."""
        if statement is None:
            return url_for("answering.review", seat=self.seat)
        return url_for("answering.question", seat=self.seat, statement=statement.key)
