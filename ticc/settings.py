"""Settings, read once from the environment; the README's table names every one of them."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLE_SECRET = "change-me"
USUAL_PORTS = {"starttls": 587, "ssl": 465, "none": 25}


class SettingsError(Exception):
    """A setting that the application must not start with; the message names it and the way out."""


@dataclass(frozen=True)
class MailServer:
    """The mail server that takes our mail; `tls` is "starttls", "ssl" or "none"."""

    host: str
    port: int
    sender: str
    user: str = ""
    # Left out wherever settings are printed.
    password: str = field(default="", repr=False)
    tls: str = "starttls"

    @property
    def sender_address(self) -> str:
        """The address alone of whom mail comes from."""
        return parseaddr(self.sender)[1]


@dataclass(frozen=True)
class Settings:
    """What an installation may decide. All state lives under `data_dir`, or in the database that is named."""

    data_dir: Path
    content_dir: Path
    database_url: str
    secret_key: str
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 2
    demo: bool = True
    debug: bool = False
    secure_cookies: bool = False
    public_url: str = ""
    trusted_proxies: int = 0
    limits_storage: str = "memory://"
    login_limit: str = "10 per minute; 60 per hour"
    invitation_hours: int = 72
    session_hours: int = 12
    attachment_mb: int = 5
    # None: notices are listed in the application alone.
    mail: MailServer | None = None

    @property
    def index_dir(self) -> Path:
        """Where the search index lies; it can be thrown away at any moment."""
        return self.data_dir / "index"

    @property
    def attachments_dir(self) -> Path:
        """Where the bytes of attached files lie; nothing serves this folder."""
        return self.data_dir / "attachments"

    @property
    def prints_dir(self) -> Path:
        """Where documents lie that were made lately; it can be thrown away at any moment."""
        return self.data_dir / "prints"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read every setting; raises SettingsError for one that makes no sense."""
        env = os.environ if environment is None else environment
        data_dir = Path(env.get("TICC_DATA_DIR") or ROOT / "var").expanduser().resolve()
        data_dir.mkdir(parents=True, exist_ok=True)
        debug = _yes(env, "TICC_DEBUG", False)
        return cls(
            data_dir=data_dir,
            content_dir=Path(env.get("TICC_CONTENT_DIR") or ROOT / "content").expanduser().resolve(),
            database_url=env.get("TICC_DATABASE_URL") or f"sqlite:///{data_dir / 'ticc.db'}",
            secret_key=_secret(env, data_dir, debug),
            host=env.get("HOST") or cls.host,
            port=_number(env, "PORT", cls.port),
            workers=_number(env, "TICC_WORKERS", cls.workers, least=1),
            demo=_yes(env, "TICC_DEMO", True),
            debug=debug,
            secure_cookies=_yes(env, "TICC_SECURE_COOKIES", False),
            public_url=env.get("TICC_PUBLIC_URL", "").rstrip("/"),
            trusted_proxies=_number(env, "TICC_TRUSTED_PROXIES", 0),
            limits_storage=env.get("TICC_LIMITS_STORAGE") or cls.limits_storage,
            login_limit=env.get("TICC_LOGIN_LIMIT") or cls.login_limit,
            invitation_hours=_number(env, "TICC_INVITATION_HOURS", cls.invitation_hours),
            session_hours=_number(env, "TICC_SESSION_HOURS", cls.session_hours),
            attachment_mb=_number(env, "TICC_ATTACHMENT_MB", cls.attachment_mb, least=1),
            mail=_mail_server(env),
        )


def _mail_server(env: Mapping[str, str]) -> MailServer | None:
    host = env.get("TICC_SMTP_HOST", "").strip()
    if not host:
        return None
    tls = env.get("TICC_SMTP_TLS", "").strip().lower() or MailServer.tls
    if tls not in USUAL_PORTS:
        raise SettingsError(f"TICC_SMTP_TLS is '{tls}': use starttls, ssl or none")
    user, password = env.get("TICC_SMTP_USER", ""), env.get("TICC_SMTP_PASSWORD", "")
    if user and tls == "none":
        raise SettingsError("TICC_SMTP_TLS is 'none' and TICC_SMTP_USER is set: a password must not travel in the clear")
    server = MailServer(host, _number(env, "TICC_SMTP_PORT", USUAL_PORTS[tls], least=1), env.get("TICC_SMTP_FROM", "").strip(), user, password, tls)
    if "@" not in server.sender_address or any(ord(letter) < 32 for letter in server.sender):
        raise SettingsError("TICC_SMTP_FROM is no address: set the one that mail comes from, such as 'TICC <ticc@example.org>'")
    return server


def _secret(env: Mapping[str, str], data_dir: Path, debug: bool) -> str:
    given = env.get("TICC_SECRET_KEY")
    if given:
        if given == SAMPLE_SECRET and not debug:
            raise SettingsError("TICC_SECRET_KEY is the sample value: set your own, or leave it unset and one is made and kept")
        if len(given) < 16 and not debug:
            raise SettingsError("TICC_SECRET_KEY is shorter than 16 characters: use a longer one, or leave it unset")
        return given
    kept = data_dir / "secret-key"
    if not kept.exists():
        # Made under another name first: two starting workers then agree on whichever was linked first.
        made = data_dir / f"secret-key.{os.getpid()}"
        made.touch(mode=0o600)
        made.write_text(secrets.token_hex(32))
        try:
            os.link(made, kept)
        except FileExistsError:
            # Another worker was quicker; its key is the one to read below.
            pass
        finally:
            made.unlink()
    return kept.read_text()


def _yes(env: Mapping[str, str], name: str, default: bool) -> bool:
    value = env.get(name, "").strip().lower()
    if value in {"", "0", "no", "false", "off", "1", "yes", "true", "on"}:
        return default if value == "" else value in {"1", "yes", "true", "on"}
    raise SettingsError(f"{name} is '{value}': use 1 or 0")


def _number(env: Mapping[str, str], name: str, default: int, least: int = 0) -> int:
    value = env.get(name, "").strip()
    if not value:
        return default
    if not value.isdecimal():
        raise SettingsError(f"{name} is '{value}': use a whole number")
    if int(value) < least:
        raise SettingsError(f"{name} is '{value}': use {least} or more")
    return int(value)
