"""Secret links: random words that nobody can guess."""

import hashlib
import secrets


def new_key() -> str:
    """A word for the address of something that is open to whoever knows it: 128 random bits."""
    return secrets.token_urlsafe(16)


def new_token() -> str:
    """A secret that stands for a person, fit for an address; only its fingerprint is kept."""
    return secrets.token_urlsafe(32)


def fingerprint_of(token: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(token.encode()).hexdigest()
