"""Full-text search over every kind of entry."""
