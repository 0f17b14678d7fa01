"""The WSGI entry point."""

from ticc.factory import create_app

app = create_app()
