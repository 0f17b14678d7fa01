"""The self-assessment: how fast its pages are with every question answered, and how long it takes to read."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

from benchmarks.serving import ROOT, free_port, gunicorn, memory_of_workers, serving, timed
from ticc.assessment import service
from ticc.assessment.instrument import Instrument, Readable, newest, read_instruments
from ticc.assessment.models import Mode, Said
from ticc.assessment.queries import list_raters
from ticc.assessment.service import AnswerSaid
from ticc.catalogue.visibility import VISITOR
from ticc.factory import create_app
from ticc.foundation.database import Database
from ticc.settings import Settings

# Silent reading of English non-fiction, words a minute (Brysbaert 2019).
WORDS_A_MINUTE = 238
# Of the words around a question: those that are new on each page (its number, its principle), and those that are read once.
ON_EACH, ONCE = 6, 60
QUESTION_AIM, RESULT_AIM = 20, 80


def measure_pages(environment: dict[str, str]) -> list[str]:
    """Time question, review and result of an assessment whose every question of the full form is answered."""
    key, seat, statements = _answered(Settings.from_environment({**environment}))
    paths = {
        "question page": ([f"/assessments/seats/{seat}/{one}" for one in statements[:12]], QUESTION_AIM),
        "review page": ([f"/assessments/seats/{seat}"], None),
        "result page": ([f"/assessments/{key}"], RESULT_AIM),
    }
    port = free_port()
    lines = ["| page of an answered assessment | p50 ms | p95 ms | aim p50 ms |", "|---|---|---|---|"]
    with serving(gunicorn("app:app", port), port, environment) as master:
        for name, (addresses, aim) in paths.items():
            took = timed(port, addresses)
            lines.append(f"| {name} | {took.p50:.1f} | {took.p95:.1f} | {f'under {aim}' if aim else '–'} |")
        for wanted in ("pdf", "docx", "xlsx"):
            took = timed(port, [f"/assessments/{key}/result.{wanted}"], requests=10)
            lines.append(f"| result as {wanted} | {took.p50:.0f} | {took.p95:.0f} | – |")
        return [*lines, "", f"Worker memory after these: {max(memory_of_workers(master)):.0f} MB.", ""]


def _answered(settings: Settings) -> tuple[str, str, list[str]]:
    app = create_app(settings)
    database: Database = app.extensions["database"]
    with app.test_request_context(), database.act() as session:
        readable = _newest()
        profile = {
            "settings": {"stage": "first-team", "place": "provider", "size": "up-to-12"},
            "country": "england",
            "undertakings": ["hire-first-team"],
        }
        begun = service.begin_assessment(session, VISITOR, readable, profile, mode=Mode.ALONE, language="en")
        rater = list_raters(session, begun)[0]
        asked = readable[0].applicable(begun.settings)
        for number, statement in enumerate(asked):
            said = AnswerSaid(Said.STEP.value, number % 6, [0] if number % 2 else [], "The duty book shows it." if number % 3 else "")
            service.give_answer(session, begun, rater, statement.key, said, 0)
        return begun.key, rater.seat or "", [one.key for one in asked]


def measure_reading() -> list[str]:
    """Words and minutes of every profile, short and full: statement, reason, six steps and signs, and what stands around them.

    Only reading is counted, as the aim is stated; thinking and asking a colleague come on top.
    """
    instrument = _newest()[0]
    lines = ["| stage · place | short: questions | words | minutes | full: questions | words | minutes |", "|---|---|---|---|---|---|---|"]
    for stage, place in itertools.product(instrument.settings_of("stage"), instrument.settings_of("place")):
        cells = []
        for short in (True, False):
            questions, words = words_of(instrument, {"stage": stage.key, "place": place.key}, short)
            cells += [str(questions), str(words), f"{words / WORDS_A_MINUTE:.1f}"]
        lines.append(f"| {stage.key} · {place.key} | {' | '.join(cells)} |")
    return [*lines, ""]


def words_of(instrument: Instrument, chosen: dict[str, str], short: bool) -> tuple[int, int]:
    """How many questions a profile is asked, and how many words it reads."""
    asked = instrument.applicable(chosen, short)
    texts = [text for one in asked for text in (one.worded(chosen), one.why, *one.steps, *one.you_would_see)]
    return len(asked), sum(len(re.findall(r"\S+", text)) for text in texts) + ON_EACH * len(asked) + ONCE


def _newest() -> Readable:
    found = newest(read_instruments(Path(ROOT) / "content"), "readiness")
    assert found is not None
    return found
