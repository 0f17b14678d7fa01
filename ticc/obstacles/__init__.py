"""Obstacles: what blocks the transfer, said once for everybody."""
