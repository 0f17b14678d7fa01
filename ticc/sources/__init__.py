"""Sources: texts that were read, and what they report."""
