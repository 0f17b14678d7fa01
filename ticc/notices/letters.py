"""A mail to one person: subject, text, and the headers that let them leave with one click."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from urllib.parse import urlsplit

from flask_babel import gettext as _
from flask_babel import ngettext

from ticc.foundation.text import shorten, without_control_characters
from ticc.notices.telling import Line, Told

LONGEST_SUBJECT = 150
# What one mail holds; the rest waits in the application and is told there.
HELD = 50


# Addresses that programs read: they stay in one piece, however long they are.
IN_ONE_PIECE = frozenset({"list-unsubscribe", "message-id"})


class Policy(EmailPolicy):
    """How headers are written: as usual, but long addresses are not cut and encoded, which mail programs would not read."""

    def fold(self, name: str, value: str) -> str:
        """A header as text."""
        return f"{name}: {value}{self.linesep}" if name.lower() in IN_ONE_PIECE else super().fold(name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        """A header as it is sent."""
        return self.fold(name, value).encode("ascii") if name.lower() in IN_ONE_PIECE else super().fold_binary(name, value)


@dataclass(frozen=True)
class Letter:
    """A mail that is ready to be handed over."""

    to: str
    subject: str
    text: str
    html: str
    # The page that ends all mail to this person.
    leave: str
    # What tells this mail from every other; the same when it must be sent again.
    mark: str

    def as_message(self, sender: str, at: datetime) -> EmailMessage:
        """The mail with its headers; raises ValueError for an address that no mail can have."""
        message = EmailMessage(policy=Policy(linesep="\r\n"))
        message["From"] = sender
        message["To"] = self.to
        message["Subject"] = self.subject
        message["Date"] = format_datetime(at)
        message["Message-ID"] = f"<{self.mark}@{urlsplit(self.leave).hostname or 'localhost'}>"
        message["Auto-Submitted"] = "auto-generated"
        message["List-Unsubscribe"] = f"<{self.leave}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        message.set_content(self.text)
        message.add_alternative(self.html, subtype="html")
        return message


def subject_of(told: Sequence[Told], programme: str) -> str:
    """One line that says what the mail holds; whatever people typed, it stays one line."""
    if len(told) > 1:
        says = ngettext("%(num)s notice", "%(num)s notices", len(told))
    else:
        says = f"{told[0].says}: {told[0].entry.text}" if told[0].entry else told[0].says
    return shorten(one_line(f"{programme}: {says}"), LONGEST_SUBJECT)


def one_line(text: str) -> str:
    """A text without line breaks and other signs that could begin a header of their own."""
    return " ".join(without_control_characters(text).split())


def text_of(told: Sequence[Told], more: int, notices: str, leave: str) -> str:
    """The mail as plain text. `notices` and `leave` are the addresses of the person's notices and of the page that ends mail."""
    parts = []
    for one in told:
        lines = [one_line(one.says)]
        lines += _listed(one.entry, "  ") if one.entry else []
        for group in one.groups:
            lines.append(f"  {group.heading}")
            lines += [part for line in group.lines for part in _listed(line, "  - ", "    ")]
        parts.append("\n".join(lines))
    if more:
        parts.append(ngettext("%(num)s more notice waits in the application.", "%(num)s more notices wait in the application.", more))
    feet = [
        "-- ",
        _("You hear of this because you have an account. How often mail comes:"),
        notices,
        _("End all mail:"),
        leave,
    ]
    return "\n\n".join([*parts, "\n".join(feet)]) + "\n"


def _listed(line: Line, first: str, next_ones: str = "  ") -> list[str]:
    return [f"{first}{one_line(line.text)}", *([f"{next_ones}{line.address}"] if line.address else [])]


def mark_of(told: Sequence[Told]) -> str:
    """What tells a mail with these notices from every other."""
    return "ticc." + hashlib.sha256("\n".join(sorted(one.notice.once for one in told)).encode()).hexdigest()[:40]
