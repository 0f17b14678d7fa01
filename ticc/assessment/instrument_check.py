"""What can be wrong with an instrument beyond its form: keys, settings, the short form, its translations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import TYPE_CHECKING

from ticc.foundation.languages import DEFAULT, LANGUAGES

if TYPE_CHECKING:
    from ticc.assessment.instrument import Instrument, InstrumentText, Statement

# The short form asks this many statements on a principle, and this many in all: what can be answered in a quarter of an hour.
SHORT_OF_A_SECTION = range(1, 4)
SHORT_AT_MOST = 30


def flaws(instrument: Instrument, name: str) -> list[str]:
    """What is wrong with an instrument that was found in the file of this name (`readiness@1`), each in a sentence."""
    return [*_misnamed(instrument, name), *_repeated(instrument), *_lost_settings(instrument), *_poor_combinations(instrument)]


def _misnamed(instrument: Instrument, name: str) -> Iterator[str]:
    if name != instrument.name:
        yield f"key and version say {instrument.name}, the file's name does not"


def _repeated(instrument: Instrument) -> Iterator[str]:
    for kind, keys in (
        ("statement", [statement.key for statement in instrument.statements]),
        ("section", [section.principle for section in instrument.sections]),
        ("setting", [setting.key for setting in instrument.settings]),
        ("undertaking", [undertaking.key for undertaking in instrument.undertakings]),
    ):
        yield from (f"the {kind} {key} stands here twice" for key in sorted({key for key in keys if keys.count(key) > 1}))


def _lost_settings(instrument: Instrument) -> Iterator[str]:
    axes = {setting.key: setting.axis for setting in instrument.settings}
    for statement in instrument.statements:
        yield from (f"{statement.key}: there is no setting '{key}'" for key in statement.applies_to if key not in axes)
        for key in statement.wording:
            if key not in axes:
                yield f"{statement.key}: wording: there is no setting '{key}'"
            elif not statement.applies({axes[key]: key}, axes):
                yield f"{statement.key}: wording: the statement does not apply to '{key}'"


def _poor_combinations(instrument: Instrument) -> Iterator[str]:
    """Profiles that would be asked nothing, or of which the short form asks too little or too much."""
    for chosen in _combinations(instrument):
        asked = {statement.key for statement in instrument.applicable(chosen)}
        short = {statement.key for statement in instrument.applicable(chosen, short=True)}
        where = " and ".join(chosen.values()) or "everybody"
        if not asked:
            yield f"no statement applies to {where}"
        if len(short) > SHORT_AT_MOST:
            yield f"the short form for {where} has {len(short)} statements, {SHORT_AT_MOST} is the most"
        for section in instrument.sections:
            if _of(section.statements, asked) and _of(section.statements, short) not in SHORT_OF_A_SECTION:
                found = _of(section.statements, short)
                yield f"the short form for {where} has {found} statements of {section.principle}, not {SHORT_OF_A_SECTION[0]} to {SHORT_OF_A_SECTION[-1]}"


def _combinations(instrument: Instrument) -> Iterator[dict[str, str]]:
    """Every profile that could be asked something else than another: axes of which no statement speaks are left out."""
    named = {key for statement in instrument.statements for key in statement.applies_to}
    axes = list(dict.fromkeys(setting.axis for setting in instrument.settings if setting.key in named))
    for keys in product(*([setting.key for setting in instrument.settings_of(axis)] for axis in axes)):
        yield dict(zip(axes, keys, strict=True))


def _of(statements: Sequence[Statement], keys: Iterable[str]) -> int:
    return len({statement.key for statement in statements}.intersection(keys))


def language_flaw(language: str, offered: Iterable[str] | None = None) -> str | None:
    """Why nobody would read a translation into this language, if so; `offered` are the languages of the programme."""
    if language == DEFAULT:
        return f"the original is in '{language}' already"
    if language not in LANGUAGES:
        return f"the pages do not speak '{language}' ({', '.join(LANGUAGES)})"
    if offered is not None and language not in set(offered):
        return f"the programme does not offer '{language}'"
    return None


def flaws_of_translation(text: InstrumentText, original: Instrument) -> list[str]:
    """What a translation leaves out, or says of what is not there, each in a sentence."""
    found = []
    statements = {statement.key: statement for statement in original.statements}
    for key in sorted(statements.keys() ^ text.statements.keys()):
        found.append(f"{key}: " + ("is not translated" if key in statements else "there is no such statement"))
    for key in sorted(statements.keys() & text.statements.keys()):
        if len(text.statements[key].you_would_see) != len(statements[key].you_would_see):
            found.append(f"{key}: you_would_see has another number of signs than the original")
        for setting in sorted(text.statements[key].wording.keys() ^ statements[key].wording.keys()):
            found.append(f"{key}: wording: '{setting}' stands in only one of the two files")
    for principle in sorted({section.principle for section in original.sections} ^ text.sections.keys()):
        found.append(f"sections: {principle} stands in only one of the two files")
    return found
