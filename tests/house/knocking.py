"""How tests knock at doors: an address, and what each kind of person is answered."""

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


def members_and_leads(knock: str, status: int = 200) -> Door:
    """For people of a partner, and for project leads."""
    return Door(knock, (302, status, status, 403, status, 403))


def of_rose(knock: str, status: int, other: int = 403) -> Door:
    """For the partner that a barrier belongs to; the other partner is answered with `other`."""
    return Door(knock, (302, status, other, 403, 403, 403))


def kept_by_rose(knock: str, status: int = 200) -> Door:
    """For whoever keeps an assessment; to everybody else it is not there."""
    return Door(knock, (302, status, 404, 404, 404, 404))


def signed_in_else_nothing(knock: str) -> Door:
    """For members; a visitor is not even told that it is there."""
    return Door(knock, (404, *(200,) * 5))


def sent_by_rose(knock: str, status: int = 200) -> Door:
    """For the partner that sent a file; to the others who enter figures it is not there."""
    return Door(knock, (302, status, 404, 403, 404, 403))


def leads(knock: str, status: int = 200) -> Door:
    """For project leads."""
    return Door(knock, (302, 403, 403, 403, status, 403))


def only_once(knock: str) -> Door:
    """For whoever comes first, without an account; the same address opens nothing afterwards."""
    return Door(knock, (303, *(404,) * 5))


def listing(name: str, door=everybody) -> tuple[Door, ...]:  # type: ignore[no-untyped-def]
    """A list in each of the formats in which it can be taken away."""
    return tuple(door(f"GET /{name}.{wanted}") for wanted in ("csv", "xlsx", "json"))
