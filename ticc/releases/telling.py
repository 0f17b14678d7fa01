"""How a page tells a frozen entry: its parts in order, each value and each link in the reader's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import format_date, format_decimal
from flask_babel import gettext as _

from ticc.catalogue import labels as field_labels
from ticc.catalogue.entry import Entry
from ticc.catalogue.kinds import Kind
from ticc.catalogue.reading import Reading, reading_of
from ticc.catalogue.vocabulary import Vocabularies
from ticc.content.state import columns_of
from ticc.foundation.languages import LANGUAGES
from ticc.releases import labels
from ticc.releases.differences import Difference, Field, differences
from ticc.releases.freezing import LIKE_A_CODE, Content, Frozen
from ticc.releases.queries import Name

# Told at the head of the page.
AT_THE_HEAD = ("title", "summary", "body")


@dataclass(frozen=True)
class Part:
    """A part of an entry: a text or list of the entry itself, which may be translated, or lines of our own words."""

    name: str
    label: str
    lines: tuple[str, ...]
    # Whether it is read through the entry's translations.
    is_own_words: bool = False
    is_list: bool = False


@dataclass(frozen=True)
class ToldLink:
    """A link of the entry: the other end, what its row says, the reason and what it rests on."""

    code: str
    facts: tuple[str, ...]
    reason: str
    # None: the catalogue's own reading; empty: something that is not shown.
    evidence: str | None


@dataclass(frozen=True)
class Telling:
    """The words in which one reader is told of frozen entries."""

    vocabularies: Vocabularies
    language: str
    names: Mapping[str, Name]

    def name(self, code: str) -> str:
        """The title of another entry, as it was called; the code itself where nobody knows."""
        found = self.names.get(code)
        return found.title_in(self.language)[0] if found else code

    def label(self, field: Field) -> str:
        """What a part is called; with its language where it is a translation."""
        if field.is_link:
            return str(field_labels.VERB.get((field.name, field.is_outward), field.name))
        label = str(labels.FIELD.get(field.name, field.name.replace("_", " ")))
        return f"{label} ({LANGUAGES.get(field.language, field.language)})" if field.language else label

    def reading(self, kind: Kind, content: Content) -> Reading:
        """The entry for this reader, with the languages that its texts are really in."""
        entry: Entry = kind.table(**{"translations": content.get("translations", {}), **content.get("columns", {})})
        return reading_of(entry, self.language, kind.sheet)

    def parts(self, kind: Kind, content: Content) -> list[Part]:
        """Everything beside title, summary and text, in the order of the kind."""
        columns = content.get("columns", {})
        translatable = getattr(kind.sheet, "translatable", ())
        known = [name for name in columns_of(kind) if name in columns]
        found = []
        for name in [*known, *(name for name in columns if name not in known)]:
            if name not in AT_THE_HEAD:
                value, field = columns[name], Field(name)
                is_list = isinstance(value, list | dict)
                found.append(Part(name, self.label(field), tuple(self.lines(kind, field, value)), name in translatable, is_list))
        return found

    def links(self, content: Content) -> dict[str, list[ToldLink]]:
        """The links, by the words between the two ends."""
        found: dict[str, list[ToldLink]] = {}
        for link in content.get("links", []):
            label = self.label(Field(link["verb"], is_outward=bool(link.get("away")), is_link=True))
            told = ToldLink(link["code"], tuple(self._facts(link)), link.get("reason", ""), link.get("evidence"))
            found.setdefault(label, []).append(told)
        return found

    def difference(self, kind: Kind, before: Frozen, after: Frozen) -> list[Difference]:
        """What differs between two states of an entry, in lines that a reader understands."""
        return differences(before.content, after.content, lambda field, value: self.lines(kind, field, value))

    def lines(self, kind: Kind, field: Field, value: Any) -> list[str]:
        """A part in lines: a text by its paragraphs, a list by its points, links one by one."""
        if field.is_link:
            return [self._link_line(link) for link in value]
        if isinstance(value, dict):
            return [f"{self._word(kind, field.name, key)}: {self._value(kind, field.name, one)}" for key, one in value.items()]
        if isinstance(value, list):
            return [self._value(kind, field.name, one) for one in value]
        return [line for line in self._value(kind, field.name, value).split("\n") if line.strip()]

    def _value(self, kind: Kind, column: str, value: Any) -> str:
        if isinstance(value, dict):
            return ", ".join(f"{key}: {self._value(kind, '', one)}" for key, one in value.items())
        if value is True:
            return str(_("yes"))
        # A year is a name and no quantity.
        return str(value) if not isinstance(value, str) else self._word(kind, column, value)

    def _word(self, kind: Kind, column: str, value: str) -> str:
        """How the reader's language says a value of a column."""
        fixed: Mapping[str, Any] = kind.value_labels.get(column) or field_labels.OF_FACET.get(column, {})
        fixed = {"language": LANGUAGES, "direction": field_labels.DIRECTION}.get(column, fixed)
        if value in fixed:
            return str(fixed[value])
        vocabulary = f"{kind.name}-roles" if column == "role" else labels.VOCABULARY.get(column, "")
        if vocabulary:
            return self.vocabularies[vocabulary].label(value, self.language)
        if column == "since":
            return str(format_date(date.fromisoformat(value), "MMMM yyyy"))
        return f"{self.name(value)} ({value})" if value in self.names else value

    def _facts(self, link: Mapping[str, Any]) -> list[str]:
        facts = link.get("facts", {})
        told = [str(field_labels.RESULT.get(facts["result"], facts["result"]))] if "result" in facts else []
        if "value" in facts:
            told.append(f"{format_decimal(facts['value'])} {facts.get('unit', '')}".strip())
        told += [f"{self.name(facts[name])} ({facts[name]})" for name in ("site_code", "obstacle_code") if name in facts]
        if "year" in facts:
            told.append(str(facts["year"]))
        if facts.get("is_analogous"):
            told.append(str(field_labels.PROVENANCE["analogous"]))
        if link["verb"] == "sighting-of":
            told.append(str(_("confirmed by an adviser") if facts.get("is_confirmed") else _("not confirmed yet")))
        return told + [f"{labels.FACT[name]}: {facts[name]}" for name in labels.FACT if name in facts]

    def _link_line(self, link: Mapping[str, Any]) -> str:
        told = [f"{self.name(link['code'])} ({link['code']})", *self._facts(link), link.get("reason", "")]
        if link.get("evidence"):
            told.append(str(_("evidence: %(code)s", code=link["evidence"])))
        return " · ".join(one for one in told if one)


def codes_named(content: Content) -> set[str]:
    """Every code that a frozen entry's links and columns point at, so that their names can be asked for."""
    found: set[str] = set()
    for link in content.get("links", []):
        facts = link.get("facts", {})
        found.update({link["code"], link.get("evidence") or "", facts.get("site_code", ""), facts.get("obstacle_code", "")})
    for value in content.get("columns", {}).values():
        if isinstance(value, str) and LIKE_A_CODE.fullmatch(value):
            found.add(value)
        elif isinstance(value, list):
            found.update(one.get("source", "") for one in value if isinstance(one, dict))
    return found - {""}


def without(content: Content, hidden: set[str]) -> Content:
    """A frozen entry without its links to some entries, and without the tries that were made against one of them."""
    shown = [link for link in content.get("links", []) if not {link["code"], link.get("facts", {}).get("barrier_code")} & hidden]
    return {**content, "links": shown}
