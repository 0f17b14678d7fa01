"""`ticc notify` makes what falls due: steps, reminders, digests; and says before what it would do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from factories import PASSWORD as PEOPLES_PASSWORD
from factories import add_barrier, make_account, rows, sign_in, viewer_of
from flask import Flask
from installation import ONLY_SQLITE
from noticing import HILL, ROSE, TITLE, Run, age, choose, let_days_pass, notifying, tell
from posting import Postbox, mail_server, text_of
from sqlmodel import col, select, update

from ticc.accounts.models import Account
from ticc.accounts.service import set_password
from ticc.barriers import service
from ticc.barriers.models import Barrier, NextStep, Note, State, Watcher
from ticc.catalogue.words import Role, Visibility
from ticc.foundation.clock import today
from ticc.notices import service as notices
from ticc.notices.kinds import NoticeKind
from ticc.notices.models import Notice
from ticc.settings import Settings


@pytest.fixture
def box() -> Iterator[Postbox]:
    """A mail server that takes everything."""
    with mail_server() as found:
        yield found


@pytest.fixture
def run(settings: Settings, box: Postbox) -> Run:
    """Call the command on this test's database, with the test's mail server."""
    return notifying(settings, box)


def test_dry_run_says_what_would_go_out_and_does_nothing(app: Flask, run: Run, box: Postbox) -> None:
    code = add_barrier(app, "rose", TITLE)
    tell(app, code, "rose")
    _add_step(app, code, due=today())
    before = [notice.once for notice in rows(app, Notice)]
    told = json.loads(run("--dry-run", "--json").stdout)
    assert told["dry_run"] and told["made"] == {"step-due": 1}
    assert told["sent"] == [{"to": ROSE, "subject": told["sent"][0]["subject"], "notices": 2}]
    assert "would be sent" in run("--dry-run").stdout
    assert box.taken == [] and [notice.once for notice in rows(app, Notice)] == before
    assert run().exit_code == 0
    assert len(box.taken) == 1 and "2 notices" in box.taken[0]["Subject"]


def _add_step(app: Flask, code: str, due: date, key: str = "step-one", owner: str = "rose") -> None:
    with app.extensions["database"].act() as session:
        number = viewer_of(session, owner).account_id
        session.add(NextStep(key=key, barrier_code=code, account_id=number, owner_id=number, words="Ring the beadle", due_on=due))


def test_steps_are_told_when_they_are_due_and_when_they_are_late(app: Flask, run: Run, box: Postbox) -> None:
    code = add_barrier(app, "rose", TITLE)
    choose(app, "rose", "at-once")
    for key, days in (("far", 5), ("tomorrow", 1), ("late", -3)):
        _add_step(app, code, today() + timedelta(days=days), key)
    assert run().exit_code == 0
    assert sorted(notice.kind for notice in rows(app, Notice)) == ["step-due", "step-late"]
    (mail,) = box.taken
    assert "Your next step is due on" in text_of(mail) and "Your next step was due on" in text_of(mail)
    assert "beadle" not in text_of(mail)
    assert run().exit_code == 0
    assert len(box.taken) == 1
    with app.extensions["database"].act() as session:
        session.exec(update(NextStep).where(col(NextStep.key) == "late").values(done_on=today()))
    assert run().exit_code == 0
    assert [notice.kind for notice in rows(app, Notice)] == ["step-due"], "what is done need not be told any more"


def test_reminder_comes_after_half_a_year_and_again_after_another(app: Flask, run: Run, box: Postbox) -> None:
    code, fresh = add_barrier(app, "rose", TITLE), add_barrier(app, "rose", "Another one that is fresh")
    age(app, code, 181)
    assert run().exit_code == 0
    assert rows(app, Notice) == []
    age(app, code, 183)
    assert run().exit_code == 0
    assert run().exit_code == 0
    (mail,) = box.taken
    told = text_of(mail)
    assert "Is it still true?" in told and fresh not in told
    for answer in ("true", "changed", "gone"):
        assert f"https://ticc.example/here/barriers/{code}?still={answer}#still" in told
    age(app, code, 370)
    let_days_pass(app)
    assert run().exit_code == 0
    assert len(box.taken) == 2 and len(rows(app, Notice)) == 1
    with app.test_request_context(), app.extensions["database"].act() as session:
        session.add(Note(key="n", barrier_code=code, account_id=viewer_of(session).account_id, words="We tried again"))
    assert run().exit_code == 0
    assert rows(app, Notice) == [], "whoever touched it need not be asked"


def test_digest_holds_what_others_shared_since_the_last_one(app: Flask, run: Run, box: Postbox) -> None:
    for name in ("rose", "hill", "adviser"):
        sign_in(app, name)
    with app.extensions["database"].act() as session:
        session.exec(update(Account).values(created_at=datetime(2024, 1, 1, tzinfo=UTC)))
    code = add_barrier(app, "rose", TITLE)
    hidden = add_barrier(app, "rose", "Quagga borders are private", visibility=Visibility.PRIVATE)
    choose(app, "adviser", "never")
    assert run().exit_code == 0
    assert box.to() == [HILL], "not to the partner itself, nor to who wants none"
    assert TITLE in text_of(box.taken[0]) and "Barriers that were shared" in text_of(box.taken[0])
    assert run().exit_code == 0
    assert len(box.taken) == 1
    # The next day: nothing is told again, and what was taken back is gone from the digest that waits.
    with app.extensions["database"].act() as session:
        for notice in session.exec(select(Notice)):
            notice.once, notice.mailed_at = "yesterday", None
            notice.facts = {**notice.facts, "shared": [code, hidden, "BAR-nonsense"], "tried": [["SOL-001", hidden]]}
            session.add(notice)
    let_days_pass(app)
    assert run().exit_code == 0
    assert "Quagga" not in text_of(box.taken[1]) and TITLE in text_of(box.taken[1])
    assert len(rows(app, Notice)) == 1


@ONLY_SQLITE
def test_who_has_no_mailbox_here_gets_no_mail(app: Flask, run: Run, box: Postbox) -> None:
    code = add_barrier(app, "rose", TITLE)
    with app.test_request_context(), app.extensions["database"].act() as session:
        sample = make_account(session, "sample", roles=[(Role.ADVISER, None)])
        invited = make_account(session, "invited", roles=[(Role.ADVISER, None)])
        left = make_account(session, "left", roles=[(Role.ADVISER, None)])
        notices.tell(session, [sample.id, invited.id, left.id], NoticeKind.CHANGE, "x", code, {"what": "state"})
        sample.is_sample, invited.password_hash, left.is_active = True, "", False
        session.add_all([sample, invited, left])
    assert run().exit_code == 0
    assert box.taken == [] and len(rows(app, Notice)) == 3
    with app.extensions["database"].act() as session:
        set_password(session, session.exec(select(Account).where(Account.name == "Invited Bean")).one(), PEOPLES_PASSWORD)
    assert run().exit_code == 0
    assert box.to() == ["invited@beans.example"]


def test_watchers_hear_that_a_barrier_moved_on_and_who_moved_it_does_not(app: Flask) -> None:
    code = add_barrier(app, "rose", TITLE)
    with app.test_request_context(), app.extensions["database"].act() as session:
        people = [viewer_of(session, name).account_id or 0 for name in ("rose", "hill", "adviser")]
        session.add_all([Watcher(barrier_code=code, account_id=person) for person in people])
        session.flush()
        service.change_state(session, session.get_one(Barrier, code), State.OVERCOME, today(), "A patient beadle", people[0], None)
    assert sorted(notice.account_id for notice in rows(app, Notice)) == sorted(people[1:])
    page = sign_in(app, "hill").page("/account/notices")
    assert "Moved on to: overcome" in page.text and TITLE in page.text and "beadle" not in page.text
