"""The columns of a table of figures, with their headings in three languages."""

from __future__ import annotations

from ticc.catalogue.words import Visibility
from ticc.imports.columns import Column

SHEET_NAMES = ("measurements", "figures", "mesures", "chiffres", "valeurs", "metingen", "cijfers", "waarden")

# How people say who may see a figure, without accents and in lower case.
VISIBILITIES = {
    **dict.fromkeys(("private", "prive", "privee", "only us", "nous seuls", "alleen wij"), Visibility.PRIVATE),
    **dict.fromkeys(("programme", "program", "programma", "members", "membres", "leden"), Visibility.PROGRAMME),
    **dict.fromkeys(("public", "publique", "publiek", "openbaar", "everybody", "tous", "iedereen"), Visibility.PUBLIC),
}

COLUMNS = (
    Column(
        "indicator_code",
        {
            "en": ("Outcome", "indicator", "code of the outcome", "indicator title", "outcome title", "measure"),
            "fr": ("Résultat", "indicateur", "code du résultat", "mesure"),
            "nl": ("Uitkomst", "indicator", "indicatorcode", "code van de uitkomst", "maat"),
        },
        {
            "en": "Code or title of the outcome, as the second sheet lists them",
            "fr": "Code ou titre du résultat, comme sur la deuxième feuille",
            "nl": "Code of titel van de uitkomst, zoals op het tweede blad",
        },
        is_needed=True,
    ),
    Column(
        "site_code",
        {
            "en": ("Site", "place", "location", "code of the site"),
            "fr": ("Lieu", "site", "endroit", "code du lieu"),
            "nl": ("Plek", "locatie", "plaats", "vestiging", "site", "code van de plek"),
        },
        {
            "en": "Code or title of the site",
            "fr": "Code ou titre du lieu",
            "nl": "Code of titel van de plek",
        },
        is_needed=True,
    ),
    Column(
        "value",
        {
            "en": ("Value", "figure", "number", "result"),
            "fr": ("Valeur", "chiffre", "nombre"),
            "nl": ("Waarde", "cijfer", "getal", "resultaat"),
        },
        {
            "en": "A number, with a decimal point or comma",
            "fr": "Un nombre, avec une virgule ou un point",
            "nl": "Een getal, met een komma of een punt",
        },
        is_needed=True,
    ),
    Column(
        "unit",
        {"en": ("Unit", "unit of measure"), "fr": ("Unité",), "nl": ("Eenheid",)},
        {
            "en": "Only where it differs from that of the outcome",
            "fr": "Seulement si elle diffère de celle du résultat",
            "nl": "Alleen als die anders is dan die van de uitkomst",
        },
    ),
    Column(
        "measured_from",
        {
            "en": ("From", "first day", "start", "start date", "period from", "since"),
            "fr": ("Du", "premier jour", "début", "date de début", "depuis"),
            "nl": ("Van", "eerste dag", "begin", "begindatum", "vanaf"),
        },
        {
            "en": "The first day, where the value is of a longer time",
            "fr": "Le premier jour, si la valeur porte sur une période",
            "nl": "De eerste dag, als de waarde over een periode gaat",
        },
    ),
    Column(
        "measured_on",
        {
            "en": ("Day", "date", "on", "to", "last day", "end", "end date", "measured", "until", "period", "month", "quarter", "year"),
            "fr": (
                "Jour",
                "date",
                "le",
                "au",
                "dernier jour",
                "fin",
                "date de fin",
                "mesuré le",
                "jusqu'au",
                "période",
                "mois",
                "trimestre",
                "année",
            ),
            "nl": (
                "Dag",
                "datum",
                "op",
                "tot",
                "tot en met",
                "t/m",
                "laatste dag",
                "einde",
                "einddatum",
                "gemeten op",
                "periode",
                "maand",
                "kwartaal",
                "jaar",
            ),
        },
        {
            "en": "The day, or the last day of the time: 2026-03-31, 31/03/2026, March 2026, Q1 2026",
            "fr": "Le jour, ou le dernier jour de la période : 2026-03-31, 31/03/2026, mars 2026, T1 2026",
            "nl": "De dag, of de laatste dag van de periode: 2026-03-31, 31/03/2026, maart 2026, K1 2026",
        },
        is_needed=True,
    ),
    Column(
        "counted",
        {
            "en": ("Counted", "how many", "n", "count", "answers", "number of people"),
            "fr": ("Effectif", "combien", "n", "nombre de réponses", "nombre de personnes"),
            "nl": ("Aantal", "hoeveel", "n", "aantal antwoorden", "aantal mensen"),
        },
        {
            "en": "How many people, visits or months it rests on",
            "fr": "Sur combien de personnes, de visites ou de mois elle repose",
            "nl": "Op hoeveel mensen, bezoeken of maanden het berust",
        },
    ),
    Column(
        "source",
        {"en": ("Source", "where from", "reference"), "fr": ("Source", "d'où", "référence"), "nl": ("Bron", "herkomst", "verwijzing")},
        {
            "en": "Where the figure comes from; empty is shown as “without a source”",
            "fr": "D’où vient le chiffre ; vide, il est montré « sans source »",
            "nl": "Waar het cijfer vandaan komt; leeg wordt getoond als ‘zonder bron’",
        },
    ),
    Column(
        "note",
        {
            "en": ("Note", "notes", "remark", "remarks", "comment", "comments"),
            "fr": ("Note", "remarque", "remarques", "commentaire", "commentaires"),
            "nl": ("Opmerking", "opmerkingen", "toelichting", "notitie"),
        },
        {
            "en": "What one must know to read it",
            "fr": "Ce qu’il faut savoir pour le lire",
            "nl": "Wat men moet weten om het te lezen",
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
            "en": "private, programme or public; empty: what you choose when you send the file",
            "fr": "privé, programme ou public ; vide : ce que vous choisissez en envoyant le fichier",
            "nl": "privé, programma of publiek; leeg: wat u kiest als u het bestand stuurt",
        },
    ),
    Column(
        "partner_code",
        {
            "en": ("Organisation", "partner", "organization"),
            "fr": ("Organisation", "partenaire", "organisme"),
            "nl": ("Organisatie", "partner"),
        },
        {
            "en": "Not needed; rows of another organisation are left out",
            "fr": "Facultatif ; les lignes d’une autre organisation sont laissées de côté",
            "nl": "Niet nodig; rijen van een andere organisatie worden overgeslagen",
        },
    ),
)
