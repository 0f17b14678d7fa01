"""Editing: advisers and project leads change the catalogue's own entries in the application."""
