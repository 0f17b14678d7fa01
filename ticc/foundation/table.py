"""The base of every table: constraints have names, so that migrations can speak of them on every database."""

from typing import Any

from sqlalchemy import JSON, MetaData, Text
from sqlmodel import Field, SQLModel

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Table(SQLModel):
    """A table of the application; `SQLModel.metadata` is never used directly."""

    metadata = MetaData(naming_convention=NAMING)


def long_text(**options: Any) -> Any:
    """A column for text of any length, empty where nothing is said."""
    return Field(default="", sa_type=Text, **options)


def json_list() -> Any:
    """A column for a list of plain values, kept as JSON on every database."""
    return Field(default_factory=list, sa_type=JSON)


def json_map() -> Any:
    """A column for a mapping of plain values, kept as JSON on every database."""
    return Field(default_factory=dict, sa_type=JSON)
