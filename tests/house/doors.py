"""Every door of the application: who is let in where. A new endpoint fails its test until it is listed here."""

from __future__ import annotations

from typing import NamedTuple

ROLES = ("visitor", "rose", "hill", "adviser", "lead", "admin")


class Door(NamedTuple):
    """A way to knock at an endpoint (method and address), and what each of ROLES is answered."""

    knock: str
    answers: tuple[int, ...]


def everybody(knock: str, status: int = 200) -> Door:
    """All are answered the same."""
    return Door(knock, (status,) * len(ROLES))


def signed_in(knock: str, status: int = 200) -> Door:
    """Visitors are sent to sign in."""
    return Door(knock, (302, *(status,) * 5))


def members(knock: str, status: int = 200) -> Door:
    """For people of a partner."""
    return Door(knock, (302, status, status, 403, 403, 403))


def of_rose(knock: str, status: int, other: int = 403) -> Door:
    """For the partner that a barrier belongs to; the other partner is answered with `other`."""
    return Door(knock, (302, status, other, 403, 403, 403))


def kept_by_rose(knock: str, status: int = 200) -> Door:
    """For whoever keeps an assessment; to everybody else it is not there."""
    return Door(knock, (302, status, 404, 404, 404, 404))


def signed_in_else_nothing(knock: str) -> Door:
    """For members; a visitor is not even told that it is there."""
    return Door(knock, (404, *(200,) * 5))


def leads(knock: str, status: int = 200) -> Door:
    """For project leads."""
    return Door(knock, (302, 403, 403, 403, status, 403))


def only_once(knock: str) -> Door:
    """For whoever comes first, without an account; the same address opens nothing afterwards."""
    return Door(knock, (303, *(404,) * 5))


def listing(name: str, door=everybody) -> tuple[Door, ...]:  # type: ignore[no-untyped-def]
    """A list in each of the formats in which it can be taken away."""
    return tuple(door(f"GET /{name}.{wanted}") for wanted in ("csv", "xlsx", "json"))


# In the addresses: {shared} a barrier of Rose Street School that the programme shares, {private} one that it does not,
# {draft} one that is not logged yet, {token} an invitation that can be used. Of assessments: {lone} one that nobody keeps, the others are
# kept by somebody of Rose Street School: {kept} and {closed} were made alone, {group} rates, {revealed} looks at its marks.
DOORS: dict[str, tuple[Door, ...]] = {
    "static": (everybody("GET /static/images/mark.svg"),),
    "home.index": (everybody("GET /"),),
    "home.about": (everybody("GET /about"),),
    "home.accessibility": (everybody("GET /accessibility"),),
    "home.privacy": (everybody("GET /privacy"),),
    "home.tour": (everybody("GET /tour"),),
    "home.glossary": (everybody("GET /glossary"),),
    "home.live": (everybody("GET /health/live"),),
    "home.ready": (everybody("GET /health/ready"),),
    "accounts.sign_in": (everybody("GET /sign-in"), everybody("POST /sign-in", 422)),
    "accounts.sign_out": (everybody("POST /sign-out", 303),),
    "accounts.set_password": (
        everybody("GET /account/set-password/{token}"),
        everybody("POST /account/set-password/{token}", 422),
        everybody("GET /account/set-password/forged", 404),
        everybody("POST /account/set-password/forged", 404),
    ),
    "accounts.show": (signed_in("GET /account"), signed_in("POST /account", 422)),
    "accounts.admin": (Door("GET /admin", (302, 403, 403, 403, 403, 200)),),
    "obstacles.index": (everybody("GET /obstacles"),),
    "obstacles.takeaway": listing("obstacles"),
    "obstacles.show": (
        everybody("GET /obstacles/OBS-001"),
        everybody("GET /obstacles/obs-001", 308),
        everybody("GET /obstacles/OBS-007", 308),
        everybody("GET /obstacles/OBS-008", 404),
        everybody("GET /obstacles/OBS-999", 404),
    ),
    "solutions.index": (everybody("GET /solutions"),),
    "solutions.takeaway": listing("solutions"),
    "solutions.show": (everybody("GET /solutions/SOL-001"),),
    "blueprint.index": (everybody("GET /blueprint"),),
    "blueprint.takeaway": listing("blueprint"),
    "blueprint.show": (everybody("GET /blueprint/PRI-01"),),
    "methodology.index": (everybody("GET /methodology"),),
    "methodology.takeaway": listing("methodology"),
    "methodology.show": (everybody("GET /methodology/STEP-01"),),
    "sites.index": (everybody("GET /sites"),),
    "sites.takeaway": listing("sites"),
    "sites.show": (everybody("GET /sites/SIT-porto"),),
    "sites.partner": (everybody("GET /partners/PAR-rose-school"),),
    "sources.index": (everybody("GET /sources"),),
    "sources.takeaway": listing("sources"),
    "sources.show": (everybody("GET /sources/SRC-porto-study"),),
    "outcomes.index": (everybody("GET /outcomes"),),
    "outcomes.takeaway": listing("outcomes"),
    "outcomes.show": (everybody("GET /outcomes/IND-01"),),
    "search.index": (everybody("GET /search?q=beans"),),
    "graph.show": (
        everybody("GET /graph/OBS-001"),
        signed_in("GET /graph/{shared}")._replace(answers=(404, 200, 200, 200, 200, 200)),
        Door("GET /graph/{private}", (404, 200, 404, 404, 404, 404)),
        everybody("GET /graph/{draft}", 404),
    ),
    "history.show": (
        signed_in("GET /history/OBS-001"),
        signed_in("GET /history/{shared}"),
        Door("GET /history/{private}", (302, 200, 404, 404, 404, 404)),
        signed_in("GET /history/{draft}", 404),
    ),
    "editing.edit": (
        Door("GET /edit/OBS-001", (302, 403, 403, 200, 200, 403)),
        Door("POST /edit/OBS-001", (302, 403, 403, 422, 422, 403)),
        Door("GET /edit/{shared}", (302, 403, 403, 404, 404, 403)),
    ),
    "barriers.index": (signed_in("GET /barriers"),),
    "barriers.takeaway": listing("barriers", signed_in),
    "barriers.show": (
        signed_in("GET /barriers/{shared}"),
        Door("GET /barriers/{private}", (302, 200, 404, 404, 404, 404)),
        Door("GET /barriers/{draft}", (302, 302, 404, 404, 404, 404)),
    ),
    "barriers.change_state": (
        of_rose("POST /barriers/{shared}/state", 422),
        of_rose("POST /barriers/{private}/state", 422, 404),
    ),
    "barriers.share": (of_rose("POST /barriers/{shared}/share", 400), of_rose("POST /barriers/{private}/share", 400, 404)),
    "barriers.match": (
        Door("GET /barriers/{shared}/match", (302, 403, 403, 200, 403, 403)),
        Door("POST /barriers/{shared}/match", (302, 403, 403, 422, 403, 403)),
        Door("GET /barriers/{private}/match", (302, 403, 403, 404, 403, 403)),
        Door("POST /barriers/{private}/match", (302, 403, 403, 404, 403, 403)),
    ),
    "logging.new": (members("GET /barriers/new"), members("POST /barriers/new", 422)),
    "logging.while_typing": (members("POST /barriers/look-alikes"),),
    "logging.what": (
        of_rose("GET /barriers/{draft}/what", 200, 404),
        of_rose("GET /barriers/{shared}/what", 200),
        of_rose("POST /barriers/{draft}/what", 422, 404),
    ),
    "logging.look_alikes": (
        of_rose("GET /barriers/{draft}/look-alikes", 200, 404),
        of_rose("POST /barriers/{shared}/look-alikes", 422),
        of_rose("POST /barriers/{private}/look-alikes", 422, 404),
    ),
    "logging.where": (of_rose("GET /barriers/{draft}/where", 200, 404), of_rose("POST /barriers/{draft}/where", 422, 404)),
    "logging.how_bad": (of_rose("GET /barriers/{draft}/how-bad", 200, 404), of_rose("POST /barriers/{draft}/how-bad", 422, 404)),
    "assessments.index": (everybody("GET /assessments"),),
    "assessments.new": (everybody("GET /assessments/new"), everybody("POST /assessments/new", 422)),
    "assessments.profile": (
        everybody("GET /assessments/{lone}/profile"),
        everybody("POST /assessments/{lone}/profile", 422),
        kept_by_rose("GET /assessments/{group}/profile"),
        kept_by_rose("POST /assessments/{kept}/profile", 422),
    ),
    "assessments.show": (
        everybody("GET /assessments/{lone}"),
        everybody("GET /assessments/forged", 404),
        kept_by_rose("GET /assessments/{kept}"),
        kept_by_rose("GET /assessments/{group}", 302),
        kept_by_rose("GET /assessments/{revealed}"),
    ),
    "assessments.keep": (
        signed_in("GET /assessments/{lone}/keep"),
        kept_by_rose("GET /assessments/{kept}/keep"),
        kept_by_rose("POST /assessments/{kept}/keep", 422),
    ),
    "assessments.close": (kept_by_rose("POST /assessments/{kept}/close", 303), kept_by_rose("POST /assessments/{group}/close", 404)),
    "assessments.reopen": (kept_by_rose("POST /assessments/{kept}/reopen", 303), everybody("POST /assessments/forged/reopen", 404)),
    "assessments.discard": (
        everybody("GET /assessments/{lone}/discard"),
        kept_by_rose("GET /assessments/{kept}/discard"),
        kept_by_rose("POST /assessments/{spare}/discard", 303),
    ),
    "assessments.printable": (everybody("GET /assessments/{lone}/form"), kept_by_rose("GET /assessments/{group}/form")),
    "assessments.instrument": (everybody("GET /assessments/instruments/garden@1"), everybody("GET /assessments/instruments/garden@9", 404)),
    "answering.next_one": (everybody("GET /assessments/seats/{empty_seat}/next", 302), everybody("GET /assessments/seats/forged/next", 404)),
    "answering.question": (
        everybody("GET /assessments/seats/{lone_seat}/G-1"),
        everybody("POST /assessments/seats/{lone_seat}/G-1", 422),
        everybody("GET /assessments/seats/{seat}/G-1"),
        everybody("GET /assessments/seats/{seat}/G-99", 404),
        everybody("POST /assessments/seats/{seat}/G-99", 404),
        everybody("POST /assessments/seats/forged/G-1", 404),
    ),
    "answering.all_on_one": (
        everybody("GET /assessments/seats/{seat}/all"),
        everybody("POST /assessments/seats/{seat}/all", 303),
        everybody("POST /assessments/seats/forged/all", 404),
    ),
    "answering.review": (
        everybody("GET /assessments/seats/{seat}"),
        everybody("GET /assessments/seats/{group}", 404),
        everybody("GET /assessments/seats/{withdrawn_seat}", 404),
    ),
    "answering.finished": (everybody("POST /assessments/seats/{seat}/finished", 303), everybody("POST /assessments/seats/forged/finished", 404)),
    "answering.file": (everybody("GET /assessments/seats/{seat}/G-1/file", 404),),
    "group.raters": (
        kept_by_rose("GET /assessments/{group}/raters"),
        kept_by_rose("POST /assessments/{group}/raters", 422),
        kept_by_rose("GET /assessments/{kept}/raters", 404),
    ),
    "group.rate_too": (kept_by_rose("POST /assessments/{group}/raters/mine", 303),),
    "group.renew": (kept_by_rose("POST /assessments/{group}/raters/2/renew", 303), kept_by_rose("POST /assessments/{group}/raters/99/renew", 404)),
    "group.remove": (kept_by_rose("POST /assessments/{group}/raters/2/remove", 303), kept_by_rose("POST /assessments/{group}/raters/99/remove", 404)),
    "group.forget": (kept_by_rose("POST /assessments/{group}/raters/2/forget", 303), kept_by_rose("POST /assessments/{group}/raters/99/forget", 404)),
    "group.reveal": (kept_by_rose("POST /assessments/{group}/reveal", 303), kept_by_rose("POST /assessments/{kept}/reveal", 404)),
    "group.marks": (kept_by_rose("GET /assessments/{revealed}/marks"), kept_by_rose("GET /assessments/{group}/marks", 404)),
    "group.marks_for_rater": (
        everybody("GET /assessments/seats/{revealed_seat}/marks"),
        everybody("GET /assessments/seats/{seat}/marks", 404),
        everybody("GET /assessments/seats/{lone_seat}/marks", 404),
    ),
    "group.talk": (
        kept_by_rose("GET /assessments/{revealed}/talk/G-1"),
        kept_by_rose("POST /assessments/{revealed}/talk/G-1", 303),
        kept_by_rose("GET /assessments/{revealed}/talk/G-99", 404),
        kept_by_rose("GET /assessments/{group}/talk/G-1", 404),
        kept_by_rose("POST /assessments/{group}/talk/G-1", 404),
    ),
    "group.conclude": (
        kept_by_rose("GET /assessments/{revealed}/conclude"),
        kept_by_rose("POST /assessments/{revealed}/conclude", 422),
        kept_by_rose("GET /assessments/{group}/conclude"),
    ),
    "group.another_round": (kept_by_rose("POST /assessments/{revealed}/round", 303), kept_by_rose("POST /assessments/{kept}/round", 404)),
    "group.join": (
        everybody("GET /assessments/join/{invitation}"),
        only_once("POST /assessments/join/{invitation}"),
        everybody("GET /assessments/join/{invitation}", 404),
        everybody("POST /assessments/join/forged", 404),
    ),
    "group.forget_me": (everybody("POST /assessments/seats/{lone_seat}/forget", 404), only_once("POST /assessments/seats/{leaving_seat}/forget")),
    "plan.show": (
        everybody("GET /assessments/{lone}/plan"),
        everybody("POST /assessments/{lone}/plan", 422),
        kept_by_rose("GET /assessments/{kept}/plan"),
        kept_by_rose("POST /assessments/{kept}/plan", 422),
    ),
    "plan.edit": (
        kept_by_rose("GET /assessments/{kept}/plan/1"),
        kept_by_rose("POST /assessments/{kept}/plan/1", 422),
        everybody("GET /assessments/{lone}/plan/9", 404),
    ),
    "exchange.compare": (kept_by_rose("GET /assessments/{kept}/compare"), signed_in("GET /assessments/{lone}/compare", 404)),
    "exchange.consent": (kept_by_rose("POST /assessments/{closed}/consent", 303), signed_in("POST /assessments/{lone}/consent", 404)),
    "exchange.twins": (kept_by_rose("GET /assessments/{closed}/twins"), signed_in("GET /assessments/{lone}/twins", 404)),
    "exchange.ask": (
        kept_by_rose("POST /assessments/{closed}/twins/SIT-braga/ask", 303),
        signed_in("POST /assessments/{lone}/twins/SIT-braga/ask", 404),
    ),
    "exchange.swap": (
        kept_by_rose("GET /assessments/{closed}/swaps/SIT-braga"),
        kept_by_rose("POST /assessments/{closed}/swaps/SIT-braga", 303),
        kept_by_rose("GET /assessments/{closed}/swaps/SIT-oslo", 404),
    ),
    "exchange.answer": (
        kept_by_rose("POST /assessments/{closed}/swaps/SIT-braga/answer", 303),
        kept_by_rose("POST /assessments/{closed}/swaps/SIT-oslo/answer", 404),
    ),
    "handover.take": (
        *(everybody(f"GET /assessments/{{lone}}/result.{wanted}") for wanted in ("pdf", "docx", "md", "csv", "xlsx", "json")),
        kept_by_rose("GET /assessments/{kept}/result.json"),
        kept_by_rose("GET /assessments/{group}/result.json", 404),
    ),
    "reports.index": (everybody("GET /reports"),),
    "reports.new": (leads("GET /reports/new"), leads("POST /reports/new", 422)),
    "reports.show": (leads("GET /reports/{report}"), leads("GET /reports/forged", 404)),
    "reports.edit": (leads("GET /reports/{report}/edit"), leads("POST /reports/{report}/edit", 422)),
    "reports.take": tuple(leads(f"GET /reports/{{report}}/report.{wanted}") for wanted in ("html", "pdf", "docx", "md", "xlsx")),
    "reports.copy": (leads("POST /reports/{report}/copy", 303), leads("POST /reports/forged/copy", 404)),
    "reports.keep": (leads("POST /reports/{report}/keep", 303),),
    "kept.show": (everybody("GET /reports/kept/{copy}"), signed_in_else_nothing("GET /reports/kept/{members_copy}")),
    "kept.take": (everybody("GET /reports/kept/{copy}/report.md"), signed_in_else_nothing("GET /reports/kept/{members_copy}/report.md")),
    "kept.changes": (everybody("GET /reports/kept/{copy}/changes"), everybody("GET /reports/kept/forged/changes", 404)),
    "kept.verify": (everybody("GET /reports/verify"), everybody("GET /reports/verify?fingerprint=forged")),
}
