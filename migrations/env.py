"""Alembic's door to the schema; called by `ticc init` and by the tests with a connection of theirs."""

from alembic import context

from ticc.foundation.clock import Moment
from ticc.schema import METADATA


def render_item(type_: str, item: object, autogen_context: object) -> str | bool:
    """Write moments into migrations as the type that keeps their zone."""
    if type_ == "type" and isinstance(item, Moment):
        autogen_context.imports.add("from ticc.foundation.clock import Moment")  # type: ignore[attr-defined]
        return "Moment()"
    return False


def run() -> None:
    """Run migrations on the connection that the caller has put into the configuration."""
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        render_as_batch=True,
        render_item=render_item,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
