"""The health of installation and catalogue."""

from __future__ import annotations

import sys

import click

from ticc.advice.health import Grade, examine
from ticc.assessment.instrument import read_instruments
from ticc.assessment.service import purge_expired
from ticc.attachments.service import sweep
from ticc.cli.base import AS_JSON, application, database_of, print_json, public_catalogue, refuse_unprepared, settings_of
from ticc.kinds import KINDS
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
        texts = {document.code: " ".join(document.texts["en"].values()) for document in documents}
    checks = examine_system(database_of(app), app.extensions["index_keeper"].engine, read_instruments(settings_of(app).content_dir))
    checks += examine(seen, texts, app.extensions["programme"].languages)
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
    """Delete self-assessments that nobody kept within thirty days, and files that nothing speaks of. For a daily timer."""
    app = application()
    refuse_unprepared(app)
    kept = app.extensions["attachments"]
    with database_of(app).act() as session:
        assessments = purge_expired(session, kept)
        files = sweep(session, kept)
    click.echo(f"{assessments} expired assessments and {files} left-over files removed")


COMMANDS: dict[str, click.Command] = {"doctor": doctor, "tidy": tidy}
