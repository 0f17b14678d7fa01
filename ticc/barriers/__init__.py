"""Barriers: one sighting of an obstacle, logged by a partner at a site."""
