"""What a person typed, read as words, "exact phrases", -words to leave out and codes; no text is an error."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ticc.foundation.text import fold, without_control_characters
from ticc.search.analysis import Word, words_of

LONGEST_QUERY = 500
MOST_WORDS = 32

_CHUNK = re.compile(r'(?P<minus>(?<!\S)[-−](?=["“”«»\w]))?(?:["“”«»](?P<phrase>[^"“”«»]*)(?:["“”«»]|$)|(?P<plain>[^\s"“”«»]+))')
_CODE = re.compile(r"^[^\W\d_]{2,8}-?[\w-]*$")


@dataclass(frozen=True)
class TypedQuery:
    """A query as it was meant. Positions of words are those in `text`."""

    text: str
    words: tuple[Word, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[tuple[str, ...], ...] = ()
    codes: tuple[str, ...] = ()

    @property
    def asks_for_something(self) -> bool:
        """Whether there is anything to look for; words to leave out alone are no question."""
        return bool(self.words or self.phrases or self.codes)


def read_query(typed: str, is_code: Callable[[str], bool] = lambda key: False) -> TypedQuery:
    """Read what was typed. A chunk is taken for a code only where `is_code` knows its key; otherwise it is plain words."""
    text = without_control_characters(typed)[:LONGEST_QUERY]
    words: list[Word] = []
    phrases: list[tuple[str, ...]] = []
    without: list[tuple[str, ...]] = []
    codes: list[str] = []
    for chunk in _CHUNK.finditer(text):
        part = "phrase" if chunk["phrase"] is not None else "plain"
        inside = [Word(word.text, word.start + chunk.start(part), word.end + chunk.start(part)) for word in words_of(chunk[part])]
        as_phrase = tuple(word.text for word in inside)
        key = code_key(chunk[part])
        if chunk["minus"]:
            without.append(as_phrase)
        elif part == "phrase" and len(inside) > 1:
            phrases.append(as_phrase)
        elif key and is_code(key):
            codes.append(key)
        else:
            words += inside
    return TypedQuery(
        text,
        tuple(words[:MOST_WORDS]),
        tuple(dict.fromkeys(phrase[:MOST_WORDS] for phrase in phrases)),
        tuple(dict.fromkeys(filter(None, without))),
        tuple(dict.fromkeys(codes)),
    )


def code_key(typed: str) -> str:
    """One spelling for all ways to type a code: `OBS-012`, `obs-12` and `obs12` are `obs-12`; empty for what cannot be one."""
    folded = re.sub(r"[‐‑‒–—−]", "-", fold(typed.strip(".,;:!?()[]'")))
    if not _CODE.match(folded):
        return ""
    hyphened = re.sub(r"^([^\W\d_]+)(?=\d)", r"\1-", folded)
    return re.sub(r"(?<=-)0+(?=\d)", "", hyphened)


def key_of_code(code: str) -> str:
    """The key under which the index holds a code, whatever it looks like."""
    return code_key(code) or fold(code)
