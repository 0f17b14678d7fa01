"""Numbers that stand for one person, told from other long numbers by their check digits.

Sources, each read on 2026-11-22:

- NHS number: NHS Data Dictionary, data element NHS NUMBER: ten digits, weights 10 to 2, modulus 11; a result of 11 is written 0, a result of
  10 is never issued.
- French NIR: décret no 82-103 of 22 January 1982, and INSEE's definition of the NIR: thirteen signs and a key, 97 less the remainder of their
  division by 97; for Corsica 2A is reckoned as 19 and 2B as 18.
- Belgian national register number: royal decree of 3 April 1984, changed on 25 November 1997: 97 less the remainder of the division of the
  first nine digits by 97; for those who were born in 2000 or later a 2 is put before the nine. Foreigners' numbers (royal decree of 8 February
  1991) raise the month by 20 or 40 and are reckoned alike.
- Dutch burgerservicenummer: Logisch Ontwerp BSN, with the Wet algemene bepalingen burgerservicenummer: nine digits, weights 9 to 2 and
  −1, divisible by 11.
"""

from __future__ import annotations

from ticc.foundation.clock import today

CORSICA = {"2A": "19", "2B": "18"}
# How often the month of a Belgian number may be raised, and the highest that it then says.
BELGIAN_MONTHS = ((0, 12), (20, 32), (40, 52))


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits are an NHS number."""
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    check = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return int(digits[9]) == check % 11 and check != 10


def is_nir(signs: str) -> bool:
    """Whether thirteen signs and a key of two digits, without spaces, are a French NIR."""
    body, key = signs[:13].upper(), signs[13:]
    body = body[:5] + CORSICA.get(body[5:7], body[5:7]) + body[7:]
    return len(signs) == 15 and body.isdecimal() and key.isdecimal() and int(key) == 97 - int(body) % 97


def is_belgian_number(digits: str) -> bool:
    """Whether eleven digits are a number of the Belgian national register, of somebody born before or since 2000."""
    if len(digits) != 11:
        return False
    month, day, serial = int(digits[2:4]), int(digits[4:6]), int(digits[6:9])
    if day > 31 or not 1 <= serial <= 998 or not any(low <= month <= high for low, high in BELGIAN_MONTHS):
        return False
    centuries = ("", "2") if int(digits[:2]) <= today().year - 2000 else ("",)
    return int(digits[9:]) in {97 - int(before + digits[:9]) % 97 for before in centuries}


def is_bsn(digits: str) -> bool:
    """Whether nine digits are a Dutch burgerservicenummer."""
    if len(digits) != 9 or int(digits) == 0:
        return False
    weighted: int = sum(int(digit) * weight for digit, weight in zip(digits, (*range(9, 1, -1), -1), strict=True))
    return weighted % 11 == 0
