"""Handing mail over to a mail server: one connection for many, and every failure in plain words."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage

from ticc.foundation.text import shorten, without_control_characters
from ticc.settings import MailServer

PATIENCE = 30
LONGEST_WORDS = 200


class NoServer(Exception):
    """The mail server cannot be reached, or does not work with us: nothing more can be sent now."""


class NotTaken(Exception):
    """The server does not take the mail for this one person; others may be served. `is_final`: asking again soon is no use."""

    def __init__(self, words: str, is_final: bool) -> None:
        super().__init__(words)
        self.words = words
        self.is_final = is_final


@contextmanager
def connected(server: MailServer) -> Iterator[smtplib.SMTP]:
    """A connection that is ready for mail; raises NoServer with words that never hold the password."""
    line = _reach(server)
    try:
        _make_ready(line, server)
        yield line
    finally:
        with suppress(smtplib.SMTPException, OSError):
            line.quit()
        line.close()


def _reach(server: MailServer) -> smtplib.SMTP:
    where = f"{server.host}:{server.port}"
    try:
        if server.tls == "ssl":
            return smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE, context=ssl.create_default_context())
        return smtplib.SMTP(server.host, server.port, timeout=PATIENCE)
    except ssl.SSLError as error:
        raise NoServer(f"the mail server {where} offers no connection that can be trusted: {_plain(str(error))}") from None
    except (smtplib.SMTPException, OSError) as error:
        raise NoServer(f"the mail server {where} does not answer: {_plain(str(error))}") from None


def _make_ready(line: smtplib.SMTP, server: MailServer) -> None:
    where = f"{server.host}:{server.port}"
    try:
        if server.tls == "starttls":
            line.starttls(context=ssl.create_default_context())
        if server.user:
            line.login(server.user, server.password)
    except smtplib.SMTPAuthenticationError as error:
        raise NoServer(f"the mail server {where} does not accept TICC_SMTP_USER and TICC_SMTP_PASSWORD ({error.smtp_code})") from None
    except smtplib.SMTPNotSupportedError:
        raise NoServer(f"the mail server {where} does not offer what TICC_SMTP_TLS and TICC_SMTP_USER ask for") from None
    except ssl.SSLError as error:
        raise NoServer(f"the mail server {where} offers no connection that can be trusted: {_plain(str(error))}") from None
    except (smtplib.SMTPException, OSError) as error:
        # What a server says while somebody signs in is not told: it may repeat what was sent.
        raise NoServer(f"the mail server {where} broke off before any mail was sent ({type(error).__name__})") from None


def hand_over(line: smtplib.SMTP, message: EmailMessage, sender: str, to: str) -> None:
    """Send one mail; returns when the server has accepted it. Raises NotTaken for this person, NoServer for everybody."""
    try:
        line.send_message(message, from_addr=sender, to_addrs=[to])
    except smtplib.SMTPRecipientsRefused as error:
        code, words = error.recipients[to]
        _refuse_or_stop(code, words)
    except smtplib.SMTPSenderRefused as error:
        raise NoServer(f"the mail server does not accept TICC_SMTP_FROM: {error.smtp_code} {_decoded(error.smtp_error)}") from None
    except smtplib.SMTPServerDisconnected:
        raise NoServer("the mail server broke off; what it had not accepted yet is sent next time") from None
    except smtplib.SMTPResponseException as error:
        _refuse_or_stop(error.smtp_code, error.smtp_error)
    except (smtplib.SMTPNotSupportedError, UnicodeError, ValueError):
        raise NotTaken("the server cannot write to this address", is_final=True) from None
    except OSError as error:
        raise NoServer(f"the mail server broke off: {_plain(str(error))}") from None


def _refuse_or_stop(code: int, words: bytes | str) -> None:
    if code == 421:
        raise NoServer(f"the mail server closes: {code} {_decoded(words)}") from None
    raise NotTaken(f"{code} {_decoded(words)}", is_final=code >= 500) from None


def _decoded(words: bytes | str) -> str:
    return _plain(words.decode("utf-8", "replace") if isinstance(words, bytes) else words)


def _plain(words: str) -> str:
    """What a server says, as one short line."""
    return shorten(" ".join(without_control_characters(words).split()), LONGEST_WORDS)
