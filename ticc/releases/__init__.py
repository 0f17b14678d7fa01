"""Releases: the catalogue as it was, numbered, with what changed from one to the next."""
