"""Archives that are the same whenever they are made: Word and Excel files are zip archives, and those remember when each part was written."""

from __future__ import annotations

import io
import zipfile

# Zip archives know no time before this day; every part gets it.
LONG_AGO = (1980, 1, 1, 0, 0, 0)
# What the archive holds comes first, as readers expect it.
FIRST = "[Content_Types].xml"


def timeless(made: bytes) -> bytes:
    """The same archive with all its parts dated alike and in one order."""
    remade = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(remade, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda part: (part != FIRST, part)):
            part = zipfile.ZipInfo(name, LONG_AGO)
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return remade.getvalue()
