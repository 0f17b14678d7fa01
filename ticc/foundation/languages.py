"""The languages that pages speak, by key, each in its own words; originals are written in the default one."""

LANGUAGES = {"en": "English", "fr": "Français", "nl": "Nederlands"}
DEFAULT = "en"
