"""Notices: what somebody should hear of, in the application and by mail."""
