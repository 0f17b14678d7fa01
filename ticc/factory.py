"""Making the application: a ladder of named steps, ending with a check of itself."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Flask, redirect, request
from jinja2 import ChainableUndefined, ChoiceLoader, FileSystemLoader, PackageLoader
from werkzeug.wrappers import Response

import ticc.schema  # noqa: F401  (every table must be known before the first session)
from ticc.accounts import login, looking
from ticc.accounts.views import blueprint as accounts
from ticc.assessment.answering_views import blueprint as answering
from ticc.assessment.exchange_views import blueprint as exchange
from ticc.assessment.group_views import blueprint as group
from ticc.assessment.handover_views import blueprint as handover
from ticc.assessment.plan_views import blueprint as plan
from ticc.assessment.views import blueprint as assessments
from ticc.attachments import sending as attachments
from ticc.barriers.advising_views import blueprint as advising
from ticc.barriers.drafting_views import blueprint as drafting
from ticc.barriers.filing_views import blueprint as filing
from ticc.barriers.logging_views import blueprint as logging
from ticc.barriers.moving_views import blueprint as moving
from ticc.barriers.sharing_views import blueprint as sharing
from ticc.barriers.still_views import blueprint as still
from ticc.barriers.trying_views import blueprint as trying
from ticc.barriers.views import blueprint as barriers
from ticc.barriers.working_views import blueprint as working
from ticc.blueprint.views import blueprint as principles
from ticc.catalogue import web
from ticc.catalogue.current import CurrentSnapshot
from ticc.catalogue.vocabulary import Programme
from ticc.content.pack import read_vocabularies
from ticc.editing.founding_views import blueprint as founding
from ticc.editing.merging_views import blueprint as merging
from ticc.editing.views import blueprint as editing
from ticc.foundation import access, assets, database, error_pages, i18n, security
from ticc.foundation.errors import Moved
from ticc.foundation.markdown import to_html
from ticc.graph.views import blueprint as graph
from ticc.history.record import say_who
from ticc.history.views import blueprint as history
from ticc.home.views import blueprint as home
from ticc.imports.barrier_views import blueprint as barrier_imports
from ticc.imports.views import blueprint as imports
from ticc.kinds import KINDS
from ticc.methodology.views import blueprint as methodology
from ticc.notices.looking import count_unread
from ticc.notices.views import blueprint as notices
from ticc.obstacles.views import blueprint as obstacles
from ticc.outcomes.aiming_views import blueprint as targets
from ticc.outcomes.entering_views import blueprint as figures
from ticc.outcomes.views import blueprint as outcomes
from ticc.releases.views import blueprint as releases
from ticc.reports.kept_views import blueprint as kept
from ticc.reports.looks_views import blueprint as looks
from ticc.reports.print_views import blueprint as prints
from ticc.reports.views import blueprint as reports
from ticc.search.keep import IndexKeeper
from ticc.search.synonyms import read_synonyms
from ticc.search.views import blueprint as search
from ticc.search.whoosh_engine import WhooshEngine
from ticc.settings import ROOT, Settings
from ticc.sites.views import blueprint as sites
from ticc.solutions.views import blueprint as solutions
from ticc.sources.views import blueprint as sources

BLUEPRINTS: tuple[Blueprint, ...] = (
    home, accounts, obstacles, solutions, principles, methodology, sites, sources, outcomes, logging, drafting, filing, sharing, barriers,
    advising, founding, merging, working, moving, trying, search, graph, history, editing,
    figures, targets, imports, barrier_imports, assessments, answering, group, plan, exchange, handover, releases, reports, kept, prints, looks, notices, still,
)  # fmt: skip


def create_app(settings: Settings | None = None) -> Flask:
    """The application, ready to serve; raises where an installation or the code itself is not sound."""
    settings = settings or Settings.from_environment()
    app = Flask("ticc", template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "ticc" / "static"))
    app.extensions["settings"] = settings
    _configure(app, settings)
    _set_up_templates(app)
    database.init_app(app, settings.database_url)
    i18n.init_app(app)
    security.init_app(app, settings.trusted_proxies)
    login.init_app(app, session_hours=settings.session_hours, secure_cookies=settings.secure_cookies)
    access.init_app(app, login.roles_here)
    error_pages.init_app(app)
    attachments.init_app(app, settings)
    _know_the_programme(app, settings)
    _keep_derived_views(app, settings)
    _say_who_acts(app)
    web.init_app(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.register_error_handler(Moved, _moved)
    access.check_every_door(app)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        DEBUG=settings.debug,
        RATELIMIT_STORAGE_URI=settings.limits_storage,
        RATELIMIT_HEADERS_ENABLED=True,
        WTF_CSRF_TIME_LIMIT=None,
        TEMPLATES_AUTO_RELOAD=settings.debug,
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "ticc" / "translations"),
    )
    app.json.sort_keys = False  # type: ignore[attr-defined]


def _set_up_templates(app: Flask) -> None:
    # Escaped whatever a template is called: those of the design system end in .jinja, which Flask would leave as they are.
    app.jinja_options = {"autoescape": True, "undefined": ChainableUndefined, "trim_blocks": True, "lstrip_blocks": True}
    app.jinja_loader = ChoiceLoader([FileSystemLoader(ROOT / "templates"), PackageLoader("nhsuk_frontend_jinja")])  # type: ignore[assignment]
    app.jinja_env.filters["markdown"] = to_html
    app.jinja_env.globals["count_unread"] = count_unread
    assets.init_app(app)

    @app.context_processor
    def _everywhere() -> dict[str, Any]:
        return {"viewer": login.current_viewer(), "programme": looking.programme()}


def _know_the_programme(app: Flask, settings: Settings) -> None:
    vocabularies, programme = read_vocabularies(settings.content_dir)
    app.extensions["kinds"] = KINDS
    app.extensions["vocabularies"] = vocabularies
    app.extensions["programme"] = programme or Programme(name="TICC", tagline={"en": ""}, practice={"en": ""})


def _keep_derived_views(app: Flask, settings: Settings) -> None:
    app.extensions["current_snapshot"] = CurrentSnapshot(KINDS)
    engine = WhooshEngine(settings.index_dir, synonyms=read_synonyms(settings.content_dir / "glossary.yaml"))
    keeper = IndexKeeper(engine, app.extensions["database"], KINDS)
    app.extensions["index_keeper"] = keeper
    app.extensions["database"].after_commit.append(keeper.catch_up)


def _say_who_acts(app: Flask) -> None:
    @app.before_request
    def _tell_history() -> None:
        if request.method not in database.ASKING:
            say_who(database.db(), login.current_viewer().account_id)


def _moved(error: Moved) -> Response:
    return redirect(web.address_of(error.code), 308)
