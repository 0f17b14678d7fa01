"""What the pages on which a barrier is worked share: what of the work a page shows, and how a refused form is answered."""

from __future__ import annotations

from typing import Any

from flask import render_template, request
from flask_babel import gettext as _
from markupsafe import Markup

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import snapshot
from ticc.accounts.queries import names_of
from ticc.barriers import labels, working_labels
from ticc.barriers.board import overdue_days
from ticc.barriers.casework import Work, is_watching, list_watchers, work_on
from ticc.barriers.circle import is_own, may_note, sees_the_work
from ticc.barriers.costs import cost_charts
from ticc.barriers.models import Barrier
from ticc.barriers.timeline import sorts_in, timeline
from ticc.barriers.working import current_cost
from ticc.catalogue.words import Role, Visibility
from ticc.documents.charts import data_table, to_svg
from ticc.foundation.clock import today
from ticc.foundation.database import db
from ticc.foundation.i18n import language


def work_here(barrier: Barrier) -> dict[str, Any]:
    """What the page of a barrier says of the work on it, as far as the person of this request may see it."""
    viewer = current_viewer()
    work = work_on(db(), barrier, viewer)
    happened = timeline(work)
    chosen = request.args.get("show", "")
    sorts = sorts_in(happened)
    inside = sees_the_work(viewer, barrier)
    return {
        "work": work,
        "happened": [one for one in happened if chosen not in sorts or one.sort == chosen],
        "sorts": sorts,
        "chosen_sort": chosen if chosen in sorts else "",
        "work_names": names_of(db(), work.persons),
        "is_inside": inside,
        "may_note": may_note(viewer, barrier),
        "may_work": is_own(viewer, barrier),
        "may_answer": viewer.has(Role.ADVISER) and barrier.visibility != Visibility.PRIVATE,
        "is_watching": is_watching(db(), barrier, viewer),
        "watchers": list_watchers(db(), barrier) if inside else [],
        "cost_now": current_cost(barrier, work.costs) if inside else {},
        "cost_drawings": _drawings(barrier, work),
        "overdue_days": overdue_days,
        "day_of_today": today(),
        "work_words": working_labels,
    }


def _drawings(barrier: Barrier, work: Work) -> list[dict[str, Any]]:
    """Each chart of the costs with its table."""
    drawn = []
    for number, chart in enumerate(cost_charts(barrier, work.costs), 1):
        title = str(_("What it costs as time goes on: %(unit)s", unit=chart.unit))
        drawn.append({"svg": Markup(to_svg(chart, title, "", language(), prefix=f"cost-{number}")), "table": data_table(chart, title, language())})
    return drawn


def form_page(barrier: Barrier, form: Any, heading: str, send: str, **more: Any) -> str | tuple[str, int]:
    """The page of one act; a form that was sent and is shown again was refused."""
    page = render_template(
        "barriers/working_form.html",
        barrier=barrier,
        form=form,
        heading=heading,
        send_words=send,
        words=labels,
        work_words=working_labels,
        snapshot=snapshot(),
        **more,
    )
    return (page, 422) if request.method == "POST" else page
