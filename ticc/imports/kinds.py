"""The kinds of rows that files may hold."""

from __future__ import annotations

from collections.abc import Mapping

from ticc.imports.barriers import BARRIERS
from ticc.imports.measurements import MEASUREMENTS
from ticc.imports.service import RowKind

KINDS: Mapping[str, RowKind] = {kind.name: kind for kind in (MEASUREMENTS, BARRIERS)}
