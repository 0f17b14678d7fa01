"""The machine's own floor: an empty Flask page."""

from flask import Flask

app = Flask(__name__)


@app.get("/")
def index() -> str:
    """Nothing but a heading."""
    return "<!DOCTYPE html><title>Floor</title><h1>Floor</h1>"
