"""People and sample data."""

from __future__ import annotations

import click

from ticc.accounts import samples
from ticc.accounts import service as accounts
from ticc.assessment.service import remove_samples as remove_sample_assessments
from ticc.barriers.service import remove_samples as remove_sample_barriers
from ticc.catalogue.words import Role
from ticc.cli.base import application, database_of, refuse_unprepared, settings_of
from ticc.imports.service import remove_samples as remove_sample_imports
from ticc.outcomes.service import remove_samples as remove_sample_figures
from ticc.reports.service import remove_samples as remove_sample_reports


@click.group()
def user() -> None:
    """People."""


@user.command("add")
@click.argument("email")
@click.option("--name", required=True)
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice([role.value for role in Role]))
@click.option("--partner", help="The partner of a partner member, such as PAR-kchft.")
def user_add(email: str, name: str, roles: tuple[str, ...], partner: str | None) -> None:
    """Add a person and print a one-time link with which they set a password."""
    app = application()
    settings = settings_of(app)
    refuse_unprepared(app)
    with database_of(app).act() as session:
        account = accounts.add_account(session, email, name)
        for role in roles:
            accounts.give_role(session, account, Role(role), partner)
        token = accounts.invite(session, account, settings.invitation_hours)
    address = settings.public_url or f"http://{settings.host}:{settings.port}"
    click.echo(f"{address}/account/set-password/{token}")
    click.echo(f"The link works once, within {settings.invitation_hours} hours.", err=True)


@user.command("invite")
@click.argument("email")
def user_invite(email: str) -> None:
    """Print a new link for somebody who has lost the password."""
    app = application()
    refuse_unprepared(app)
    settings = settings_of(app)
    with database_of(app).act() as session:
        account = accounts.get_by_email(session, email)
        token = accounts.invite(session, account, settings.invitation_hours)
    click.echo(f"{settings.public_url or f'http://{settings.host}:{settings.port}'}/account/set-password/{token}")


@click.group()
def demo() -> None:
    """The sample data."""


@demo.command("remove")
def demo_remove() -> None:
    """Remove the sample accounts and everything that was logged with them."""
    app = application()
    refuse_unprepared(app)
    with database_of(app).act() as session:
        assessments = remove_sample_assessments(session, app.extensions["attachments"])
        remove_sample_reports(session)
        barriers = remove_sample_barriers(session)
        remove_sample_imports(session)
        figures = remove_sample_figures(session)
        people = samples.remove_samples(session)
    click.echo(f"{people} sample accounts, {barriers} sample barriers, {figures} sample figures and {assessments} sample assessments removed")


COMMANDS: dict[str, click.Command] = {"user": user, "demo": demo}
