"""A barrier-tracking and implementation-methodology knowledge base."""
