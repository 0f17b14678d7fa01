"""Front page, dashboard, written pages and health."""
