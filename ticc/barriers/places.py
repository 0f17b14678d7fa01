"""The sites that a member can choose from."""

from __future__ import annotations

from ticc.accounts.login import current_viewer
from ticc.accounts.looking import snapshot
from ticc.foundation.i18n import language


def sites_of_partner() -> list[str]:
    """The codes of the sites at which the partners of the person of this request work."""
    seen = snapshot()
    return sorted({edge.object for partner in current_viewer().partners for edge in seen.edges_from(partner, "works-at")})


def sites_to_choose() -> list[tuple[str, str]]:
    """The sites of the person's own partner first, then the programme's others; never empty in a pack that has a site."""
    seen, own = snapshot(), sites_of_partner()
    others = [card for card in seen.of_kind("site") if card.code not in own and card.facets["role"] != "elsewhere"]
    cards = [seen.cards[code] for code in own] + sorted(others, key=lambda card: card.title_in(language()))
    cards = cards or seen.of_kind("site")
    return [(card.code, card.title_in(language())) for card in cards]
