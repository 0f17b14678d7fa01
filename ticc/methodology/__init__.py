"""The method: how to carry a practice to another place, step by step."""
