"""Imports: tables from outside, seen before they are taken, taken whole, undone whole."""
