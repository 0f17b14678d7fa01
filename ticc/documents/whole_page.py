"""A document as one HTML file that needs nothing else: in a look it brings its own styles, and its logo within itself."""

from __future__ import annotations

from markupsafe import Markup

from ticc.documents.document import Document
from ticc.documents.html import LinkFor, broken, to_html
from ticc.documents.look import DEFAULT, Cover, Look, logo_address
from ticc.documents.words import day_in

PLAIN = Markup(
    '<!DOCTYPE html>\n<html lang="{}"><head><meta charset="utf-8"><title>{} – {}</title></head>\n<body><h1>{}</h1>\n<p>{}</p>\n{}</body></html>\n'
)
LOOKED = Markup(
    '<!DOCTYPE html>\n<html lang="{}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    "<title>{} – {}</title>\n<style>{}</style></head>\n<body>\n<header>{}</header>\n<main><p>{}</p>\n{}</main>\n{}</body></html>\n"
)
STYLE = """
body {{ margin: 0 auto; padding: 0 1.5rem 3rem; max-width: 46rem; color: #212b32; font: 1.0625rem/1.5 Georgia, "Times New Roman", serif; overflow-wrap: break-word; }}
h1, h2, h3, h4, h5, caption, th {{ color: {colour}; text-align: left; line-height: 1.2; }} a {{ color: {colour}; }}
header {{ padding: 3rem 0 1.5rem; border-bottom: 4px solid {colour}; margin-bottom: 1.5rem; }}
header img {{ display: block; max-width: 18rem; max-height: 7rem; margin-bottom: 1.5rem; }} h1 {{ font-size: 2.25rem; margin: 0 0 .75rem; }} header p {{ margin: .5rem 0 0; }}
table {{ border-collapse: collapse; width: 100%; }} th, td {{ padding: .4rem .6rem .4rem 0; border-bottom: 1px solid {hair}; vertical-align: top; }} td {{ text-align: left; }}
thead th {{ border-bottom: 2px solid {colour}; }} .nhsuk-table__header--numeric, .nhsuk-table__cell--numeric {{ text-align: right; }}
.nhsuk-inset-text {{ background: {tint}; border-left: 5px solid {colour}; padding: .25rem 1rem; }} figure {{ margin: 1.5rem 0; }} .app-scroll {{ overflow-x: auto; }}
.app-rests, footer {{ color: {muted}; font-size: .875rem; }} footer {{ border-top: 1px solid {hair}; margin-top: 2rem; padding-top: .75rem; }}
"""
# Colour behind the cover reaches the edges of the window.
ON_COLOUR = """
header {{ background: {colour}; box-shadow: 0 0 0 100vmax {colour}; clip-path: inset(0 -100vmax); color: #fff; }} header h1 {{ color: #fff; }} header img {{ background: #fff; padding: .75rem; border-radius: 4px; }}
"""
WHOLE_WINDOW = "\nheader {{ box-sizing: border-box; min-height: 100vh; display: flex; flex-direction: column; justify-content: center; }} header img {{ align-self: flex-start; }}\n"
MORE_STYLE = {Cover.PLAIN: "", Cover.BAND: ON_COLOUR, Cover.PAGE: ON_COLOUR + WHOLE_WINDOW}


def whole_page(document: Document, link_for: LinkFor | None = None, look: Look = DEFAULT) -> str:
    """The document as one HTML file, in a look."""
    body = Markup(to_html(document, link_for))
    if look == DEFAULT:
        return str(PLAIN.format(document.language, document.title, document.author, document.title, document.summary, body))
    foot = Markup("<footer><p>{}</p></footer>\n").format(look.footer_words) if look.footer_words else ""
    return str(
        LOOKED.format(
            document.language, document.title, document.author, Markup(_style(look)), _opening(document, look), document.summary, body, foot
        )
    )


def _style(look: Look) -> str:
    shades = look.shades
    return (STYLE + MORE_STYLE[look.cover]).format(colour=shades.colour, tint=shades.tint, hair=shades.hair, muted=shades.muted)


def _opening(document: Document, look: Look) -> Markup:
    """What stands on the cover."""
    logo = Markup('<img src="{}" alt="{}">').format(logo_address(look), look.logo_alt) if look.logo else Markup("")
    byline = " · ".join(part for part in (document.author, day_in(document.dated, document.language)) if part)
    said = Markup("").join(Markup("<p>{}</p>").format(broken(words)) for words in (document.subtitle, look.cover_words, byline) if words)
    return logo + Markup("<h1>{}</h1>").format(document.title) + said
