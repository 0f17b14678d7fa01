"""What every entry and every link of the catalogue have in common."""
