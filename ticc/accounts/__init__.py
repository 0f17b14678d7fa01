"""Who is there: people, roles, invitations, signing in."""
