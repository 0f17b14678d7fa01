"""What leads straight to a person's door or pocket: phone numbers, e-mail addresses, and addresses with a house number.

Every repetition has an upper bound, so that the time grows with the length of a text and no faster.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# What people put between digits: spaces of several widths, hyphens, dots, strokes.
GAP = "[ \u00a0\u202f\u2009.\u2010\u2011\u2013/-]"
SPACE = "[ \u00a0\u202f\u2009]"
# A number begins here, and is no part of a longer number, a code, an address of the web or an amount.
BEGINS = r"(?<![0-9A-Za-z/#=_€£$+])(?<![A-Za-z0-9]-)(?<![0-9][.,:])"
ENDS = r"(?![0-9A-Za-z_€£%])(?![.,:/-][0-9])"

_NATIONAL = (
    # France: five pairs, with the same sign between them.
    rf"0[1-9](?P<fr>{GAP}?)[0-9]{{2}}(?:(?P=fr)[0-9]{{2}}){{3}}",
    # The United Kingdom.
    rf"\(?02[0-9]\)?{GAP}?[0-9]{{4}}{GAP}?[0-9]{{4}}",
    rf"\(?01[0-9]1\)?{GAP}?[0-9]{{3}}{GAP}?[0-9]{{4}}",
    rf"\(?0[1378][0-9]{{3}}\)?{GAP}?[0-9]{{3}}{GAP}?[0-9]{{3}}",
    rf"0[38][0-9]{{2}}{GAP}?[0-9]{{3}}{GAP}?[0-9]{{4}}",
    # Belgium: mobile, then the landlines of long and short areas.
    rf"04[0-9]{{2}}{GAP}?[0-9]{{2}}{GAP}?[0-9]{{2}}{GAP}?[0-9]{{2}}",
    rf"04[0-9]{{2}}{GAP}[0-9]{{3}}{GAP}[0-9]{{3}}",
    rf"\(?0[2349]\)?{GAP}[0-9]{{3}}{GAP}?[0-9]{{2}}{GAP}?[0-9]{{2}}",
    rf"\(?0[1-9][0-9]\)?{GAP}[0-9]{{2}}{GAP}?[0-9]{{2}}{GAP}?[0-9]{{2}}",
    # The Netherlands: mobile, then the landlines of short and long areas.
    rf"06{GAP}{{0,3}}[0-9](?:{GAP}?[0-9]){{7}}",
    rf"\(?0[1-9][0-9]\)?{GAP}{{1,3}}[0-9]{{3}}{GAP}?[0-9]{{2}}{GAP}?[0-9]{{2}}",
    rf"\(?0[1-9][0-9]{{2}}\)?{GAP}{{1,3}}[0-9]{{2}}{GAP}?[0-9]{{2}}{GAP}?[0-9]{{2}}",
)
_ABROAD = rf"(?:\+[1-9]|00{SPACE}?(?:3[123]|352|4[149]))[0-9]{{0,2}}(?:[ \u00a0\u202f\u2009.()/\u2011-]{{0,3}}[0-9]){{7,11}}"
PHONE = re.compile(rf"{BEGINS}(?:{'|'.join(_NATIONAL)}){ENDS}|(?<![0-9A-Za-z+]){_ABROAD}(?![0-9])")
# A date is written with the same signs as a number: 01.02.2024 10.30.
_DATE = re.compile(r"[0-3]?[0-9][./-][01]?[0-9][./-](?:19|20)[0-9]{2}")
# And a growth of ten million begins with the same sign as a country's code: +10 000 000.
_ROUND = re.compile(rf"\+[0-9]{{1,3}}(?:{GAP}[0-9]{{3}}){{1,4}}(?<=000)")

EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@(?:[\w-]{1,63}\.){1,6}[A-Za-z]{2,24}(?![\w-])")

_CAPITAL = "[A-ZÀ-ÖØ-Þ]"
_PIECE = rf"{_CAPITAL}[\w'’-]{{1,30}}"
_NUMBER = rf"(?<![\w.,/€£-])[0-9]{{1,4}}{SPACE}?(?:bis|ter|[A-Za-z])?"
_UK_STREETS = (
    "Street|St|Road|Rd|Lane|Ln|Avenue|Ave|Close|Drive|Court|Crescent|Terrace|Gardens|Grove|Mews|Row|Square|Hill|Place|Walk|Way|Green|Rise|Parade"
)
_UK_POSTCODE = rf"[A-Z]{{1,2}}[0-9][A-Z0-9]?{SPACE}?[0-9][A-Z]{{2}}(?![A-Za-z0-9])"
_UK = rf"(?:(?:Flat|Apartment|Unit) [0-9]{{1,3}}[A-Za-z]?,? )?{_NUMBER},? (?:{_PIECE} ){{1,3}}(?:{_UK_STREETS})(?![\w'’-])\.?"
_UK_TOWN = rf"(?:,? {_PIECE}){{0,4}},? {_UK_POSTCODE}"
# Typed in a hurry: small letters are enough where a postcode follows.
_UK_HURRIED = rf"(?i:{_NUMBER},? (?:[a-z'’-]{{2,20}} ){{1,3}}(?:{_UK_STREETS})(?:,? [a-z'’-]{{2,20}}){{0,4}},? {_UK_POSTCODE})"
# The same without a word for the street, where a postcode says that it is one.
_UK_BY_POSTCODE = rf"{_NUMBER},? {_PIECE}(?:,? {_PIECE}){{0,5}},? {_UK_POSTCODE}"
_FR_STREETS = r"(?:rue|avenue|av\.|boulevard|bd|chemin|impasse|all[ée]e|quai|ruelle|faubourg|venelle|Rue|Avenue|Boulevard|Chemin|Impasse|Allée|Quai)"
_FR_PLACES = r"(?:place|cours|route|square|passage|cit[ée]|r[ée]sidence|Place|Route|Square|Résidence)"
_SMALL = r"(?:d['’]|l['’]|(?:de|du|des|la|le|les|aux?|à|van|den?|der|het|ten|ter|sur|en|et) )"
_FR_NAME = rf"{SPACE}{_SMALL}{{0,3}}{_PIECE}(?: {_SMALL}{{0,2}}{_PIECE}){{0,3}}"
_TOWN = rf",?{SPACE}(?:[BFL]-)?[0-9]{{4,5}}(?![0-9])(?:{SPACE}{_PIECE}){{0,2}}"
_FR = rf"{_NUMBER},?{SPACE}(?:{_FR_STREETS}{_FR_NAME}(?:{_TOWN})?|{_FR_PLACES}{_FR_NAME}{_TOWN})"
_FR_BELGIAN = rf"(?<!\w){_FR_STREETS}{_FR_NAME}{SPACE}[0-9]{{1,4}}[A-Za-z]?(?![0-9A-Za-z])(?:{_TOWN})?"
_NL_STREET = rf"{_CAPITAL}[\w'’-]{{1,30}}(?:straat|laan|weg|plein|gracht|kade|dreef|steeg|singel|lei|dijk|markt|baan)"
_NL_POSTCODE = rf"[1-9][0-9]{{3}}{SPACE}?[A-Z]{{2}}"
_NL = rf"(?<!\w){_NL_STREET}{SPACE}[0-9]{{1,4}}(?:{SPACE}?[A-Za-z](?![\w]))?(?![0-9A-Za-z%])(?:,?{SPACE}(?:{_NL_POSTCODE}|[1-9][0-9]{{3}})(?![0-9A-Za-z])(?:{SPACE}{_PIECE})?)?"
_NL_BY_POSTCODE = rf"(?<![\w.,-])(?:{_NL_POSTCODE},?{SPACE}(?:(?:nr|nummer|huisnummer)\.?{SPACE})?[0-9]{{1,5}}[a-z]?|{_PIECE}{SPACE}[0-9]{{1,4}}[a-z]?,{SPACE}{_NL_POSTCODE})(?![0-9A-Za-z%])"
ADDRESSES = tuple(re.compile(one) for one in (f"{_UK}(?:{_UK_TOWN})?", _UK_HURRIED, _UK_BY_POSTCODE, _FR, _FR_BELGIAN, _NL, _NL_BY_POSTCODE))


def phones(text: str) -> Iterator[tuple[int, int]]:
    """Where phone numbers of four countries stand, and of any other with its code before it."""
    for match in PHONE.finditer(text):
        if not _DATE.match(match[0]) and not _ROUND.fullmatch(match[0]):
            yield match.span()


def emails(text: str) -> Iterator[tuple[int, int]]:
    """Where e-mail addresses stand."""
    return (match.span() for match in EMAIL.finditer(text))


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Where a street stands with its house number, or a postcode with one; a street alone is none."""
    return (match.span() for pattern in ADDRESSES for match in pattern.finditer(text))
