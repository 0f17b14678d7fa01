"""The doors of reports, releases, outcomes and imports."""

from __future__ import annotations

from knocking import Door, everybody, leads, listing, members, members_and_leads, sent_by_rose, signed_in_else_nothing

OF_REPORTS: dict[str, tuple[Door, ...]] = {
    "outcomes.index": (everybody("GET /outcomes"),),
    "outcomes.takeaway": listing("outcomes"),
    "outcomes.show": (everybody("GET /outcomes/IND-01"),),
    "outcomes.takeaway_figures": listing("outcomes/IND-01/figures"),
    "figures.new": (
        members_and_leads("GET /outcomes/figures/new"),
        members_and_leads("GET /outcomes/figures/new?indicator=IND-01"),
        members_and_leads("GET /outcomes/figures/new?indicator=IND-99", 404),
        members_and_leads("POST /outcomes/figures/new?indicator=IND-01", 422),
    ),
    "figures.show": (
        everybody("GET /outcomes/figures/{public_figure}"),
        signed_in_else_nothing("GET /outcomes/figures/{figure}"),
        Door("GET /outcomes/figures/{private_figure}", (404, 200, 404, 404, 404, 404)),
    ),
    "figures.edit": (
        Door("GET /outcomes/figures/{figure}/edit", (302, 200, 403, 403, 200, 403)),
        Door("POST /outcomes/figures/{figure}/edit", (302, 422, 403, 403, 422, 403)),
        Door("GET /outcomes/figures/{private_figure}/edit", (302, 200, 404, 403, 404, 403)),
        Door("POST /outcomes/figures/{private_figure}/edit", (302, 422, 404, 403, 404, 403)),
    ),
    "figures.withdraw": (
        Door("POST /outcomes/figures/{figure}/withdraw", (302, 422, 403, 403, 422, 403)),
        Door("POST /outcomes/figures/{private_figure}/withdraw", (302, 422, 404, 403, 404, 403)),
    ),
    "targets.new": (
        members_and_leads("GET /outcomes/targets/new?indicator=IND-01"),
        members_and_leads("POST /outcomes/targets/new?indicator=IND-01", 422),
    ),
    "targets.edit": (
        Door("GET /outcomes/targets/{target}/edit", (302, 200, 403, 403, 200, 403)),
        Door("POST /outcomes/targets/{target}/edit", (302, 422, 403, 403, 422, 403)),
        Door("GET /outcomes/targets/{private_target}/edit", (302, 200, 404, 403, 404, 403)),
    ),
    "targets.remove": (
        Door("POST /outcomes/targets/{target}/remove", (302, 422, 403, 403, 422, 403)),
        Door("POST /outcomes/targets/{private_target}/remove", (302, 422, 404, 403, 404, 403)),
    ),
    "looks.index": (members_and_leads("GET /reports/looks"),),
    "looks.show": (
        Door("GET /reports/looks/{look}", (302, 200, 404, 403, 200, 403)),
        members_and_leads("GET /reports/looks/forged", 404),
    ),
    "looks.take": (
        *(Door(f"GET /reports/looks/{{look}}/specimen.{wanted}", (302, 200, 404, 403, 200, 403)) for wanted in ("pdf", "docx", "html")),
        members_and_leads("GET /reports/looks/forged/specimen.pdf", 404),
    ),
    "looks.logo": (
        Door("GET /reports/looks/{look}/logo", (302, 200, 404, 403, 200, 403)),
        members_and_leads("GET /reports/looks/{spare_look}/logo", 404),
    ),
    "looks.new": (leads("GET /reports/looks/new"), leads("POST /reports/looks/new", 422)),
    "looks.edit": (
        leads("GET /reports/looks/{look}/edit"),
        leads("POST /reports/looks/{look}/edit", 422),
        leads("GET /reports/looks/forged/edit", 404),
    ),
    "looks.try_it": (leads("POST /reports/looks/specimen"),),
    "looks.remove": (
        leads("GET /reports/looks/{look}/remove"),
        leads("POST /reports/looks/{spare_look}/remove", 303),
        leads("POST /reports/looks/forged/remove", 404),
    ),
    "imports.new_measurements": (members_and_leads("GET /outcomes/import"), members_and_leads("POST /outcomes/import", 422)),
    "imports.template": tuple(members_and_leads(f"GET /outcomes/import/template.{ending}") for ending in ("csv", "xlsx")),
    "barrier_imports.new": (members("GET /barriers/import"), members("POST /barriers/import", 422)),
    "barrier_imports.template": tuple(members(f"GET /barriers/import/template.{ending}") for ending in ("csv", "xlsx")),
    "imports.index": (members_and_leads("GET /imports"),),
    "imports.show": (sent_by_rose("GET /imports/{import}"), members_and_leads("GET /imports/forged", 404)),
    "imports.problems": (sent_by_rose("GET /imports/{import}/problems.csv"), members_and_leads("GET /imports/forged/problems.csv", 404)),
    "imports.take": (sent_by_rose("POST /imports/{import}/take", 303), members_and_leads("POST /imports/forged/take", 404)),
    "imports.undo": (sent_by_rose("POST /imports/{import}/undo", 303), members_and_leads("POST /imports/forged/undo", 404)),
    "imports.forget": (sent_by_rose("POST /imports/{spare_import}/forget", 303), members_and_leads("POST /imports/forged/forget", 404)),
    "reports.index": (everybody("GET /reports"),),
    "reports.new": (leads("GET /reports/new"), leads("POST /reports/new", 422)),
    "reports.show": (leads("GET /reports/{report}"), leads("GET /reports/forged", 404)),
    "reports.edit": (leads("GET /reports/{report}/edit"), leads("POST /reports/{report}/edit", 422)),
    "reports.take": tuple(leads(f"GET /reports/{{report}}/report.{wanted}?wait=1") for wanted in ("html", "pdf", "docx", "md", "xlsx")),
    "reports.preview": (leads("POST /reports/preview", 422),),
    "reports.delete": (
        leads("GET /reports/{report}/delete"),
        leads("POST /reports/{spare_report}/delete", 303),
        leads("GET /reports/forged/delete", 404),
    ),
    "reports.copy": (leads("POST /reports/{report}/copy", 303), leads("POST /reports/forged/copy", 404)),
    "reports.keep": (leads("POST /reports/{report}/keep", 303),),
    "kept.show": (everybody("GET /reports/kept/{copy}"), signed_in_else_nothing("GET /reports/kept/{members_copy}")),
    "kept.take": (everybody("GET /reports/kept/{copy}/report.md"), signed_in_else_nothing("GET /reports/kept/{members_copy}/report.md")),
    "kept.entry": (
        everybody("GET /reports/kept/{copy}/entries/OBS-001"),
        everybody("GET /reports/kept/{copy}/entries/OBS-999", 404),
        signed_in_else_nothing("GET /reports/kept/{members_copy}/entries/OBS-001"),
    ),
    "releases.index": (everybody("GET /releases"),),
    "releases.new": (leads("GET /releases/new"), leads("POST /releases/new", 422)),
    "releases.show": (everybody("GET /releases/1"), everybody("GET /releases/99", 404)),
    "releases.entry": (everybody("GET /releases/1/OBS-001"), everybody("GET /releases/1/OBS-999", 404)),
    "releases.changes": (everybody("GET /releases/1/changes.csv"), everybody("GET /releases/1/changes.json")),
    "releases.whole": (everybody("GET /releases/1.json"), everybody("GET /releases/99.json", 404)),
    "kept.changes": (everybody("GET /reports/kept/{copy}/changes"), everybody("GET /reports/kept/forged/changes", 404)),
    # Its own tests have one that is there: who may fetch it stands beside it, not in the address.
    "prints.show": (everybody("GET /reports/prints/forged", 404),),
    "prints.state": (everybody("GET /reports/prints/forged/state", 404),),
    "prints.file": (everybody("GET /reports/prints/forged/file", 404),),
    "kept.verify": (everybody("GET /reports/verify"), everybody("GET /reports/verify?fingerprint=forged")),
}
