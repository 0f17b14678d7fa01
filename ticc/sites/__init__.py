"""Sites that try the practice, and the partners who carry it there."""
