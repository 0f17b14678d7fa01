"""Solutions: what can be done, and how it fared where it was tried."""
