"""Plain text: folding, shortening, slugs."""

import re
import unicodedata


def fold(text: str) -> str:
    """Text without accents and in lower case, for comparing what people mean rather than how they type it."""
    lowered = text.casefold().replace("œ", "oe").replace("æ", "ae").replace("’", "'")
    return "".join(letter for letter in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(letter))


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
    kept = (letter for letter in text.replace("\r\n", "\n") if letter in "\n\t" or unicodedata.category(letter) not in {"Cc", "Cs", "Cn"})
    return "".join(letter for letter in kept if letter not in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
