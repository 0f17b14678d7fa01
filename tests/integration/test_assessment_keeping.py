"""What becomes of an assessment: the thirty days, keeping and discarding it, its files, and the instrument that it was begun with."""

from __future__ import annotations

import shutil
from datetime import timedelta
from io import BytesIO
from pathlib import Path

from assessing import acting, alone, answers_at, assessment_row, begin, discard, the_assessment
from careful_client import CarefulClient
from click.testing import CliRunner
from factories import HILL, ROSE, make_account, rows, sign_in
from flask import Flask
from installation import GARDENS, MakeApp, MakeSettings
from sqlmodel import Session

from ticc.assessment.looking import instruments
from ticc.assessment.models import Answer, Assessment, KeptInstrument, Rater
from ticc.attachments.models import Attachment
from ticc.catalogue.words import Role
from ticc.cli import ticc
from ticc.foundation.clock import now
from ticc.settings import Settings


def question(seat: str, statement: str = "G-1") -> str:
    return f"/assessments/seats/{seat}/{statement}"


def test_assessment_keeps_its_instrument_when_the_file_is_changed_or_removed(make_app: MakeApp, make_settings: MakeSettings, tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(GARDENS, content)
    app = make_app(make_settings(content_dir=content))
    client: CarefulClient = app.test_client()  # type: ignore[assignment]
    begun = alone(app)
    before = [client.page(question(begun.seat)).text, client.page(f"/assessments/{begun.key}").text]
    file = content / "assessment" / "garden@2.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("Nobody has thought of August.", "Nobody has thought of anything."), encoding="utf-8")
    assert "Nobody has thought of anything." in client.page("/assessments/instruments/garden@2").text
    later = begin(app)
    assert "Nobody has thought of anything." in client.page(question(later.seat)).text
    assert assessment_row(app, begun.key).instrument != assessment_row(app, later.key).instrument
    file.unlink()
    assert client.get("/assessments/instruments/garden@2").status_code == 404
    with app.test_request_context():
        assert set(instruments()) == {"garden@1"}
    assert [client.page(question(begun.seat)).text, client.page(f"/assessments/{begun.key}").text] == before
    assert client.submit(question(begun.seat), {"level": "1"}).status_code == 303
    assert len(rows(app, KeptInstrument)) == 2


def make_old(app: Flask, key: str) -> None:
    """The thirty days are over."""
    with acting(app) as session:
        the_assessment(session, key).expires_at = now() - timedelta(seconds=1)


def test_address_opens_nothing_when_thirty_days_are_over(client: CarefulClient, app: Flask, settings: Settings) -> None:
    begun, other, kept = alone(app), alone(app), alone(app, "rose")
    page = client.page(question(begun.seat))
    make_old(app, begun.key)
    for address in (f"/assessments/{begun.key}", f"/assessments/{begun.key}/result.json", question(begun.seat), f"/assessments/seats/{begun.seat}"):
        assert client.get(address).status_code == 404
    assert client.send(page, {"level": "1"}).status_code == 404
    environment = {"TICC_DATABASE_URL": settings.database_url, "TICC_DATA_DIR": str(settings.data_dir), "TICC_CONTENT_DIR": str(GARDENS)}
    assert CliRunner().invoke(ticc, ["tidy"], env=environment).exit_code == 0
    assert {one.key for one in rows(app, Assessment)} == {other.key, kept.key}
    assert {one.assessment_id for one in rows(app, Answer)} == {one.id for one in rows(app, Assessment)}


def test_thirty_days_begin_again_with_an_answer(client: CarefulClient, app: Flask) -> None:
    begun = begin(app)
    with acting(app) as session:
        the_assessment(session, begun.key).expires_at = now() + timedelta(days=1)
    assert client.submit(question(begun.seat), {"level": "1"}).status_code == 303
    expires = assessment_row(app, begun.key).expires_at
    assert expires is not None
    assert expires > now() + timedelta(days=29)


def test_address_alone_opens_nothing_when_somebody_keeps_it(app: Flask, client: CarefulClient) -> None:
    begun = alone(app)
    rose = sign_in(app, "rose")
    assert rose.submit(f"/assessments/{begun.key}/keep", {"title": "Ours", "site_code": "SIT-porto"}).status_code == 303
    with acting(app) as session:
        make_account(session, "rosa", roles=[(Role.MEMBER, ROSE)])
        make_account(session, "nobody", roles=[])
    for address in (f"/assessments/{begun.key}", f"/assessments/{begun.key}/profile", f"/assessments/{begun.key}/result.csv"):
        assert client.get(address).headers["Location"].startswith("/sign-in")
        assert sign_in(app, "hill").get(address).status_code == sign_in(app, "nobody").get(address).status_code == 404
        assert sign_in(app, "rosa").get(address).status_code == 200
    # The seat that was known before is gone too; what was answered stays.
    assert client.get(question(begun.seat)).status_code == 404
    row = assessment_row(app, begun.key)
    assert (row.title, row.site_code, row.partner_code, row.expires_at) == ("Ours", "SIT-porto", ROSE, None)
    assert "6 of 6 statements" in rose.page(f"/assessments/{begun.key}").text
    (seat,) = [one.seat or "" for one in rows(app, Rater)]
    assert len(answers_at(app, seat)) == 6
    hill = sign_in(app, "hill")
    for act in ("close", "reopen", "discard", "keep", "consent", "plan"):
        assert hill.post(f"/assessments/{begun.key}/{act}", data={"csrf_token": hill.token(), "title": "Mine"}).status_code == 404
    assert assessment_row(app, begun.key) == row


def test_only_the_first_keeps_it_when_two_know_the_address(app: Flask) -> None:
    begun = alone(app)
    rose, hill = sign_in(app, "rose"), sign_in(app, "hill")
    page = hill.page(f"/assessments/{begun.key}/keep")
    assert rose.submit(f"/assessments/{begun.key}/keep", {"site_code": ""}).status_code == 303
    assert hill.send(page, {"site_code": ""}).status_code == 404
    assert assessment_row(app, begun.key).partner_code == ROSE != HILL


def test_everything_is_gone_when_it_is_discarded(app: Flask) -> None:
    rose = sign_in(app, "rose")
    begun = begin(app, "rose")
    assert rose.submit(question(begun.seat), {"level": "3", "file": (BytesIO(b"Seeds"), "seeds.txt")}).status_code == 303
    other = alone(app, "rose")
    assert len(stored(app)) == len(rows(app, Attachment)) == 1
    assert rose.submit(f"/assessments/{begun.key}/discard").status_code == 303
    assert [one.key for one in rows(app, Assessment)] == [other.key]
    assert len(rows(app, Answer)) == 6
    assert stored(app) == rows(app, Attachment) == []
    for address in (f"/assessments/{begun.key}", question(begun.seat)):
        assert rose.get(address).status_code == 404
    discard(app, other.key)
    assert rows(app, Answer) == rows(app, Rater) == []


def stored(app: Flask) -> list[Path]:
    """The files of the store."""
    return [path for path in app.extensions["settings"].attachments_dir.rglob("*") if path.is_file()]


def test_file_is_taken_only_where_somebody_answers_for_it(app: Flask, client: CarefulClient) -> None:
    seat = begin(app).seat
    assert "A file" not in client.page(question(seat)).text
    assert client.submit(question(seat), {"level": "3", "file": (BytesIO(b"Seeds"), "seeds.txt")}).status_code == 303
    assert rows(app, Attachment) == stored(app) == []
    kept = begin(app, "rose").seat
    rose = sign_in(app, "rose")
    assert rose.submit(question(kept), {"level": "3", "file": (BytesIO(b"MZ\0\1"), "seeds.txt")}).status_code == 422
    assert rose.submit(question(kept), {"level": "3", "file": (BytesIO(b"Seeds"), "seeds.txt")}).status_code == 303
    assert [(one.name, one.size) for one in rows(app, Attachment)] == [("seeds.txt", 5)]
    assert "seeds.txt" in rose.page(question(kept)).text
    # Another file takes its place, and no answer without one loses it.
    assert rose.submit(question(kept), {"level": "4"}).status_code == 303
    assert rose.submit(question(kept), {"level": "4", "file": (BytesIO(b"Beans"), "beans.txt")}).status_code == 303
    assert [one.name for one in rows(app, Attachment)] == ["beans.txt"]
    assert rose.submit(question(kept), {"level": "4", "remove_file": "y"}).status_code == 303
    assert rows(app, Attachment) == stored(app) == []
    assert not answers_at(app, kept)[0].is_proven


def test_same_instrument_is_kept_once_when_many_begin(app: Flask, session: Session) -> None:
    begin(app)
    begin(app, "rose")
    assert len(rows(app, KeptInstrument)) == 1
