"""Advice: what an adviser sees of the catalogue as a whole."""
