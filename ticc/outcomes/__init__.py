"""Outcomes: what the transfer is for, and the values that were published."""
