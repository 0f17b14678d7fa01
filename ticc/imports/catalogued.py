"""What stands in the catalogue, by the names under which a table may speak of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from sqlmodel import Session, col, select

from ticc.imports.table import Cell
from ticc.imports.values import Names, Unclear
from ticc.obstacles.models import Obstacle
from ticc.outcomes.models import Indicator
from ticc.sites.models import Partner, Site

Named = type[Indicator] | type[Site] | type[Partner] | type[Obstacle]


def names_in_catalogue(session: Session, table: Named, *where: Any) -> Names:
    """Codes and titles, in every language, of what is in the catalogue and fulfils the conditions."""
    chosen = select(table.code, table.title, table.translations).where(col(table.is_retired).is_(False), *where)
    return Names({code: _titles(title, translations) for code, title, translations in session.exec(chosen.order_by(table.code))})


class OwnRows:
    """The organisation whose rows a file holds: rows that name another one are left out."""

    def __init__(self, partners: Names, code: str) -> None:
        self._own = Names({one: titles for one, titles in partners.titles.items() if one == code})

    def read(self, cells: Mapping[str, Cell]) -> dict[str, Any]:
        """Nothing, for the organisation is known already; raises Unclear for a row that names another one."""
        if cell := cells.get("partner_code", ""):
            try:
                self._own.find(cell)
            except Unclear:
                raise Unclear(_("This row belongs to another organisation: it is left out")) from None
        return {}


def _titles(title: str, translations: Mapping[str, Mapping[str, Any]] | None) -> tuple[str, ...]:
    said = [title, *(one.get("title", "") for one in (translations or {}).values())]
    return tuple(dict.fromkeys(one for one in said if one))
