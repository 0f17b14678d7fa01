"""The result told: in one headline, on the page, in the radar, and as a document to hand over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup
from sqlmodel import Session

from ticc.assessment.compare import Twin
from ticc.assessment.exchange import list_remarks
from ticc.assessment.expect import POINTS_BELOW, Expected, Help, expected, help_with, to_find_out
from ticc.assessment.models import Remark
from ticc.assessment.planning import list_actions
from ticc.assessment.profile import SectionProfile
from ticc.assessment.result import Result
from ticc.assessment.wording import InWords
from ticc.catalogue.snapshot import Snapshot
from ticc.documents.charts import to_svg
from ticc.documents.series import Radar, Series

# How many obstacles are told with what others did, on the page and in the document; the document names the others too.
TOLD = 12
NAMED_IN_HEADLINE = 2
# On how many principles a drafted visit asks, and on how many it shows.
TOPICS = 3


@dataclass(frozen=True)
class ExpectedHere:
    """An obstacle to expect, with what others did about it."""

    expected: Expected
    help: Help


def result_page(session: Session, snapshot: Snapshot, result: Result, words: InWords) -> dict[str, Any]:
    """Everything that the page of a result shows beside the profile itself."""
    country = result.assessment.country
    found = expected(snapshot, result.asked, result.marks, result.undertakings, country)
    told = strongest_first(found)[:TOLD]
    return {
        "headline": headline(result, words),
        "radar": radar_svg(result, words),
        "radar_narrow": radar_svg(result, words, narrow=True),
        "expected": by_moment([ExpectedHere(one, help_with(snapshot, one.code, country)) for one in found if one in told]),
        "further": len(found) - len(told),
        "to_find_out": to_find_out(result.asked, result.marks),
        "actions": list_actions(session, result.assessment),
        "remarks": remarks_by_principle(list_remarks(session, result.assessment)),
        "split": [one for one in result.asked if one.key in result.votes and result.votes[one.key].is_split and not _is_agreed(result, one.key)],
    }


def _is_agreed(result: Result, key: str) -> bool:
    agreement = result.agreements.get(key)
    return agreement is not None and bool(agreement.said)


def strongest_first(found: Sequence[Expected]) -> list[Expected]:
    """What most answers point to, before the order of time."""
    return sorted(found, key=lambda one: (-one.weight, -one.commonness.near, -one.commonness.all, one.code))


def by_moment(found: Sequence[ExpectedHere]) -> list[tuple[str | None, list[ExpectedHere]]]:
    """The obstacles grouped by the step of the method at which they usually come; those without one last."""
    groups: dict[str | None, list[ExpectedHere]] = {}
    for one in found:
        groups.setdefault(one.expected.moment, []).append(one)
    return list(groups.items())


def headline(result: Result, words: InWords) -> str:
    """The result in one sentence: where the place starts from, and what will hold it back."""
    profile = result.profile
    if profile.spread is None:
        return str(_("Nothing to show yet"))
    weak, strong = _named(profile.weaknesses, words), _named(profile.strengths, words)
    if strong and weak:
        return str(_("You start from %(strong)s; %(weak)s will hold you back", strong=strong, weak=weak))
    if strong:
        return str(_("You start from %(strong)s, and nothing stands far behind", strong=strong))
    if weak:
        return str(_("%(weak)s will hold you back first", weak=weak[:1].upper() + weak[1:]))
    return str(_("You stand in the middle on every principle"))


def _named(sections: Sequence[SectionProfile], words: InWords) -> str:
    names = [str(_("“%(name)s”", name=words.section(section.principle))) for section in sections[:NAMED_IN_HEADLINE]]
    return str(_(" and ")).join(names)


def radar_of(result: Result, words: InWords) -> Radar:
    """The levels and how far they are backed, on one axis for each principle."""
    sections = result.profile.sections
    return Radar(
        tuple(words.section(section.principle) for section in sections),
        (
            Series(str(_("level of the group") if result.assessment.is_group else _("claimed level")), tuple(section.level for section in sections)),
            Series(str(_("backed by evidence")), tuple(section.backed_level for section in sections)),
        ),
        heading=str(_("Principle")),
    )


def radar_svg(result: Result, words: InWords, *, narrow: bool = False) -> Markup:
    """The radar as a drawing for the page; its table stands beside it."""
    title = str(_("Level on each principle, from 0 to 5"))
    description = str(_("The same numbers stand in the table of this page."))
    labels, prefix = ("numbers", "radar-narrow") if narrow else ("words", "radar")
    return Markup(to_svg(radar_of(result, words), title, description, words.language, labels, prefix))  # type: ignore[arg-type]


def compared_radar(result: Result, past: Result, words: InWords) -> Markup:
    """The levels of this time and of the last one in one drawing."""
    sections = result.profile.sections
    earlier = tuple(section.level if (section := past.profile.of(one.principle)) else None for one in sections)
    chart = Radar(
        tuple(words.section(section.principle) for section in sections),
        (Series(str(_("now")), tuple(section.level for section in sections)), Series(str(_("before")), earlier)),
        heading=str(_("Principle")),
    )
    return Markup(to_svg(chart, str(_("Level on each principle, now and before")), "", words.language, "numbers", "moved"))


def visit_agenda(twin: Twin, result: Result) -> list[tuple[str, list[str], bool]]:
    """What a visit would be about: principles to ask about, each with the statement that stands lowest here, then those to show, with the highest."""
    topics = [(one[0], False) for one in twin.to_learn[:TOPICS]] + [(one[0], True) for one in twin.to_show[:TOPICS]]
    return [(principle, _statements_by_step(result, principle)[-1 if is_shown else 0 :][:1], is_shown) for principle, is_shown in topics]


def _statements_by_step(result: Result, principle: str) -> list[str]:
    """The statements on a principle that were given a step, the lowest first."""
    given = [(mark.step, key) for key, mark in result.marks.items() if mark.is_scored and result.instrument.section_of(key).principle == principle]
    return [key for _step, key in sorted(given, key=lambda one: (one[0] or 0, one[1]))]


def remarks_by_principle(remarks: Sequence[Remark]) -> Mapping[str, list[Remark]]:
    """What reviewers said, by principle."""
    found: dict[str, list[Remark]] = {}
    for remark in remarks:
        found.setdefault(remark.principle, []).append(remark)
    return found


def answer_rows(result: Result, words: InWords) -> list[dict[str, Any]]:
    """One row for each statement that was asked: what a spreadsheet or a program takes away."""
    rows = []
    for statement in result.asked:
        question, mark = words.question(statement), result.marks.get(statement.key)
        vote, agreement = result.votes.get(statement.key), result.agreements.get(statement.key)
        row: dict[str, Any] = {
            "statement": statement.key,
            "principle": question.principle,
            "section": question.section,
            "text": question.text,
            "said": mark.said if mark else "",
            "level": mark.step if mark else None,
            "backed": mark.is_backed if mark else False,
            "signs": [question.signs[place] for place in sorted(mark.signs) if place < len(question.signs)] if mark else [],
            "points_to": [code for code in statement.obstacles if mark and mark.step is not None and mark.step < POINTS_BELOW],
        }
        if result.assessment.is_group:
            row |= _group_columns(vote, agreement)
        rows.append(row)
    return rows


def _group_columns(vote: Any, agreement: Any) -> dict[str, Any]:
    return {
        "marks": [f"{step:g}" for step in vote.steps] if vote else [],
        "median": vote.middle if vote else None,
        "spread": vote.spread if vote else None,
        "split": vote.is_split if vote else False,
        "agreed": bool(agreement and agreement.said),
        "reasons": agreement.reasons if agreement else "",
        "minority_view": agreement.minority if agreement else "",
        "discussion": agreement.discussion if agreement else "",
    }
