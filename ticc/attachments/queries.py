"""Asking for attachments and for their bytes."""

from __future__ import annotations

import hashlib

from sqlmodel import Session, select

from ticc.attachments.models import Attachment
from ticc.attachments.store import Gone, Store
from ticc.foundation.errors import NotThere


def get_attachment(session: Session, key: str) -> Attachment:
    """The attachment with this key; raises NotThere. Whether this person may see it is for the caller to say."""
    found = session.exec(select(Attachment).where(Attachment.key == key)).first()
    if found is None:
        raise NotThere(key)
    return found


def read_content(attachment: Attachment, store: Store) -> bytes:
    """The bytes that were attached; raises Gone where they are no longer there, or no longer those."""
    data = store.get(attachment.key)
    if hashlib.sha256(data).hexdigest() != attachment.sha256:
        raise Gone(attachment.key)
    return data
