"""The plan that follows: solutions to take up, by whom, until when, and what comes first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from sqlmodel import Session, col, or_, select

from ticc.assessment.models import Action, ActionState, Assessment
from ticc.assessment.queries import number_of
from ticc.catalogue.codes import is_code_of
from ticc.catalogue.visibility import Viewer
from ticc.foundation.clock import now
from ticc.foundation.errors import NotThere, Refusal
from ticc.foundation.versioned import write_over

OPEN = (ActionState.PLANNED.value, ActionState.UNDER_WAY.value)


def list_actions(session: Session, assessment: Assessment) -> list[Action]:
    """The steps of a plan: what is open first, the earliest due date first."""
    found = session.exec(select(Action).where(Action.assessment_id == assessment.id).order_by(col(Action.id)))
    return sorted(found, key=lambda one: (one.state not in OPEN, one.due is None, str(one.due or ""), one.id or 0))


def list_open_actions(session: Session, viewer: Viewer) -> list[tuple[Action, Assessment]]:
    """What is still to do in the plans of a person and of the person's partners, the earliest due date first."""
    if not viewer.is_signed_in:
        return []
    mine = or_(Assessment.account_id == viewer.account_id, col(Assessment.partner_code).in_(viewer.partners))
    chosen = select(Action, Assessment).where(Action.assessment_id == Assessment.id, mine, col(Action.state).in_(OPEN)).order_by(col(Action.id))
    return sorted(session.exec(chosen), key=lambda one: (one[0].due is None, str(one[0].due or ""), one[0].id or 0))


def get_action(session: Session, assessment: Assessment, number: int) -> Action:
    """A step of this plan by its number; raises NotThere."""
    found = session.exec(select(Action).where(Action.assessment_id == assessment.id, Action.number == number)).one_or_none()
    if found is None:
        raise NotThere(str(number))
    return found


def add_action(session: Session, assessment: Assessment, said: Mapping[str, Any]) -> Action:
    """Add a step to the plan: a solution of the catalogue, or own words; raises Refusal where it has neither."""
    _refuse_empty(session, said)
    session.refresh(assessment, with_for_update=True)
    action = Action(assessment_id=number_of(assessment), number=len(list_actions(session, assessment)) + 1, **said)
    session.add(action)
    session.flush()
    return action


def change_action(session: Session, action: Action, said: Mapping[str, Any], version: int) -> None:
    """Change a step of the plan; raises ChangedMeanwhile where somebody else did so since the form was opened."""
    _refuse_empty(session, said)
    write_over(session, action, {**said, "changed_at": now()}, version)


def _refuse_empty(session: Session, said: Mapping[str, Any]) -> None:
    if not said.get("what") and not said.get("solution_code"):
        raise Refusal(_("Say what will be done, or name a solution of the catalogue"), "what")
    for field, kind in (("solution_code", "solution"), ("obstacle_code", "obstacle")):
        code = said.get(field)
        if code and not is_code_of(session, code, kind):
            raise Refusal(_("There is no entry %(code)s of this kind", code=code), field)
