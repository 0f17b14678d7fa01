"""The corpus of the sieve, the other half: sentences that tell of nobody, many of them as nasty as an honest text can be."""

from __future__ import annotations

import random

from sieving import LANGUAGES, MONTHS, SEED, Sentence, digits

from ticc.sieve.numbers import is_belgian_number, is_bsn, is_nhs_number, is_nir

# Names of places and partners that stand in the catalogue of the corpus.
KNOWN = ("Medway", "Kent Community Health", "Zuster Clara Huis", "Résidence Madame de Sévigné", "Buurtzorg")
WRITTEN: dict[str, tuple[str, ...]] = {
    "en": (
        "The High Street is closed on market days and nobody can park.",
        "Our base is on Oak Dr. The team meets there on Mondays.",
        "We were moved to King Dr. Nobody told the GPs.",
        "Dr Gray's Hospital uses another form.",
        "Dr Foster Intelligence counts our visits otherwise.",
        "We rang Mr Price Pharmacy about the blister packs.",
        "The Nurse Manager has to sign each rota.",
        "A Nurse Consultant trained all of us in two days.",
        "A Nurse Led clinic would need another contract.",
        "The call system, Nurse Call 3000, does not reach the garden.",
        "Some clients ask Dr Google before they ask us.",
        "We use a tool called Omaha for our plans.",
        "The new software is called Kiqs and asks for ten fields.",
        "A pilot called Oak Leaf ended without a report.",
        "The team named Medway North shares its laptop.",
        "Our meeting called Huddle takes twenty minutes.",
        "The family called Social Services, who sent us back.",
        "The form is called BAR1 and nobody reads it.",
        "We called NHS 111 and waited forty minutes.",
        "A scheme called Discharge to Assess pays for six weeks.",
        "MS nurses and MR scans are booked elsewhere.",
        "The tariff is 23.50 an hour from 1 April 2024.",
        "See OBS-012, SOL-007 and BAR-2026-0042.",
        "The Care Act of 14 May 2014 asks for it.",
        "In force since 1 April 1991, and never looked at again.",
        "The steering group met on 12/03/2024 and on 9 April 2024.",
        "It took 200 ms and 3,400 clicks a month.",
        "On 2024-05-31 at 10:30 the line went dead.",
        "The budget line is 4000 1234 5678 for 2025/26.",
        "ISBN 9780141036144 explains the method.",
        "Purchase order 943 476 5919 was refused twice.",
        "VAT 123 456 782 stands on every bill.",
        "Room 12, 3rd floor; parking costs 4.20 for 2 hours.",
        "About 1 234 567 890 data points came with the migration.",
        "Between 2019 and 2024 visits rose by 12.5%.",
        "We cover ME4 and ME7 with one car.",
        "Medway and Kent Community Health share a rota.",
        "M4 and A249 are closed at night.",
        "The lead nurse said that trust comes first.",
        "I miss the old rota, and so do the clients.",
    ),
    "fr": (
        "La rue de la Paix est fermée les jours de marché.",
        "Notre bureau est rue du Dr Calmette, loin de tout.",
        "L'hôpital Docteur Schaffner a un autre formulaire.",
        "La clinique du Dr Blanc ne répond pas au fax.",
        "Madame la directrice doit signer chaque planning.",
        "Monsieur le Maire a promis un local.",
        "Madame le Maire a refusé le stationnement.",
        "Un outil appelé Omaha sert à écrire les plans.",
        "Le logiciel, nommé Médiane, demande dix champs.",
        "Le dispositif appelé Maia a pris fin sans rapport.",
        "Une équipe nommée Lille Nord partage son ordinateur.",
        "La réunion qui s'appelle Café Croisé dure vingt minutes.",
        "La démarche appelée Buurtzorg demande du temps.",
        "Le budget de 2,5 M. Le département hésite.",
        "Le tarif est de 23,50 € de l'heure depuis le 1er avril 2024.",
        "Il reste 1 place de jour et 12 places de nuit.",
        "Voir OBS-012, SOL-007 et BAR-2026-0042.",
        "Le décret du 22 janvier 1982 fixe la règle.",
        "La loi du 2 janvier 2002 le demande.",
        "En vigueur depuis le 1er mars 1994.",
        "Le comité s'est réuni le 12/03/2024 et le 9 avril 2024.",
        "Le 01.02.2024 10.30 la ligne était coupée.",
        "La convention n° 732 829 320 est signée.",
        "SIRET 732 829 320 00074 figure sur la facture.",
        "Facture 943 476 5919 refusée deux fois.",
        "Nous avons fait 12 345 678 pas et 1 200 visites.",
        "Le code 59000 couvre toute la ville.",
        "De 2019 à 2024, les visites ont augmenté de 12,5 %.",
        "Salle 12, 3e étage, 45 minutes de trajet.",
        "L'équipe de la Résidence Madame de Sévigné change chaque mois.",
        "La place du Marché est pavée, les roues s'y coincent.",
        "Trois rues plus loin, un autre service passe aussi.",
        "Il faut 2 avenues et 3 ponts pour y arriver.",
        "Le numéro 15 et le 112 répondent, pas nous.",
        "Les infirmières appellent Lille quand le réseau tombe.",
        "La lettre M. manque sur le formulaire.",
        "Le prix Madame Figaro ne nous concerne pas.",
        "Le service nous appelle le lundi.",
        "La norme ISO 9001:2015 demande trois signatures.",
        "Les Mmes et MM. du conseil décident en juin.",
    ),
    "nl": (
        "De Kerkstraat is op marktdagen dicht.",
        "Ons kantoor ligt aan de Dr. Kuyperstraat, ver van alles.",
        "Het Dr. Sarphatihuis gebruikt een ander formulier.",
        "Aan het Mr. Visserplein is geen parkeerplaats.",
        "Het Zuster Clara Huis wisselt elke maand van team.",
        "De zuster van de avonddienst heeft geen sleutel.",
        "Mevrouw de voorzitter moet elk rooster tekenen.",
        "Een hulpmiddel genaamd Omaha dient voor de plannen.",
        "De software heet Ecare en vraagt tien velden.",
        "Het overleg dat Koffie Kruis heet duurt twintig minuten.",
        "Een team genaamd Veere Noord deelt een laptop.",
        "De regeling genaamd Wmo betaalt zes weken.",
        "Onze werkwijze heet Buurtzorg en vraagt tijd.",
        "Het tarief is € 23,50 per uur vanaf 1 april 2024.",
        "Zie OBS-012, SOL-007 en BAR-2026-0042.",
        "De wet van 2 januari 1992 vraagt het.",
        "Van kracht sinds 1 maart 1994.",
        "De stuurgroep kwam bijeen op 12-03-2024 en op 9 april 2024.",
        "Op 01-02-2024 10:30 viel de lijn uit.",
        "KvK 123456782 staat op elke factuur.",
        "Factuur 943 476 5919 werd tweemaal geweigerd.",
        "Het btw-nummer NL123456782B01 klopt niet.",
        "Er kwamen 123 456 782 bezoeken in tien jaar.",
        "Van 2019 tot 2024 stegen de bezoeken met 12,5%.",
        "Kamer 12, 3e verdieping, 45 minuten reistijd.",
        "Postcode 1234 AB ligt buiten onze wijk.",
        "Het 112 en de huisartsenpost antwoorden, wij niet.",
        "Stap 3 van de zorgweg 2024 is niet betaald.",
        "De N57 en de A58 zijn 's nachts dicht.",
        "De dokter belt op maandag terug.",
        "Wij missen het oude rooster.",
        "De heer en mevrouw krijgen samen een plan.",
        "Dr. is een titel die op het formulier moet.",
        "Het pakket heet Basis Plus en kost meer.",
        "De norm NEN 7510 vraagt drie handtekeningen.",
        "Twee straten verder komt een andere dienst.",
        "De cursus genaamd Samen Sterk was vol.",
        "Het plan kost 1.234.567 euro in 2025.",
        "Team 12 en team 14 delen een auto.",
        "Regel 7, bladzijde 123-456, is onleesbaar.",
    ),
}
# {n} is a long number that is nobody's, {d} a day on which people met, {p} an amount.
FRAMES = {
    "en": ("Ticket {n} is open for weeks.", "The meter says {n}.", "We met on {d} and agreed on nothing.", "The grant pays {p} a visit.", "The article number {n} is out of stock."),
    "fr": ("Le compteur indique {n}.", "Le lot {n} n'est plus livré.", "Nous nous sommes vus le {d}, sans accord.", "La subvention paie {p} par visite.", "La réponse automatique cite {n}."),
    "nl": ("De teller staat op {n}.", "Partij {n} wordt niet meer geleverd.", "Wij spraken elkaar op {d}, zonder besluit.", "De subsidie betaalt {p} per bezoek.", "De foutmelding noemt {n}."),
}  # fmt: skip
DRAWN = 30


def _nobodys(draw: random.Random) -> str:
    """A number as long as a person's, whose check digits are wrong."""
    while True:
        number = draw.choice("123456789") + digits(draw, draw.choice((8, 9, 10, 14)))
        if not (is_nhs_number(number) or is_bsn(number) or is_belgian_number(number) or is_nir(number)):
            return draw.choice((number, f"{number[:3]} {number[3:6]} {number[6:]}"))


def innocents(seed: int = SEED) -> list[Sentence]:
    """The sentences that tell of nobody: those that were written, and as many drawn in each language."""
    draw = random.Random(seed)
    sentences = [Sentence(language, text) for language, texts in WRITTEN.items() for text in texts]
    for language in LANGUAGES:
        for _ in range(DRAWN):
            day, month, year = draw.randint(1, 28), draw.randint(1, 12), draw.randint(2012, 2026)
            met = draw.choice((f"{day} {MONTHS[language][month - 1]} {year}", f"{day:02d}/{month:02d}/{year}", f"{year}-{month:02d}-{day:02d}"))
            paid = draw.choice((f"{draw.randint(2, 90)},50 €", f"£{draw.randint(2, 90)}.25", f"EUR {draw.randint(1000, 9000)}"))
            sentences.append(Sentence(language, draw.choice(FRAMES[language]).format(n=_nobodys(draw), d=met, p=paid)))
    return sentences
