"""Plain text: folding, shortening, slugs."""

import re
import unicodedata


def fold(text: str) -> str:
    """Text without accents and in lower case, for comparing what people mean rather than how they type it."""
    if text.isascii():
        return text.lower()
    # Taken apart before it is lowered: ™ and ℌ are capitals only then. And once more after: a lowered letter may come apart too.
    lowered = _bare(_bare(text).casefold())
    return lowered.replace("œ", "oe").replace("æ", "ae").replace("’", "'")


def _bare(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


def slug(text: str, length: int = 60) -> str:
    """A short piece of an address or file name, cut at a word."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")
    return words if len(words) <= length else words[:length].rsplit("-", 1)[0]


def shorten(text: str, length: int) -> str:
    """Text cut at a word, with an ellipsis where something is left out."""
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def without_control_characters(text: str) -> str:
    """Text as a person can type it: no control characters save line breaks and tabs, no direction overrides."""
    kept = (letter for letter in text.replace("\r\n", "\n") if letter in "\n\t" or not is_control_character(letter))
    return "".join(letter for letter in kept if letter not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def is_control_character(letter: str) -> bool:
    """Whether it is no letter at all; what Unicode has not given a meaning yet may be next year's emoji and is one."""
    number = ord(letter)
    return unicodedata.category(letter) in {"Cc", "Cs"} or number & 0xFFFE == 0xFFFE or 0xFDD0 <= number <= 0xFDEF


def can_be_seen(text: str) -> bool:
    """Whether a text has a letter or sign at all, beside spaces, marks of direction and joiners of no width."""
    return any(unicodedata.category(letter)[0] not in "ZC" for letter in text)
