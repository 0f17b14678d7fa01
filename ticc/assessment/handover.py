"""The result as a document to hand over: the same words as the page, whole, as plain data."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

from ticc.assessment import labels
from ticc.assessment.expect import Expected, expected, help_with, to_find_out
from ticc.assessment.models import Action
from ticc.assessment.result import Result
from ticc.assessment.telling import TOLD, headline, radar_of, strongest_first
from ticc.assessment.wording import InWords
from ticc.catalogue.labels import RESULT
from ticc.catalogue.snapshot import Snapshot
from ticc.documents.document import Block, Bullets, Document, Figure, Heading, Note, Paragraph, Span, Table, columns, text
from ticc.documents.words import day_in, number_in


def result_document(snapshot: Snapshot, result: Result, words: InWords, actions: list[Action], dated: date, programme: str) -> Document:
    """The whole result: levels, what to expect and when, what worked and what failed, the plan, every answer."""
    found = expected(snapshot, result.asked, result.marks, result.undertakings, result.assessment.country)
    blocks: list[Block] = [*_levels(result, words), *_expected(snapshot, found, result, words), *_unknown(result, words), *_plan(actions, words)]
    blocks += _answers(result, words)
    return Document(
        title=headline(result, words),
        subtitle=result.assessment.title or words.title,
        language=words.language,
        dated=dated,
        author=programme,
        blocks=tuple(blocks),
        summary=words.summary,
    )


def _level(value: float | None, words: InWords) -> str:
    return str(_("not known")) if value is None else number_in(round(value, 1), words.language)


def _levels(result: Result, words: InWords) -> list[Block]:
    spread, profile = result.profile.spread, result.profile
    blocks: list[Block] = [Heading(1, str(_("Where you stand")))]
    if spread is not None:
        told = _(
            "%(scored)s of %(asked)s statements were given a step. The levels reach from %(low)s to %(high)s; the middle principle stands at %(middle)s.",
            scored=profile.scored,
            asked=profile.asked,
            low=_level(spread.low, words),
            high=_level(spread.high, words),
            middle=_level(spread.middle, words),
        )
        blocks.append(Paragraph(text(str(told))))
    level, from_to, backed, answered = str(_("Level")), str(_("From – to")), str(_("Backed")), str(_("Answered"))
    rows = tuple(
        (
            f"{number}. {words.section(section.principle)}",
            _level(section.level, words),
            f"{section.lowest:g}–{section.highest:g}" if section.lowest is not None and section.highest is not None else "–",
            str(_("%(backed)s of %(scored)s", backed=section.backed, scored=section.scored)),
            str(_("%(scored)s of %(asked)s", scored=section.scored, asked=section.asked - section.not_applicable)),
        )
        for number, section in enumerate(profile.sections, 1)
    )
    caption = str(_("Level on each principle, from 0 to 5, and how much of it is backed by evidence"))
    heads = columns(str(_("Principle")), level, from_to, backed, answered, numbers={level, from_to, backed, answered})
    alt = "; ".join(f"{words.section(one.principle)}: {_level(one.level, words)}" for one in profile.sections)
    blocks.append(Figure(radar_of(result, words), str(_("Level on each principle, from 0 to 5")), alt, table_follows=False))
    blocks.append(Table(caption, heads, rows, widths=(5, 1.2, 1.4, 1.4, 1.6)))
    blocks.append(
        Note(
            text(
                str(
                    _(
                        "What you do not know and what does not apply is left out, so neither can lower a level. A step is backed when a sign was ticked or a proof given."
                    )
                )
            )
        )
    )
    return blocks


def _expected(snapshot: Snapshot, found: list[Expected], result: Result, words: InWords) -> list[Block]:
    blocks: list[Block] = [Heading(1, str(_("Expect these, in this order")))]
    if not found:
        return [*blocks, Paragraph(text(str(_("No answer points to an obstacle: every statement with a step stands at 3 or above."))))]
    strongest = {one.code for one in strongest_first(found)[:TOLD]}
    moment: str | None = ""
    for one in found:
        if one.moment != moment:
            moment = one.moment
            title = (
                snapshot.cards[moment].title_in(words.language)
                if moment is not None and moment in snapshot.cards
                else str(_("At no moment in particular"))
            )
            blocks.append(Heading(2, title))
        blocks.append(_why(snapshot, one, words))
        if one.code in strongest:
            blocks += _help(snapshot, one, result.assessment.country, words)
    return blocks


def _why(snapshot: Snapshot, one: Expected, words: InWords) -> Paragraph:
    card = snapshot.cards[one.code]
    because = [
        str(_("because you put “%(statement)s” at %(step)s", statement=words.statement(each.statement).rstrip("."), step=_level(each.step, words)))
        for each in one.pointers[:2]
    ]
    because += [str(_("because of what you are about to do"))] if one.undertakings else []
    common = one.commonness
    met = _("met at %(near)s of %(sites)s sites in your country", near=common.near, sites=common.sites_near)
    return Paragraph(
        (Span(card.title_in(words.language), is_strong=True), Span(" – " + " · ".join([*because, *([str(met)] if common.near else [])]))), (one.code,)
    )


def _help(snapshot: Snapshot, one: Expected, country: str, words: InWords) -> list[Block]:
    found = help_with(snapshot, one.code, country)
    items: list[tuple[Span, ...]] = [(Span(f"{snapshot.cards[each.code].title_in(words.language)} ({each.code})"),) for each in found.suggestions]
    for edge in (*found.worked[:2], *found.failures[:2]):
        result, site = RESULT[edge.facts["result"]], snapshot.cards[edge.object].title_in(words.language)
        solution = snapshot.cards[edge.subject].title_in(words.language)
        language = None if words.language == "en" else "en"
        items.append((Span(f"{result}, {site}: {solution}. ", is_emphasis=True), Span(edge.reason, language=language)))
    return [Bullets(tuple(items))] if items else []


def _unknown(result: Result, words: InWords) -> list[Block]:
    unknown = to_find_out(result.asked, result.marks)
    if not unknown:
        return []
    return [Heading(1, str(_("Find out first"))), Bullets(tuple(text(words.question(one).text) for one in unknown))]


def _plan(actions: list[Action], words: InWords) -> list[Block]:
    if not actions:
        return []
    heads = columns(str(_("Step")), str(_("Who")), str(_("Until")), str(_("First")), str(_("State")))
    rows = tuple(
        (
            one.what or one.solution_code or "",
            one.owner,
            day_in(one.due, words.language) if one.due else "",
            one.first_step,
            str(labels.ACTION_STATE[one.state]),
        )
        for one in actions
    )
    return [Heading(1, str(_("Plan"))), Table(str(_("Plan")), heads, rows, widths=(4, 2, 2, 4, 1.5))]


def _answers(result: Result, words: InWords) -> list[Block]:
    step, said = str(_("Level")), str(_("What is most like the place"))
    rows = []
    for statement in result.asked:
        question, mark = words.question(statement), result.marks.get(statement.key)
        if mark is None:
            told, level = str(_("no answer yet")), ""
        elif mark.step is None:
            told, level = str(labels.UNSCORED_SHORT[mark.said]), ""
        else:
            level = _level(mark.step, words)
            told = question.steps[int(mark.step)] if mark.step == int(mark.step) else ""
        agreement = result.agreements.get(statement.key)
        if agreement and agreement.minority:
            told = f"{told} {_('Seen otherwise:')} {agreement.minority}".strip()
        rows.append((question.text, level, told))
    return [
        Heading(1, str(_("Every answer"))),
        Table(str(_("Every answer")), columns(str(_("Statement")), step, said, numbers={step}), tuple(rows), widths=(5, 1, 6)),
    ]
