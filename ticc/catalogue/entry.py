"""What every entry of the catalogue has in common, whatever its kind."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy.orm import declared_attr
from sqlmodel import Field

from ticc.catalogue.words import Visibility
from ticc.foundation.clock import Moment, now
from ticc.foundation.table import Table, json_list, json_map, long_text


class Entry(Table):
    """One entry. `version` counts its changes, so that the later of two editors sees both versions."""

    kind: ClassVar[str]
    # Columns that hold no statement of the entry itself and are left out of its history.
    unrecorded: ClassVar[frozenset[str]] = frozenset({"version", "created_at", "updated_at", "loaded_digest"})

    code: str = Field(primary_key=True, foreign_key="code.code", max_length=80)
    title: str = Field(default="", max_length=300)
    summary: str = long_text()
    body: str = long_text()
    visibility: str = Field(default=Visibility.PUBLIC, max_length=20, index=True)
    is_retired: bool = False
    # {"fr": {"title": ..., "summary": ..., "checked": false}}
    translations: dict[str, Any] = json_map()
    # The fingerprint of the content file that was loaded last; empty for what was made in the application.
    loaded_digest: str = Field(default="", max_length=64)
    version: int = 1
    created_at: datetime = Field(default_factory=now, sa_type=Moment)
    updated_at: datetime = Field(default_factory=now, sa_type=Moment)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.__table__.c.version} if hasattr(cls, "__table__") else {}


class Evidenced(Entry):
    """An entry that says how it is known."""

    provenance: str = Field(default="", max_length=20, index=True)
    inferred_because: str = long_text()


__all__ = ["Entry", "Evidenced", "json_list", "json_map", "long_text"]
