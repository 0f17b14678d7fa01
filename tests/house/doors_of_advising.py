"""The doors of the adviser's side: the inbox, questions, new obstacles and merging. {question} is one about {shared}."""

from __future__ import annotations

from knocking import Door, of_rose


def advisers(knock: str, status: int = 200) -> Door:
    """For advisers."""
    return Door(knock, (302, 403, 403, status, 403, 403))


OF_ADVISING: dict[str, tuple[Door, ...]] = {
    "advising.inbox": (advisers("GET /barriers/inbox"),),
    "advising.confirm": (advisers("POST /barriers/{shared}/confirm", 422), advisers("POST /barriers/{private}/confirm", 404)),
    "advising.ask": (
        advisers("GET /barriers/{shared}/questions/new"),
        advisers("POST /barriers/{shared}/questions/new", 422),
        advisers("GET /barriers/{private}/questions/new", 404),
        advisers("POST /barriers/{private}/questions/new", 404),
    ),
    "advising.answer": (
        of_rose("GET /barriers/{shared}/questions/{question}", 200),
        of_rose("POST /barriers/{shared}/questions/{question}", 422),
        of_rose("GET /barriers/{private}/questions/{question}", 404, 404),
        of_rose("GET /barriers/{shared}/questions/nothing", 404),
    ),
    "founding.new": (
        advisers("GET /barriers/{shared}/obstacle"),
        advisers("POST /barriers/{shared}/obstacle", 422),
        advisers("GET /barriers/{private}/obstacle", 404),
    ),
    "merging.show": (
        advisers("GET /obstacles/OBS-005/merge"),
        advisers("GET /obstacles/OBS-005/merge?into=OBS-003"),
        advisers("POST /obstacles/OBS-005/merge", 422),
        advisers("GET /obstacles/OBS-007/merge", 308),
        advisers("GET /obstacles/OBS-999/merge", 404),
    ),
}
