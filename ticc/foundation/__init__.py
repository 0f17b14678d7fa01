"""What every part of the application stands on; it knows no word of the field."""
