"""Making a new obstacle out of a barrier: in words of its own, naming nobody, and with the barrier as its first sighting."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from flask_babel import gettext as _
from sqlmodel import Session, col, select

from ticc.accounts.models import Account
from ticc.barriers.advising import confirm_from_inbox
from ticc.barriers.models import Barrier
from ticc.catalogue.codes import draw_code
from ticc.catalogue.visibility import Viewer
from ticc.catalogue.words import Provenance
from ticc.foundation.errors import Refusal
from ticc.obstacles.models import Obstacle
from ticc.sieve.find import find

# The texts of a new obstacle, in the order of the form.
TEXTS = ("title", "summary", "body")
# Shorter pieces of a partner's words are said by everybody.
OWN_WORDS = 25


def found_obstacle(session: Session, barrier: Barrier, said: Mapping[str, Any], reason: str, viewer: Viewer, known: Collection[str]) -> Obstacle:
    """Enter a new obstacle, with a barrier as its first sighting, confirmed at once.

    `said` holds title, summary, body, theme, level and determinant, which the form has checked. `known` are names of the catalogue that
    identify nobody. Raises Refusal where a text names the partner or a person, repeats the partner's own words (they were written for
    the programme, and an obstacle is public), or where there is an obstacle of this title; and where the barrier is matched already.
    """
    _refuse_names(session, barrier, said, known)
    _refuse_own_words(barrier, said)
    same = [one for one in session.exec(select(Obstacle)) if _folded(one.title) == _folded(said["title"]) and not one.is_retired]
    if same:
        raise Refusal(_("%(code)s has this title already: match the barrier to it", code=same[0].code), "title")
    obstacle = Obstacle(code=draw_code(session, "obstacle", "OBS"), provenance=Provenance.LOGGED.value, **said)
    session.add(obstacle)
    session.flush()
    confirm_from_inbox(session, barrier, obstacle.code, reason, viewer)
    return obstacle


def _refuse_names(session: Session, barrier: Barrier, said: Mapping[str, str], known: Collection[str]) -> None:
    people = session.exec(select(Account.name).where(col(Account.id) == barrier.logged_by))
    named = {_folded(name) for name in [barrier.partner_code, barrier.code, *people] if name}
    for field in TEXTS:
        if any(name in _folded(said[field]) for name in named):
            raise Refusal(_("Leave out who met it: the new obstacle names no partner and no person"), field)
        for found in find(said[field], None, known):
            raise Refusal(_("“%(words)s” may tell who a person is: say it in neutral words", words=found.words), field)


def _refuse_own_words(barrier: Barrier, said: Mapping[str, str]) -> None:
    own = [_folded(text) for text in (barrier.title, barrier.because, barrier.so_that, barrier.body)]
    for field in TEXTS:
        text = _folded(said[field])
        if any(len(words) >= OWN_WORDS and words in text for words in own):
            raise Refusal(_("Say it in general words: the partner wrote its own for the programme, and everybody reads an obstacle"), field)


def _folded(text: str) -> str:
    """A text as it is compared: without regard to capitals, spacing and the mark at its end."""
    return " ".join(text.casefold().split()).rstrip(".!?…")
