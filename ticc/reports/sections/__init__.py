"""The sections of a report: each composes its blocks from the material, and knows nothing of the others."""
