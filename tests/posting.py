"""A real mail server for tests, as friendly or as bad as a test asks for; and what stands for the settings that lead to it."""

from __future__ import annotations

import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

PASSWORD = b"a-very-secret-word"


@dataclass
class Postbox:
    """What the server took, and how it behaves."""

    taken: list[EmailMessage] = field(default_factory=list)
    # Answers to RCPT for these addresses.
    refuses: dict[str, str] = field(default_factory=dict)
    # After this many mails it breaks off in the middle of the next one.
    dies_after: int | None = None
    settings: dict[str, str] = field(default_factory=dict)
    connections: int = 0

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_EHLO(self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]) -> list[str]:
        session.host_name = hostname
        self.connections += session.ssl is None
        return responses

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.dies_after is not None and len(self.taken) >= self.dies_after:
            server.transport.abort()
            return "250 nobody hears this"
        message = message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        assert envelope.rcpt_tos == [message["To"]]
        self.taken.append(message)
        return "250 OK"

    def to(self) -> list[str]:
        return sorted(str(message["To"]) for message in self.taken)


def text_of(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def html_of(message: EmailMessage) -> str:
    part = message.get_body(("html",))
    assert part is not None
    return str(part.get_content())


def _authenticate(server: Any, session: Any, envelope: Any, mechanism: str, given: LoginPassword) -> AuthResult:
    return AuthResult(success=given.login == b"ticc" and given.password == PASSWORD, handled=False)


@contextmanager
def mail_server(certificate: Path | None = None) -> Iterator[Postbox]:
    """A server on a port of its own; with a certificate it asks for STARTTLS and a password."""
    box, more = Postbox(), {}
    if certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
        more = {"tls_context": context, "require_starttls": True, "authenticator": _authenticate, "auth_required": True}
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port = asked.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port, **more)
    controller.start()
    try:
        box.settings = {
            "TICC_SMTP_HOST": "127.0.0.1",
            "TICC_SMTP_PORT": str(port),
            "TICC_SMTP_FROM": "TICC <ticc@mail.example>",
            "TICC_SMTP_TLS": "none",
        }
        if certificate:
            box.settings |= {"TICC_SMTP_TLS": "starttls", "TICC_SMTP_USER": "ticc", "TICC_SMTP_PASSWORD": PASSWORD.decode()}
        yield box
    finally:
        controller.stop()


def make_certificate(folder: Path) -> Path:
    """A certificate and its key in one file, signed by itself, for 127.0.0.1."""
    key, certificate, both = folder / "key.pem", folder / "certificate.pem", folder / "both.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "2", "-subj", "/CN=127.0.0.1",
         "-addext", "subjectAltName=IP:127.0.0.1"],
        check=True, capture_output=True,
    )  # fmt: skip
    both.write_bytes(key.read_bytes() + certificate.read_bytes())
    return both
