"""The health of installation and catalogue."""

from __future__ import annotations

import sys
from datetime import timedelta

import click
from sqlmodel import select

from ticc.advice.health import Grade, examine
from ticc.assessment.instrument import read_instruments
from ticc.assessment.service import purge_expired
from ticc.attachments.service import sweep
from ticc.cli.base import AS_JSON, application, database_of, print_json, public_catalogue, refuse_unprepared, settings_of
from ticc.documents.press import Press
from ticc.foundation.clock import now
from ticc.imports.service import purge_unused
from ticc.kinds import KINDS
from ticc.releases.health import examine_frozen
from ticc.reports.models import KeptReport
from ticc.search.documents import read_documents
from ticc.system import examine_system


@click.command()
@AS_JSON
def doctor(wants_json: bool) -> None:
    """Check the installation and the public catalogue; exit 1 if anything is graded an error."""
    app = application()
    seen = public_catalogue(app)
    with database_of(app).ask() as session:
        documents = read_documents(session, KINDS, {card.code for card in seen.of_kind("obstacle")})
        copies = session.exec(select(KeptReport.key, KeptReport.entries)).all()
        frozen = examine_frozen(session, ((f"copy {key}", entries) for key, entries in copies))
        texts = {document.code: " ".join(document.texts["en"].values()) for document in documents}
    checks = examine_system(database_of(app), app.extensions["index_keeper"].engine, read_instruments(settings_of(app).content_dir))
    checks += frozen + examine(seen, texts, app.extensions["programme"].languages)
    if wants_json:
        print_json({"checks": [check.as_data() for check in checks]})
    else:
        for check in checks:
            click.echo(f"{check.grade.value:8} {check.count:6}  {check.name}")
            for entry in check.entries[:20]:
                click.echo(f"{'':17}{entry}")
    sys.exit(1 if any(check.grade == Grade.ERROR for check in checks) else 0)


@click.command()
def tidy() -> None:
    """Delete self-assessments and files of figures that nobody kept in thirty days, files that nothing speaks of, and yesterday's prints. For a daily timer."""
    app = application()
    refuse_unprepared(app)
    kept = app.extensions["attachments"]
    with database_of(app).act() as session:
        assessments = purge_expired(session, kept)
        files = sweep(session, kept)
        drafts = purge_unused(session)
    prints = Press(app.extensions["settings"].prints_dir).sweep(now() - timedelta(days=1))
    click.echo(f"{assessments} expired assessments, {files} left-over files, {prints} prints and {drafts} files never taken removed")


COMMANDS: dict[str, click.Command] = {"doctor": doctor, "tidy": tidy}
