"""The entries that say almost the same: the nearest pairs by their words.

Likeness is the cosine of TF-IDF vectors (Salton & Buckley, 1988) over folded words: 1 for the same words, 0 for none in common.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from ticc.foundation.text import fold

WORD = re.compile(r"[a-z]{3,}")


@dataclass(frozen=True)
class Pair:
    """Two codes and how alike their texts are, from 0 to 1."""

    one: str
    other: str
    likeness: float


def nearest_pairs(texts: Mapping[str, str], most: int = 100) -> list[Pair]:
    """The pairs of texts that are most alike, the nearest first."""
    codes = sorted(texts)
    if len(codes) < 2:
        return []
    vectors = _vectors([texts[code] for code in codes])
    likeness = np.triu((vectors @ vectors.T).toarray(), k=1)
    order = np.argsort(likeness, axis=None)[::-1][:most]
    rows, columns = np.unravel_index(order, likeness.shape)
    pairs = [Pair(codes[row], codes[column], round(float(likeness[row, column]), 3)) for row, column in zip(rows, columns, strict=True)]
    return [pair for pair in pairs if pair.likeness > 0]


def _vectors(texts: list[str]) -> csr_matrix:
    counted = [Counter(WORD.findall(fold(text))) for text in texts]
    spread = Counter(word for words in counted for word in words)
    place = {word: number for number, word in enumerate(sorted(spread))}
    data, rows, columns = [], [], []
    for row, words in enumerate(counted):
        # One more than there are: a word that all of them have still counts a little, and the same text twice is the same.
        weights = {word: (1 + np.log(count)) * np.log((len(texts) + 1) / spread[word]) for word, count in words.items()}
        length = float(np.sqrt(sum(weight**2 for weight in weights.values()))) or 1.0
        for word, weight in weights.items():
            data.append(weight / length)
            rows.append(row)
            columns.append(place[word])
    return csr_matrix((data, (rows, columns)), shape=(len(texts), len(place)))
