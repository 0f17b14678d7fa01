"""Acts of a form that somebody else may have been quicker with: what was typed stays, and what stands there now is shown beside it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask_babel import gettext as _
from sqlalchemy.exc import InvalidRequestError

from ticc.foundation.database import db
from ticc.foundation.errors import ChangedMeanwhile, NotThere, Refusal

Given = TypeVar("Given")


def tried(form: Any, act: Callable[[], Given], row: Any = None) -> Given | None:
    """What an act gives; None where it was refused, which the form then says, with everything that was typed still in it.

    `row` is what the act changes, with its `version`; raises NotThere where somebody removed it meanwhile.
    """
    try:
        return act()
    except Refusal as refusal:
        db().rollback()
        form.take_refusal(refusal)
    except InvalidRequestError as gone:
        # Somebody removed the row while this act waited for it.
        raise NotThere(getattr(row, "key", "")) from gone
    except ChangedMeanwhile:
        show_theirs(form, row, changed_words())
    return None


def show_theirs(form: Any, row: Any, said: str) -> None:
    """Let a form show what a row says now, in `changed_meanwhile`, and replace it when it is sent again."""
    db().rollback()
    db().refresh(row)
    form.version.data = row.version
    form.version.raw_data = [str(row.version)]
    form.changed_meanwhile = row
    form.take_refusal(Refusal(said))


def changed_words() -> str:
    """What somebody is told who was slower than somebody else."""
    return str(_("Somebody changed this since you opened it. What it says now is shown above yours; send yours again to replace it."))
