"""Assessments that the pages need: of a visitor, of two places that complement each other, of a group before and after its reveal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from sqlmodel import Session

from tests.journeys.walking import PEOPLE
from ticc.accounts.queries import find_account, viewer_for
from ticc.assessment import exchange, facilitation, planning, queries, service
from ticc.assessment.looking import offered
from ticc.assessment.models import Assessment, Consent, Mode, Rater, Said
from ticc.assessment.service import AnswerSaid
from ticc.catalogue.visibility import VISITOR, Viewer
from ticc.factory import create_app
from ticc.foundation.clock import today
from ticc.settings import Settings

INSTRUMENT = "readiness"
PROFILE = {"stage": "first-team", "place": "provider", "size": "up-to-12"}
Marks = Callable[[int], int | str]


def prepare_assessments(environment: Mapping[str, str]) -> dict[str, str]:
    """Put them into the data folder of the running application; the people of PEOPLE who lead them have accounts already. Returns their addresses."""
    app = create_app(Settings.from_environment(environment))
    with app.test_request_context(), app.extensions["database"].act() as session:
        made = _Maker(session)
        return {**made.of_a_visitor(), **made.of_two_places(), **made.of_a_group()}


class _Maker:
    """Makes assessments in one act."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def of_a_visitor(self) -> dict[str, str]:
        """One that is answered, and one that has just begun."""
        lone, empty = self._begin(VISITOR), self._begin(VISITOR)
        seat = self._seats(lone)[0]
        self._answer(lone, seat, lambda place: ("do-not-know", "does-not-apply", 0, 2, 4, 5)[place % 6])
        planning.add_action(self.session, lone, {"what": "Ask the payer", "first_step": "Ring them", "due": today()})
        statement = queries.instrument_of(self.session, lone)[0].applicable(PROFILE, True)[0].key
        return {"lone": lone.key, "seat": seat.seat or "", "statement": statement, "empty": empty.key}

    def of_two_places(self) -> dict[str, str]:
        """The same site twice, and another one that is strong where this is weak; both may be named, and review each other."""
        member, other = self._viewer("member"), self._viewer("other")
        first = self._closed(member, "SIT-kent", lambda place: 1)
        self.session.flush()
        second = self._closed(member, "SIT-kent", lambda place: 5 if place % 2 else 1)
        theirs = self._closed(other, "SIT-france", lambda place: 1 if place % 2 else 5)
        exchange.ask_for_swap(self.session, second, "SIT-france", "How do you meet as a team?")
        swap, _other = exchange.get_swap(self.session, second, "SIT-france")
        exchange.answer_swap(self.session, swap, theirs, accepts=True)
        return {"kept": second.key, "earlier": first.key}

    def of_a_group(self) -> dict[str, str]:
        """One that still rates, with a link that nobody took, and one that looks at its marks."""
        member = self._viewer("member")
        rating, shown = self._begin(member, Mode.GROUP), self._begin(member, Mode.GROUP, shows_names=True)
        invited = facilitation.invite_rater(self.session, rating, "nurse 1")
        facilitation.invite_rater(self.session, rating, "nurse 2", is_on_paper=True)
        raters = [facilitation.join(self.session, self._invitation(shown, name), VISITOR) for name in ("Ann", "Ben", "Cleo", "Dora")]
        for number, rater in enumerate(raters):
            self._answer(shown, rater, lambda place, number=number: 5 * (number % 2) if place == 0 else 2)
            facilitation.finish_rating(self.session, shown, rater, is_finished=True)
        facilitation.reveal(self.session, shown)
        statements = [one.key for one in queries.instrument_of(self.session, shown)[0].applicable(PROFILE, True)]
        agreed = {"said": Said.STEP.value, "step": 2, "discussion": "", "reasons": "Most of us saw it.", "minority": "Ben saw more."}
        facilitation.write_agreement(self.session, shown, statements[1], agreed, 0)
        return {
            "rating": rating.key,
            "invitation": invited.invitation or "",
            "group": shown.key,
            "rater": raters[0].seat or "",
            "split": statements[0],
        }

    def _invitation(self, assessment: Assessment, name: str) -> str:
        return facilitation.invite_rater(self.session, assessment, name).invitation or ""

    def _viewer(self, who: str) -> Viewer:
        account = find_account(self.session, PEOPLE[who][0])
        assert account is not None, f"{who} has no account yet"
        return viewer_for(self.session, account)

    def _begin(self, viewer: Viewer, mode: Mode = Mode.ALONE, *, shows_names: bool = False) -> Assessment:
        said = {"title": "", "country": "england", "settings": PROFILE, "undertakings": [], "is_short": True, "shows_names": shows_names}
        return service.begin_assessment(self.session, viewer, offered()[INSTRUMENT], said, mode=mode, language="en")

    def _seats(self, assessment: Assessment) -> list[Rater]:
        return queries.list_raters(self.session, assessment)

    def _answer(self, assessment: Assessment, rater: Rater, marks: Marks) -> None:
        for place, statement in enumerate(queries.instrument_of(self.session, assessment)[0].applicable(PROFILE, True)):
            mark = marks(place)
            said = AnswerSaid(Said.STEP.value, mark, signs=[0]) if isinstance(mark, int) else AnswerSaid(mark)
            service.give_answer(self.session, assessment, rater, statement.key, said, 0)

    def _closed(self, viewer: Viewer, site: str, marks: Marks) -> Assessment:
        """A kept one; sections of one statement take the mark of their place, so that neighbours differ."""
        assessment = self._begin(viewer)
        instrument = queries.instrument_of(self.session, assessment)[0]
        principles = [section.principle for section in instrument.sections]
        order = [principles.index(instrument.section_of(one.key).principle) for one in instrument.applicable(PROFILE, True)]
        self._answer(assessment, self._seats(assessment)[0], lambda place: marks(order[place]))
        assessment.site_code, assessment.review_on = site, today() + timedelta(days=180)
        service.close(self.session, assessment)
        exchange.give_consent(self.session, assessment, Consent.NAMED)
        return assessment
