"""The catalogue as files: find, check, load, export."""
