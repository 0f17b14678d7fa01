"""The self-assessment: a versioned instrument that shows a place which obstacles to expect."""
