"""Forms: how a refused form is shown, and what every text field forgives."""

from __future__ import annotations

from typing import Any

from flask import request
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField

from ticc.foundation.errors import Refusal
from ticc.foundation.text import can_be_seen, without_control_characters


def tidy(text: str | None) -> str:
    """What a person typed, without what cannot be seen: control characters and the space around it."""
    tidied = without_control_characters(text or "").strip()
    return tidied if can_be_seen(tidied) else ""


class Form(FlaskForm):
    """A form of the application; its errors are shown in a summary that links to the fields."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc,unused-ignore]
        """Where a form takes what was sent from."""

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """Only from what a browser sends: the fields of a JSON document may be anything."""
            return None if request.is_json else super().wrap_formdata(form, formdata)

    form_errors: list[Any]

    def take_refusal(self, refusal: Refusal) -> None:
        """Show what a service refused at the field that it names, or above the form."""
        field = self._fields.get(refusal.field or "")
        if field is None or _is_unseen(field):
            self.form_errors = [*self.form_errors, refusal.message]
        else:
            field.errors = [*field.errors, refusal.message]

    def error_list(self) -> list[dict[str, str]]:
        """Every error with a link to its field, for the error summary."""
        listed = [{"text": str(message)} for message in self.form_errors]
        for field in self._fields.values():
            link = {} if _is_unseen(field) else {"href": f"#{_first_control(field)}"}
            listed += [{"text": str(message), **link} for message in _messages(field)]
        return listed


def _is_unseen(field: Field) -> bool:
    """Whether a person does not see the field, so that no error can lead to it."""
    return isinstance(field, HiddenField) or field.short_name == "version"


def _messages(field: Field) -> list[Any]:
    errors: Any = field.errors
    return [message for group in errors.values() for message in group] if isinstance(errors, dict) else list(errors)


def _first_control(field: Field) -> str:
    return f"{field.id}-0" if field.type in ("RadioField", "SelectMultipleField") else field.id
