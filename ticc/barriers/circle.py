"""Who sees how a barrier is worked: its partner, and, once it is shared, advisers and project leads. Pure."""

from __future__ import annotations

from typing import Protocol

from ticc.catalogue.visibility import Viewer
from ticc.catalogue.words import Role, Visibility


class Owned(Protocol):
    """What must be known of a barrier: whose it is, and who may see it."""

    partner_code: str
    visibility: str


def is_own(viewer: Viewer, barrier: Owned) -> bool:
    """Whether the barrier belongs to a partner of the person."""
    return barrier.partner_code in viewer.partners


def sees_the_work(viewer: Viewer, barrier: Owned) -> bool:
    """Whether the person sees notes, next steps, costs, where people stand and what was put to advisers.

    Other partners see of a shared barrier its words, its states and its tries.
    """
    return is_own(viewer, barrier) or (barrier.visibility != Visibility.PRIVATE and viewer.has(Role.ADVISER, Role.LEAD))


def may_note(viewer: Viewer, barrier: Owned) -> bool:
    """Whether the person may add a note: the partner's people, and advisers where the barrier is shared."""
    return is_own(viewer, barrier) or (barrier.visibility != Visibility.PRIVATE and viewer.has(Role.ADVISER))
