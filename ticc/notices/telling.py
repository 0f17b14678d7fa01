"""What a notice says to its reader, composed when it is read from what the reader may see then."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _

from ticc.catalogue import labels
from ticc.catalogue.commonness import tally, tries_against
from ticc.catalogue.kinds import Kinds
from ticc.catalogue.snapshot import Card, Edge, Snapshot
from ticc.catalogue.visibility import Viewer
from ticc.catalogue.words import Result, Role
from ticc.notices.kinds import INNER, OUTER_CHANGES, OWN, Happened, NoticeKind
from ticc.notices.models import Notice
from ticc.notices.queries import key_of

SOLUTIONS = 5


@dataclass(frozen=True)
class Line:
    """A line of a notice; with an address, a link."""

    text: str
    address: str = ""
    # The language that the text is in, where it is not the reader's.
    language: str = ""


@dataclass(frozen=True)
class Group:
    """Some lines under a heading."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Told:
    """A notice as its reader sees it: what happened, to which entry, and more."""

    notice: Notice
    says: str
    entry: Line | None = None
    groups: tuple[Group, ...] = ()

    @property
    def key(self) -> str:
        """The word for the notice in addresses and forms."""
        return key_of(self.notice)


@dataclass(frozen=True)
class Desk:
    """Who reads, what they may see of the catalogue, and where its pages are. `owners` and `names` are of the entries and people concerned."""

    viewer: Viewer
    seen: Snapshot
    kinds: Kinds
    language: str
    owners: Mapping[str, str]
    names: Mapping[int, str]
    address_of: Callable[..., str]

    def is_own(self, code: str) -> bool:
        """Whether the entry belongs to a partner of the reader."""
        return self.owners.get(code, "nobody") in self.viewer.partners

    def sees_the_work(self, code: str) -> bool:
        """Whether the reader sees how a barrier is worked, beside the barrier itself."""
        return self.is_own(code) or self.viewer.has(Role.ADVISER, Role.LEAD)

    def line(self, card: Card, **query: str) -> Line:
        """An entry by its title, with its address."""
        text, language = card.text("title", self.language)
        if language == "en" and card.facets.get("language"):
            language = card.facets["language"]
        return Line(text, self.address_of(card.code, **query), language if language != self.language else "")


def tell_all(notices: Sequence[Notice], desk: Desk) -> list[Told]:
    """What the reader may be told of these notices now; the others are left out as if they had never been."""
    return [told for notice in notices if (told := _tell(notice, desk))]


def is_told(notice: Notice, desk: Desk) -> bool:
    """Whether the reader may be told of it now: the entry is seen, and so is what the notice says of it."""
    if notice.kind == NoticeKind.DIGEST:
        return any(group.lines for group in _news(notice, desk))
    if notice.code not in desk.seen.cards or notice.kind not in SAYS:
        return False
    if notice.kind == NoticeKind.MATCH:
        return _matched(notice, desk) is not None
    if notice.kind in OWN:
        return desk.is_own(notice.code)
    is_inner = notice.kind in INNER or (notice.kind == NoticeKind.CHANGE and notice.facts.get("what") not in OUTER_CHANGES)
    return desk.sees_the_work(notice.code) if is_inner else True


def _tell(notice: Notice, desk: Desk) -> Told | None:
    if not is_told(notice, desk):
        return None
    says = SAYS[notice.kind](notice, desk)
    if notice.kind == NoticeKind.DIGEST:
        return Told(notice, says, None, tuple(group for group in _news(notice, desk) if group.lines))
    groups = GROUPS[notice.kind](notice, desk) if notice.kind in GROUPS else ()
    return Told(notice, says, desk.line(desk.seen.cards[notice.code]), groups)


def _by(notice: Notice, desk: Desk) -> str:
    """Who did it, for readers of the entry's own partner alone: what a partner relays must name nobody to others."""
    number = notice.facts.get("by")
    return desk.names.get(number, "") if isinstance(number, int) and desk.is_own(notice.code) else ""


def _day(notice: Notice, name: str) -> str:
    """A day that a notice speaks of, as its reader writes it."""
    said = notice.facts.get(name)
    return str(format_date(date.fromisoformat(said), "d MMMM yyyy")) if said else ""


def _mention(notice: Notice, desk: Desk) -> str:
    by = _by(notice, desk)
    return str(_("%(name)s calls you in a note", name=by) if by else _("A note calls you"))


def _question(notice: Notice, desk: Desk) -> str:
    by = _by(notice, desk)
    return str(_("%(name)s asks a question", name=by) if by else _("An adviser asks a question"))


def _answer(notice: Notice, desk: Desk) -> str:
    return str(_("Your question has an answer"))


def _match(notice: Notice, desk: Desk) -> str:
    return str(_("An adviser has confirmed which obstacle this is"))


def _change(notice: Notice, desk: Desk) -> str:
    what = notice.facts.get("what")
    if what == Happened.STATE:
        kind = desk.kinds[desk.seen.cards[notice.code].kind]
        state = str(notice.facts.get("state", ""))
        return str(_("Moved on to: %(state)s", state=kind.value_labels["state"].get(state, state)))
    says: Mapping[str, str] = {
        Happened.TRY: _("Somebody told what was tried"),
        Happened.NOTE: _("There is a new note"),
        Happened.STEP: _("There is something new on the next step"),
        Happened.COST: _("There is a new figure of what it costs"),
    }
    return str(says.get(str(what), _("Something changed")))


def _step_due(notice: Notice, desk: Desk) -> str:
    return str(_("Your next step is due on %(day)s", day=_day(notice, "due")))


def _step_late(notice: Notice, desk: Desk) -> str:
    return str(_("Your next step was due on %(day)s", day=_day(notice, "due")))


def _reminder(notice: Notice, desk: Desk) -> str:
    return str(_("Nothing was written here since %(day)s. Is it still true?", day=_day(notice, "since")))


def _digest(notice: Notice, desk: Desk) -> str:
    return str(_("What the programme shared since %(day)s", day=_day(notice, "since")))


def _matched(notice: Notice, desk: Desk) -> Edge | None:
    """The confirmed link that the notice speaks of, if it still stands."""
    for edge in desk.seen.edges_from(notice.code, "sighting-of"):
        if edge.object == notice.facts.get("obstacle") and edge.facts["is_confirmed"]:
            return edge
    return None


def _elsewhere(notice: Notice, desk: Desk) -> tuple[Group, ...]:
    """The obstacle, and what was tried against it elsewhere: what worked comes first."""
    obstacle = desk.seen.cards[notice.facts["obstacle"]]
    results: dict[str, list[Edge]] = {}
    for edge in tries_against(desk.seen, obstacle.code):
        if edge.facts.get("barrier_code") != notice.code:
            results.setdefault(edge.subject, []).append(edge)
    order = [result.value for result in Result]
    ranked = sorted(results, key=lambda code: (min(order.index(edge.facts["result"]) for edge in results[code]), -len(results[code]), code))
    lines = []
    for code in ranked[:SOLUTIONS]:
        line = desk.line(desk.seen.cards[code])
        ended = ", ".join(f"{labels.RESULT[result]} {count}" for result, count in tally(results[code]).shown())
        lines.append(Line(f"{line.text} ({ended})", line.address, line.language))
    groups = (Group(_("The obstacle"), (desk.line(obstacle),)),)
    return (*groups, Group(_("What was tried elsewhere"), tuple(lines))) if lines else groups


def _still(notice: Notice, desk: Desk) -> tuple[Group, ...]:
    """Three links to the barrier's page, where one click decides."""
    said = (("true", _("It is still true")), ("changed", _("It has changed")), ("gone", _("It is gone")))
    lines = tuple(Line(text, f"{desk.address_of(notice.code, still=answer)}#still") for answer, text in said)
    return (Group(_("One click says which:"), lines),)


def _news(notice: Notice, desk: Desk) -> list[Group]:
    """The groups of a digest, each cut down to what the reader may see now."""
    cards = desk.seen.cards

    def listed(name: str) -> tuple[Line, ...]:
        return tuple(desk.line(cards[code]) for code in notice.facts.get(name, ()) if code in cards)

    tried = [(solution, barrier) for solution, barrier in notice.facts.get("tried", ()) if solution in cards and barrier in cards]
    against = tuple(
        Line(
            _("%(solution)s, against: %(barrier)s", solution=desk.line(cards[one]).text, barrier=desk.line(cards[other]).text), desk.address_of(other)
        )
        for one, other in tried
    )
    return [
        Group(_("Barriers that were shared"), listed("shared")),
        Group(_("Barriers that were overcome or worked around"), listed("solved")),
        Group(_("What was tried"), against),
        Group(_("New in the catalogue"), listed("new")),
    ]


SAYS: Mapping[str, Callable[[Notice, Desk], str]] = {
    NoticeKind.MENTION: _mention,
    NoticeKind.QUESTION: _question,
    NoticeKind.ANSWER: _answer,
    NoticeKind.MATCH: _match,
    NoticeKind.CHANGE: _change,
    NoticeKind.STEP_DUE: _step_due,
    NoticeKind.STEP_LATE: _step_late,
    NoticeKind.REMINDER: _reminder,
    NoticeKind.DIGEST: _digest,
}
GROUPS: Mapping[str, Callable[[Notice, Desk], tuple[Group, ...]]] = {NoticeKind.MATCH: _elsewhere, NoticeKind.REMINDER: _still}


def concerned(notices: Sequence[Notice]) -> tuple[set[str], set[int]]:
    """The codes of the entries, and the numbers of the people, that notices speak of."""
    people: set[Any] = {notice.facts.get("by") for notice in notices}
    return {notice.code for notice in notices if notice.code}, {number for number in people if isinstance(number, int)}
