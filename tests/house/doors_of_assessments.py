"""The doors of self-assessments."""

from __future__ import annotations

from knocking import Door, everybody, kept_by_rose, only_once, signed_in

OF_ASSESSMENTS: dict[str, tuple[Door, ...]] = {
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
}
