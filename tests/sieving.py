"""The corpus of the sieve, one half: sentences in three languages with one invented item each, drawn by rules from a fixed seed."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import NamedTuple

from ticc.sieve.find import Sort

SEED = 20261122
EACH = 21
LANGUAGES = ("en", "fr", "nl")


class Sentence(NamedTuple):
    """A sentence of the corpus: what is planted in it and where, or nothing."""

    language: str
    text: str
    sort: Sort | None = None
    planted: str = ""


# {x} is the place of the item. The frames are what people write about their work: the item is never announced in one way only.
FRAMES: dict[str, dict[str, tuple[str, ...]]] = {
    "number": {
        "en": ("The system rejects {x} each time we type it.", "Patient {x}: two records, neither is complete.", "Her number is {x}, and nobody can find her.", "See record {x}; the plan was lost in March.", "({x}) was sent to the wrong team twice."),
        "fr": ("Le logiciel refuse {x} à chaque saisie.", "Patiente {x} : deux dossiers, aucun n'est complet.", "Son numéro est {x} et personne ne la retrouve.", "Voir le dossier {x} ; le plan a été perdu.", "({x}) a été envoyé deux fois à la mauvaise équipe."),
        "nl": ("Het systeem weigert {x} elke keer opnieuw.", "Cliënt {x}: twee dossiers, geen van beide compleet.", "Haar nummer is {x} en niemand vindt haar.", "Zie dossier {x}; het plan is zoekgeraakt.", "({x}) ging tweemaal naar het verkeerde team."),
    },
    "contact": {
        "en": ("Ring {x} when nobody opens the door.", "The daughter can be reached at {x}, evenings only.", "We were told to use {x} and never got an answer.", "Contact: {x}"),
        "fr": ("Appeler {x} si personne n'ouvre.", "On joint la fille au {x}, le soir seulement.", "On nous a dit d'utiliser {x}, sans réponse.", "Contact : {x}"),
        "nl": ("Bel {x} als niemand opendoet.", "De dochter is bereikbaar via {x}, alleen 's avonds.", "Ons werd gezegd {x} te gebruiken, zonder antwoord.", "Contact: {x}"),
    },
    "address": {
        "en": ("He lives at {x}, and the bus stops far away.", "The key is left at {x}.", "Two visits a day to {x} were refused."),
        "fr": ("Il habite {x}, loin de l'arrêt de bus.", "La clé est déposée au {x}.", "Deux visites par jour au {x} ont été refusées."),
        "nl": ("Hij woont {x}, ver van de bushalte.", "De sleutel ligt in de {x}.", "Twee bezoeken per dag aan {x} werden geweigerd."),
    },
    "birth": {
        "en": ("She was born on {x} and lives alone.", "DOB {x}, no family nearby.", "Date of birth: {x}. The form asks for it three times.", "A man ({x}) waited nine weeks."),
        "fr": ("Elle est née le {x} et vit seule.", "Né le {x}, sans famille proche.", "Date de naissance : {x}. Le formulaire la demande trois fois.", "Un homme ({x}) a attendu neuf semaines."),
        "nl": ("Zij is geboren op {x} en woont alleen.", "Geboren {x}, geen familie dichtbij.", "Geboortedatum: {x}. Het formulier vraagt er driemaal om.", "Een man ({x}) wachtte negen weken."),
    },
    "name": {
        "en": ("We visit {x} four times a day.", "{x} was told to wait for the assessment.", "The plan for {x} was written by somebody who never met them.", "Since May, {x} has no key safe.", "After the hospital {x} came home without a plan.", "The hospital near {x} has no beds."),
        "fr": ("Nous allons chez {x} quatre fois par jour.", "{x} attend toujours son évaluation.", "Le plan de {x} a été écrit sans l'avoir vue.", "Depuis mai, {x} n'a plus de boîte à clés.", "La maison de {x} n'a pas de rampe."),
        "nl": ("Wij komen vier keer per dag bij {x}.", "{x} moest op de beoordeling wachten.", "Het plan voor {x} werd geschreven zonder bezoek.", "Sinds mei heeft {x} geen sleutelkluis.", "Het huis van {x} heeft geen helling."),
    },
    "called": {
        "en": ("A client {x} waits for a ramp.", "There is a man {x} whom three teams visit.", "Her neighbour, {x}, keeps the key.", "The team has a client {x} who waits."),
        "fr": ("Une cliente {x} attend une rampe.", "Il y a un monsieur {x} que trois équipes visitent.", "Sa voisine, {x}, garde la clé.", "L'équipe suit un client {x} depuis mai."),
        "nl": ("Een cliënt {x} wacht op een helling.", "Er is een man {x} die drie teams bezoeken.", "Haar buurvrouw, {x}, bewaart de sleutel.", "Het team heeft een cliënt {x} sinds mei."),
    },
}  # fmt: skip
MONTHS = {
    "en": ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
    "fr": ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
    "nl": ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"],
}
FIRST = {"en": ("Anna", "Mohammed", "Grace", "Owen"), "fr": ("Élodie", "Jean-Luc", "Amina", "Paul"), "nl": ("Jan", "Fatima", "Sanne", "Daan")}
LAST = {
    "en": ("Whitlock", "O'Brien", "Patel", "Okafor", "Smith-Jones", "Pryce"),
    "fr": ("Durand", "Le Goff", "Benali", "D’Angelo", "de la Tour", "MARTIN"),
    "nl": ("van den Berg", "de Vries", "Yılmaz", "Jansen", "'t Hart", "El Amrani"),
}
TITLES = {
    "en": ("Mr", "Mrs", "Ms", "Dr", "Nurse", "Mr.", "Miss", "mrs"),
    "fr": ("M.", "Mme", "Madame", "Monsieur", "Dr", "Mlle", "mme"),
    "nl": ("dhr.", "mevr.", "mevrouw", "meneer", "zuster", "Mevrouw", "mw.", "de heer"),
}


def digits(draw: random.Random, count: int) -> str:
    """So many digits."""
    return "".join(draw.choice("0123456789") for _ in range(count))


def spaced(draw: random.Random, number: str, *shapes: tuple[int, ...], signs: str = " -") -> str:
    """A number as people write it: in one, or in groups with the same sign between them."""
    shape = draw.choice([(len(number),), *shapes])
    sign, place, groups = draw.choice(signs), 0, []
    for length in shape:
        groups.append(number[place : place + length])
        place += length
    return sign.join(groups)


def nhs_number(draw: random.Random) -> str:
    """Reckoned here in another way than in the sieve: the whole weighted sum, check digit included, is divisible by 11."""
    while True:
        number = draw.choice("4679") + digits(draw, 9)
        if sum(int(one) * weight for one, weight in zip(number, range(10, 0, -1), strict=True)) % 11 == 0:
            return number


def nir(draw: random.Random) -> str:
    """Of somebody who was born in mainland France or on Corsica."""
    department, reckoned = draw.choice([("59", "59"), ("75", "75"), ("2A", "19"), ("2B", "18"), ("13", "13")])
    before, after = draw.choice("12") + digits(draw, 2) + f"{draw.randint(1, 12):02d}", digits(draw, 6)
    return f"{before}{department}{after}{97 - int(before + reckoned + after) % 97:02d}"


def belgian_number(draw: random.Random) -> str:
    """Of somebody who was born before or after the turn of the century."""
    year = draw.choice([*range(1930, 2000), *range(2000, 2021)])
    nine = f"{year % 100:02d}{draw.randint(1, 12):02d}{draw.randint(1, 28):02d}{draw.randint(1, 998):03d}"
    return f"{nine}{97 - int(('2' if year >= 2000 else '') + nine) % 97:02d}"


def bsn(draw: random.Random) -> str:
    """The last digit is what the others leave."""
    while True:
        eight = draw.choice("123") + digits(draw, 7)
        last = sum(int(one) * weight for one, weight in zip(eight, range(9, 1, -1), strict=True)) % 11
        if last < 10:
            return f"{eight}{last}"


def phone(draw: random.Random, language: str) -> str:
    """From the ranges that are kept free for invented numbers where there are such."""
    d = digits(draw, 8)
    shapes = {
        "en": (f"01632 960{d[:3]}", f"020 7946 0{d[:3]}", f"07700 900{d[:3]}", f"+44 7700 900{d[:3]}", f"(0161) 496 0{d[:3]}", f"07700900{d[:3]}", f"0808 157 0{d[:3]}"),
        "fr": (f"06 39 98 {d[:2]} {d[2:4]}", f"01.99.00.{d[:2]}.{d[2:4]}", f"+33 6 39 98 {d[:2]} {d[2:4]}", f"0639 98 {d[:2]} {d[2:4]}", f"02619{d[:5]}", f"0470/{d[:2]}.{d[2:4]}.{d[4:6]}", f"+32 470 {d[:2]} {d[2:4]} {d[4:6]}"),
        "nl": (f"06-{d}", f"06 {d[:4]} {d[4:]}", f"020-{d[:7]}", f"0118-{d[:6]}", f"+31 6 {d}", f"0031 20 {d[:7]}", f"085 {d[:3]} {d[3:5]} {d[5:7]}"),
    }  # fmt: skip
    return draw.choice(shapes[language])


def email(draw: random.Random, language: str) -> str:
    """At names that belong to nobody."""
    first, host = draw.choice(FIRST[language]).lower(), draw.choice(("example.org", "mail.example", "thuis.example.nl", "exemple.example.fr"))
    return draw.choice((f"{first}.{digits(draw, 2)}@{host}", f"{first}_x+care@{host}", f"{first}@{host}"))


def address(draw: random.Random, language: str) -> str:
    """A house number with a street, a postcode or both."""
    n = draw.randint(1, 240)
    shapes = {
        "en": (f"{n} High Street ME4 5XX", f"{n} Mill Lane, Chatham, Kent ME4 5XX", f"{n}a Priory Road", f"Flat 3, {n} Oak Court, ME7 1ZZ", f"{n} The Crescent, CT1 2AB", f"{n} high street, me4 5xx"),
        "fr": (f"{n} rue de la Paix, 59000 Lille", f"{n} bis avenue Jean Jaurès 62000 Arras", f"{n}, rue des Lilas", f"{n} place du Marché, 80000 Amiens", f"rue Haute {n}, 1000 Bruxelles", f"{n} chemin de l'Étang"),
        "nl": (f"Kerkstraat {n}", f"1234 AB {n}", f"Prinsengracht {n}a, 1016 XX Amsterdam", f"Steenweg {n}, 9000 Gent", f"Dorpsstraat {n}, 1234AB Veere", f"Hoge Duin {n}, 4331 XX"),
    }  # fmt: skip
    return draw.choice(shapes[language])


def birth(draw: random.Random, language: str) -> str:
    """The day on which somebody was born who is grown up."""
    day, month, year = draw.randint(1, 28), draw.randint(1, 12), draw.randint(1928, 2003)
    name = MONTHS[language][month - 1]
    ordinal = {"en": "th of", "fr": "", "nl": ""}[language]
    return draw.choice((f"{day}/{month:02d}/{year}", f"{day} {name} {year}", f"{day:02d}-{month:02d}-{year}", f"{day:02d}.{month:02d}.{year}", f"{day}{ordinal} {name} {year}", f"{year}-{month:02d}-{day:02d}", f"{day} {name[:4]} {year}"))  # fmt: skip


def name(draw: random.Random, language: str) -> str:
    """A title, sometimes a first name or a letter, and a surname; sometimes typed in small letters."""
    title, last = draw.choice(TITLES[language]), draw.choice(LAST[language])
    if title in ("mrs", "mme"):
        return f"{title} {last.split()[-1].lower()}"
    return draw.choice((f"{title} {last}", f"{title} {draw.choice(FIRST[language])} {last}", f"{title} {draw.choice(FIRST[language])[0]}. {last}"))


def called(draw: random.Random, language: str) -> str:
    """The word and the name."""
    words = {"en": ("called", "named"), "fr": ("appelée", "nommé", "qui s'appelle", "prénommée"), "nl": ("genaamd", "die {} heet")}[language]
    first, word = draw.choice(FIRST[language]), draw.choice(words)
    return word.format(first) if "{}" in word else f"{word} {draw.choice((first, f'{first} {draw.choice(LAST[language])}'))}"


MAKERS: dict[Sort, tuple[str, Callable[[random.Random, str], str]]] = {
    Sort.NHS: ("number", lambda draw, _: spaced(draw, nhs_number(draw), (3, 3, 4))),
    Sort.NIR: ("number", lambda draw, _: spaced(draw, nir(draw), (1, 2, 2, 2, 3, 3, 2), (13, 2), signs="  .")),
    Sort.BELGIAN: ("number", lambda draw, _: "{}.{}.{}-{}.{}".format(*(lambda n: (n[:2], n[2:4], n[4:6], n[6:9], n[9:]))(belgian_number(draw))) if draw.random() < 0.5 else spaced(draw, belgian_number(draw), (6, 3, 2))),
    Sort.BSN: ("number", lambda draw, _: spaced(draw, bsn(draw), (4, 2, 3), (3, 3, 3), signs=" .")),
    Sort.PHONE: ("contact", phone),
    Sort.EMAIL: ("contact", email),
    Sort.ADDRESS: ("address", address),
    Sort.BIRTH: ("birth", birth),
    Sort.NAME: ("name", name),
    Sort.CALLED: ("called", called),
}  # fmt: skip


def planted(seed: int = SEED, each: int = EACH) -> list[Sentence]:
    """The sentences with an item: as many of each sort, a third of them in each language."""
    draw = random.Random(seed)
    sentences = []
    for sort, (frames, make) in MAKERS.items():
        for place in range(each):
            language = LANGUAGES[place % 3]
            item = make(draw, language)
            sentences.append(Sentence(language, draw.choice(FRAMES[frames][language]).replace("{x}", item), sort, item))
    return sentences
