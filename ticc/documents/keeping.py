"""A document as data for JSON and back, so that a copy can be kept for ever and its fingerprint be verified."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from ticc.documents import document as parts
from ticc.documents import series
from ticc.documents.document import Document

_KINDS: dict[str, Any] = {
    one.__name__: one
    for module in (parts, series)
    for one in vars(module).values()
    if isinstance(one, type) and is_dataclass(one) and one.__module__ == module.__name__
}


def as_data(value: Any) -> Any:
    """Plain data that JSON knows; what a thing is stands beside its values."""
    if is_dataclass(value) and not isinstance(value, type):
        said = {one.name: as_data(getattr(value, one.name)) for one in fields(value) if getattr(value, one.name) != one.default}
        return {"kind": type(value).__name__, **said}
    if isinstance(value, date):
        return {"kind": "day", "on": value.isoformat()}
    if isinstance(value, float) and value.is_integer():
        # 1.0 and 1 are equal, and must read alike.
        return int(value)
    return [as_data(one) for one in value] if isinstance(value, tuple | list) else value


def from_data(data: Any) -> Any:
    """The document, or the part of one, that `as_data` gave; raises KeyError for a kind that is not known."""
    if isinstance(data, Mapping):
        if data["kind"] == "day":
            return date.fromisoformat(data["on"])
        return _KINDS[data["kind"]](**{name: from_data(value) for name, value in data.items() if name != "kind"})
    return tuple(from_data(one) for one in data) if isinstance(data, list) else data


def fingerprint(document: Document) -> str:
    """The SHA-256 of a document's words, in hexadecimal: equal exactly when two documents say the same on the same day."""
    told = json.dumps(as_data(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # Half a letter can stand in a text; the writers drop it, and it must not keep a copy from being kept.
    return hashlib.sha256(told.encode(errors="surrogatepass")).hexdigest()
