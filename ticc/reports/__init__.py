"""The blueprint report: composed from the catalogue at any moment, every paragraph traced to the entries it rests on."""
