"""The columns of a table of barriers, with their headings in three languages."""

from __future__ import annotations

from ticc.imports.columns import Column

SHEET_NAMES = ("barriers", "freins", "hindernissen")

# The first words of each stand in the template.
_AMOUNTS: dict[str, dict[str, tuple[str, ...]]] = {
    "hours": {"en": ("Hours a month", "hours of work"), "fr": ("Heures par mois", "heures de travail"), "nl": ("Uren per maand", "uren werk")},
    "visits": {"en": ("Visits a month", "visits"), "fr": ("Visites par mois", "visites"), "nl": ("Bezoeken per maand", "bezoeken")},
    "money": {"en": ("Euros a month", "money"), "fr": ("Euros par mois", "argent"), "nl": ("Euro per maand", "geld")},
}
_PARTS: dict[str, dict[str, tuple[str, ...]]] = {
    "low": {"en": ("at least", "low"), "fr": ("au moins", "bas"), "nl": ("minstens", "laag")},
    "likely": {"en": ("likely",), "fr": ("probablement", "probable"), "nl": ("waarschijnlijk",)},
    "high": {"en": ("at most", "high"), "fr": ("au plus", "haut"), "nl": ("hoogstens", "hoog")},
}
_COST_IS = {
    "en": "A whole number; costs are seen by the organisation and, of a shared barrier, by advisers",
    "fr": "Un nombre entier ; les coûts sont vus par l’organisation et, d’un frein partagé, par les conseillers",
    "nl": "Een geheel getal; kosten worden gezien door de organisatie en, bij een gedeelde hindernis, door adviseurs",
}


def _cost_headings(amount: str, part: str) -> dict[str, tuple[str, ...]]:
    return {language: tuple(f"{one}, {two}" for one in _AMOUNTS[amount][language] for two in _PARTS[part][language]) for language in _COST_IS}


_COSTS = tuple(Column(f"{amount}_{part}", _cost_headings(amount, part), _COST_IS) for amount in _AMOUNTS for part in _PARTS)

COLUMNS = (
    Column(
        "title",
        {
            "en": ("What happened", "title", "barrier", "problem", "issue", "what"),
            "fr": ("Ce qui s’est passé", "titre", "frein", "problème", "quoi"),
            "nl": ("Wat er gebeurde", "titel", "hindernis", "probleem", "wat"),
        },
        {"en": "In one sentence, 8 to 200 letters", "fr": "En une phrase, de 8 à 200 lettres", "nl": "In één zin, van 8 tot 200 letters"},
        is_needed=True,
    ),
    Column(
        "because",
        {
            "en": ("Because", "because of what", "cause", "reason"),
            "fr": ("Parce que", "cause", "à cause de quoi", "raison"),
            "nl": ("Omdat", "waardoor", "oorzaak", "reden"),
        },
        {"en": "What it comes from", "fr": "D’où cela vient", "nl": "Waar het vandaan komt"},
    ),
    Column(
        "so_that",
        {
            "en": ("So that", "leads to", "what it leads to", "effect", "consequence"),
            "fr": ("Si bien que", "ce que cela entraîne", "effet", "conséquence"),
            "nl": ("Zodat", "waar het toe leidt", "gevolg", "effect"),
        },
        {"en": "What it leads to", "fr": "Ce que cela entraîne", "nl": "Waar het toe leidt"},
    ),
    Column(
        "body",
        {
            "en": ("More words", "details", "description", "anything else", "notes"),
            "fr": ("Précisions", "détails", "description", "en savoir plus", "notes"),
            "nl": ("Meer uitleg", "details", "beschrijving", "toelichting", "notities"),
        },
        {
            "en": "Anything else that helps to understand it; nothing that tells who a person is",
            "fr": "Tout ce qui aide à comprendre ; rien qui dise qui est une personne",
            "nl": "Alles wat helpt om het te begrijpen; niets dat zegt wie iemand is",
        },
    ),
    Column(
        "site_code",
        {
            "en": ("Site", "place", "location", "code of the site"),
            "fr": ("Lieu", "site", "endroit", "code du lieu"),
            "nl": ("Plek", "locatie", "plaats", "vestiging", "site", "code van de plek"),
        },
        {
            "en": "Code or title of the site; only a draft can do without",
            "fr": "Code ou titre du lieu ; seul un brouillon peut s’en passer",
            "nl": "Code of titel van de plek; alleen een concept kan zonder",
        },
    ),
    Column(
        "since",
        {
            "en": ("Since", "first met", "date", "from", "start", "start date"),
            "fr": ("Depuis", "rencontré depuis", "date", "début", "date de début"),
            "nl": ("Sinds", "voor het eerst", "datum", "vanaf", "begin", "begindatum"),
        },
        {
            "en": "The day or month in which you first met it: 2026-03, March 2026, 31/03/2026",
            "fr": "Le jour ou le mois de la première rencontre : 2026-03, mars 2026, 31/03/2026",
            "nl": "De dag of maand waarin u het voor het eerst tegenkwam: 2026-03, maart 2026, 31/03/2026",
        },
    ),
    Column(
        "severity",
        {"en": ("How bad", "severity", "how bad is it"), "fr": ("Gravité", "sévérité"), "nl": ("Hoe erg", "ernst")},
        {
            "en": "annoys, slows, blocks a part or stops us",
            "fr": "gêne, ralentit, bloque une partie ou nous arrête",
            "nl": "hindert, vertraagt, blokkeert een deel of stopt ons",
        },
    ),
    Column(
        "state",
        {"en": ("State", "status"), "fr": ("État", "statut"), "nl": ("Stand", "status", "toestand")},
        {
            "en": "draft, open, being worked on, overcome, worked around, accepted or withdrawn; empty: open",
            "fr": "brouillon, ouvert, en cours, surmonté, contourné, accepté ou retiré ; vide : ouvert",
            "nl": "concept, open, bezig, overwonnen, omzeild, aanvaard of ingetrokken; leeg: open",
        },
    ),
    Column(
        "state_on",
        {
            "en": ("Day of the state", "state since", "date of the state", "closed on", "solved on"),
            "fr": ("Jour de l’état", "état depuis", "date de l’état", "résolu le"),
            "nl": ("Dag van de stand", "stand sinds", "datum van de stand", "opgelost op"),
        },
        {
            "en": "On which day it came to that state; needed for every state but draft and open",
            "fr": "Le jour où il est passé à cet état ; nécessaire sauf pour brouillon et ouvert",
            "nl": "Op welke dag het die stand kreeg; nodig voor elke stand behalve concept en open",
        },
    ),
    Column(
        "how",
        {
            "en": ("How", "how it came about", "solution", "resolution"),
            "fr": ("Comment", "comment c’est arrivé", "solution", "résolution"),
            "nl": ("Hoe", "hoe dat kwam", "oplossing"),
        },
        {
            "en": "How it came to that state: others learn from it",
            "fr": "Comment il est passé à cet état : les autres en apprennent",
            "nl": "Hoe het die stand kreeg: anderen leren ervan",
        },
    ),
    *_COSTS,
    Column(
        "obstacle_code",
        {
            "en": ("Obstacle", "obstacle code", "code of the obstacle"),
            "fr": ("Obstacle", "code de l’obstacle"),
            "nl": ("Belemmering", "obstakel", "code van de belemmering"),
        },
        {
            "en": "Code or title of the obstacle of the catalogue that this is; an adviser confirms it",
            "fr": "Code ou titre de l’obstacle du catalogue dont il s’agit ; un conseiller le confirme",
            "nl": "Code of titel van de belemmering uit de catalogus die dit is; een adviseur bevestigt het",
        },
    ),
    Column(
        "visibility",
        {
            "en": ("Who may see it", "visible to", "audience"),
            "fr": ("Qui peut le voir", "visibilité", "visible pour"),
            "nl": ("Wie mag het zien", "zichtbaarheid", "zichtbaar voor"),
        },
        {
            "en": "private or programme; empty: what you choose when you send the file",
            "fr": "privé ou programme ; vide : ce que vous choisissez en envoyant le fichier",
            "nl": "privé of programma; leeg: wat u kiest als u het bestand stuurt",
        },
    ),
    Column(
        "language",
        {"en": ("Language", "written in"), "fr": ("Langue", "rédigé en"), "nl": ("Taal", "geschreven in")},
        {
            "en": "en, fr or nl; empty: the language of the page",
            "fr": "en, fr ou nl ; vide : la langue de la page",
            "nl": "en, fr of nl; leeg: de taal van de pagina",
        },
    ),
    Column(
        "reference",
        {
            "en": ("Your reference", "reference", "own reference", "number", "id"),
            "fr": ("Votre référence", "référence", "numéro", "id"),
            "nl": ("Uw verwijzing", "verwijzing", "eigen nummer", "nummer", "id"),
        },
        {
            "en": "Your own number for it: the same one is never taken twice",
            "fr": "Votre propre numéro : le même n’est jamais repris deux fois",
            "nl": "Uw eigen nummer: hetzelfde wordt nooit twee keer genomen",
        },
    ),
    Column(
        "code",
        {"en": ("Code", "code of the barrier"), "fr": ("Code", "code du frein"), "nl": ("Code", "code van de hindernis")},
        {
            "en": "Leave it empty: only lists taken away from here have it",
            "fr": "À laisser vide : seules les listes prises ici l’ont",
            "nl": "Leeg laten: alleen lijsten die hier zijn meegenomen hebben dit",
        },
    ),
    Column(
        "partner_code",
        {"en": ("Organisation", "partner", "organization"), "fr": ("Organisation", "partenaire", "organisme"), "nl": ("Organisatie", "partner")},
        {
            "en": "Not needed; rows of another organisation are left out",
            "fr": "Facultatif ; les lignes d’une autre organisation sont laissées de côté",
            "nl": "Niet nodig; rijen van een andere organisatie worden overgeslagen",
        },
    ),
)
